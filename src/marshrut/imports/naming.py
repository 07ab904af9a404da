"""Whom a cell names: somebody known who works in the organisation of the row on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from marshrut.imports.known import people_called
from marshrut.imports.models import ImportRow
from marshrut.imports.problems import ASK, problem
from marshrut.people import access as people
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.tables.cells import FullName


class Around:
    """People in reach by folded name, and where they have worked."""

    def __init__(self, names: Collection[str], actor: Reach) -> None:
        self.people, _ = people_called(names, actor)
        keys = {one.pk for many in self.people.values() for one in many}
        self.jobs: dict[int, list[Employment]] = {}
        for job in people.jobs(actor).filter(person__in=keys):
            self.jobs.setdefault(job.person_id, []).append(job)

    def person(self, row: ImportRow, name: str, day: date) -> tuple[list[Person], bool]:
        """People of this name in the organisation on the day; else whether there is a namesake."""
        called = self.people.get(folded(row, name), ())
        here = [one for one in called if self._works(one.pk, row.unit_id, day)]
        return here, bool(called)

    def _works(self, person: int, unit: int | None, day: date) -> bool:
        return any(
            job.unit_id == unit and job.since <= day and (job.until is None or day < job.until)
            for job in self.jobs.get(person, ())
        )


def one_of(row: ImportRow, name: str, day: date, around: Around) -> Person | None:
    """The person of a cell: the only one, or whom the answer names; else the row says why not."""
    if not row.values.get(name):
        return None
    here, anywhere = around.person(row, name, day)
    answer = str(row.answers.get("who" if name == "name" else name, "")).partition(":")[0]
    chosen = [one for one in here if str(one.pk) == answer]
    if len(here) == 1 or chosen:
        return (chosen or here)[0]
    if here:
        keys = [one.pk for one in here]
        row.problems = [*row.problems, problem(name, "which_of_them", ASK, people=keys)]
    else:
        code = "not_here_then" if anywhere else "unknown_person"
        row.problems = [*row.problems, problem(name, code, day=day)]
    return None


def folded(row: ImportRow, name: str) -> str:
    """The name of a cell as it is compared, "" where there is none."""
    said = row.values.get(name)
    return FullName(**said).folded if said else ""
