"""Naberezhny: study plans with hours and documents, a tutor service, a tutor of the institute beside."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshrut.communities import operations as communities
from marshrut.management.demonstration import naberezhny_groups, naberezhny_observing
from marshrut.management.demonstration.naberezhny_diagnosis import (
    play_anonymous,
    play_autumn,
    play_framework,
    play_own,
    play_portal,
    play_spring,
    play_winter,
)
from marshrut.management.demonstration.settling import adopt, posts_of, settle, sign
from marshrut.management.demonstration.stage import Stage, content
from marshrut.management.demonstration.territory import BEGINNING
from marshrut.management.demonstration.trajectories import Pair
from marshrut.people import operations as people
from marshrut.programmes import operations
from marshrut.regulations.models import RegulationVersion
from marshrut.routes import operations as routes
from marshrut.routes.models import Route

COORDINATOR = "rostovtseva"
OFFICE = "city_office"
NAME = "naberezhny"


def play(stage: Stage) -> None:
    settle(stage, content(NAME), posts_of("oktyabrsky"))
    _work_beside(stage)
    _run(stage, _version(stage))
    _appoint(stage)
    play_autumn(stage)
    _include(stage)
    for name, told in content("naberezhny_routes").items():
        _study(Pair(stage=stage, tutee=name, tutor=content(NAME)["tutees"][name][1], told=told))
    _link(stage)
    _papers(stage)
    _network(stage)
    naberezhny_groups.play(stage)
    play_anonymous(stage)
    play_winter(stage)
    play_spring(stage)
    play_portal(stage)
    play_own(stage)
    play_framework(stage)
    naberezhny_observing.play(stage)


def _by(stage: Stage, day: date) -> dict[str, Any]:
    return stage.by(COORDINATOR, day)


def _work_beside(stage: Stage) -> None:
    """One teacher of two schools."""
    name, unit, post = content(NAME)["beside"]
    people.employ(
        person=stage.people[name],
        unit=stage.units[unit],
        post=post,
        pedagogical=True,
        since=date(2024 + stage.shift, 9, 1),
        posts=posts_of("oktyabrsky"),
        **stage.sys(BEGINNING),
    )


def _version(stage: Stage) -> RegulationVersion:
    """In force by an instruction of the city; the text itself names no order."""
    day = stage.day(9, 2)
    order = sign(
        stage,
        OFFICE,
        "krutikov",
        day,
        subject="approval",
        title="Об утверждении Положения о тьюторском сопровождении в школьном округе",
        number="118-р",
    )
    return adopt(stage, "oktyabrsky", OFFICE, order, day)


def _run(stage: Stage, version: RegulationVersion) -> None:
    told, (first, until), since = content(NAME)["programme"], stage.year, stage.day(9, 7)
    row = operations.prepare_programme(
        unit=stage.units[NAME],
        version=version,
        title=told["title"].format(years=f"{first.year}/{until.year % 100:02d}"),
        goals=told["goals"],
        since=since,
        until=until,
        **_by(stage, since),
    )
    stage.programmes[NAME] = operations.start_programme(
        programme=row.pk, row_version=None, **_by(stage, since)
    )


def _appoint(stage: Stage) -> None:
    """Experienced teachers and a methodist, by one instruction; each hands in the contract."""
    named, day = stage.day(9, 9), stage.day(9, 14)
    order = sign(
        stage,
        OFFICE,
        "krutikov",
        stage.day(9, 11),
        subject="appointment",
        title="О назначении тьюторов Набережного школьного округа",
        number="131-р",
    )
    for name in content(NAME)["tutors"]:
        unit = content(NAME)["people"][name][4]
        row = operations.name_candidate(
            programme=stage.programmes[NAME],
            person=stage.people[name],
            unit=stage.units[unit].pk,
            why="",
            **_by(stage, named),
        )
        operations.agree_to_tutor(appointment=row.pk, row_version=None, **stage.by(name, named))
        row = operations.appoint(
            appointment=row.pk,
            row_version=None,
            order=order,
            since=day,
            until=stage.programmes[NAME].until,
            **_by(stage, day),
        )
        stage.tutors[f"{NAME} {name}"] = row


def _papers(stage: Stage) -> None:
    """The contract of each tutor and an act for every month; the last one of one is a draft yet."""
    months, year = content(NAME)["months"], stage.year[0].year
    for name, told in content(NAME)["tutors"].items():
        _hand_in(stage, name, "contract", told["contract"], stage.day(*told["signed"]))
        for place, (month, hours) in enumerate(zip(months, told["hours"], strict=True)):
            first = date(year, 10 + place, 1) if place < len(months) - 1 else date(year + 1, 1, 1)
            last = "late" in told and place == len(months) - 1
            title = f"Акт за {month}, {hours}\xa0ч"
            _hand_in(stage, name, "act", title, stage.after(first, -1), submitted=not last)


def _hand_in(
    stage: Stage, name: str, kind: str, title: str, day: date, *, submitted: bool = True
) -> None:
    made = routes.keep_own_product(
        appointment=stage.tutors[f"{NAME} {name}"].pk,
        kind=kind,
        title=title,
        content={"text": title},
        **stage.by(name, day),
    )
    if submitted:
        routes.submit_product(product=made.pk, row_version=None, **stage.by(name, day))


def _include(stage: Stage) -> None:
    """On requests of the schools; where one has several tutors, the coordinator attaches."""
    for name, (unit, tutor, month, day) in content(NAME)["tutees"].items():
        asked = stage.day(month, day)
        row = operations.include(
            programme=stage.programmes[NAME],
            person=stage.people[name],
            unit=stage.units[unit].pk,
            basis="request",
            since=asked,
            **_by(stage, asked),
        )
        stage.cases[name] = row
        appointment = stage.tutors[f"{NAME} {tutor}"]
        if not row.pairings.filter(appointment=appointment).exists():
            operations.pair(enrolment=row.pk, appointment=appointment.pk, **_by(stage, asked))


def _study(pair: Pair) -> None:
    """A plan written by both, agreed by both, walked course by course; an analysis on the way."""
    route, told = pair.open(), pair.told
    if "proposed" in told:
        day = pair.stage.after(pair.day("opened"), 3)
        courses, terms = told["plan"]
        hours = sum(more["hours"] for _, _, _, more, _ in told["steps"])
        pair.write("study_plan", day, by="tutee", courses=courses)
        pair.write("study_plan", day, hours=str(hours), terms=terms)
        pair.plan_steps(day)
        pair.agree(route)
    pair.talk()
    if "analysis" in told:
        _analyse(pair, route)


def _analyse(pair: Pair, route: Route) -> None:
    day = pair.stage.day(1, 15)
    made = routes.keep_product(
        route=route.pk,
        kind="interim_analysis",
        content={"text": pair.told["analysis"]},
        **pair.by_tutor(day),
    )
    routes.submit_product(product=made.pk, row_version=None, **pair.by_tutor(day))


def _link(stage: Stage) -> None:
    """A tutor of the regional institute sees two cases; one teacher lets him read the texts."""
    told, day = content(NAME)["external"], stage.day(10, 19)
    for name in told["tutees"]:
        row = operations.link_external(
            enrolment=stage.cases[name].pk,
            person=stage.people[told["tutor"]],
            works_at=stage.units["institute"].short_name,
            ground=told["ground"],
            since=day,
            until=stage.programmes[NAME].until,
            **_by(stage, day),
        )
        if name == told["opens"]:
            operations.open_texts(
                external=row.pk, row_version=None, **stage.by(name, stage.after(day, 2))
            )


def _network(stage: Stage) -> None:
    """Teachers of different schools together, each by their own application."""
    told, day = content(NAME)["network"], stage.day(10, 5)
    row = communities.found_community(
        programme=stage.programmes[NAME],
        unit=stage.units[NAME],
        kind="network",
        name=told["name"],
        purpose=told["purpose"],
        since=day,
        **_by(stage, day),
    )
    communities.adopt_rules(
        community=row.pk, row_version=None, text=told["rules"], **_by(stage, day)
    )
    for name in told["members"]:
        applied = communities.apply_to_community(
            community=row.pk, motive="", rules=1, **stage.by(name, stage.after(day, 1))
        )
        communities.accept_member(
            membership=applied.pk, row_version=None, **_by(stage, stage.after(day, 2))
        )
