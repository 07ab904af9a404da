"""Empty databases beside the one of the tests."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from marshrut.settings.database import postgresql

SERVER = os.environ.get("TEST_DATABASE_URL", "")


def sqlite(path: Path) -> dict[str, Any]:
    """Settings of an embedded database in this file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
            ),
        },
    }


@contextmanager
def address() -> Iterator[str]:
    """An empty database on the server of the tests."""
    name = f"marshrut_beside_{secrets.token_hex(4)}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def empty(folder: Path) -> Iterator[dict[str, Any]]:
    """Settings of an empty database of the kind that the tests run on."""
    if not SERVER:
        yield sqlite(folder / "beside.sqlite3")
        return
    with address() as found:
        yield postgresql(found)


def quiet(done: int, of: int) -> None:
    """Progress that nobody looks at."""
