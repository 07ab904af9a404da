"""The regulation of kaltan at work: a department that appoints, teachers who come in one by one."""

from __future__ import annotations

from datetime import date

from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Education, Employment
from marshrut.people.paper import Paper
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.regulations.models import RegulationVersion
from marshrut.routes import operations
from marshrut.routes.models import Route
from tests import world as worlds
from tests.snapshots import kept
from tests.world import AT, PRESETS, TODAY, World

PAPER = Paper(basis="paper", happened_on=TODAY)
SINCE = date(2026, 9, 10)


@kept
def district() -> World:
    """The usual two schools under kaltan; nobody is appointed and nobody is enrolled yet."""
    world = worlds.build(PRESETS / "kaltan.yaml", appointed=False)
    educate(world, "dorohova")
    educate(world, "oreshkina")
    return world


def educate(world: World, name: str, field: str = "pedagogy") -> None:
    Education.objects.create(person=world.people[name], level="higher", field=field)


def department(world: World) -> Unit:
    known = Unit.objects.filter(kind="department").first()
    return known or worlds._unit(world.municipality, "department", "Управление образования")


def candidate(world: World, name: str, on: date = SINCE) -> Appointment:
    """Named and agreed, not appointed yet."""
    row = programmes.name_candidate(
        programme=world.programme, person=world.people[name], unit=world.school.pk, why="",
        actor=world.system(on), at=AT,
    )  # fmt: skip
    return programmes.agree_to_tutor(
        appointment=row.pk, row_version=None, actor=world.system(on), at=AT
    )


def appoint(world: World, row: Appointment, on: date = SINCE, number: str = "14-п") -> Appointment:
    """By the department's order, by the coordinator."""
    body = department(world)
    known = Order.objects.filter(unit=body, number=number).first()
    return programmes.appoint(
        appointment=row.pk, row_version=None,
        order=known or world.order(body, number, on), since=on,
        until=world.programme.until, actor=world.reach("safronova", on), at=AT,
    )  # fmt: skip


def joined(world: World, name: str, basis: str = "difficulty", on: date = SINCE) -> Enrolment:
    """A teacher comes in by their own word."""
    return programmes.join(
        programme=world.programme, unit=world.school.pk, basis=basis,
        actor=world.reach(name, on), at=AT,
    )  # fmt: skip


def began(world: World, name: str = "lapshina") -> Route:
    """A tutor is appointed, the teacher comes in and names the trajectory: the route is open."""
    appoint(world, candidate(world, "dorohova"))
    row = joined(world, name)
    return operations.begin_with_subject(
        listed=row.pk, title="Цифровые платформы на уроке", since=SINCE, until=date(2027, 5, 26),
        actor=world.reach(name, SINCE), at=AT,
    )  # fmt: skip


def experienced(world: World, name: str, since: date) -> None:
    """Their only work is from this day on."""
    Employment.objects.filter(person=world.people[name]).update(since=since)


def newer(world: World, since: date) -> RegulationVersion:
    """A second version, word for word the first, guards the programme from this day."""
    first = world.version
    version = RegulationVersion.objects.create(
        regulation=first.regulation, number=2, status="approved", document=first.document,
        digest=first.digest, order=first.order, since=since,
    )  # fmt: skip
    programmes.adopt_version(
        programme=world.programme.pk, row_version=None, version=version, since=since,
        actor=world.system(since), at=AT,
    )  # fmt: skip
    return version
