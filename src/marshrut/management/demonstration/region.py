"""The model of the region at work in two municipalities: teams by orders, schools by their own wish.

Each municipality runs a programme of its own under the one model: those that take no part owe
nothing by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.communities import operations as communities
from marshrut.communities.models import Community, Membership
from marshrut.management.demonstration import region_plans, region_schools
from marshrut.management.demonstration.settling import adopt, posts_of, settle, sign
from marshrut.management.demonstration.stage import Stage, content
from marshrut.orders.models import Order
from marshrut.programmes import operations as programmes
from marshrut.regulations.models import RegulationVersion
from marshrut.schoolyear import RUSSIAN


def play(stage: Stage) -> None:
    settle(stage, content("lyubogorsky"), posts_of("yaroslavl"))
    story = content("region")
    day = stage.day(4, 20, 2026)
    order = sign(stage, "ministry", "rodionova", day, subject="approval", **story["approval"])
    model = adopt(stage, "yaroslavl", "ministry", order, day)
    for place, told in story["programmes"].items():
        _prepare(stage, place, told, model)
    region_schools.ask(stage, story)
    for place, told in story["programmes"].items():
        _start(stage, place, told)
    region_schools.decide(stage, story)
    for place, told in story["programmes"].items():
        _work(stage, place, told, story["training"])
    _give_duty(stage, story)
    region_plans.play(stage, stage.programmes[named("lyubogorsky")])


def named(place: str) -> str:
    """How the programme of the model in this municipality is called on the stage."""
    return f"model {place}"


def june(stage: Stage, day: int) -> date:
    """A day of the June in which the programme begins: terms of the model are days of the calendar."""
    return RUSSIAN.moved_off(date(stage.year[0].year, 6, day))


def _prepare(stage: Stage, place: str, told: Mapping[str, Any], model: RegulationVersion) -> None:
    """In May, from the first day of June to the last of the next."""
    year = stage.year[0].year
    day = stage.day(5, 6, 2026)
    stage.programmes[named(place)] = programmes.prepare_programme(
        unit=stage.units[place],
        version=model,
        title=told["title"].format(years=f"{year}/{(year + 1) % 100:02d}"),
        goals=told["goals"],
        since=date(year, 6, 1),
        until=date(year + 1, 7, 1),
        entered_on=day,
        **stage.by(told["runs"], day),
    )


def _start(stage: Stage, place: str, told: Mapping[str, Any]) -> None:
    """The programme starts, and the team is composed by an order: in one district late."""
    first = june(stage, 1)
    row = stage.programmes[named(place)]
    stage.programmes[named(place)] = programmes.start_programme(
        programme=row.pk, row_version=None, **stage.by(told["runs"], first)
    )
    team = communities.found_community(
        programme=stage.programmes[named(place)],
        unit=stage.units[place],
        kind="team",
        name=told["team"],
        purpose="Помогать школам вырастить свои обучающиеся сообщества.",
        since=first,
        **stage.by(told["runs"], first),
    )
    day = june(stage, told["composed"])
    _compose(stage, team, told, day, told["number"], told["members"])


def _compose(
    stage: Stage,
    team: Community,
    told: Mapping[str, Any],
    day: date,
    number: str,
    members: list[str],
) -> None:
    order = _sign(stage, told, day, "composition", f"О составе: {told['team']}", number)
    communities.compose_team(
        community=team.pk,
        row_version=None,
        order=order,
        people=[stage.people[name] for name in members],
        coordinator=stage.people[told["coordinator"]],
        **stage.by(told["runs"], day),
    )


def _sign(
    stage: Stage, told: Mapping[str, Any], day: date, subject: str, title: str, number: str
) -> Order:
    return sign(
        stage, told["office"], told["head"], day, subject=subject, title=title, number=number
    )


def _work(stage: Stage, place: str, told: Mapping[str, Any], training: Mapping[str, Any]) -> None:
    """Trained in June, given to schools in September; one team was changed in the autumn."""
    team = Community.objects.select_related("unit").get(
        programme=stage.programmes[named(place)], kind="team"
    )
    taught = june(stage, 26)
    for number, name in enumerate(told["trained"], 1):
        communities.train_member(
            membership=_member(stage, team, name).pk,
            on=taught,
            certificate=f"ВИРО-{place[:1].upper()}{number:03d}",
            **training,
            **stage.by(told["coordinator"], taught),
        )
    if "changed" in told:
        change = told["changed"]
        day = stage.day(*change["day"])
        _compose(stage, team, told, day, change["number"], change["members"])
    _appoint(stage, place, told)
    for meeting in told["meetings"]:
        _meet(stage, team, told, meeting)


def _member(stage: Stage, team: Community, name: str) -> Membership:
    return Membership.objects.get(community=team, person=stage.people[name], until=None)


def _appoint(stage: Stage, place: str, told: Mapping[str, Any]) -> None:
    """Tutors of the team are given to the supported schools by one order."""
    day = stage.day(10, 20)
    order = _sign(
        stage, told, day, "appointment", "О тьюторах школ программы", told["tutors"]["number"]
    )
    programme = stage.programmes[named(place)]
    for name, unit in told["tutors"]["of"].items():
        row = programmes.name_candidate(
            programme=programme,
            person=stage.people[name],
            unit=stage.units[unit].pk,
            why="",
            **stage.by(told["runs"], day),
        )
        programmes.agree_to_tutor(appointment=row.pk, row_version=None, **stage.by(name, day))
        stage.tutors[f"{named(place)} {name}"] = programmes.appoint(
            appointment=row.pk,
            row_version=None,
            order=order,
            since=day,
            until=programme.until,
            **stage.by(told["runs"], day),
        )


def _give_duty(stage: Stage, story: Mapping[str, Any]) -> None:
    told = story["duty"]
    team = Community.objects.get(programme=stage.programmes[named(told["place"])], kind="team")
    communities.give_duty(
        community=team.pk,
        member=_member(stage, team, told["to"]),
        clause=told["clause"],
        what=told["what"],
        due=stage.day(*told["due"]),
        **stage.by(story["programmes"][told["place"]]["runs"], stage.day(*told["day"])),
    )


def _meet(
    stage: Stage, team: Community, told: Mapping[str, Any], meeting: Mapping[str, Any]
) -> None:
    day = stage.day(*meeting["day"])
    row = communities.plan_meeting(
        community=team.pk,
        form=meeting["form"],
        title=meeting["title"],
        begins_at=datetime.combine(day, time(15), ZoneInfo(team.unit.zone)),
        leader=_member(stage, team, told["coordinator"]),
        **stage.by(told["coordinator"], stage.after(min(day, stage.today), -5)),
    )
    if "done" in meeting:
        there = Membership.objects.filter(community=team, until=None)
        communities.hold_meeting(
            meeting=row.pk,
            row_version=None,
            people=list(there),
            result=meeting["done"],
            **stage.by(told["coordinator"], day),
        )
