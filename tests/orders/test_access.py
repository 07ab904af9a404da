"""Who sees orders: the query and the question agree, drafts stay with who keeps them."""

from __future__ import annotations

import pytest

from marshrut.orders import access, operations
from marshrut.orders.models import Order, OrderAcquaintance
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
WHO = ("lapshina", "dorohova", "zimin", "belov", "safronova", "nechaev", "prohorov", "stranger")


@pytest.fixture
def world() -> World:
    found = build()
    for name in ("lapshina", "belov"):
        operations.draft_order(
            unit=found.school,
            subject="other",
            title=f"Проект {name}",
            controller=found.people[name],
            actor=found.system(),
            at=AT,
        )
    read = found.order(found.school, "60-о", TODAY)
    OrderAcquaintance.objects.create(
        order=read, person=found.people["lapshina"], on=TODAY, entered_at=AT
    )
    signed = found.order(found.other_school, "61-о", TODAY)
    Order.objects.filter(pk=signed.pk).update(signer=found.people["dorohova"])
    return found


@pytest.mark.parametrize("who", WHO)
def test_the_query_and_the_question_agree(world: World, who: str) -> None:
    reach = world.reach(who)
    seen = set(access.orders(reach))
    assert all((o in seen) == access.may_see_order(reach, o) for o in Order.objects.all())


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        ("lapshina", {"60-о"}),
        ("dorohova", {"61-о"}),
        ("stranger", set()),
        ("nechaev", set()),
        ("belov", {"112-о", "61-о"}),
    ],
)
def test_each_sees_own_orders_and_no_drafts_of_others(
    world: World, who: str, numbers: set[str]
) -> None:
    seen = {order.number for order in access.orders(world.reach(who))}
    assert seen == numbers


def test_an_inspector_sees_and_keeps_nothing(world: World) -> None:
    reach = world.reach("prohorov")
    assert access.orders(reach).count() == Order.objects.count()
    assert not access.kept_orders(reach).exists()
    assert not access.may_keep_order(reach, world.school.pk)
