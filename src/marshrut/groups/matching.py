"""Reading what groups are formed by: who may lead what, roads, whom to keep apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.groups.models import Apart, GroupTutor, LedTopic, Road
from marshrut.journal.deeds import Wrong
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import tutors


def known_leaders(programme: Programme, on: date) -> Mapping[int, list[Appointment]]:
    """By topic, the tutors of today of whom it is kept that they may lead it."""
    rows = LedTopic.objects.filter(tutor__appointment__in=tutors(programme, on))
    found: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows.select_related("tutor__appointment__person").order_by("pk"):
        found[row.topic_id].append(row.tutor.appointment)
    return found


def rooms(appointments: Collection[int]) -> Mapping[int, GroupTutor]:
    """By appointment, how much a tutor takes on, where it is kept."""
    rows = GroupTutor.objects.filter(appointment__in=appointments)
    return {row.appointment_id: row for row in rows}


def roads_between(units: Collection[int]) -> dict[tuple[int, int], int]:
    """Minutes of every measured road between these organisations."""
    rows = Road.objects.filter(unit__in=units, other__in=units)
    return {
        (one, other): minutes
        for one, other, minutes in rows.values_list("unit", "other", "minutes")
    }


def measured_roads(units: Collection[int]) -> Counter[int]:
    """By organisation, how many of its roads to the others are measured."""
    return Counter(key for road in roads_between(units) for key in road)


def roads_of(unit: int) -> Mapping[int, Road]:
    """By the other organisation, the roads of one."""
    rows = Road.objects.filter(Q(unit=unit) | Q(other=unit))
    return {row.other_id if row.unit_id == unit else row.unit_id: row for row in rows}


def kept_apart(people: Collection[int]) -> QuerySet[Apart]:
    """Pairs among these people whom one group must not have."""
    return Apart.objects.filter(person__in=people, other__in=people, withdrawn_on=None)


def apart_from(people: Collection[int]) -> Mapping[int, frozenset[int]]:
    """By person, whom of the others not to meet."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in kept_apart(people).values_list("person", "other"):
        found[one].add(other)
        found[other].add(one)
    return {key: frozenset(others) for key, others in found.items()}


def require_together(people: Iterable[int]) -> None:
    """Nobody among these people is to be kept apart from another of them."""
    row = kept_apart(list(people)).select_related("person", "other").order_by("pk").first()
    if row is not None:
        raise Wrong("kept_apart", one=row.person.short_name, other=row.other.short_name)
