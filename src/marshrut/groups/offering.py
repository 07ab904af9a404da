"""Topics that answer what diagnosis has shown: for whom, and how many have not asked yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from marshrut.diagnostics.difficulties import difficulties, who_struggles
from marshrut.diagnostics.models import Observation, Response
from marshrut.groups.models import Topic
from marshrut.groups.queries import open_demands
from marshrut.people.models import Employment
from marshrut.people.queries import open_jobs
from marshrut.programmes.queries import units_of


def who_could_ask(topic: Topic, on: date) -> frozenset[int]:
    """Teachers of the programme with a difficulty of the topic who have not asked for it."""
    if not topic.competences:
        return frozenset()
    jobs = Employment.objects.filter(open_jobs(on), pedagogical=True)
    staff = jobs.filter(unit__in=units_of(topic.programme, on)).values("person")
    found = who_struggles(
        Response.objects.filter(person__in=staff),
        Observation.objects.filter(person__in=staff),
        topic.competences,
        on,
    )
    return found - frozenset(open_demands([topic.pk]).values_list("person", flat=True))


def fitting(person: int | None, topics: Collection[Topic], on: date) -> frozenset[int]:
    """Those of the topics that answer a difficulty of the person, by their keys."""
    helping = [topic for topic in topics if topic.competences]
    if person is None or not helping:
        return frozenset()
    own = Response.objects.filter(person=person)
    seen = Observation.objects.filter(person=person)
    hard = {one.group.key for one in difficulties(own, seen, on)}
    return frozenset(topic.pk for topic in helping if hard & set(topic.competences))
