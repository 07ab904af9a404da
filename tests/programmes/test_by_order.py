"""One line of the table of orders: an order and whom it appoints, wholly or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.orders.models import Order
from marshrut.people.models import PaperRecord
from marshrut.programmes.models import Appointment
from marshrut.programmes.operations import appoint_by_order
from marshrut.regulations.guards import Refused
from tests.world import AT, SEPTEMBER, World, _unit, build

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 11)


@pytest.fixture
def world() -> World:
    found = build()
    found.other_school = _unit(found.municipality, "school", "Нижнеключевская ООШ")
    found.employ("kareva", found.other_school, "заместитель директора", "deputy_head")
    found.employ("young", found.other_school, since=date(2026, 9, 1))
    return found


def line(world: World, who: str = "safronova", **given: Any) -> Order:
    whole: dict[str, Any] = {
        "number": "5-о",
        "registered_on": DAY,
        "signed_on": DAY,
        "person": world.people["kareva"],
        "since": DAY,
        "agreed": True,
    }
    order: Order = appoint_by_order(
        programme=world.programme,
        unit=world.other_school,
        title="О назначении тьютора",
        actor=world.reach(who),
        at=AT,
        **(whole | given),
    )
    return order


def test_a_whole_line_makes_the_order_and_the_tutor(world: World) -> None:
    order = line(world)
    tutor = Appointment.objects.get(person=world.people["kareva"])

    assert (order.number, order.since) == ("5-о", DAY)
    assert (tutor.order_id, tutor.since, tutor.until) == (order.pk, DAY, world.programme.until)
    assert tutor.agreed_on == DAY
    verbs = set(
        JournalEntry.objects.filter(actor=world.people["safronova"].user).values_list("verb")
    )
    assert {("appoint_by_order",), ("appoint",), ("register_order",)} <= verbs


def test_what_the_coordinator_says_for_the_person_is_recorded_from_paper(world: World) -> None:
    line(world)

    spoken = PaperRecord.objects.filter(person=world.people["kareva"])
    assert set(spoken.values_list("verb", "basis")) == {
        ("agree_to_tutor", "paper"),
        ("appoint", "paper"),
    }


def test_only_a_part_is_kept_as_an_order_that_lacks_something(world: World) -> None:
    order = line(world, signed_on=None, person=None, since=None)
    assert order.status == "registered"

    whole = line(world, order=order.pk)
    assert whole.pk == order.pk
    assert whole.status == "in_force"


def test_a_refused_line_keeps_nothing_of_itself(world: World) -> None:
    before = Order.objects.count(), Appointment.objects.count(), JournalEntry.objects.count()

    with pytest.raises(Refused) as refused:
        line(world, person=world.people["young"])

    assert {one.clause for one in refused.value.decision.refusals} == {"4.2"}
    after = Order.objects.count(), Appointment.objects.count(), JournalEntry.objects.count()
    assert after == before


def test_without_the_persons_agreement_the_law_refuses(world: World) -> None:
    with pytest.raises(Refused) as refused:
        line(world, agreed=False)

    assert "agreement" in {one.code for one in refused.value.decision.refusals}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"registered_on": None}, "number_and_date"),
        ({"number": " "}, "number_and_date"),
        ({"since": None}, "tutor_and_day"),
        ({"signed_on": None}, "order_not_in_force"),
        ({"signed_on": date(2027, 2, 1)}, "future_date"),
    ],
)
def test_half_of_a_pair_is_wrong(world: World, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        line(world, **given)

    assert wrong.value.code == code


def test_a_changed_order_is_not_overwritten(world: World) -> None:
    order = line(world, signed_on=None, person=None, since=None)

    with pytest.raises(Stale):
        line(world, order=order.pk, row_version=order.row_version - 1)


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "prohorov", "nechaev"])
def test_only_who_answers_for_the_organisation(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        line(world, who)


def test_an_order_of_another_organisation_is_not_taken(world: World) -> None:
    foreign = world.order(world.school, "9-о", SEPTEMBER)

    with pytest.raises(Forbidden):
        line(world, order=foreign.pk)
