"""Reading orders: lists with their order of dates, what is under control, who is acquainted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.orders.models import Order, OrderAcquaintance

TYPED = re.compile(r"^\d{1,2}[.)]\s+")
NUMBER = re.compile(r"(\d+)\s*(.*)", re.DOTALL)


def plain_number(number: str) -> str:
    """A number as it is compared: «36-О » and «36-о» are one number."""
    return "".join(number.lower().split())


def same_number(order: Order, number: str, on: date) -> Order | None:
    """Another order of the unit with this number on this day."""
    rows = Order.objects.filter(unit=order.unit_id, registered_on=on).exclude(pk=order.pk)
    plain = plain_number(number)
    return next((row for row in rows if plain_number(row.number) == plain), None)


def out_of_order(order: Order) -> Order | None:
    """An order of the same book and year whose number and date stand the other way round.

    A book is told by the letters after the number: «36-о» and «36-к» are different books.
    """
    if order.registered_on is None:
        return None
    own = _place(order.number)
    if own is None:
        return None
    rows = Order.objects.filter(unit=order.unit_id, registered_on__year=order.registered_on.year)
    for row in rows.exclude(pk=order.pk).exclude(registered_on=order.registered_on):
        other = _place(row.number)
        if other is None or other[1] != own[1] or row.registered_on is None:
            continue
        if (other[0] < own[0]) != (row.registered_on < order.registered_on):
            return row
    return None


def _place(number: str) -> tuple[int, str] | None:
    found = NUMBER.fullmatch(plain_number(number))
    return (int(found[1]), found[2]) if found else None


def under_control(person: int) -> QuerySet[Order]:
    """Orders in force that wait until this person closes the control, the oldest first."""
    return in_force().filter(controller=person, controlled_on=None).order_by("registered_on")


def in_force() -> QuerySet[Order]:
    """Registered, signed and not cancelled."""
    return Order.objects.filter(
        registered_on__isnull=False, signed_on__isnull=False, cancelled_by=None
    )


STATUSES: Mapping[str, Q] = {
    "draft": Q(registered_on=None, signed_on=None, cancelled_by=None),
    "signed": Q(registered_on=None, signed_on__isnull=False, cancelled_by=None),
    "registered": Q(registered_on__isnull=False, signed_on=None, cancelled_by=None),
    "in_force": Q(registered_on__isnull=False, signed_on__isnull=False, cancelled_by=None),
    "cancelled": Q(cancelled_by__isnull=False),
}


def with_status(orders: QuerySet[Order], status: str) -> QuerySet[Order]:
    """The orders of this status, as ``Order.status`` says it."""
    return orders.filter(STATUSES[status])


def points(order: Order) -> list[str]:
    """The points of the text, one a line, without numbers typed by hand."""
    lines = (line.strip() for line in order.text.splitlines())
    return [TYPED.sub("", line) for line in lines if line]


def acquainted(order: Order) -> QuerySet[OrderAcquaintance]:
    """Who is acquainted with the order, in the order of days."""
    return order.acquaintances.select_related("person").order_by("on", "person__surname")
