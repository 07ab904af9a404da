"""A territory that has just adopted a preset: an approved version, a programme, and no people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.test import Client
from django.urls import reverse

from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.oversight.board import Board, board
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Employment, Office, Person
from marshrut.people.reach import Reach
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Programme
from marshrut.regulations import operations
from marshrut.regulations.files import preset
from marshrut.regulations.models import RegulationVersion
from marshrut.users.models import User
from tests.snapshots import kept
from tests.world import AT, SEPTEMBER, TODAY


@dataclass
class Adopted:
    """The department, its coordinator, the version in force and the empty programme."""

    department: Unit
    coordinator: Person
    version: RegulationVersion
    programme: Programme

    @property
    def reach(self) -> Reach:
        assert self.coordinator.user_id is not None
        return reach_of(self.coordinator.user_id, TODAY)

    def board(self) -> Board:
        return board(self.programme, TODAY, self.reach)

    def page(self, language: str = "ru") -> str:
        """The board as the coordinator reads it."""
        client = Client(headers={"accept-language": language})
        assert self.coordinator.user is not None
        client.force_login(self.coordinator.user)
        answer = client.get(reverse("regulations"))
        assert answer.status_code == 200
        return answer.content.decode()


@kept
def adopt(code: str, *, controlled: bool = True) -> Adopted:
    """Load a preset by the deed, approve it by an order of the department, begin a programme."""
    municipality = _unit(None, "municipality", "Приозёрный округ")
    department = _unit(municipality, "department", "Управление образования")
    coordinator = _coordinator(department, municipality)
    actor = Reach.system("test", SEPTEMBER)
    draft = operations.load_regulation(unit=department, document=preset(code), actor=actor, at=AT)
    version = operations.approve(
        version=draft.pk,
        row_version=None,
        order=approving(department, controller=coordinator if controlled else None),
        since=SEPTEMBER,
        actor=actor,
        at=AT,
    )
    row = programmes.prepare_programme(
        unit=municipality,
        version=version,
        title="Сопровождение 2026/27",
        since=SEPTEMBER,
        until=date(2027, 9, 1),
        actor=actor,
        at=AT,
    )
    programmes.start_programme(programme=row.pk, row_version=None, actor=actor, at=AT)
    row.refresh_from_db()
    return Adopted(department, coordinator, version, row)


def approving(
    unit: Unit, *, controller: Person | None = None, number: str = "115", signed: bool = True
) -> Order:
    day = date(2026, 8, 26)
    return Order.objects.create(
        unit=unit,
        subject="approval",
        title="Об утверждении Положения",
        number=number,
        registered_on=day,
        signed_on=day if signed else None,
        controller=controller,
        drafted_at=AT,
    )


def organisation(found: Adopted, kind: str, name: str, *, outside: bool = False) -> Unit:
    """A new organisation of the territory, or of none."""
    return _unit(None if outside else found.programme.unit, kind, name)


def _coordinator(department: Unit, municipality: Unit) -> Person:
    person = Person.objects.create(
        surname="Ракитина",
        given="Имя",
        patronymic="Отчество",
        gender="f",
        user=User.objects.create_user("rakitina", "long-enough-password"),
    )
    since = date(2020, 1, 1)
    Employment.objects.create(
        person=person, unit=department, post="начальник отдела", since=since, pedagogical=False
    )
    Office.objects.create(
        person=person, role="municipal_coordinator", unit=municipality, since=since
    )
    return person


def _unit(parent: Unit | None, kind: str, name: str) -> Unit:
    unit = Unit.objects.create(parent=parent, kind=kind, name=name, short_name=name)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit
