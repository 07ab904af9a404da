"""From those who wait and the tutors named to what groups are formed from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from marshrut.formation.values import Applicant, Basis, Choice, Demand, Limits, Objective, Tutor
from marshrut.groups.models import TopicDemand
from marshrut.groups.queries import approved, limits, open_demands, waiting
from marshrut.people.models import Office
from marshrut.people.queries import main_jobs
from marshrut.people.roles import offices_on
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import guarding

# What was found weighs more than what is only wished.
FOUND = frozenset({"difficulty", "diagnosis"})
# Where no clause limits a group, the solver still wants a number.
USUAL_MOST = 25

Waits = Mapping[tuple[int, int], TopicDemand]
Leaders = Mapping[int, Collection[Appointment]]


def who_waits(programme: Programme, topics: Iterable[int]) -> Waits:
    """Demand on these topics that no group has a place for, by person and topic."""
    rows = waiting(open_demands(list(topics))).filter(programme=programme)
    found = rows.select_related("person").order_by("pk")
    return {(row.person_id, row.topic_id): row for row in found}


def demand_of(
    programme: Programme,
    waits: Waits,
    leaders: Leaders,
    objective: Objective,
    *,
    most_groups: int,
    on: date,
) -> Demand:
    """What the solver needs: people, tutors with their room, limits of the regulation.

    Roads between schools are measured by nobody yet, so all are alike but one's own.
    """
    least, most = limits(guarding(programme, on).rules)
    people = {person for person, _topic in waits}
    tutors = {row.person_id: row for rows in leaders.values() for row in rows}
    jobs = main_jobs(people | tutors.keys(), on)
    subjects = {key: job.subject for key, job in jobs.items()}
    return Demand(
        applicants=tuple(_applicants(waits, subjects)),
        tutors=tuple(
            _tutors(programme, tutors, leaders, subjects, most_groups, most or USUAL_MOST, on)
        ),
        limits=Limits(least=max(least, 1), most=most),
        objective=objective,
    )


def _applicants(waits: Waits, subjects: Mapping[int, str]) -> Iterable[Applicant]:
    asked: dict[int, list[TopicDemand]] = defaultdict(list)
    for (person, _topic), row in waits.items():
        asked[person].append(row)
    for person, rows in sorted(asked.items()):
        yield Applicant(
            key=person,
            choices=tuple(
                Choice(
                    topic=row.topic_id,
                    basis=Basis.DIFFICULTY if row.basis in FOUND else Basis.WISH,
                )
                for row in rows
            ),
            school=rows[0].unit_id,
            subject=subjects.get(person, ""),
        )


def _tutors(
    programme: Programme,
    tutors: Mapping[int, Appointment],
    leaders: Leaders,
    subjects: Mapping[int, str],
    most_groups: int,
    most: int,
    on: date,
) -> Iterable[Tutor]:
    """Who leads groups already has so much less room; a head tutors nobody of the own school."""
    working = approved(programme).filter(since__lte=on, until__gt=on)
    busy = Counter(working.values_list("appointment__person", flat=True))
    heads: dict[int, set[int]] = defaultdict(set)
    offices = offices_on(on).filter(role=Office.Role.HEAD, person__in=tutors)
    for person, unit in offices.values_list("person", "unit"):
        heads[person].add(unit)
    for person, row in sorted(tutors.items()):
        room = max(0, most_groups - busy[person])
        yield Tutor(
            key=person,
            topics=frozenset(
                topic
                for topic, rows in leaders.items()
                if any(one.person_id == person for one in rows)
            ),
            capacity=room * most,
            most_groups=room,
            school=row.unit_id,
            subject=subjects.get(person, ""),
            head_of=frozenset(heads[person]),
        )
