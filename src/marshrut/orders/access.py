"""Who sees orders, and who keeps them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.orders.models import Order, OrderAcquaintance
from marshrut.people.reach import LEADERS, Reach

OVERSEERS = (*LEADERS, "inspector")


def orders(reach: Reach) -> QuerySet[Order]:
    """Orders of the units one answers for, and those one signs, controls or was acquainted with."""
    if reach.is_system:
        return Order.objects.all()
    me = reach.person or 0
    read = OrderAcquaintance.objects.filter(person=me).values("order")
    return Order.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS))
        | (Q(controller=me) | Q(signer=me) | Q(pk__in=read)) & ~_draft()
    )


def may_see_order(reach: Reach, order: Order) -> bool:
    if reach.is_system or order.unit_id in reach.units(*OVERSEERS):
        return True
    if order.status == "draft" or reach.person is None:
        return False
    mine = reach.person in {order.controller_id, order.signer_id}
    return mine or order.acquaintances.filter(person=reach.person).exists()


def kept_orders(reach: Reach) -> QuerySet[Order]:
    """Orders that one may change: those of the units one writes orders for."""
    if reach.is_system:
        return Order.objects.all()
    return Order.objects.filter(unit__in=order_units(reach))


def order_units(reach: Reach) -> frozenset[int]:
    """Units in whose name one may prepare orders."""
    return reach.deeds_in("municipal_coordinator", "head", "responsible")


def may_keep_order(reach: Reach, unit: int) -> bool:
    """Prepare, number, mark as signed, acquaint, cancel: who answers for the unit."""
    return reach.coordinates(unit) or reach.heads(unit)


def may_acquaint(reach: Reach, order: Order, person: int) -> bool:
    """The person alone, or from paper who keeps the order."""
    mine = person == reach.person and not reach.read_only and may_see_order(reach, order)
    return mine or may_keep_order(reach, order.unit_id)


def may_close_control(reach: Reach, order: Order) -> bool:
    """The controller answers for it; who keeps the order may do it for a controller who left."""
    return order.controller_id == reach.person or may_keep_order(reach, order.unit_id)


def _draft() -> Q:
    return Q(signed_on__isnull=True, registered_on__isnull=True)
