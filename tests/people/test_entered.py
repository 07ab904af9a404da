"""What a coordinator enters for an organisation stands in its name; its head may object."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden
from marshrut.notices.models import Notice
from marshrut.orders.models import Order
from marshrut.orders.operations import enter_order
from marshrut.organisations.models import Unit
from marshrut.people.access import paper_records
from marshrut.people.models import PaperRecord
from marshrut.people.operations import object_to, settle_objection
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def enter(world: World, who: str, unit: Unit, number: str = "9-о") -> Order:
    given: dict[str, Any] = {"subject": "other", "title": "О", "number": number}
    order: Order = enter_order(
        unit=unit,
        registered_on=TODAY,
        signed_on=TODAY,
        actor=world.reach(who),
        at=AT,
        **given,
    )
    return order


def test_the_coordinators_entry_stands_in_the_name_of_the_school(world: World) -> None:
    order = enter(world, "safronova", world.school)
    record = PaperRecord.objects.get()

    assert (record.kind, record.key, record.unit_id) == ("order", order.pk, world.school.pk)
    assert record.person_id is None
    assert record.recorded_by_id == world.people["safronova"].user_id


def test_the_heads_own_entry_and_the_coordinators_own_office_need_no_record(world: World) -> None:
    enter(world, "zimin", world.school)
    enter(world, "safronova", world.centre)

    assert not PaperRecord.objects.exists()


def test_the_head_objects_and_the_coordinator_settles(world: World) -> None:
    enter(world, "safronova", world.school)
    record = PaperRecord.objects.get()
    object_to(paper_record=record.pk, text="Приказ другой", actor=world.reach("zimin"), at=AT)
    told = Notice.objects.get(user=world.people["safronova"].user, code="objected")
    assert told.params["who"] == world.school.short_name

    settle_objection(paper_record=record.pk, actor=world.reach("safronova"), at=AT)
    assert Notice.objects.filter(user=world.people["zimin"].user, code="objection_settled").exists()


@pytest.mark.parametrize("who", ["belov", "lapshina", "dorohova", "safronova", "prohorov"])
def test_nobody_else_objects(world: World, who: str) -> None:
    enter(world, "safronova", world.school)
    record = PaperRecord.objects.get()

    with pytest.raises(Forbidden):
        object_to(paper_record=record.pk, text="Нет", actor=world.reach(who), at=AT)


@pytest.mark.parametrize("who", ["belov", "lapshina", "dorohova", "prohorov"])
def test_the_record_is_seen_by_the_head_and_who_made_it(world: World, who: str) -> None:
    enter(world, "safronova", world.school)

    assert not paper_records(world.reach(who)).exists()
    assert paper_records(world.reach("zimin")).exists()
    assert paper_records(world.reach("safronova")).exists()
