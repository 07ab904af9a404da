"""The regulation's two versions and the programmes that run by them, last year's and this year's."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshrut.management.demonstration.stage import Stage, content
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.people.paper import Paper
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment, Programme
from marshrut.regulations import operations as regulations
from marshrut.regulations.files import preset


def first_version(stage: Stage) -> None:
    """The first version, in force from 2024, with a longer time for answers."""
    day = stage.day(8, 27, 2024)
    order = approval(stage, "38-о", day)
    draft = regulations.load_regulation(
        unit=stage.units["centre"], document=_with_answer(preset("chebula"), "5"), **stage.sys(day)
    )
    stage.versions[1] = regulations.approve(
        version=draft.pk, row_version=None, order=order, since=day, **stage.sys(day)
    )


def second_version(stage: Stage) -> None:
    """The second version: answers come within three working days."""
    day = stage.day(8, 26, 2026)
    order = approval(stage, "41-о", day)
    first = stage.versions[1]
    if first.order is not None:
        # Two years on, the first order is carried out.
        orders.close_control(order=first.order.pk, row_version=None, **stage.sys(day))
    draft = regulations.amend(version=first.pk, **stage.sys(day))
    draft = regulations.upload_draft(
        version=draft.pk, row_version=None, document=preset("chebula"), **stage.sys(day)
    )
    stage.versions[2] = regulations.approve(
        version=draft.pk, row_version=None, order=order, since=day, **stage.sys(day)
    )


def _with_answer(document: Any, days: str) -> Any:
    """The same document with another number of days for an answer to a request."""
    for part in document["parts"]:
        for clause in part["clauses"]:
            for norm in clause.get("norms", ()):
                if norm.get("answer") == "information":
                    norm["days"] = days
    return document


def approval(stage: Stage, number: str, day: date) -> Order:
    head = stage.people["lazareva"]
    return orders.enter_order(
        unit=stage.units["centre"],
        subject="approval",
        title="Об утверждении Положения о тьюторском сопровождении педагогов",
        number=number,
        registered_on=day,
        signed_on=day,
        signer=head,
        controller=head,
        place="пгт Каменный Брод",
        **stage.sys(day),
    )


def run_programme(stage: Stage, name: str, version: int, since: date, until: date) -> Programme:
    """Prepare and start a programme of the district; every teacher is enrolled by the regulation."""
    story = content("kamenny_brod")["programme"]
    years = f"{since.year}/{until.year % 100:02d}"
    row = operations.prepare_programme(
        unit=stage.units["kamenny_brod"],
        version=stage.versions[version],
        title=story["title"].format(years=years),
        goals=story["goals"],
        since=since,
        until=until,
        **stage.sys(since),
    )
    row = operations.start_programme(programme=row.pk, row_version=None, **stage.sys(since))
    stage.programmes[name] = row
    return row


def appoint(
    stage: Stage, programme: str, name: str, unit: str, number: str, day: date
) -> Appointment:
    """A tutor by the order of the school: named, agreed on paper, appointed until the programme ends."""
    row = operations.name_candidate(
        programme=stage.programmes[programme],
        person=stage.people[name],
        unit=stage.units[unit].pk,
        why="",
        **stage.sys(stage.after(day, -1)),
    )
    operations.agree_to_tutor(
        appointment=row.pk, row_version=None, **stage.by(name, stage.after(day, -1))
    )
    head = {value: key for key, value in content("kamenny_brod")["heads"].items()}[unit]
    order = orders.enter_order(
        unit=stage.units[unit],
        subject="appointment",
        title="О назначении тьютора",
        number=number,
        registered_on=day,
        signed_on=day,
        signer=stage.people[head],
        **stage.sys(day),
    )
    stage.tutors[f"{programme} {name}"] = operations.appoint(
        appointment=row.pk,
        row_version=None,
        order=order,
        since=day,
        until=stage.programmes[programme].until,
        **stage.by(head, day),
    )
    return stage.tutors[f"{programme} {name}"]


def acknowledge(stage: Stage) -> None:
    """Everyone has read the second version but four at Nizhnie Klyuchi; the sheets came on paper."""
    day = stage.day(9, 11)
    late = {f"nizhneklyuchevskaya_{number}" for number in range(2, 6)}
    silent = late | {"nechaev", "prohorov", "lazareva", "safronova", "zimin", "kovrigin"}
    regulations.acknowledge_many(
        version=stage.versions[2],
        people=[person.pk for name, person in stage.people.items() if name not in silent],
        paper=Paper(basis="paper", happened_on=stage.day(9, 9)),
        **stage.by("safronova", day),
    )


def write_conditions(stage: Stage) -> None:
    for unit, (text, resources) in content("kamenny_brod")["conditions"].items():
        operations.write_conditions(
            programme=stage.programmes["this"],
            unit=stage.units[unit].pk,
            text=text,
            resources=resources,
            **stage.sys(stage.day(9, 3)),
        )
