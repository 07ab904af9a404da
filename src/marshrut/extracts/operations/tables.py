"""Deeds on saved tables: they change nothing but how lists are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marshrut.extracts import access
from marshrut.extracts.models import SavedTable
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach

MOST_TABLES = 100
Columns = Sequence[Sequence[str]]


@deed
def save_table(
    *,
    name: str,
    source: str,
    arguments: Mapping[str, Any],
    query: str,
    columns: Columns,
    unit: Unit | None = None,
    actor: Reach,
    at: datetime,
) -> SavedTable:
    """Keep the columns and filters of a list under a name of one's own."""
    if actor.person is None or not access.may_save(actor):
        raise Forbidden
    mine = SavedTable.objects.filter(person=actor.person)
    if mine.count() >= MOST_TABLES:
        raise Wrong("too_many_tables", limit=MOST_TABLES)
    _check(name, columns, unit, actor)
    row = SavedTable.objects.create(
        person_id=actor.person,
        unit=unit,
        name=name,
        source=source,
        arguments=dict(arguments),
        query=query,
        columns=[list(pair) for pair in columns],
    )
    after = {"name": name, "source": source, "query": query, "unit": unit.pk if unit else None}
    record("save_table", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


@deed
def change_table(
    *,
    table: int,
    row_version: int | None,
    name: str,
    query: str,
    columns: Columns,
    unit: Unit | None = None,
    actor: Reach,
    at: datetime,
) -> SavedTable:
    """Another name, other filters or columns, other readers; the list stays the same."""
    row = lock(SavedTable, table, row_version)
    if not access.may_keep(actor, row):
        raise Forbidden
    _check(name, columns, unit, actor, row)
    kept = [list(pair) for pair in columns]
    before, after = changes(row, name=name, query=query, columns=kept, unit=unit)
    row.save()
    record("change_table", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def drop_table(*, table: int, row_version: int | None, actor: Reach, at: datetime) -> None:
    """Delete it, for those too with whom it was shared."""
    row = lock(SavedTable, table, row_version)
    if not access.may_keep(actor, row):
        raise Forbidden
    before = {"name": row.name, "source": row.source}
    record("drop_table", row, actor=actor, at=at, before=before, unit=row.unit_id)
    row.delete()


def _check(
    name: str, columns: Columns, unit: Unit | None, actor: Reach, row: SavedTable | None = None
) -> None:
    if unit is not None and not access.may_share(actor, unit.pk):
        raise Forbidden
    if not columns:
        raise Wrong("no_columns")
    alike = SavedTable.objects.filter(person=actor.person, name=name)
    if (alike.exclude(pk=row.pk) if row else alike).exists():
        raise Wrong("table_name_taken", field="name")
