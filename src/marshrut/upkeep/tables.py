"""Tables as the migrations made them, read as lines that are alike on every database.

The classes come from the applied migrations and not from the code: a copy is also made of tables
that the code has outgrown, before they are migrated.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import AutoField, BigAutoField, CharField, F, Field, JSONField, Model
from django.db.models.functions import Collate
from django.utils.duration import duration_iso_string

from marshrut.upkeep.unfit import Unfit

ROWS_AT_ONCE = 2000
# What an installation in which nobody has done anything yet has by itself.
OF_ITSELF = {"contenttypes.contenttype", "auth.permission", "sessions.session", "marshrut.job"}

Table = type[Model]


@dataclass(frozen=True, slots=True)
class Schema:
    """Migrations as "app.name", and the tables they made, in the order of their names."""

    migrations: tuple[str, ...]
    tables: tuple[Table, ...]

    def table(self, label: str) -> Table:
        return next(table for table in self.tables if table._meta.label_lower == label)


@dataclass(slots=True)
class Tally:
    """Counts lines and takes their checksum while they pass."""

    rows: int = 0
    size: int = 0
    _hash: Any = None

    def passing(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        self._hash = hashlib.sha256()
        for line in lines:
            self.rows += 1
            self.size += len(line)
            self._hash.update(line)
            yield line

    @property
    def digest(self) -> str:
        return str(self._hash.hexdigest())


def tally(lines: Iterable[bytes]) -> Tally:
    """Count lines that are needed for nothing else."""
    found = Tally()
    for _ in found.passing(lines):
        pass
    return found


def schema_of(alias: str) -> Schema:
    """What the database has now."""
    loader = MigrationLoader(connections[alias])
    return _schema(loader, {f"{app}.{name}" for app, name in loader.applied_migrations})


def bring(alias: str, migrations: Iterable[str]) -> Schema:
    """Bring an empty database to exactly these migrations; Unfit if it is beyond them."""
    executor = MigrationExecutor(connections[alias])
    wanted = set(migrations)
    applied = {f"{app}.{name}" for app, name in executor.loader.applied_migrations}
    found = _schema(executor.loader, wanted)
    if applied - wanted:
        raise Unfit("tables_beyond")
    if wanted - applied:
        executor.migrate(_last(executor.loader, wanted))
    return found


def is_filled(alias: str, schema: Schema) -> bool:
    """Is there anything that people have put in?"""
    known = set(connections[alias].introspection.table_names())
    return any(
        table._default_manager.using(alias).exists()
        for table in schema.tables
        if table._meta.db_table in known and table._meta.label_lower not in OF_ITSELF
    )


def columns(table: Table) -> list[Field[Any, Any]]:
    return sorted(table._meta.concrete_fields, key=lambda field: field.attname)


def lines(table: Table, alias: str) -> Iterator[bytes]:
    """Every row as a line of JSON, in the order of keys."""
    fields = columns(table)
    loose = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    rows = table._default_manager.using(alias).order_by(_order(table, alias))
    found = rows.values_list(*(field.attname for field in fields))
    for row in found.iterator(chunk_size=ROWS_AT_ONCE):
        values = list(row)
        for place in loose:
            values[place] = _in_order(values[place])
        said = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)
        yield said.encode() + b"\n"


def last_key(table: Table, alias: str) -> int | None:
    """The last number given by the database itself: keys of what was deleted do not come again."""
    key = table._meta.pk
    if not isinstance(key, AutoField | BigAutoField):
        return None
    name = table._meta.db_table
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
            row = cursor.fetchone()
            return (row[0] or None) if row else None
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{name}"', key.column])
        cursor.execute(f"SELECT last_value, is_called FROM {cursor.fetchone()[0]}")  # noqa: S608
        value, is_called = cursor.fetchone()
        return value if is_called else None


def _schema(loader: MigrationLoader, wanted: set[str]) -> Schema:
    nodes = {f"{app}.{name}": (app, name) for app, name in loader.graph.nodes}
    if unknown := sorted(wanted - nodes.keys()):
        raise Unfit("unknown_migrations", name=unknown[0])
    state = loader.project_state(sorted(nodes[name] for name in wanted))
    found = state.apps.get_models(include_auto_created=True)
    tables = sorted(found, key=lambda table: table._meta.db_table)
    return Schema(tuple(sorted(wanted)), tuple(tables))


def _last(loader: MigrationLoader, wanted: set[str]) -> list[tuple[str, str]]:
    """The last migration of each application: one in the middle would undo what follows it."""
    nodes = [key for key in loader.graph.nodes if ".".join(key) in wanted]
    middle = {
        parent.key
        for key in nodes
        for parent in loader.graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(key for key in nodes if key not in middle)


def _order(table: Table, alias: str) -> Any:
    key: Any = table._meta.pk
    target = key.target_field if key.remote_field else key
    if connections[alias].vendor == "postgresql" and isinstance(target, CharField):
        # SQLite compares bytes, PostgreSQL as its language does.
        return Collate(F(key.attname), "C")
    return "pk"


def _in_order(value: Any) -> Any:
    """A column of PostgreSQL's JSON forgets the order of keys, so nothing may hang on it."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    message = f"{value!r} cannot be written down"
    raise TypeError(message)
