"""A small municipality for tests: two schools, tutors, tutees and strangers who could leak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from marshrut.norms.parse import dump, parse
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Employment, Office, Person
from marshrut.people.reach import Reach
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment, Enrolment, Programme, Subject
from marshrut.regulations.files import read
from marshrut.regulations.models import Regulation, RegulationVersion
from marshrut.regulations.queries import digest_of
from marshrut.users.models import User
from tests.snapshots import kept

PRESETS = Path("src/marshrut/presets/regulations")
SEPTEMBER = date(2026, 9, 1)
TODAY = date(2027, 1, 22)
AT = datetime(2027, 1, 22, 9, 30, tzinfo=UTC)


@cache
def document(path: Path = PRESETS / "chebula.yaml") -> dict[str, object]:
    """The canonical document of a regulation file."""
    return dump(parse(read(path).content))


@dataclass
class World:
    """Everything made so far, by short names; ``reach`` gives any of its people a Reach."""

    programme: Programme
    version: RegulationVersion
    municipality: Unit
    centre: Unit
    school: Unit
    other_school: Unit
    people: dict[str, Person] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)

    def reach(self, name: str, on: date = TODAY) -> Reach:
        user = self.people[name].user_id
        assert user is not None, f"{name} has no account"
        return reach_of(user, on)

    def system(self, on: date = TODAY) -> Reach:
        return Reach.system("test", on)

    def employ(
        self,
        name: str,
        unit: Unit,
        post: str = "учитель",
        post_class: str = "teacher",
        *,
        since: date = date(2015, 9, 1),
        pedagogical: bool = True,
    ) -> Person:
        """A person with an account and a job; the name is also the login and a leak marker."""
        person = Person.objects.create(
            surname=name.capitalize(),
            given="Имя",
            patronymic="Отчество",
            gender="f",
            user=User.objects.create_user(name, "long-enough-password"),
        )
        Employment.objects.create(
            person=person,
            unit=unit,
            post=post,
            post_class=post_class,
            since=since,
            pedagogical=pedagogical,
        )
        self.people[name] = person
        return person

    def grant(self, name: str, role: str, unit: Unit, since: date = date(2020, 1, 1)) -> None:
        Office.objects.create(person=self.people[name], role=role, unit=unit, since=since)

    def order(self, unit: Unit, number: str, on: date, subject: str = "appointment") -> Order:
        return Order.objects.create(
            unit=unit,
            subject=subject,
            title="Приказ",
            number=number,
            registered_on=on,
            signed_on=on,
            drafted_at=AT,
        )

    def appoint(self, name: str, unit: Unit, number: str, on: date = SEPTEMBER) -> Appointment:
        """Candidate, agreement, order, appointment: all through deeds, on the day given."""
        system = self.system(on)
        row = operations.name_candidate(
            programme=self.programme,
            person=self.people[name],
            unit=unit.pk,
            why="",
            actor=system,
            at=AT,
        )
        row = operations.agree_to_tutor(appointment=row.pk, row_version=None, actor=system, at=AT)
        row = operations.appoint(
            appointment=row.pk,
            row_version=None,
            order=self.order(unit, number, on),
            since=on,
            until=self.programme.until,
            actor=system,
            at=AT,
        )
        self.appointments[name] = row
        return row

    def enrolment(self, name: str) -> Enrolment:
        return Enrolment.objects.get(person=self.people[name], until__isnull=True)

    def subject(self, name: str, title: str = "Развивающее оценивание") -> Subject:
        listed = self.enrolment(name)
        return operations.name_subject(
            programme=self.programme,
            person=self.people[name],
            unit=listed.unit_id,
            title=title,
            since=SEPTEMBER,
            until=date(2027, 5, 26),
            actor=self.system(),
            at=AT,
        )

    def case(self, name: str, on: date = date(2026, 9, 10)) -> Enrolment:
        """An open case with an innovation (without a route: routes lie above)."""
        return operations.open_case(
            listed=self.enrolment(name).pk,
            subject=self.subject(name),
            since=on,
            actor=self.system(on),
            at=AT,
        )


@kept
def build(path: Path = PRESETS / "chebula.yaml", *, appointed: bool = True) -> World:
    """Municipality with a centre and two schools; a running programme with two tutors.

    At the first school: head ``zimin``, tutor ``dorohova``, teachers ``lapshina``, ``grachev``,
    ``ershova``. At the other: head ``belov``, tutor ``oreshkina``, teacher ``stranger``. Over both:
    coordinator ``safronova``, administrator ``nechaev``, inspector ``prohorov``. Without
    ``appointed`` the two tutors are deputies and no more.
    """
    region = _unit(None, "region", "Верхнеозёрская область")
    municipality = _unit(region, "municipality", "Каменнобродский округ")
    centre = _unit(municipality, "centre", "Методический центр")
    school = _unit(municipality, "school", "Еловская СОШ")
    other = _unit(municipality, "school", "Каменнобродская СОШ")
    version = _version(centre, document(path))
    world = World(_none(), version, municipality, centre, school, other)
    world.programme = operations.prepare_programme(
        unit=municipality,
        version=version,
        title="Сопровождение инноваций 2026/27",
        since=SEPTEMBER,
        until=date(2027, 9, 1),
        actor=world.system(SEPTEMBER),
        at=AT,
    )
    _employ_all(world)
    operations.start_programme(
        programme=world.programme.pk, row_version=None, actor=world.system(SEPTEMBER), at=AT
    )
    world.programme.refresh_from_db()
    if appointed:
        world.appoint("dorohova", school, "87-о")
        world.appoint("oreshkina", other, "112-о")
    return world


def _employ_all(world: World) -> None:
    deputy = "заместитель директора по учебно-воспитательной работе"
    for name, unit in (("dorohova", world.school), ("oreshkina", world.other_school)):
        world.employ(name, unit, deputy, "deputy_head")
    for name in ("lapshina", "grachev", "ershova"):
        world.employ(name, world.school)
    world.employ("stranger", world.other_school)
    for name, unit in (("zimin", world.school), ("belov", world.other_school)):
        world.employ(name, unit, "директор", "head", pedagogical=False)
        world.grant(name, "head", unit)
    for name, role in (
        ("safronova", "municipal_coordinator"),
        ("nechaev", "administrator"),
        ("prohorov", "inspector"),
    ):
        world.employ(name, world.centre, "методист", "methodist", pedagogical=False)
        world.grant(name, role, world.municipality)


def _none() -> Programme:
    return Programme()


def _unit(parent: Unit | None, kind: str, name: str) -> Unit:
    unit = Unit.objects.create(parent=parent, kind=kind, name=name, short_name=name)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit


def _version(
    unit: Unit, document: dict[str, object], on: date = date(2026, 8, 26)
) -> RegulationVersion:
    order = Order.objects.create(
        unit=unit,
        subject="approval",
        title="Об утверждении Положения",
        number="41-о",
        registered_on=on,
        signed_on=on,
        drafted_at=AT,
    )
    return RegulationVersion.objects.create(
        regulation=Regulation.objects.create(unit=unit, title=str(document["title"])),
        number=1,
        status="approved",
        document=document,
        digest=digest_of(document),
        order=order,
        since=on,
    )
