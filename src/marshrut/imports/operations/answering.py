"""Deeds of whoever looks through a list: correcting cells, answering doubts, making choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from marshrut.imports import access
from marshrut.imports.judging import judge, keep, related, unfinished
from marshrut.imports.kinds import KINDS
from marshrut.imports.models import ImportBatch, ImportMemory, ImportRow
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.people import access as people
from marshrut.people.reach import Reach

Sort = ImportMemory.Sort
LONGEST = 2000
# What is asked about (a sort of memory), the word as it is compared, the answer.
Word = tuple[str, str, str | int]


@deed
def answer_row(
    *,
    row: int,
    typed: Mapping[str, str] | None = None,
    who: str = "",
    so: Sequence[str] = (),
    out: bool = False,
    actor: Reach,
    at: datetime,
) -> ImportRow:
    """Correct cells of a row, say who it is, say that something is so, or leave the row out.

    Rows of the same name are judged again with it.
    """
    line = ImportRow.objects.select_related("batch").get(pk=row)
    batch = _looked_through(line.batch_id, actor)
    before = line.folded
    if typed:
        if not typed.keys() <= KINDS[batch.kind].words.keys():
            raise Wrong("unknown_kind")
        line.typed = _retyped(line.typed, typed)
    line.answers = line.answers | {
        name: value
        for name, value in (("who", who), ("so", list(so)), ("out", out))
        if value or name == "out"
    }
    line.save()
    judge(batch, [line], actor)
    keep([line])
    others = related(batch, {before, line.folded})
    judge(batch, others, actor)
    keep(others)
    after = {"cells": sorted(typed or ()), "out": out, "who": bool(who)}
    _record("answer_row", batch, actor, at, after | {"row": line.number})
    line.refresh_from_db()
    return line


@deed
def accept_fixes(*, batch: int, actor: Reach, at: datetime) -> int:
    """Take every proposed correction of the list; tell in how many rows."""
    found = _looked_through(batch, actor)
    rows = [row for row in unfinished(found) if any(one["fix"] for one in row.problems)]
    for row in rows:
        row.typed = _retyped(row.typed, {p["field"]: p["fix"] for p in row.problems if p["fix"]})
    judge(found, rows, actor)
    keep(rows)
    others = related(found, {row.folded for row in rows})
    judge(found, others, actor)
    keep(others)
    _record("accept_fixes", found, actor, at, {"rows": [row.number for row in rows]})
    return len(rows)


@deed
def answer_words(*, batch: int, words: Sequence[Word], actor: Reach, at: datetime) -> int:
    """Say once what a post, an organisation or an education is; remembered for the unit.

    Every row that waited for it is judged again; tells how many are left.
    """
    found = _looked_through(batch, actor)
    units = set(access.targets(actor).values_list("pk", flat=True))
    for sort, key, value in words:
        if sort not in {Sort.POST, Sort.ORGANISATION, Sort.EDUCATION} or not key:
            raise Wrong("unknown_kind")
        if sort == Sort.ORGANISATION and value not in units:
            raise Forbidden
        ImportMemory.objects.update_or_create(
            unit=found.unit, sort=sort, key=key[:300], defaults={"value": value}
        )
    rows = unfinished(found)
    judge(found, rows, actor)
    keep(rows)
    _record("answer_words", found, actor, at, {"words": len(words)})
    return sum(row.state != ImportRow.State.READY for row in rows)


@deed
def choose_rows(
    *, batch: int, shown: Collection[int], chosen: Collection[int], actor: Reach, at: datetime
) -> int:
    """Mark which of the rows shown on a page will be written."""
    found = _looked_through(batch, actor)
    rows = found.rows.filter(pk__in=shown)
    rows.update(accepted=False)
    count = rows.filter(pk__in=chosen).update(accepted=True)
    _record("choose_rows", found, actor, at, {"shown": len(shown), "chosen": count})
    return count


@deed
def choose_leaving(
    *,
    batch: int,
    shown: Collection[int],
    last_days: Mapping[int, date],
    actor: Reach,
    at: datetime,
) -> ImportBatch:
    """Mark who of those missing in the list has left, and the last day of work of each."""
    found = _looked_through(batch, actor)
    here = set(people.jobs(actor).filter(pk__in=shown).values_list("pk", flat=True))
    if not set(last_days) <= here:
        raise Forbidden
    if any(day > actor.on for day in last_days.values()):
        raise Wrong("future_date")
    kept = {key: day for key, day in found.leaving.items() if int(key) not in set(shown)}
    found.leaving = kept | {str(key): day.isoformat() for key, day in last_days.items()}
    found.save()
    _record("choose_leaving", found, actor, at, {"shown": len(shown), "left": len(last_days)})
    return found


def _looked_through(key: int, actor: Reach) -> ImportBatch:
    """The batch while it may still be looked through, by who may."""
    batch = lock(ImportBatch.objects.select_related("unit", "programme"), key, None)
    if not access.may_work_on(actor, batch):
        raise Forbidden
    if batch.status != ImportBatch.Status.READY:
        raise Wrong("closed")
    batch.problem = None
    batch.save()
    return batch


def _retyped(typed: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """Cells with the corrected ones; a corrected cell has its value."""
    cells: dict[str, Any] = {**typed, **{name: said[:LONGEST] for name, said in new.items()}}
    if "name" in new:
        for part in ("surname", "given", "patronymic"):
            cells.pop(part, None)
    if "experience" in new:
        cells.pop("years", None)
        cells.pop("months", None)
    unknown = [name for name in cells.pop("?", ()) if name not in new]
    return cells | ({"?": unknown} if unknown else {})


def _record(
    verb: str, batch: ImportBatch, actor: Reach, at: datetime, after: dict[str, Any]
) -> None:
    record(verb, batch, actor=actor, at=at, after=after, unit=batch.unit_id)
