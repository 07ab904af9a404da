"""An installation for a size, kept under data/bench and used again while it fits the code."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

import psycopg

from marshrut.management.serving import WORKERS, _server_command

ROOT = Path(__file__).parents[1]
KEPT_DAYS = 60  # the data lie around the day on which they were made


@dataclass(frozen=True, slots=True)
class Installation:
    """A size on SQLite or, with the address of a server, on PostgreSQL."""

    size: str
    server: str = ""

    @property
    def name(self) -> str:
        return f"{self.size} on {'PostgreSQL' if self.server else 'SQLite'}"

    @property
    def folder(self) -> Path:
        kind = "postgresql" if self.server else "sqlite"
        return ROOT / "data" / "bench" / f"{self.size.lower()}-{kind}"

    @property
    def database(self) -> str:
        return f"marshrut_bench_{self.size.lower()}"

    @property
    def environment(self) -> dict[str, str]:
        found = os.environ | {
            "MARSHRUT_DATA": str(self.folder),
            "MARSHRUT_DEMONSTRATION": "0",
            "MARSHRUT_LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        found.pop("DATABASE_URL", None)
        if self.server:
            address = urlsplit(self.server)._replace(path=f"/{self.database}")
            found["DATABASE_URL"] = urlunsplit(address)
        return found

    def run(self, *arguments: str) -> str:
        """Run a program of ours inside and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "bench.inside", *arguments],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def ready(self) -> float:
        """Make the data unless they are there; return the seconds it took."""
        begun = time.monotonic()
        if not self._is_made():
            self._empty()
            self.run("prepare")
            self.run("fill", self.size, date.today().isoformat())  # noqa: DTZ011
            self._stamp.write_text(json.dumps({"state": _state(), "made": time.time()}))
        return time.monotonic() - begun

    def measure(self, seconds: float) -> list[dict[str, Any] | None]:
        """Figures of every page, taken inside one process."""
        found: list[dict[str, Any] | None] = json.loads(
            self.run("measure", self.size, str(seconds)).splitlines()[-1]
        )
        return found

    @contextmanager
    def served(self) -> Iterator[int]:
        """The server alone, as `marshrut serve` starts it, on a free port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = _server_command("127.0.0.1", port, WORKERS)
        server = subprocess.Popen(command, env=self.environment, cwd=ROOT)
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()
            server.wait(30)

    @property
    def _stamp(self) -> Path:
        return self.folder / "bench.json"

    def _is_made(self) -> bool:
        try:
            known = json.loads(self._stamp.read_text())
        except (OSError, ValueError):
            return False
        fresh = time.time() - known["made"] < KEPT_DAYS * 86_400
        return bool(known["state"] == _state() and fresh and self._has_database())

    def _has_database(self) -> bool:
        if not self.server:
            return (self.folder / "marshrut.sqlite3").exists()
        with psycopg.connect(self.server) as connection:
            wanted = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(wanted, [self.database]).fetchone() is not None

    def _empty(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._stamp.unlink(missing_ok=True)
        for old in self.folder.glob("marshrut.sqlite3*"):
            old.unlink()
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)".encode())
                connection.execute(f"CREATE DATABASE {self.database}".encode())


def _state() -> str:
    """What the data depend on: the generator, the tables and the regulation."""
    digest = hashlib.sha256()
    source = ROOT / "src" / "marshrut"
    for path in sorted(
        [
            *(
                ROOT / "bench" / name
                for name in ("generator.py", "walks.py", "names.py", "sizes.py")
            ),
            *(source / "migrations").glob("0*.py"),
            source / "presets" / "regulations" / "chebula.yaml",
        ]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _wait(port: int) -> None:
    asked = Request(f"http://127.0.0.1:{port}/bench/empty/", headers={"Host": "localhost"})
    for _ in range(300):
        try:
            urlopen(asked, timeout=20).close()  # noqa: S310 - our own server
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the server does not answer"
    raise TimeoutError(message)
