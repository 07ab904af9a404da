"""The copy of a demonstration as it was on its first day, to which anyone may return.

It is a file beside the database, made by SQLite itself; on PostgreSQL there is none, and the pages
say so. The name of the file tells the day, so that a page need not open it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from marshrut.clock import access
from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Forbidden, Wrong

PREFIX = "first-day-"
# Whoever presses the button stays signed in, and so does everybody else.
KEPT = ("django_session", "usersessions_usersession")


def first_day() -> date | None:
    """The day to which one may return; None where there is no copy."""
    copy = _copy()
    return date.fromisoformat(copy.stem.removeprefix(PREFIX)) if copy else None


def keep_copy(day: date) -> None:
    """Make the copy, in place of an older one; nothing where the database is not a file."""
    if connection.vendor != "sqlite":
        return
    forget_copy()
    connection.ensure_connection()
    # A half-made copy must never be returned to, so it gets its name when it is whole.
    unfinished = _folder() / "unfinished-copy.sqlite3"
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
    unfinished.rename(_folder() / f"{PREFIX}{day.isoformat()}.sqlite3")


def forget_copy() -> None:
    """Throw the copy away: the tables have changed since it was made."""
    for old in _folder().glob(f"{PREFIX}*.sqlite3"):
        old.unlink()


def return_to_first_day(*, actor: Actor) -> None:
    """Put every table back as it was; raises Wrong where there is no copy.

    It is no deed: the journal goes back with the rest.
    """
    if not access.may_move(actor):
        raise Forbidden
    copy = _copy()
    if copy is None:
        raise Wrong("no_first_day")
    connection.ensure_connection()
    stay = {
        table: _rows(table) for table in KEPT if table in connection.introspection.table_names()
    }
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
        source.backup(connection.connection)
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in stay.items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            for row in rows:
                marks = ", ".join(["%s"] * len(row))
                cursor.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608


def _rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own
        return list(cursor.fetchall())


def _copy() -> Path | None:
    return next(iter(sorted(_folder().glob(f"{PREFIX}*.sqlite3"))), None)


def _folder() -> Path:
    return Path(settings.DATA)
