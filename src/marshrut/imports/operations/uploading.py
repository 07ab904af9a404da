"""Deeds about files: uploaded, their columns told, their rows read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from marshrut.diagnostics.access import may_import
from marshrut.files.operations import keep_file
from marshrut.imports import access
from marshrut.imports.judging import files_of, judge, keep
from marshrut.imports.kinds import KINDS, PAST, lacking
from marshrut.imports.models import ImportBatch, ImportFile, ImportMemory, ImportRow
from marshrut.imports.taking import Taken
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import enqueue
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.programmes import access as programmes
from marshrut.programmes.models import Programme

MOST_ROWS = 20_000
Status = ImportBatch.Status
Columns = Mapping[str, Mapping[str, int]]


@deed
def upload(
    *,
    unit: Unit,
    kind: str,
    files: Sequence[Taken],
    on: date,
    programme: Programme | None = None,
    actor: Reach,
    at: datetime,
) -> ImportBatch:
    """Keep the files of one upload and ask for them to be read in the background."""
    if not access.may_upload(actor, unit.pk) or actor.user_id is None:
        raise Forbidden
    if programme is not None and not programmes.may_see_programme(actor, programme):
        raise Forbidden
    if kind not in KINDS or (kind in PAST) != (programme is not None):
        raise Wrong("unknown_kind", field="kind")
    if kind == ImportBatch.Kind.RESULTS and not may_import(actor, unit.pk):
        raise Forbidden
    if not files:
        raise Wrong("nothing_given", field="files")
    if on > actor.on:
        raise Wrong("future_date", field="on")
    batch = ImportBatch.objects.create(
        unit=unit,
        kind=kind,
        programme=programme,
        on=on,
        created_by_id=actor.user_id,
        created_at=at,
    )
    for one in files:
        stored = keep_file(received=one.received, actor=actor, at=at)
        ImportFile.objects.create(batch=batch, file=stored, refused=list(one.refused))
    _record("upload_list", batch, actor, at, {"kind": kind, "files": len(files)})
    _enqueue(batch, at)
    return batch


@deed
def read_batch(
    *,
    batch: int,
    tables: Mapping[int, Sequence[dict[str, Any]]],
    rows: Sequence[ImportRow],
    actor: Reach,
    at: datetime,
) -> ImportBatch:
    """Put down what the worker has read: tables by file and, when all columns are known, rows.

    Done once: a list that was read meanwhile stays as it is.
    """
    row = lock(ImportBatch, batch, None)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status != Status.READING:
        return row
    if len(rows) > MOST_ROWS:
        raise Wrong("too_many_rows", limit=MOST_ROWS)
    for file in row.files.all():
        file.tables = list(tables[file.pk])
        file.save()
    row.rows.all().delete()
    known = all(table["columns"] is not None for some in tables.values() for table in some)
    row.status = Status.READY if known else Status.COLUMNS
    row.save()
    if known:
        made = ImportRow.objects.bulk_create(rows, batch_size=200)
        judge(row, made, actor)
        keep(made)
    _record("read_list", row, actor, at, {"rows": len(rows)})
    return row


@deed
def map_columns(
    *,
    batch: int,
    row_version: int | None,
    columns: Columns,
    units: Mapping[str, int | None] | None = None,
    actor: Reach,
    at: datetime,
) -> ImportBatch:
    """Say what the columns of each shape of heading are; remembered for the unit.

    ``units`` tells for a shape to which organisation a list without such a column belongs.
    """
    row = lock(ImportBatch, batch, row_version)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status not in {Status.COLUMNS, Status.READY}:
        raise Wrong("closed")
    known = {table["shape"] for file in files_of(row) for table in file.tables}
    for shape, told in columns.items():
        if shape not in known or not told.keys() <= KINDS[row.kind].words.keys():
            raise Wrong("unknown_kind")
        if told and (gaps := lacking(row.kind, told)):
            raise Wrong("columns_lacking", fields=gaps, field=shape)
        unit = (units or {}).get(shape)
        if unit is not None and not access.may_upload(actor, unit):
            raise Forbidden
        if told and "organisation" not in told and unit is None:
            raise Wrong("columns_lacking", fields=["organisation"], field=shape)
        ImportMemory.objects.update_or_create(
            unit=row.unit,
            sort=ImportMemory.Sort.COLUMNS,
            key=f"{row.kind}:{shape}",
            defaults={"value": {"columns": dict(told), "unit": unit}},
        )
    row.status = Status.READING
    row.save()
    _record("map_columns", row, actor, at, {"shapes": sorted(columns)})
    _enqueue(row, at)
    return row


@deed
def drop_batch(*, batch: int, row_version: int | None, actor: Reach, at: datetime) -> ImportBatch:
    """The list is not needed: its rows go, nothing else was written by it."""
    row = lock(ImportBatch, batch, row_version)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status not in {Status.READING, Status.COLUMNS, Status.READY}:
        raise Wrong("closed")
    count = row.rows.count()
    row.rows.all().delete()
    row.status = Status.DROPPED
    row.save()
    _record("drop_list", row, actor, at, {"rows": count})
    return row


def _enqueue(batch: ImportBatch, at: datetime) -> None:
    enqueue(kind="read_list", payload={"batch": batch.pk}, key=f"list:{batch.pk}", at=at)


def _record(
    verb: str, batch: ImportBatch, actor: Reach, at: datetime, after: dict[str, Any]
) -> None:
    programme = batch.programme_id
    record(verb, batch, actor=actor, at=at, after=after, unit=batch.unit_id, programme=programme)
