"""Rows about what a diagnosis of another system came to: percent by group of competences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshrut.diagnostics.models import Response
from marshrut.imports.known import Known
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.imports.naming import Around, folded, one_of
from marshrut.imports.problems import problem, state_of
from marshrut.imports.staff import Reading, read_day, read_name, read_unit
from marshrut.imports.vocabulary import MEASURED
from marshrut.people.reach import Reach
from marshrut.tables.cells import percent_of
from marshrut.tables.headers import plain

LONGEST_SOURCE = 200
# Columns of measured groups are told from others by how their names begin.
PREFIX = "measured_"


def read_result(typed: Mapping[str, Any], known: Known, table: Mapping[str, Any]) -> Reading:
    """Whose, when, by which diagnosis, and how much of each group that was measured."""
    row = Reading(typed)
    read_name(row)
    read_unit(row, known, table.get("unit"))
    day = read_day(row, "day", known.on)
    if day is not None:
        row.values["day"] = day.isoformat()
    elif "day" not in typed and "day" not in typed.get("?", ()):
        row.say("day", "empty")
    if source := row.text("source"):
        row.values["source"] = source[:LONGEST_SOURCE]
    else:
        row.say("source", "empty")
    measured = {name: _percent(row, name) for name in MEASURED if name in typed}
    row.values["indexes"] = {
        name.removeprefix(PREFIX): index for name, index in measured.items() if index is not None
    }
    if not measured and not set(typed.get("?", ())) & MEASURED.keys():
        row.say(next(iter(MEASURED)), "nothing_measured")
    return row


def _percent(row: Reading, name: str) -> int | None:
    found: int | None = row.take(name, lambda: percent_of(row.typed[name]))
    return found


def judge_results(batch: ImportBatch, rows: Sequence[ImportRow], actor: Reach) -> None:
    """Find the people, who work there on the day of the list; what is known changes nothing."""
    around = Around({folded(row, "name") for row in rows} - {""}, actor)
    for row in rows:
        if row.unit_id is not None:
            row.person = one_of(row, "name", batch.on, around)
    entered = _entered(rows)
    seen: dict[tuple[int, str, str], int] = {}
    for row in rows:
        mark = _mark(row)
        if mark in seen and row.state != ImportRow.State.OUT:
            row.problems = [*row.problems, problem("name", "result_twice", row=seen[mark])]
        elif mark is not None:
            seen[mark] = row.number
        if row.state != ImportRow.State.OUT:
            row.state = state_of(row.problems)
            change = ImportRow.Change.SAME if mark in entered else ImportRow.Change.NEW
            row.change = "" if row.state != ImportRow.State.READY else change


def _mark(row: ImportRow) -> tuple[int, str, str] | None:
    """Whose, by what and when: the same is not entered twice."""
    source, day = row.values.get("source"), row.values.get("day")
    return (row.person.pk, plain(source), day) if row.person and source and day else None


def _entered(rows: Sequence[ImportRow]) -> set[tuple[int, str, str]]:
    people = {row.person.pk for row in rows if row.person}
    days = {date.fromisoformat(row.values["day"]) for row in rows if row.values.get("day")}
    known = Response.objects.filter(person__in=people, finished_on__in=days, imported=True)
    told = known.values_list("person", "campaign__instrument__title", "finished_on")
    return {(person, plain(title), day.isoformat()) for person, title, day in told if day}
