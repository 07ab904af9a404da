"""From those who wait and the tutors named to what groups are formed from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from marshrut.formation.values import (
    Applicant,
    Basis,
    Choice,
    Demand,
    Limits,
    Roads,
    Tutor,
)
from marshrut.groups.matching import apart_from, roads_between, rooms
from marshrut.groups.models import Formation, GroupMember, TopicDemand
from marshrut.groups.queries import approved, limits, open_demands, unsettled, waiting
from marshrut.groups.wanted import Wanted
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
    return _by_person(waiting(open_demands(list(topics))).filter(programme=programme))


def who_may_be_moved(programme: Programme) -> Waits:
    """Demand that no order has placed yet, proposals or not, by person and topic."""
    return _by_person(unsettled(open_demands().filter(programme=programme)))


def _by_person(rows: QuerySet[TopicDemand]) -> Waits:
    found = rows.select_related("person").order_by("pk")
    return {(row.person_id, row.topic_id): row for row in found}


def leaders_asked(row: Formation, on: date) -> Leaders:
    """Who was named to lead what, as far as they are appointed on this day."""
    asked: Mapping[str, list[int]] = row.asked["leaders"]
    keys = {key for rows in asked.values() for key in rows}
    known = Appointment.objects.filter(pk__in=keys, programme=row.programme_id)
    today = {one.pk: one for one in known if one.status(on) == "appointed"}
    return {int(t): [today[key] for key in rows if key in today] for t, rows in asked.items()}


def demand_of(
    programme: Programme, waits: Waits, leaders: Leaders, wanted: Wanted, on: date
) -> Demand:
    """What the solver needs: people, tutors with their room, roads, limits of the regulation."""
    least, most = limits(guarding(programme, on).rules)
    tutors = {row.person_id: row for rows in leaders.values() for row in rows}
    people = {person for person, _topic in waits} | tutors.keys()
    jobs = main_jobs(people, on)
    subjects = {key: job.subject for key, job in jobs.items()}
    apart = apart_from(people)
    schools = {row.unit_id for row in waits.values()} | {row.unit_id for row in tutors.values()}
    return Demand(
        applicants=tuple(_applicants(waits, subjects, apart)),
        tutors=tuple(
            Tutor(
                key=person,
                topics=_led(person, leaders),
                school=row.unit_id,
                subject=subjects.get(person, ""),
                head_of=heads,
                apart=apart.get(person, frozenset()),
                most_groups=groups,
                capacity=capacity,
            )
            for person, row, heads, (groups, capacity) in _with_room(
                programme, tutors, wanted.most_groups, most or USUAL_MOST, on
            )
        ),
        limits=Limits(least=max(least, 1), most=most),
        roads=Roads(
            minutes=roads_between(schools), unknown=wanted.unknown, farthest=wanted.farthest
        ),
        weights=wanted.weights,
        objective=wanted.objective,
    )


def _applicants(
    waits: Waits, subjects: Mapping[int, str], apart: Mapping[int, frozenset[int]]
) -> Iterable[Applicant]:
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
            apart=apart.get(person, frozenset()),
        )


def _led(person: int, leaders: Leaders) -> frozenset[int]:
    return frozenset(
        topic for topic, rows in leaders.items() if any(one.person_id == person for one in rows)
    )


def _with_room(
    programme: Programme,
    tutors: Mapping[int, Appointment],
    most_groups: int,
    most: int,
    on: date,
) -> Iterable[tuple[int, Appointment, frozenset[int], tuple[int, int]]]:
    """Each tutor with the schools they head and the room left beside the groups they lead."""
    working = approved(programme).filter(since__lte=on, until__gt=on)
    busy = Counter(working.values_list("appointment__person", flat=True))
    inside = GroupMember.objects.filter(group__in=working, until=None)
    full = Counter(inside.values_list("group__appointment__person", flat=True))
    kept = rooms([row.pk for row in tutors.values()])
    heads = _heads(tutors, on)
    for person, row in sorted(tutors.items()):
        own = kept.get(row.pk)
        groups = max(0, (own.most_groups if own else most_groups) - busy[person])
        capacity = groups * most
        if own is not None and own.most_people is not None:
            capacity = max(0, min(capacity, own.most_people - full[person]))
        yield person, row, heads.get(person, frozenset()), (groups, capacity)


def _heads(people: Iterable[int], on: date) -> Mapping[int, frozenset[int]]:
    """By person, the schools they head: a head tutors nobody of the own school."""
    found: dict[int, set[int]] = defaultdict(set)
    offices = offices_on(on).filter(role=Office.Role.HEAD, person__in=people)
    for person, unit in offices.values_list("person", "unit"):
        found[person].add(unit)
    return {person: frozenset(units) for person, units in found.items()}
