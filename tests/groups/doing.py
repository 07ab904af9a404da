"""Short ways to do the deeds of this noun in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from marshrut.formation.values import Objective
from marshrut.groups import operations
from marshrut.groups.demand import Leaders
from marshrut.groups.jobs import form_groups
from marshrut.groups.models import Application, Formation, Group, Topic, TopicDemand
from marshrut.groups.queries import waiting
from marshrut.groups.wanted import Wanted
from marshrut.notices.models import Notice
from marshrut.notices.work import Task
from marshrut.organisations.models import Unit
from tests.clauses import kaltan
from tests.world import AT, TODAY, World

UNTIL = date(2027, 6, 1)
TEACHERS = tuple(f"uchitel{number:02}" for number in range(1, 13))


def staffed(world: World) -> World:
    """Twelve more teachers, six in each school, and ``ershova`` a tutor."""
    for number, name in enumerate(TEACHERS):
        world.employ(name, world.school if number % 2 else world.other_school)
    row = kaltan.candidate(world, "ershova", TODAY)
    world.appointments["ershova"] = kaltan.appoint(world, row, TODAY)
    return world


def topic(world: World, title: str = "Смысловое чтение", source: str = "need") -> Topic:
    return operations.add_topic(
        programme=world.programme,
        unit=world.municipality,
        title=title,
        source=source,
        actor=world.reach("safronova"),
        at=AT,
    )


def applied(world: World, names: Sequence[str], unit: Unit, head: str, **more: Any) -> Application:
    """The head of an organisation names people for a group."""
    return operations.apply_for_topic(
        programme=world.programme,
        unit=unit,
        people=[world.people[name] for name in names],
        actor=world.reach(head),
        at=AT,
        **more,
    )


def needed(world: World, row: Topic, name: str, basis: str = "wish") -> TopicDemand:
    person = world.people[name]
    job = person.employments.get()
    return operations.need_topic(
        topic=row.pk, person=person, unit=job.unit_id, basis=basis,
        why=f"ПОЧЕМУ {name}", actor=world.reach(name), at=AT,
    )  # fmt: skip


def both_schools(world: World, count: int) -> Topic:
    """A topic on which so many of the twelve wait, on applications of two schools."""
    row = topic(world)
    chosen = TEACHERS[:count]
    applied(world, chosen[1::2], world.school, "zimin", topic=row)
    if chosen[::2]:
        applied(world, chosen[::2], world.other_school, "belov", topic=row)
    return row


def proposed(world: World, row: Topic, count: int | None = None) -> Group:
    """A proposal of the first so many who wait, with the tutor."""
    free = list(waiting(TopicDemand.objects.filter(topic=row)).order_by("pk"))
    return operations.propose_group(
        topic=row.pk,
        appointment=world.appointments["ershova"],
        demands=free[:count],
        actor=world.reach("safronova"),
        at=AT,
    )


def approved(world: World, *groups: Group, number: str = "200") -> Sequence[Group]:
    return operations.approve_groups(
        groups=groups,
        order=world.order(world.municipality, number, TODAY, "other"),
        until=UNTIL,
        actor=world.reach("safronova"),
        at=AT,
    )


def working(world: World, count: int = 9) -> Group:
    row = both_schools(world, count)
    [group] = approved(world, proposed(world, row))
    return group


def formed(world: World, leaders: Leaders, *, name: str = "safronova", **wanted: Any) -> Formation:
    """Groups asked for, and found by the job."""
    row = operations.ask_to_form(
        programme=world.programme,
        leaders=leaders,
        wanted=Wanted(**{"objective": Objective.NOBODY_LEFT} | wanted),
        actor=world.reach(name),
        at=AT,
    )
    found(row)
    return row


def found(row: Formation) -> None:
    """The job is done."""
    form_groups(Task(payload={"formation": row.pk}, at=AT, progress=lambda done, of: None))
    row.refresh_from_db()


def told(world: World, name: str) -> list[str]:
    rows = Notice.objects.filter(user=world.people[name].user).order_by("pk")
    return list(rows.values_list("code", flat=True))
