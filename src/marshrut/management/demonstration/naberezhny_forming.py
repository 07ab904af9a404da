"""Naberezhny: who leads what, roads, whom to keep apart, and a forming that came to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshrut.groups import operations
from marshrut.groups.jobs import form_groups
from marshrut.groups.matching import known_leaders
from marshrut.groups.models import Topic
from marshrut.groups.wanted import Wanted
from marshrut.management.demonstration.stage import Stage, content
from marshrut.notices.work import Task

COORDINATOR, NAME = "rostovtseva", "naberezhny"


def play(stage: Stage, topics: Mapping[str, Topic]) -> None:
    told = content("naberezhny_forming")
    for line in told["leads"]:
        _lead(stage, topics, *line)
    for line in told["roads"]:
        _road(stage, told["measured"], *line)
    one, other = (stage.people[f"{unit}_{place}"] for unit, place in told["apart"])
    operations.keep_apart(
        programme=stage.programmes[NAME],
        person=one,
        other=other,
        **stage.by(COORDINATOR, stage.day(*told["said"])),
    )
    _form(stage, [topics[name].pk for name in told["forming"]["topics"]], told["forming"])


def _lead(
    stage: Stage,
    topics: Mapping[str, Topic],
    tutor: str,
    led: list[str],
    most_groups: int,
    most_people: int | None,
    day: list[int],
) -> None:
    operations.lead_topics(
        appointment=stage.tutors[f"{NAME} {tutor}"].pk,
        topics=[topics[name] for name in led],
        most_groups=most_groups,
        most_people=most_people,
        **stage.by(tutor, stage.day(*day)),
    )


def _road(stage: Stage, day: list[int], one: str, other: str, minutes: int) -> None:
    operations.measure_roads(
        programme=stage.programmes[NAME],
        unit=stage.units[one],
        minutes={stage.units[other].pk: minutes},
        **stage.by(COORDINATOR, stage.day(*day)),
    )


def _form(stage: Stage, topics: list[int], told: Mapping[str, Any]) -> None:
    """Asked for by the coordinator, done by the job at once."""
    programme, given = stage.programmes[NAME], stage.by(COORDINATOR, stage.day(*told["day"]))
    leaders = known_leaders(programme, stage.day(*told["day"]))
    row = operations.ask_to_form(
        programme=programme,
        leaders={topic: leaders[topic] for topic in topics},
        wanted=Wanted(farthest=told["farthest"]),
        **given,
    )
    task = Task(payload={"formation": row.pk}, at=given["at"], progress=lambda done, of: None)
    form_groups(task)
