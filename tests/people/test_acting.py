"""Acting for an absent holder: for a term, on a basis; the absent one reads and does nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.orders.access import may_keep_order, may_see_order, orders
from marshrut.orders.operations import draft_order
from marshrut.people.access import may_grant, people
from marshrut.people.models import Office
from marshrut.people.operations import end_office, entrust_office
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=14)


@pytest.fixture
def world() -> World:
    return build()


def entrust(world: World, who: str = "safronova", **given: Any) -> Office:
    office = Office.objects.get(person=world.people["zimin"], acting_for=None)
    whole: dict[str, Any] = {
        "office": office.pk,
        "person": world.people["dorohova"],
        "since": TODAY,
        "until": UNTIL,
        "basis": "order",
        "basis_text": "№ 3-к от 20.01.2027",
    }
    acting: Office = entrust_office(actor=world.reach(who), at=AT, **(whole | given))
    return acting


def test_who_acts_does_what_the_holder_does(world: World) -> None:
    entrust(world)
    order = draft_order(
        unit=world.school,
        subject="other",
        title="О",
        actor=world.reach("dorohova"),
        at=AT,
    )

    assert order.pk
    assert Notice.objects.filter(
        user=world.people["dorohova"].user, code="office_entrusted"
    ).exists()
    assert JournalEntry.objects.filter(verb="entrust_office").count() == 1


def test_the_absent_holder_reads_and_does_nothing(world: World) -> None:
    order = world.order(world.school, "9-о", TODAY)
    entrust(world)
    reach = world.reach("zimin")

    assert may_see_order(reach, order)
    assert order in orders(reach)
    assert world.people["lapshina"] in people(reach)
    assert not may_keep_order(reach, world.school.pk)
    assert not may_grant(reach, "responsible", world.school.pk)
    with pytest.raises(Forbidden):
        draft_order(unit=world.school, subject="other", title="О", actor=reach, at=AT)


def test_after_the_term_everything_is_as_it_was(world: World) -> None:
    entrust(world)

    assert may_keep_order(world.reach("zimin", UNTIL), world.school.pk)
    assert not may_keep_order(world.reach("dorohova", UNTIL), world.school.pk)
    assert may_keep_order(world.reach("dorohova", UNTIL - timedelta(days=1)), world.school.pk)


def test_a_term_that_begins_later_gives_nothing_today(world: World) -> None:
    entrust(world, since=TODAY + timedelta(days=3))

    assert may_keep_order(world.reach("zimin"), world.school.pk)
    assert not may_keep_order(world.reach("dorohova"), world.school.pk)


def test_the_right_reaches_no_other_organisation(world: World) -> None:
    entrust(world)

    assert not may_keep_order(world.reach("dorohova"), world.other_school.pk)


def test_the_holder_entrusts_and_coming_back_ends_it(world: World) -> None:
    acting = entrust(world, "zimin")
    end_office(office=acting.pk, until=TODAY, actor=world.reach("zimin"), at=AT)

    assert may_keep_order(world.reach("zimin"), world.school.pk)


def test_who_acts_entrusts_nobody_else(world: World) -> None:
    acting = entrust(world)
    with pytest.raises(Forbidden):
        entrust(world, "dorohova", person=world.people["lapshina"])
    with pytest.raises(Forbidden):
        entrust(world, "dorohova", office=acting.pk, person=world.people["lapshina"])


@pytest.mark.parametrize("who", ["belov", "lapshina", "dorohova", "prohorov"])
def test_others_entrust_nothing(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        entrust(world, who)


def test_a_person_out_of_sight_cannot_be_chosen(world: World) -> None:
    with pytest.raises(Forbidden):
        entrust(world, "zimin", person=world.people["stranger"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"basis": "rumour"}, "basis_needed"),
        ({"basis_text": "  "}, "basis_needed"),
        ({"since": TODAY - timedelta(days=1)}, "past_date"),
        ({"until": TODAY}, "outside_office"),
    ],
)
def test_a_basis_and_a_term_are_needed(world: World, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        entrust(world, **given)

    assert wrong.value.code == code


def test_two_do_not_act_for_one(world: World) -> None:
    entrust(world)
    with pytest.raises(Wrong) as wrong:
        entrust(world, person=world.people["lapshina"], since=date(2027, 2, 1))

    assert wrong.value.code == "entrusted_already"


def test_nobody_acts_for_oneself(world: World) -> None:
    with pytest.raises(Wrong) as wrong:
        entrust(world, person=world.people["zimin"])

    assert wrong.value.code == "office_held"
