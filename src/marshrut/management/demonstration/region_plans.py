"""A school of the model: from a diagnosis to programmes of growth, and a plan that rests on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from marshrut.diagnostics import operations as diagnostics
from marshrut.diagnostics.difficulties import difficulties
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Observation, Response
from marshrut.management.demonstration.stage import Stage, content
from marshrut.plans import operations as plans
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Programme
from marshrut.routes import operations as routes
from marshrut.routes.models import LibraryStep
from marshrut.routes.operations.steps import Pick

SEED, TENTHS = 26, 10
DAY = timedelta(days=1)
KEYS = ("title", "form", "level", "needs", "hours", "days", "expected")
SAID = ("topic", "needs", "audience", "form", "hours", "leader", "product", "assessment")
COORDINATOR, REGION = "zavarzina", "belozyorova"


def play(stage: Stage, programme: Programme) -> None:
    story = content("region_plans")
    _fill_library(stage, story)
    answered = _diagnose(stage, story)
    for place, row in enumerate(answered):
        _grow(stage, programme, story, row, place)
    _plan(stage, programme, story)


def _fill_library(stage: Stage, story: Mapping[str, Any]) -> None:
    """The region and the district share steps; the tutor keeps, offers and withdraws their own."""
    for unit, who in (("region", REGION), ("lyubogorsky", COORDINATOR)):
        by = stage.by(who, stage.day(*story["shared_on"][unit]))
        for told in story["shared"][unit]:
            said: dict[str, Any] = dict(zip(KEYS, told, strict=True))
            routes.keep_library_step(unit=stage.units[unit], **said, **by)
    for told in story["own"]:
        _keep(stage, story["tutor"], told)


def _keep(stage: Stage, tutor: str, told: Mapping[str, Any]) -> None:
    day = stage.day(*told["day"])
    said = {name: told[name] for name in ("title", "form", "level", "needs", "days")}
    row = routes.keep_library_step(**said, **stage.by(tutor, day))
    given: dict[str, Any] = {"step": row.pk, "row_version": None}
    if "offered" in told:
        routes.offer_library_step(**given, **stage.by(tutor, stage.day(*told["offered"])))
    if "declined" in told:
        when, answer = told["declined"]
        by = stage.by(COORDINATOR, stage.day(*when))
        routes.decline_library_step(**given, answer=answer, **by)
    if "withdrawn" in told:
        routes.withdraw_library_step(**given, **stage.by(tutor, stage.day(*told["withdrawn"])))


def _diagnose(stage: Stage, story: Mapping[str, Any]) -> Sequence[Response]:
    """The head asks the teachers of the school; all of them answer within a week."""
    told, chance = story["diagnosis"], Random(SEED)  # noqa: S311 - a story, not a secret
    start, unit = stage.day(*told["starts"]), stage.units[story["school"]]
    by = stage.by(story["head"], start)
    row = diagnostics.prepare_campaign(
        unit=unit,
        instrument="self_diagnosis",
        title=told["title"].format(year=start.year),
        since=start,
        due=stage.day(*told["due"]),
        **by,
    )
    diagnostics.invite(campaign=row.pk, units=[unit.pk], **by)
    diagnostics.start_campaign(campaign=row.pk, row_version=None, **by)
    invited = list(row.responses.select_related("person").order_by("pk"))
    for place, one in enumerate(invited):
        answers = {
            item.key: _grade(story["leaning"][item.group], chance)
            for item in row.instrument.questionnaire.items
        }
        given = stage.sys(stage.after(start, 1 + place % 5))
        diagnostics.finish_response(response=one.pk, filled=Filled(answers=answers), **given)
    end = stage.after(stage.day(*told["due"]), 1)
    diagnostics.finish_campaign(campaign=row.pk, row_version=None, **stage.by(story["head"], end))
    return [one for one in invited if one.person != stage.people[story["tutor"]]]


def _grade(leaning: int, chance: Random) -> int:
    return max(0, min(4, round(2.8 + leaning / TENTHS + chance.uniform(-1, 1))))


def _grow(
    stage: Stage, programme: Programme, story: Mapping[str, Any], row: Response, place: int
) -> None:
    """A teacher comes in by the diagnosis; the tutor drafts steps by difficulties, both agree."""
    unit, tutor = stage.units[story["school"]], story["tutor"]
    first = stage.after(stage.day(10, 20), 1)
    listed = programmes.include(
        programme=programme,
        person=row.person,
        unit=unit.pk,
        basis="diagnosis",
        since=first,
        **stage.by(story["head"], first),
    )
    agreed, last = story["agreed"], story["agreed"] + story["proposed"]
    if place >= last:
        return
    day = stage.after(first, 3 + place % 4)
    route = routes.begin_with_subject(
        listed=listed.pk,
        title=story["strategy"],
        since=day,
        until=programme.until,
        **stage.by(tutor, day),
    )
    routes.draft_steps(route=route.pk, picks=_picks(row, stage), **stage.by(tutor, day))
    routes.propose(route=route.pk, row_version=None, **stage.by(tutor, day))
    if place < agreed:
        given = stage.sys(stage.after(day, 2))
        routes.acknowledge_route(route=route.pk, row_version=None, **given)


def _picks(row: Response, stage: Stage) -> list[Pick]:
    """A step of the territory for each of the two greatest difficulties; else one for a start."""
    shared = LibraryStep.objects.filter(shared_on__isnull=False).order_by("pk")
    mine = difficulties(Response.objects.filter(pk=row.pk), Observation.objects.none(), stage.today)
    wanted = list(dict.fromkeys(one.group.key for one in mine))[:2] or ["method"]
    due = stage.day(4, 16)
    found: dict[int, Pick] = {}
    for need in wanted:
        fitting = [step for step in shared if need in step.needs and step.pk not in found]
        if fitting:
            step = fitting[row.pk % len(fitting)]
            found[step.pk] = Pick(step=step.pk, due=due, need=need)
    return list(found.values())


def _plan(stage: Stage, programme: Programme, story: Mapping[str, Any]) -> None:
    """The head's plan with every state of a line, and the common one of the programme."""
    school, added = stage.units[story["school"]], stage.after(stage.day(10, 20), 1)
    for unit, who, lines in (
        (school, story["head"], story["plan"]),
        (stage.units["lyubogorsky"], COORDINATOR, story["common"]),
    ):
        for told in lines:
            _line(stage, programme, unit, who, told, min(added, stage.day(*story["added"])))


def _line(
    stage: Stage, programme: Programme, unit: Any, who: str, told: Mapping[str, Any], day: Any
) -> None:
    row = plans.add_plan_line(
        programme=programme,
        unit=unit,
        since=stage.day(*told["since"]),
        until=stage.day(*told["last"]) + DAY,
        **{name: told[name] for name in SAID},
        **stage.by(who, day),
    )
    given: dict[str, Any] = {"line": row.pk, "row_version": None}
    if "held" in told:
        when, result = told["held"]
        held = stage.day(*when)
        plans.hold_plan_line(**given, held_on=held, result=result, **stage.by(who, held))
    if "dropped" in told:
        when, reason = told["dropped"]
        plans.drop_plan_line(**given, reason=reason, **stage.by(who, stage.day(*when)))
