"""Deeds that write a list: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshrut.imports import access
from marshrut.imports.entering import enter_facts
from marshrut.imports.measuring import enter_results
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.imports.queries import doubtful, to_write
from marshrut.imports.taking_on import take_on
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import enqueue
from marshrut.people.models import Person
from marshrut.people.reach import Reach

Status = ImportBatch.Status


@deed
def ask_to_write(
    *, batch: int, row_version: int | None, without: bool = False, actor: Reach, at: datetime
) -> ImportBatch:
    """Ask for the list to be written in the background, all of it or ``without`` doubtful rows."""
    row = lock(ImportBatch, batch, row_version)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status != Status.READY:
        raise Wrong("closed")
    left = doubtful(row).count()
    if left and not without:
        raise Wrong("rows_not_ready", count=left)
    if not to_write(row).exists() and not row.leaving:
        raise Wrong("nothing_to_write")
    row.status, row.problem = Status.WRITING, None
    row.save()
    record("ask_to_write", row, actor=actor, at=at, after={"left_out": left}, unit=row.unit_id)
    payload = {"batch": row.pk, "by": actor.user_id}
    enqueue(kind="write_list", payload=payload, key=f"list:{row.pk}", at=at)
    return row


@deed
def write_batch(*, batch: int, actor: Reach, at: datetime) -> int:
    """Write what was accepted; done once. One entry tells how many rows and whose they are."""
    row = lock(ImportBatch.objects.select_related("unit", "programme"), batch, None)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status != Status.WRITING:
        return 0
    rows = list(to_write(row).select_related("unit", "person", "job__unit").order_by("pk"))
    if row.kind == ImportBatch.Kind.STAFF:
        written = take_on(row, rows, actor, at)
    elif row.kind == ImportBatch.Kind.RESULTS:
        written = enter_results(row, rows, actor, at)
    else:
        written = enter_facts(row, rows, actor, at)
    row.written, row.written_at, row.status = written, at, Status.DONE
    row.save()
    record(
        "write_list",
        Person,
        keys=sorted({one.person_id for one in rows if one.person_id}),
        actor=actor,
        at=at,
        after={"list": row.pk, **_counts(rows), "left": len(row.leaving)},
        unit=row.unit_id,
        programme=row.programme_id,
    )
    return len(rows)


@deed
def give_back(*, batch: int, problem: Mapping[str, Any], actor: Reach, at: datetime) -> ImportBatch:
    """The list could not be written: it waits for a correction, with the reason."""
    row = lock(ImportBatch, batch, None)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status == Status.WRITING:
        row.status, row.problem = Status.READY, dict(problem)
        row.save()
        after = {"code": problem["code"]}
        record("give_back_list", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


def _counts(rows: list[ImportRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.change] = found.get(row.change, 0) + 1
    return found
