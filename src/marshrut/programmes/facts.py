"""Rows that several sheets of one programme and day share, each read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from marshrut.norms.conditions import Condition
from marshrut.norms.kinds import Education, Experience, Kind, Made
from marshrut.norms.rules import Rules
from marshrut.people.models import Employment, Office
from marshrut.people.roles import offices_on
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.programmes.queries import Guarding, lineage, open_on, units_of
from marshrut.regulations.models import Acknowledgement


@dataclass
class Facts:
    """Facts of a day: of the whole programme, or of these units and one person."""

    guarding: Guarding
    on: date
    units: frozenset[int] | None = None
    person: int = 0

    def within(self, person: str = "person") -> Q:
        """The rows that are looked at, of a table with a unit and a person."""
        return Q() if self.units is None else Q(unit__in=self.units) | Q(**{person: self.person})

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Candidates and tutors known by this day, withdrawn ones too."""
        known = Appointment.objects.filter(
            self.within(), programme=self.guarding.programme, candidate_on__lte=self.on
        )
        return with_records(known, self.guarding.rules)

    @cached_property
    def tutors(self) -> list[Appointment]:
        """Tutors appointed on this day."""
        return [row for row in self.appointments if row.status(self.on) == "appointed"]

    @cached_property
    def jobs(self) -> list[Any]:
        """Employments of the programme's organisations open on this day, by name.

        Each with ``enrolled`` (does an open enrolment stand for it?) and ``read_on`` (the day on
        which the person acknowledged the version).
        """
        rows = Employment.objects.filter(
            self.within(), open_on(self.on), unit__in=units_of(self.guarding.programme, self.on)
        )
        here = Enrolment.objects.filter(
            open_on(self.on),
            programme=self.guarding.programme,
            person=OuterRef("person"),
            unit=OuterRef("unit"),
        )
        read = Acknowledgement.objects.filter(
            version=self.guarding.version, on__lte=self.on, person=OuterRef("person")
        )
        told = rows.annotate(enrolled=Exists(here), read_on=Subquery(read.values("on")[:1]))
        ordered = told.order_by("person__surname", "person__given", "-pedagogical", "pk")
        return list(ordered.select_related("person", "unit"))

    @cached_property
    def offices(self) -> list[Office]:
        """Offices of this day in the programme's territory and in those above it."""
        home = self.guarding.programme.unit
        near = Q(unit__path__startswith=home.path) | Q(unit__in=lineage(home))
        return list(offices_on(self.on).filter(near).select_related("person").order_by("pk"))


def asks_of_tutors(rules: Rules, kind: type[Kind]) -> bool:
    """Does any condition ask this of a tutor? What nobody asks is not read."""
    return any(
        isinstance(one, kind)
        for _, norm in rules.norms()
        if isinstance(norm, Condition)
        for one in norm.all + norm.any
    )


def with_records(rows: QuerySet[Appointment], rules: Rules) -> list[Appointment]:
    """Appointments with everything that conditions ask of the person."""
    asked = {"person__experiences": Experience, "person__educations": Education}
    return list(
        rows.select_related("person", "unit", "order__unit").prefetch_related(
            Prefetch("person__employments", Employment.objects.select_related("unit")),
            *(["evidence"] if asks_of_tutors(rules, Made) else []),
            *(records for records, kind in asked.items() if asks_of_tutors(rules, kind)),
        )
    )


def pairings_of(enrolments: list[int], on: date) -> dict[int, list[Pairing]]:
    """Who supports each of these enrolments on this day."""
    rows = Pairing.objects.filter(
        open_on(on) & open_on(on, "appointment__"), enrolment__in=enrolments
    ).select_related("appointment")
    found: dict[int, list[Pairing]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id].append(row)
    return found
