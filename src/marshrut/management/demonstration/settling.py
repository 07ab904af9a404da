"""People of a territory whose story stands in a file of its own, and what its issuer signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshrut.management.demonstration.people import add_person
from marshrut.management.demonstration.stage import Stage
from marshrut.management.demonstration.territory import BEGINNING
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.people import operations
from marshrut.people.experience import post_class
from marshrut.people.hiring import Hire
from marshrut.people.models import Employment
from marshrut.regulations import operations as regulations
from marshrut.regulations.files import preset
from marshrut.regulations.models import RegulationVersion


def settle(stage: Stage, story: Mapping[str, Any], posts: Mapping[str, Sequence[str]]) -> None:
    """The named people with their offices, then the rest of the staffs from their lists at once."""
    for name, (*who, unit, post, since) in story["people"].items():
        person = add_person(stage, name, *who)
        operations.employ(
            person=person,
            unit=stage.units[unit],
            post=post,
            pedagogical=name not in story["posts_not_pedagogical"],
            since=date(int(since) + stage.shift, 9, 1),
            posts=posts,
            **stage.sys(BEGINNING),
        )
        level, field = story.get("education", {}).get(name) or _education(int(since))
        operations.add_education(person=person, level=level, field=field, **stage.sys(BEGINNING))
    for name, role, unit in story["offices"]:
        operations.grant_office(
            person=stage.people[name],
            role=role,
            unit=stage.units[unit],
            since=BEGINNING,
            **stage.sys(BEGINNING),
        )
    _take_on(stage, story["staff"], posts)


def _education(since: int) -> tuple[str, str]:
    """Of whom nothing else is told: a college for some, a university for the rest."""
    return "secondary" if since % 7 == 0 else "higher", "pedagogy"


def _take_on(
    stage: Stage,
    staff: Mapping[str, Sequence[Sequence[Any]]],
    posts: Mapping[str, Sequence[str]],
) -> None:
    """As a staff list does it: everybody in a few statements, each with a way in."""
    hires = [
        (f"{unit}_{number}", _hire(stage, unit, row, posts))
        for unit, rows in staff.items()
        for number, row in enumerate(rows)
    ]
    jobs = operations.employ_many(hires=[hire for _, hire in hires], **stage.sys(BEGINNING))
    found = Employment.objects.select_related("person").in_bulk([job.pk for job in jobs])
    for (name, _), job in zip(hires, jobs, strict=True):
        stage.people[name] = found[job.pk].person
        operations.open_account(person=stage.people[name], **stage.sys(BEGINNING))


def _hire(stage: Stage, unit: str, row: Sequence[Any], posts: Mapping[str, Sequence[str]]) -> Hire:
    surname, given, patronymic, gender, post, since = row
    return Hire(
        unit=stage.units[unit],
        post=post,
        post_class=post_class(post, posts),
        pedagogical=True,
        since=date(int(since) + stage.shift, 9, 1),
        on=BEGINNING,
        surname=surname,
        given=given,
        patronymic=patronymic,
        gender=gender,
        education=_education(int(since)),
    )


def posts_of(code: str) -> Mapping[str, Sequence[str]]:
    """Posts by class, as a shipped regulation lists them."""
    document: Any = preset(code)
    return dict(document["posts"])


def sign(
    stage: Stage,
    unit: str,
    signer: str,
    day: date,
    *,
    subject: str,
    title: str,
    number: str,
    controller: str = "",
) -> Order:
    """An order registered and signed on one day; an approval is controlled by its signer or another."""
    return orders.enter_order(
        unit=stage.units[unit],
        subject=subject,
        title=title,
        number=number,
        registered_on=day,
        signed_on=day,
        signer=stage.people[signer],
        controller=stage.people[controller or signer] if subject == "approval" else None,
        place=stage.units[unit].place,
        **stage.sys(day),
    )


def adopt(stage: Stage, code: str, unit: str, order: Order, since: date) -> RegulationVersion:
    """Load a shipped regulation for its issuer and approve it by the order."""
    draft = regulations.load_regulation(
        unit=stage.units[unit], document=preset(code), **stage.sys(since)
    )
    return regulations.approve(
        version=draft.pk, row_version=None, order=order, since=since, **stage.sys(since)
    )
