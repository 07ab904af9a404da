"""Short ways to do the deeds of this noun in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from marshrut.diagnostics import operations
from marshrut.diagnostics.keeping import Filled, Seen
from marshrut.diagnostics.models import Campaign, Observation, Response
from marshrut.diagnostics.shipped import known
from marshrut.people.paper import Paper
from tests.world import AT, SEPTEMBER, TODAY, World

DUE = date(2027, 5, 31)
REQUEST = "ПРОСЬБА-ОБ-ОДНОМ"


def prepared(world: World, instrument: str = "self_diagnosis", **more: Any) -> Campaign:
    given = {
        "unit": world.municipality, "title": f"Диагностика {instrument}",
        "since": SEPTEMBER, "due": DUE, "actor": world.reach("safronova", SEPTEMBER),
    } | more  # fmt: skip
    return operations.prepare_campaign(instrument=instrument, **given, at=AT)


def running(world: World, instrument: str = "self_diagnosis", **more: Any) -> Campaign:
    """Prepared, both schools invited, started, all in September."""
    row = prepared(world, instrument, **more)
    actor = world.system(SEPTEMBER)
    units = [world.school.pk, world.other_school.pk]
    operations.invite(campaign=row.pk, units=units, actor=actor, at=AT)
    return operations.start_campaign(campaign=row.pk, row_version=None, actor=actor, at=AT)


def response(world: World, campaign: Campaign, name: str) -> Response:
    return Response.objects.get(campaign=campaign, person=world.people[name])


def filled(
    value: int = 3, instrument: str = "self_diagnosis", request: str = "", **groups: int
) -> Filled:
    """Every statement answered alike, groups named otherwise answered by their own value."""
    items = known(instrument).items
    answers = {item.key: groups.get(item.group, value) for item in items}
    return Filled(answers=answers, wishes=[items[0].key], request=request)


def answered(
    world: World, campaign: Campaign, name: str, on: date = SEPTEMBER, **more: Any
) -> Response:
    row = response(world, campaign, name)
    told = filled(**({"instrument": campaign.instrument.code} | more))
    actor = world.reach(name, on)
    operations.begin_response(response=row.pk, actor=actor, at=AT)
    return operations.finish_response(response=row.pk, filled=told, actor=actor, at=AT)


def diagnosed(world: World, *names: str, on: date = SEPTEMBER) -> Campaign:
    """A campaign in which these people have completed their self-diagnosis."""
    campaign = running(world)
    for name in names:
        answered(world, campaign, name, on)
    return campaign


def entered(
    world: World, campaign: Campaign, name: str, by: str = "zimin", on: date = TODAY
) -> Response:
    """A filled-in paper of this person, written down by somebody."""
    row = response(world, campaign, name)
    paper = Paper(basis="paper", happened_on=on)
    return operations.record_response(
        response=row.pk, filled=filled(2), paper=paper, actor=world.reach(by), at=AT
    )


def begun(
    world: World,
    by: str,
    name: str = "lapshina",
    on: date = TODAY,
    card: str = "lesson_observation",
) -> Observation:
    """A card about this person that somebody has just opened."""
    return operations.begin_observation(
        person=world.people[name], card=card, observed_on=on, actor=world.reach(by), at=AT
    )


def seen(value: int = 1, card: str = "lesson_observation", **groups: int) -> Seen:
    return Seen(answers=filled(value, card, **groups).answers)


def recorded(
    world: World,
    by: str,
    name: str = "lapshina",
    on: date = TODAY,
    card: str = "lesson_observation",
    conclusion: str = "",
    **groups: int,
) -> Observation:
    """What somebody saw of this person, recorded."""
    row = begun(world, by, name, on, card)
    told = replace(seen(card=card, **groups), conclusion=conclusion)
    return operations.record_observation(
        observation=row.pk, seen=told, actor=world.reach(by), at=AT
    )
