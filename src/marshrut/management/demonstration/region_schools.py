"""Schools that ask to be supported: what the head wishes, criteria, the decision and its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshrut.management.demonstration.stage import Stage
from marshrut.organisations import operations as organisations
from marshrut.people import operations as people
from marshrut.programmes import operations
from marshrut.programmes.models import Programme, SchoolEnrolment

SPRING = 2026  # days of the spring are written for the year in which the programme begins


def ask(stage: Stage, story: Mapping[str, Any]) -> None:
    """In May: statuses and criteria are entered, heads ask; two requests end before June."""
    began = stage.year[0].year
    for unit, flag, since, until in story["flags"]:
        organisations.flag_unit(
            unit=stage.units[unit],
            flag=flag,
            since=date(began + since, 9, 1) if since else date(began, 5, 1),
            until=date(began + until, 9, 1),
            source=story["list"],
            **stage.sys(stage.day(5, 6, SPRING)),
        )
    for place, told in story["programmes"].items():
        for kind, title in story["criteria"]:
            operations.add_criterion(
                programme=_programme(stage, place),
                title=title,
                kind=kind,
                **stage.by(told["runs"], stage.day(5, 7, SPRING)),
            )
    for told in story["schools"]:
        row = _ask(stage, told, _spring(stage, told["asked"]))
        if told["ends"] == "withdrawn":
            operations.withdraw_school(
                school=row.pk,
                row_version=None,
                **stage.by(told["head"], _spring(stage, told["decided"])),
            )
        elif told["ends"] == "refused":
            _refuse(stage, story, told, row)


def decide(stage: Stage, story: Mapping[str, Any]) -> None:
    """In June: who fits is included from the first day; by winter one is finished and one asks again."""
    for told in story["schools"]:
        if told["ends"] not in {"included", "finished"}:
            continue
        row = SchoolEnrolment.objects.get(
            programme=_programme(stage, told["in"]),
            unit=stage.units[told["unit"]],
            status="requested",
        )
        _include(stage, story, told, row)
    _ask(stage, story["again"], stage.day(*story["again"]["asked"]))


def _spring(stage: Stage, written: Sequence[int]) -> date:
    """A day of the spring before the programme."""
    month, day = written
    return stage.day(month, day, SPRING)


def _programme(stage: Stage, place: str) -> Programme:
    return stage.programmes[f"model {place}"]


def _ask(stage: Stage, told: Mapping[str, Any], day: date) -> SchoolEnrolment:
    return operations.ask_support(
        programme=_programme(stage, told["in"]),
        unit=stage.units[told["unit"]].pk,
        wish=told["wish"],
        **stage.by(told["head"], day),
    )


def _assess(
    stage: Stage, story: Mapping[str, Any], told: Mapping[str, Any], row: SchoolEnrolment, day: date
) -> None:
    """By each criterion: met and on what ground; a refused school meets the first alone."""
    included = told["ends"] != "refused"
    grounds = (story["list"], "Встреча с командой школы", "Разговор с педагогами")
    found = {
        criterion.pk: (included or not number, grounds[number])
        for number, criterion in enumerate(row.programme.criteria.order_by("pk"))
    }
    operations.assess_school(
        school=row.pk,
        row_version=None,
        values=found,
        **stage.by(story["programmes"][told["in"]]["runs"], day),
    )


def _refuse(
    stage: Stage, story: Mapping[str, Any], told: Mapping[str, Any], row: SchoolEnrolment
) -> None:
    day = _spring(stage, told["decided"])
    _assess(stage, story, told, row, day)
    operations.refuse_school(
        school=row.pk,
        row_version=None,
        reason=told["reason"],
        **stage.by(story["programmes"][told["in"]]["runs"], day),
    )


def _include(
    stage: Stage, story: Mapping[str, Any], told: Mapping[str, Any], row: SchoolEnrolment
) -> None:
    runs = story["programmes"][told["in"]]["runs"]
    first = max(row.programme.since, row.asked_on)
    for name in told["team"]:
        people.grant_office(
            person=stage.people[name],
            role="management_team",
            unit=stage.units[told["unit"]],
            since=first,
            **stage.sys(first),
        )
    _assess(stage, story, told, row, first)
    operations.admit_school(school=row.pk, row_version=None, since=first, **stage.by(runs, first))
    if told["ends"] == "finished":
        day = stage.day(*told["decided"])
        operations.finish_school(
            school=row.pk,
            row_version=None,
            until=day,
            reason=told["reason"],
            **stage.by(runs, day),
        )
