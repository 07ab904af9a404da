"""Rows poured into an empty database, all or none, and compared with where they came from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Max

from marshrut.upkeep.tables import OF_ITSELF, Schema, Table, Tally, columns, lines, tally
from marshrut.upkeep.unfit import Unfit

BATCH = 500

# How far it has come: parts done, parts in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Stream:
    """What goes into one table: lines, names of columns, the last key given."""

    lines: Iterable[bytes]
    columns: list[str]
    last: int | None


def pour(
    schema: Schema, alias: str, *, source: Callable[[Table], Stream], progress: Progress
) -> dict[str, int]:
    """Fill every table inside the caller's transaction; return rows by table.

    Raises Unfit where the database refuses a row or gives back not what was put in.
    """
    with connections[alias].cursor() as cursor:
        for table in schema.tables:
            # What the database has of itself gives way to what comes.
            if table._meta.label_lower in OF_ITSELF:
                cursor.execute(f'DELETE FROM "{table._meta.db_table}"')  # noqa: S608 - our own name
    found = {}
    for number, table in enumerate(schema.tables, 1):
        found[table._meta.db_table] = _fill(table, alias, source(table))
        progress(number, len(schema.tables))
    try:
        connections[alias].check_constraints()
    except DatabaseError as error:
        raise Unfit("database_refuses", table="", reason=str(error)) from error
    return found


def _fill(table: Table, alias: str, stream: Stream) -> int:
    fields = {field.attname: field for field in columns(table)}
    if sorted(stream.columns) != sorted(fields):
        raise Unfit("copy_foreign")
    given = Tally()
    passing = given.passing(stream.lines)
    try:
        while rows := [
            _row(table, fields, stream.columns, line) for line in islice(passing, BATCH)
        ]:
            table._default_manager.using(alias).bulk_create(rows)
        kept = tally(lines(table, alias))
        _set_last_key(table, alias, stream.last)
    except (DatabaseError, ValueError) as error:
        raise Unfit("database_refuses", table=table._meta.db_table, reason=str(error)) from error
    if (kept.rows, kept.digest) != (given.rows, given.digest):
        raise Unfit("not_equal", table=table._meta.db_table)
    return given.rows


def _row(table: Table, fields: dict[str, Any], names: list[str], line: bytes) -> Any:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(names):
        raise Unfit("copy_foreign")
    return table(
        **{name: fields[name].to_python(value) for name, value in zip(names, values, strict=True)}
    )


def _set_last_key(table: Table, alias: str, last: int | None) -> None:
    key = table._meta.pk
    if last is None or key is None:
        return
    name = table._meta.db_table
    highest = table._default_manager.using(alias).aggregate(highest=Max("pk"))["highest"] or 0
    value = max(last, highest)
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, value])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [f'"{name}"', key.column, value],
            )
