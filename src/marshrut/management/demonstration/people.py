"""People of Kamenny Brod: their jobs, offices and accounts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshrut.management.demonstration.stage import Stage, content
from marshrut.management.demonstration.territory import BEGINNING
from marshrut.people import operations
from marshrut.people.models import Person
from marshrut.regulations.files import PRESETS, read

MANAGERS = {"hromov", "dorohova", "oreshkina", "blinova"}


def posts() -> dict[str, list[str]]:
    """Posts by class, as the regulation of the territory lists them."""
    document: Any = read((PRESETS / "chebula.yaml").read_text(encoding="utf-8")).content
    return dict(document["posts"])


def people_of_kamenny_brod(stage: Stage) -> None:
    """Everyone named in the story, then the rest of the three staffs."""
    story, known = content("kamenny_brod"), posts()
    for name, (surname, given, patronymic, gender, unit, post, since) in story["people"].items():
        pedagogical = name not in story["posts_not_pedagogical"]
        row = (surname, given, patronymic, gender, post, since)
        _settle(stage, name, unit, row, known, pedagogical=pedagogical)
    for unit, rows in content("staff").items():
        for number, row in enumerate(rows):
            _settle(stage, f"{unit}_{number}", unit, row, known)
    for name, unit in story["heads"].items():
        _grant(stage, name, "head", unit)
    for name, role, unit in story["offices"]:
        _grant(stage, name, role, unit)
    _grant(
        stage,
        "prohorov",
        "inspector",
        "kamenny_brod",
        since=stage.day(1, 11),
        until=stage.day(1, 29) + timedelta(days=1),
    )


def _settle(
    stage: Stage,
    name: str,
    unit: str,
    row: tuple[Any, ...],
    known: dict[str, list[str]],
    *,
    pedagogical: bool = True,
) -> None:
    surname, given, patronymic, gender, post, since = row
    person = add_person(stage, name, surname, given, patronymic, gender)
    operations.employ(
        person=person,
        unit=stage.units[unit],
        post=post,
        pedagogical=pedagogical,
        since=date(int(since) + stage.shift, 9, 1),
        posts=known,
        **stage.sys(BEGINNING),
    )
    level = "secondary" if int(since) % 7 == 0 else "higher"
    operations.add_education(person=person, level=level, field="pedagogy", **stage.sys(BEGINNING))


def add_person(
    stage: Stage, name: str, surname: str, given: str, patronymic: str, gender: str
) -> Person:
    """A person with an account under the short name (the rest get a login made from theirs)."""
    person = operations.add_person(
        surname=surname, given=given, patronymic=patronymic, gender=gender, **stage.sys(BEGINNING)
    )
    login = "" if "_" in name else name
    operations.open_account(person=person, login=login, **stage.sys(BEGINNING))
    person.refresh_from_db()
    stage.people[name] = person
    return person


def _grant(
    stage: Stage,
    name: str,
    role: str,
    unit: str,
    since: date = BEGINNING,
    until: date | None = None,
) -> None:
    operations.grant_office(
        person=stage.people[name],
        role=role,
        unit=stage.units[unit],
        since=since,
        until=until,
        **stage.sys(since),
    )
