"""Naberezhny: a self-diagnosis in autumn, on which study plans stand, and one that goes on in winter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from marshrut.diagnostics import operations
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Campaign, Response
from marshrut.diagnostics.own import Block, Written
from marshrut.diagnostics.trees import Tree
from marshrut.management.demonstration.stage import Stage, content
from marshrut.people.paper import Paper

NAME, COORDINATOR = "naberezhny", "rostovtseva"
SCHOOLS = ("school_3", "gymnasium_6", "school_14")
SEED = 36
TENTHS = 10


def play_autumn(stage: Stage) -> None:
    """Nearly everybody answers within a fortnight, the tutees to be before anybody else."""
    start = stage.day(9, 9)
    row = _started(stage, "autumn", SCHOOLS, start, stage.day(9, 30))
    chance, told = Random(SEED), content(NAME)  # noqa: S311 - a story, not a secret
    soon = {stage.people[name].pk for name in (*told["tutees"], *told["tutors"])}
    by_paper = stage.people[told["diagnosis"]["paper"]].pk
    for place, one in enumerate(row.responses.order_by("pk")):
        filled = _filled(row, chance, place)
        if one.person_id == by_paper:
            _enter(stage, one, filled, stage.after(start, 2))
        elif one.person_id in soon:
            _finish(stage, one, filled, stage.after(start, 1 + place % 3))
        elif chance.random() < 0.8:
            _finish(stage, one, filled, stage.after(start, 2 + place % 12))
    end = stage.day(10, 1)
    operations.finish_campaign(campaign=row.pk, row_version=None, **stage.by(COORDINATOR, end))


def play_winter(stage: Stage) -> None:
    """In the third week of January one school is far on and the other has just begun."""
    start = stage.day(1, 13)
    row = _started(stage, "winter", SCHOOLS[1:], start, stage.day(2, 12))
    chance = Random(SEED + 1)  # noqa: S311
    far = stage.units["gymnasium_6"].pk
    for place, one in enumerate(row.responses.order_by("pk")):
        filled = _filled(row, chance, place)
        likely = 0.35 if one.unit_id == far else 0.1
        if chance.random() < likely:
            _finish(stage, one, filled, stage.after(start, 1 + place % 6))
        elif place % 8 == 0:
            operations.begin_response(response=one.pk, **stage.sys(stage.after(start, 3)))


def play_anonymous(stage: Stage) -> None:
    """What moves teachers to learn was asked without names; it is over, and only summed up."""
    start, last = stage.day(11, 9), stage.day(11, 20)
    row = _prepared(stage, "anonymous", SCHOOLS, start, last, "motivation", anonymous=True)
    by = stage.by(COORDINATOR, start)
    operations.start_campaign(campaign=row.pk, row_version=None, **by)
    chance = Random(SEED + 2)  # noqa: S311
    for place, one in enumerate(row.responses.order_by("pk")):
        filled = _filled(row, chance, place)
        if chance.random() < 0.7:
            _finish(stage, one, filled, stage.after(start, 1 + place % 8))
    over = stage.by(COORDINATOR, stage.after(last, 3))
    operations.finish_campaign(campaign=row.pk, row_version=None, **over)


def play_spring(stage: Stage) -> None:
    """The next one is being prepared: nobody is told of it yet."""
    _prepared(stage, "spring", SCHOOLS, stage.day(1, 20), stage.day(5, 21))


def play_portal(stage: Stage) -> None:
    """Last spring a few had been on the portal of the region; the coordinator took it over."""
    told = content(NAME)["diagnosis"]["portal"]
    on, entered = stage.day(*told["day"]), stage.day(*told["entered"])
    by = stage.by(COORDINATOR, entered)
    row = operations.open_imported(
        unit=stage.units[NAME],
        title=told["title"],
        groups=told["groups"],
        since=on,
        due=on,
        **by,
    )
    for name, indexes in told["people"].items():
        person = stage.people[name]
        operations.enter_result(
            campaign=row,
            unit=person.employments.earliest("pk").unit_id,
            person=person,
            on=on,
            indexes=dict(zip(told["groups"], indexes, strict=True)),
            **by,
        )


def play_own(stage: Stage) -> None:
    """The district writes questionnaires of its own: in every state there is one."""
    for told in content(NAME)["diagnosis"]["own"]:
        _write(stage, told)


def play_framework(stage: Stage) -> None:
    """Competences that the district adds to those known to all; one group is said better later."""
    told = content(NAME)["diagnosis"]["framework"]
    tree = Tree(title=told["title"], note=told["note"], source=told["source"], lines=told["lines"])
    row = operations.write_instrument(
        unit=stage.units[NAME],
        written=tree,
        **stage.by(COORDINATOR, stage.day(*told["written"])),
    )
    for lines, day in ((None, told["published"]), (told["later"], told["again"])):
        given: dict[str, Any] = {"instrument": row.pk, "row_version": None}
        given |= stage.by(COORDINATOR, stage.day(*day))
        if lines:
            operations.edit_instrument(**given, written=replace(tree, lines=lines))
        operations.publish_own_instrument(**given)


def _write(stage: Stage, told: Mapping[str, Any]) -> None:
    written = _written(told)
    row = operations.write_instrument(
        unit=stage.units[NAME],
        written=written,
        **stage.by(COORDINATOR, stage.day(*told["written"])),
    )
    given: dict[str, Any] = {"instrument": row.pk, "row_version": None}
    if "published" in told:
        by = stage.by(COORDINATOR, stage.day(*told["published"]))
        operations.publish_own_instrument(**given, **by)
    if "changed" in told:
        by = stage.by(COORDINATOR, stage.day(*told["changed"]))
        operations.edit_instrument(**given, written=replace(written, minutes=5), **by)
    if "withdrawn" in told:
        by = stage.by(COORDINATOR, stage.day(*told["withdrawn"]))
        operations.withdraw_instrument(**given, **by)


def _written(told: Mapping[str, Any]) -> Written:
    known = [
        Block(key=key, title="", lines="\n".join(lines)) for key, lines in told["known"].items()
    ]
    own = [
        Block(title=title, lines="\n".join(lines))
        for title, lines in told.get("groups", {}).items()
    ]
    return Written(
        title=told["title"],
        note="Отметьте, как бывает чаще.",
        minutes=3,
        scale="\n".join(told["scale"]),
        source=told["source"],
        blocks=(*known, *own),
    )


def _started(stage: Stage, which: str, schools: Sequence[str], start: date, due: date) -> Campaign:
    row = _prepared(stage, which, schools, start, due)
    by = stage.by(COORDINATOR, start)
    return operations.start_campaign(campaign=row.pk, row_version=None, **by)


def _prepared(
    stage: Stage,
    which: str,
    schools: Sequence[str],
    start: date,
    due: date,
    instrument: str = "self_diagnosis",
    *,
    anonymous: bool = False,
) -> Campaign:
    first, until = stage.year
    title = content(NAME)["diagnosis"][which]
    by = stage.by(COORDINATOR, start)
    row = operations.prepare_campaign(
        unit=stage.units[NAME],
        instrument=instrument,
        anonymous=anonymous,
        title=title.format(first=first.year, second=until.year),
        since=start,
        due=due,
        **by,
    )
    units = [stage.units[name].pk for name in schools]
    operations.invite(campaign=row.pk, units=units, **by)
    return row


def _filled(row: Campaign, chance: Random, place: int) -> Filled:
    """Answers of somebody invented: a level of one's own, and what the district leans to."""
    told = content(NAME)["diagnosis"]
    own = chance.uniform(2.2, 3.4)
    answers, wishes = {}, []
    for item in row.instrument.questionnaire.items:
        value = own + told["leaning"].get(item.group, 0) / TENTHS + chance.uniform(-0.9, 0.9)
        answers[item.key] = max(0, min(4, round(value)))
        if answers[item.key] <= 1 and chance.random() < 0.5:
            wishes.append(item.key)
    requests = told["requests"]
    request = requests[place % len(requests)] if place % 9 == 0 else ""
    return Filled(answers=answers, wishes=wishes, request=request)


def _finish(stage: Stage, row: Response, filled: Filled, day: date) -> None:
    operations.finish_response(response=row.pk, filled=filled, **stage.sys(day))


def _enter(stage: Stage, row: Response, filled: Filled, day: date) -> None:
    """Filled in on paper at a staff meeting, entered by the head the next day."""
    paper = Paper(basis="paper", happened_on=day)
    given = stage.by("yurasova", stage.after(day, 1))
    operations.record_response(response=row.pk, filled=filled, paper=paper, **given)
