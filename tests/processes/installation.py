"""A real installation in a folder or database of its own, with real processes on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[str]


class Installation:
    """Runs programs on one installation."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "MARSHRUT_DATA": str(folder),
            "MARSHRUT_DEMONSTRATION": "0",
            "MARSHRUT_LANGUAGE": "en",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment.pop("DATABASE_URL", None)
        if database:
            self.environment["DATABASE_URL"] = database

    def start(self, *command: str) -> Process:
        """Start `marshrut …`."""
        return self._start("-m", "marshrut.management.main", *command)

    def script(self, name: str, *arguments: str) -> Process:
        """Start one of the programs in tests/processes on this installation."""
        return self._start("-m", f"tests.processes.{name}", *arguments)

    def run(self, name: str, *arguments: str) -> str:
        """Run a program to its end and return what it printed."""
        process = self.script(name, *arguments)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return output

    def _start(self, *arguments: str) -> Process:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """Give a prepared installation: SQLite, or a new database on the server of the tests."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    with _database(server, f"marshrut_process_{os.getpid()}") as database:
        made = Installation(folder, database)
        process = made.start("prepare")
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        yield made


@contextmanager
def _database(server: str, name: str) -> Iterator[str]:
    if not server:
        yield ""
        return
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
