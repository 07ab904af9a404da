"""What happened before the programme was kept here: entered from lists, assessed, not guarded."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities.models import Activity
from marshrut.imports.models import ImportBatch
from marshrut.imports.queries import tally
from marshrut.orders.models import Order
from marshrut.people.models import PaperRecord
from marshrut.programmes.models import Appointment, Pairing, Programme
from tests.imports import lists
from tests.imports.doing import listed, problems, written
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
ENTERED = date(2027, 1, 11)


@pytest.fixture
def world() -> World:
    """The programme began in September and is kept here since January."""
    made = build()
    Programme.objects.filter(pk=made.programme.pk).update(entered_on=ENTERED)
    made.programme.refresh_from_db()
    for name, surname in (("lapshina", "Лапшина"), ("dorohova", "Дорохова"), ("grachev", "Грачёв")):
        made.people[name].surname = surname
        made.people[name].save()
    return made


def appointments(*rows: list[object]) -> bytes:
    titles = ["ФИО", "Организация", "Номер приказа", "Дата приказа", "С даты", "По дату"]
    return lists.book({"1": [titles, *rows]})


def consultations(*rows: list[object]) -> bytes:
    titles = ["Дата", "Кто сопровождает", "ФИО", "Организация", "Тема", "Минут"]
    return lists.book({"1": [titles, *rows]})


def entered(world: World, content: bytes, kind: str) -> ImportBatch:
    batch = listed(world, "safronova", content, kind=kind)
    assert problems(batch) == {}
    done = written(batch, world.reach("safronova"))
    assert done.status == "done", done.problem
    return done


def test_an_appointment_of_autumn_is_entered_with_its_order(world: World) -> None:
    row = ["Лапшина Имя Отчество", "Еловская СОШ", "91-о", date(2026, 10, 1), None, None]

    entered(world, appointments(row), "appointments")

    made = Appointment.objects.get(person=world.people["lapshina"])
    order = Order.objects.get(number="91-о")
    assert (made.order, made.since, made.until) == (
        order,
        date(2026, 10, 1),
        world.programme.until,
    )
    assert (order.signed_on, order.drafted_at) == (date(2026, 10, 1), AT)
    # A teacher with less than the regulation asks for: not refused, and the board will say so.
    assert made.status(date(2026, 11, 1)) == "appointed"
    assert made.status(date(2026, 9, 15)) == "candidate"
    told = PaperRecord.objects.filter(person=world.people["lapshina"])
    assert set(told.values_list("verb", "happened_on")) == {
        ("agree_to_tutor", date(2026, 10, 1)),
        ("appoint", date(2026, 10, 1)),
    }
    assert {one.recorded_at for one in told} == {AT}


def test_the_same_list_of_appointments_again_has_nothing_new(world: World) -> None:
    row = ["Лапшина Имя Отчество", "Еловская СОШ", "91-о", date(2026, 10, 1), None, None]
    entered(world, appointments(row), "appointments")

    again = listed(world, "safronova", appointments(row), kind="appointments")

    assert tally(again).changes == {"same": 1}


def test_a_member_is_given_to_the_tutor_of_the_list(world: World) -> None:
    first = ["Лапшина Имя Отчество", "Еловская СОШ", "91-о", date(2026, 10, 1), None, None]
    entered(world, appointments(first), "appointments")
    titles = ["Кто сопровождает", "ФИО", "Организация", "С даты"]
    row = ["Лапшина Имя Отчество", "Грачев Имя Отчество", "Еловская СОШ", date(2026, 10, 5)]

    entered(world, lists.book({"1": [titles, row]}), "members")

    pairing = Pairing.objects.get(enrolment__person=world.people["grachev"], until=None)
    assert pairing.appointment.person == world.people["lapshina"]
    assert pairing.since == date(2026, 10, 5)


def test_a_consultation_of_autumn_stands_in_the_tutors_name(world: World) -> None:
    row = [
        *(date(2026, 10, 14), "Дорохова Имя Отчество", "Лапшина Имя Отчество", "Еловская СОШ"),
        *("Оценивание", 40),
    ]

    entered(world, consultations(row), "consultations")

    held = Activity.objects.get()
    assert (held.leader, held.status, held.minutes) == (world.people["dorohova"], "held", 40)
    assert held.unit.day(held.begins_at) == date(2026, 10, 14)
    assert held.entered_at == AT
    assert held.attendances.get().person == world.people["lapshina"]
    assert PaperRecord.objects.get(verb="record_consultation").person == held.leader


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({0: date(2027, 1, 15)}, "kept_here_already"),
        ({0: date(2026, 8, 1)}, "before_programme"),
        ({1: "Грачёв Имя Отчество"}, "not_tutor_then"),
        ({1: "Нет Такого"}, "unknown_person"),
        ({3: "Каменнобродская СОШ"}, "not_here_then"),
        ({4: None}, "empty"),
        ({5: "долго"}, "minutes"),
        ({2: "Дорохова Имя Отчество"}, "same_person"),
    ],
)
def test_a_fact_that_cannot_be_is_told_by_its_cell(
    world: World, changed: dict[int, object], code: str
) -> None:
    row: list[object] = [
        *(date(2026, 10, 14), "Дорохова Имя Отчество", "Лапшина Имя Отчество", "Еловская СОШ"),
        *("Оценивание", 40),
    ]
    for place, value in changed.items():
        row[place] = value

    batch = listed(world, "safronova", consultations(row), kind="consultations")

    assert code in {one["code"] for one in batch.rows.get().problems}
    assert batch.rows.get().state == "wrong"
    assert not Activity.objects.exists()


def test_a_head_enters_facts_of_the_own_school_only(world: World) -> None:
    row = ["Stranger Имя Отчество", "Каменнобродская СОШ", "91-о", date(2026, 10, 1), None, None]

    batch = listed(world, "zimin", appointments(row), kind="appointments", unit=world.school)

    assert "not_your_organisation" in {one["code"] for one in batch.rows.get().problems}
