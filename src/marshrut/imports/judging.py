"""Judging rows: what each says, whom it speaks of, what writing it would do. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from marshrut.imports import facts, problems, results
from marshrut.imports.known import AT_ONCE, Known, chunks, known_around, people_called
from marshrut.imports.matching import MOVED, Match, differences, match
from marshrut.imports.models import ImportBatch, ImportFile, ImportRow
from marshrut.imports.staff import read_staff
from marshrut.people.experience import months_by_kind
from marshrut.people.reach import Reach
from marshrut.tables.cells import FullName

Change = ImportRow.Change
READERS = {"staff": read_staff, "results": results.read_result, **facts.READERS}


def judge(batch: ImportBatch, rows: Sequence[ImportRow], actor: Reach) -> None:
    """Judge these rows in their order; others of the batch with the same names are looked at."""
    known = known_around(batch, actor)
    tables = {file.pk: file.tables for file in batch.files.all()}
    for row in rows:
        _read(row, tables[row.file_id][row.table], known)
    names = {row.folded for row in rows if row.folded}
    if batch.kind == ImportBatch.Kind.RESULTS:
        results.judge_results(batch, rows, actor)
        return
    if batch.kind != ImportBatch.Kind.STAFF:
        facts.judge_facts(batch, rows, known, actor)
        return
    people, jobs = people_called(names, actor)
    known = replace(known, people=people, jobs=jobs)
    earlier = _earlier(batch, rows, names)
    for row in rows:
        twins = [one for one in earlier.get(row.folded, ()) if one.pk < row.pk]
        if row.state != ImportRow.State.OUT:
            _match(row, twins if row.folded else [], known)
            if row.folded:
                earlier.setdefault(row.folded, []).append(row)


def _read(row: ImportRow, table: dict[str, Any], known: Known) -> None:
    """What the cells say, apart from everybody else."""
    reader = READERS[known.batch.kind]
    reading = reader(row.typed, known, table)
    row.values = reading.values
    row.problems = problems.left(reading.problems, row.answers)
    row.unit_id = reading.values.get("unit")
    name = reading.values.get("name")
    row.folded = FullName(**name).folded if name else ""
    row.person, row.job, row.change, row.before = None, None, "", {}
    out = row.answers.get("out")
    row.state = ImportRow.State.OUT if out else problems.state_of(row.problems)


def _earlier(
    batch: ImportBatch, rows: Sequence[ImportRow], names: set[str]
) -> dict[str, list[ImportRow]]:
    """Rows of the same names that are not judged now, by name."""
    now = {row.pk for row in rows}
    others = batch.rows.exclude(state=ImportRow.State.OUT).exclude(folded="")
    found: dict[str, list[ImportRow]] = {}
    if len(now) == batch.rows.count():
        return found
    for one in others.select_related("person").order_by("pk"):
        if one.pk not in now and one.folded in names:
            found.setdefault(one.folded, []).append(one)
    return found


def _match(row: ImportRow, twins: Sequence[ImportRow], known: Known) -> None:
    """Whom the row speaks of, and what would be done."""
    if not row.folded or row.unit_id is None:
        return
    found = match(row, twins, known)
    if found.doubt is not None:
        row.problems = [*row.problems, found.doubt]
        row.state = problems.state_of(row.problems)
        return
    row.person, row.job = found.person, found.job
    row.values = row.values | ({"twin": found.twin} if found.twin else {})
    row.change = _change(found)
    if row.change == Change.SAME and found.person and found.job:
        months = months_by_kind(found.person, known.on).get("teaching", 0)
        row.before = dict(differences(row, found.job, found.person, months))
        row.change = Change.CHANGED if row.before else Change.SAME
    elif row.change == Change.MOVED and found.job:
        row.before = {"post": found.job.post, "unit": found.job.unit.short_name}


def _change(found: Match) -> str:
    if found.person is None:
        return Change.ADDED if found.twin else Change.NEW
    if found.how == MOVED:
        return Change.MOVED
    return Change.SAME if found.job else Change.ADDED


def keep(rows: Sequence[ImportRow]) -> None:
    """Write what was judged, inside the deed that asked for it.

    Put in anew under their own keys: for thousands of rows an update of many fields takes minutes.
    """
    for some in chunks(rows, AT_ONCE):
        ImportRow.objects.filter(pk__in=[row.pk for row in some]).delete()
        ImportRow.objects.bulk_create(some, batch_size=200)


def related(batch: ImportBatch, names: set[str]) -> list[ImportRow]:
    """Rows that a change of one of these names may touch."""
    rows = batch.rows.filter(folded__in=names - {""}).select_related("person", "batch")
    return list(rows.order_by("pk"))


def unfinished(batch: ImportBatch) -> list[ImportRow]:
    """Rows that are not ready: an answer of a word may have helped any of them."""
    waiting = (ImportRow.State.ASK, ImportRow.State.WRONG)
    return list(batch.rows.filter(state__in=waiting).select_related("person").order_by("pk"))


def files_of(batch: ImportBatch) -> list[ImportFile]:
    """The files of the batch in the order in which they were chosen."""
    return list(batch.files.select_related("file").order_by("pk"))
