"""Paromnensky: a voluntary community of tutors with a plan for the year, and teachers who came to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.activities import operations as activities
from marshrut.management.demonstration import paromnensky_community, paromnensky_requests
from marshrut.management.demonstration.settling import adopt, posts_of, settle, sign
from marshrut.management.demonstration.stage import Stage, content
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment
from marshrut.routes import operations as routes
from marshrut.routes.models import Route

PROGRAMME = "paromnensky"
COORDINATOR = "basova"
OFFICE, HEAD = "paromnensky_office", "kovtun"


def play(stage: Stage) -> None:
    story = content("paromnensky")
    settle(stage, story, posts_of("mostovsky"))
    _begin(stage, story)
    _appoint(stage, story)
    for told in story["cases"]:
        stage.routes[told["tutee"]] = _support(stage, told)
    paromnensky_community.play(stage, story)
    paromnensky_requests.play(stage, story)


def _begin(stage: Stage, story: Mapping[str, Any]) -> None:
    """The work programme of a school year, by an order that names its own term."""
    since, until = stage.year
    day = stage.day(8, 31, 2026)
    order = sign(stage, OFFICE, HEAD, day, subject="approval", **story["approval"])
    version = adopt(stage, "mostovsky", OFFICE, order, day)
    row = programmes.prepare_programme(
        unit=stage.units["paromnensky"],
        version=version,
        title=story["programme"]["title"].format(years=f"{since.year}/{until.year % 100:02d}"),
        goals=story["programme"]["goals"],
        since=since,
        until=until,
        **stage.sys(since),
    )
    stage.programmes[PROGRAMME] = programmes.start_programme(
        programme=row.pk, row_version=None, **stage.sys(since)
    )


def _appoint(stage: Stage, story: Mapping[str, Any]) -> None:
    """One order of the district names all tutors; each has agreed by a press of their own."""
    day = stage.day(9, 14)
    order = sign(stage, OFFICE, HEAD, day, subject="appointment", **story["appointment"])
    for name in story["members"]:
        _appointed(stage, name, order)


def _appointed(stage: Stage, name: str, order: Any) -> Appointment:
    day = order.signed_on
    job = stage.people[name].employments.get()
    row = programmes.name_candidate(
        programme=stage.programmes[PROGRAMME],
        person=stage.people[name],
        unit=job.unit_id,
        why="",
        **stage.by(COORDINATOR, stage.after(day, -2)),
    )
    programmes.agree_to_tutor(
        appointment=row.pk, row_version=None, **stage.by(name, stage.after(day, -1))
    )
    stage.tutors[f"{PROGRAMME} {name}"] = programmes.appoint(
        appointment=row.pk,
        row_version=None,
        order=order,
        since=day,
        until=stage.programmes[PROGRAMME].until,
        **stage.by(COORDINATOR, day),
    )
    return stage.tutors[f"{PROGRAMME} {name}"]


def _support(stage: Stage, told: Mapping[str, Any]) -> Route:
    """A teacher comes by their own word, names an order of their own, and the way begins."""
    tutee, tutor, joined = told["tutee"], told["tutor"], stage.day(*told["joined"])
    listed = programmes.join(
        programme=stage.programmes[PROGRAMME],
        unit=stage.people[tutee].employments.get().unit_id,
        basis="wish",
        **stage.by(tutee, joined),
    )
    programmes.pair(
        enrolment=listed.pk,
        appointment=stage.tutors[f"{PROGRAMME} {tutor}"].pk,
        **stage.by(COORDINATOR, joined),
    )
    route = routes.begin_with_subject(
        listed=listed.pk,
        title=told["title"],
        since=joined,
        until=stage.day(5, 26),
        **stage.by(tutee, stage.after(joined, 1)),
    )
    _think(stage, route, told)
    _agree(stage, route, told)
    _talk(stage, route, told)
    return route


def _think(stage: Stage, route: Route, told: Mapping[str, Any]) -> None:
    """Motives and resources are the teacher's words, needs are found by the tutor; two ways stand side by side."""
    day = stage.after(stage.day(*told["joined"]), 2)
    forms = {
        "individual_programme": told["programme"],
        "diagnosis": {key: told[key] for key in ("needs", "possibilities") if key in told},
        "resources": {f"{key}_resources": told[key] for key in ("inner", "outer") if key in told},
    }
    for form, parts in forms.items():
        if parts:
            who = told["tutee"] if form == "individual_programme" else told["tutor"]
            routes.write_parts(
                route=route.pk, row_version=None, form=form, parts=parts, **stage.by(who, day)
            )
    made = [
        routes.add_scenario(route=route.pk, title=title, text=text, **stage.by(told["tutor"], day))
        for title, text in told.get("scenarios", ())
    ]
    if made:
        routes.choose_scenario(
            scenario=made[-1].pk, row_version=None, **stage.by(told["tutee"], stage.after(day, 1))
        )


def _agree(stage: Stage, route: Route, told: Mapping[str, Any]) -> None:
    if told["upto"] == "draft":
        return
    day = stage.day(*told.get("agreed", told.get("proposed")))
    for title, form, expected, due, *_ in told.get("steps", ()):
        routes.add_step(
            route=route.pk,
            title=title,
            form=form,
            expected=expected,
            due=stage.day(*due),
            **stage.by(told["tutor"], stage.after(day, -3)),
        )
    routes.propose(
        route=route.pk, row_version=None, **stage.by(told["tutor"], stage.after(day, -2))
    )
    if told["upto"] == "running":
        routes.acknowledge_route(route=route.pk, row_version=None, **stage.by(told["tutee"], day))
        _walk(stage, route, told)


def _walk(stage: Stage, route: Route, told: Mapping[str, Any]) -> None:
    """Steps that something came of are shown on their day and accepted on the next."""
    results = {title: result for title, _, _, _, *results in told["steps"] for result in results}
    for step in route.steps.filter(title__in=results):
        routes.submit_step(
            step=step.pk,
            row_version=None,
            result=results[step.title],
            **stage.by(told["tutee"], step.due),
        )
        routes.accept_step(
            step=step.pk,
            row_version=None,
            **stage.by(told["tutor"], stage.after(step.due, 1)),
        )


def _talk(stage: Stage, route: Route, told: Mapping[str, Any]) -> None:
    for day, title, text in told["talks"]:
        held = stage.day(*day)
        activities.record_consultation(
            enrolments=[route.enrolment],
            begins_at=datetime.combine(held, time(15), ZoneInfo(route.unit.zone)),
            minutes=40,
            title=title,
            content=text,
            **stage.by(told["tutor"], held),
        )
