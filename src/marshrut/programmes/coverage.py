"""Who is supported and who is not: tutees with their tutor of the day, coverage by organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.programmes.models import Appointment, CasePause, Enrolment, Pairing
from marshrut.programmes.queries import open_on


@dataclass(slots=True)
class Coverage:
    """One organisation on a day: its tutors, its tutees, and who of them is alone since when."""

    unit: Unit
    tutors: list[Appointment] = field(default_factory=list)
    candidates: int = 0
    people: set[int] = field(default_factory=set)
    cases: int = 0
    alone: set[int] = field(default_factory=set)
    since: date | None = None

    @property
    def covered(self) -> int:
        return len(self.people - self.alone)


def paired_on(on: date) -> QuerySet[Pairing]:
    """Pairings of this day whose tutor is still appointed."""
    return Pairing.objects.filter(open_on(on) & open_on(on, "appointment__"))


def alone_on(rows: QuerySet[Enrolment], on: date) -> QuerySet[Enrolment]:
    """Those of the open enrolments that nobody supports on this day."""
    return rows.filter(open_on(on), ~Exists(paired_on(on).filter(enrolment=OuterRef("pk"))))


def with_tutors(rows: QuerySet[Enrolment], on: date) -> QuerySet[Enrolment]:
    """The rows with ``now`` (pairings of the day), ``standing`` (pauses) and ``person.jobs``."""
    now = paired_on(on).select_related("appointment__person")
    standing = CasePause.objects.filter(open_on(on))
    return rows.select_related("person", "unit", "subject").prefetch_related(
        Prefetch("pairings", queryset=now, to_attr="now"),
        Prefetch("pauses", queryset=standing, to_attr="standing"),
        Prefetch(
            "person__employments", queryset=Employment.objects.filter(open_on(on)), to_attr="jobs"
        ),
    )


def left_alone_on(rows: QuerySet[Enrolment], on: date) -> Mapping[int, date]:
    """For each of these enrolments without a tutor, the day since which there is none."""
    begun = dict(rows.values_list("pk", "since"))
    ended: dict[int, date] = {}
    ends = Pairing.objects.filter(enrolment__in=begun).values_list(
        "enrolment", "until", "appointment__until"
    )
    for key, *days in ends:
        end = min((day for day in days if day is not None), default=None)
        if end is not None and end <= on:
            ended[key] = max(end, ended.get(key, end))
    return {key: ended.get(key, since) for key, since in begun.items()}


def coverage(
    units: Iterable[Unit],
    enrolments: QuerySet[Enrolment],
    appointments: QuerySet[Appointment],
    on: date,
) -> list[Coverage]:
    """Coverage of these organisations, from rows that the reader may see."""
    found = {unit.pk: Coverage(unit) for unit in units}
    for tutor in appointments.select_related("person").order_by("person__surname"):
        if (row := found.get(tutor.unit_id)) is None:
            continue
        status = tutor.status(on)
        if status == "appointed":
            row.tutors.append(tutor)
        row.candidates += status in {"candidate", "agreed"}
    facts = enrolments.filter(open_on(on)).values_list("unit", "person", "subject")
    for unit, person, subject in facts:
        if unit in found:
            found[unit].people.add(person)
            found[unit].cases += subject is not None
    _add_alone(found, enrolments, on)
    return list(found.values())


def _add_alone(found: Mapping[int, Coverage], rows: QuerySet[Enrolment], on: date) -> None:
    alone = alone_on(rows, on)
    since = left_alone_on(alone, on)
    days: dict[int, list[date]] = defaultdict(list)
    for key, unit, person in alone.values_list("pk", "unit", "person"):
        if unit in found:
            found[unit].alone.add(person)
            days[unit].append(since[key])
    for unit, known in days.items():
        found[unit].since = min(known)


def load_of(appointments: Iterable[int], on: date) -> Mapping[int, tuple[int, int]]:
    """Tutees of each tutor on this day: everybody, and those with a subject."""
    pairs = paired_on(on).filter(open_on(on, "enrolment__"), appointment__in=appointments)
    people: dict[int, set[int]] = defaultdict(set)
    cases: dict[int, int] = defaultdict(int)
    facts = pairs.values_list("appointment", "enrolment__person", "enrolment__subject")
    for tutor, person, subject in facts:
        people[tutor].add(person)
        cases[tutor] += subject is not None
    return {tutor: (len(known), cases[tutor]) for tutor, known in people.items()}
