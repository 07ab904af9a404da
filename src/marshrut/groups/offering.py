"""Topics that answer what diagnosis has shown: for whom, and how many have not asked yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from marshrut.diagnostics.models import Response
from marshrut.diagnostics.struggling import who_struggles
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
    here = Response.objects.filter(person__in=staff)
    asked = open_demands([topic.pk]).values_list("person", flat=True)
    return who_struggles(here, topic.competences, on) - frozenset(asked)


def fitting(person: int | None, topics: Collection[Topic], on: date) -> frozenset[int]:
    """Those of the topics that answer a difficulty of the person, by their keys."""
    own = Response.objects.filter(person=person or 0)
    groups = {group for topic in topics for group in topic.competences}
    hard = {group for group in groups if who_struggles(own, [group], on)}
    return frozenset(topic.pk for topic in topics if hard & set(topic.competences))
