"""Background work on lists: reading them, writing them. Each bears being run twice."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from marshrut.imports.judging import files_of
from marshrut.imports.kinds import KINDS
from marshrut.imports.models import ImportBatch, ImportFile, ImportMemory, ImportRow
from marshrut.imports.operations import give_back, read_batch, write_batch
from marshrut.imports.taking import described, lines, tables_of, typed
from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.notices.work import Task, handles
from marshrut.organisations.queries import line_of
from marshrut.oversight.reaching import reach_of
from marshrut.people.reach import Reach
from marshrut.regulations.guards import Refused


@handles("read_list")
def read_list(task: Task) -> dict[str, int]:
    """Read the files of a batch; rows only when the columns of every table are known."""
    batch = _batch(task)
    if batch.status != ImportBatch.Status.READING:
        return {"rows": 0}
    answered = _answered(batch)
    tables: dict[int, list[dict[str, Any]]] = {}
    rows: list[ImportRow] = []
    files = files_of(batch)
    for number, file in enumerate(files, 1):
        found = tables_of(file.file, batch.kind)
        tables[file.pk] = []
        for place, (sheet, header) in enumerate(found):
            table = described(sheet, header, batch.kind)
            known = answered.get(f"{batch.kind}:{table['shape']}")
            table |= {"columns": known and known["columns"], "unit": known and known["unit"]}
            tables[file.pk].append(table)
            if known and known["columns"]:
                columns, days = known["columns"], KINDS[batch.kind].days
                rows += [
                    _row(batch, file, place, at, typed(sheet, at, columns, days))
                    for at, _ in lines(sheet, header)
                ]
        task.progress(number, len(files) + 1)
    filled = [row for row in rows if row.typed]
    read_batch(batch=batch.pk, tables=tables, rows=filled, actor=_actor(batch, task), at=task.at)
    return {"rows": len(filled)}


@handles("write_list")
def write_list(task: Task) -> dict[str, int]:
    """Write a batch in one deed; what stands in the way brings it back with the reason."""
    batch = _batch(task)
    if batch.status != ImportBatch.Status.WRITING:
        return {"rows": 0}
    actor = _actor(batch, task)
    try:
        count = write_batch(batch=batch.pk, actor=actor, at=task.at)
    except Forbidden:
        problem: dict[str, Any] = {"code": "no_right_any_more"}
    except Stale:
        problem = {"code": "stale"}
    except Refused as refused:
        problem = {"code": "refused", "clauses": [o.clause for o in refused.decision.refusals]}
    except Wrong as wrong:
        told = {name: str(value) for name, value in wrong.params.items()}
        problem = {"code": wrong.code, "params": told}
    else:
        return {"rows": count}
    system = Reach.system("list not written", actor.on)
    give_back(batch=batch.pk, problem=problem, actor=system, at=task.at)
    return {"rows": 0}


def _batch(task: Task) -> ImportBatch:
    rows = ImportBatch.objects.select_related("unit", "programme")
    return rows.get(pk=task.payload["batch"])


def _actor(batch: ImportBatch, task: Task) -> Reach:
    """Whoever asked for it, else who uploaded the list, as far as they reach on this day."""
    user = task.payload.get("by") or batch.created_by_id
    return reach_of(user, timezone.localdate(task.at))


def _answered(batch: ImportBatch) -> dict[str, Any]:
    """Columns told before, by the nearest unit upwards."""
    memory = ImportMemory.objects.filter(
        sort=ImportMemory.Sort.COLUMNS, unit__in=line_of(batch.unit)
    )
    return {one.key: one.value for one in memory.order_by("unit__path")}


def _row(
    batch: ImportBatch, file: ImportFile, place: int, number: int, cells: dict[str, Any]
) -> ImportRow:
    return ImportRow(batch=batch, file=file, table=place, number=number + 1, typed=cells)
