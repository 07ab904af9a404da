"""Rows made once and put back for every other test that asks for the same."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from marshrut.files.keeping import stored_path
from marshrut.files.models import StoredFile
from marshrut.organisations.models import Unit
from marshrut.users.models import User

P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """The rows that ``make`` added, by table, their files by digest, and what it returned."""

    rows: Rows
    files: dict[str, bytes]
    made: bytes

    @classmethod
    def of(cls, make: Callable[[], Any]) -> Snapshot:
        before = _rows()
        made = make()
        rows = {
            table: [row for row in found if row not in before[table]]
            for table, found in _rows().items()
        }
        digests = StoredFile.objects.values_list("digest", flat=True)
        files = {digest: stored_path(digest).read_bytes() for digest in digests}
        return cls(
            {table: found for table, found in rows.items() if found}, files, pickle.dumps(made)
        )

    def put_back(self) -> Any:
        """Write rows and files again and return a fresh copy of what was made."""
        for digest, content in self.files.items():
            path = stored_path(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        models = [model for model in apps.get_models() if model._meta.db_table in self.rows]
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        return self.copy()

    def copy(self) -> Any:
        """What was made, for rows that are there."""
        return pickle.loads(self.made)  # noqa: S301 - written by this run


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Make a world once for each set of arguments; where there is somebody already, make it anew.

    Deeds are what takes time, and every test of a noun begins with the same ones.
    """
    snapshots: dict[Any, Snapshot] = {}

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        if Unit.objects.exists() or User.objects.exists():
            return make(*args, **kwargs)
        key = (args, tuple(sorted(kwargs.items())))
        if key in snapshots:
            return cast(T, snapshots[key].put_back())
        snapshots[key] = Snapshot.of(lambda: make(*args, **kwargs))
        return cast(T, snapshots[key].copy())

    return made


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own
            found[table] = cursor.fetchall()
    return found
