"""Who has never signed in, by organisation, and how their slips lie."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Person, SignInSlip
from marshrut.people.queries import main_jobs, working_slips
from marshrut.people.reach import Reach
from marshrut.web.books import Column
from marshrut.web.names import full
from marshrut.web.people.lists import COLUMNS, staff

ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A person, and the slip that still works; ``may_print`` where the reader keeps the account."""

    person: Person
    post: str
    slip: SignInSlip | None
    may_print: bool


@dataclass(frozen=True, slots=True)
class School:
    """An organisation with those of its staff who have never come in."""

    unit: Unit
    lines: list[Line]

    @property
    def may_print(self) -> bool:
        return any(line.may_print for line in self.lines)


def units_of(reach: Reach, units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Those of the organisations in which somebody has never signed in, by name."""
    waiting = staff(reach).filter(person__user__last_login=None)
    return units.filter(pk__in=waiting.values("unit"))


def schools(reach: Reach, units: Iterable[Unit], at: datetime) -> list[School]:
    """The organisations of one page."""
    found = {unit.pk: School(unit, []) for unit in units}
    rows = staff(reach).filter(unit__in=found, person__user__last_login=None)
    people = {row.person_id: row.person for row in rows}
    kept = access.keepable(reach, list(people.values()))
    slips = working_slips(people, at)
    jobs = main_jobs(people, reach.on)
    seen: set[tuple[int, int]] = set()
    for row in rows.order_by(*COLUMNS["name"]):
        if (row.unit_id, row.person_id) in seen:
            continue
        seen.add((row.unit_id, row.person_id))
        job = jobs.get(row.person_id, row)
        may_print = row.person_id in kept and (row.person.user is None or row.person.user.is_active)
        line = Line(row.person, job.post, slips.get(row.person_id), may_print)
        found[row.unit_id].lines.append(line)
    return list(found.values())


def rows(schools: Iterable[School]) -> list[tuple[Unit, Line]]:
    """Everybody with their organisation, as the spreadsheet lists them."""
    return [(school.unit, line) for school in schools for line in school.lines]


def columns() -> tuple[Column, ...]:
    """Of the list as a spreadsheet."""
    return (
        Column("organisation", _("Organisation"), lambda row: row[0].short_name),
        Column("name", _("Teacher"), lambda row: full(row[1].person)),
        Column("post", _("Post"), lambda row: row[1].post),
        Column("slip_issued", _("Slip issued"), lambda row: _day(row[1].slip, "issued_at")),
        Column("slip_until", _("Slip good until"), lambda row: _day(row[1].slip, "expires_at")),
    )


def _day(slip: SignInSlip | None, name: str) -> date | None:
    return timezone.localtime(getattr(slip, name)).date() if slip else None


def keys_of(schools: Iterable[School]) -> list[int]:
    """Whose slips may be printed from this page."""
    return [line.person.pk for school in schools for line in school.lines if line.may_print]


def chosen(schools: Iterable[School], keys: Collection[int]) -> list[Person]:
    """The people of these keys, each once, in the order of the page."""
    found = {
        line.person.pk: line.person
        for school in schools
        for line in school.lines
        if line.person.pk in keys
    }
    return list(found.values())
