"""Rows of the list of orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from marshrut.orders import access, queries
from marshrut.orders.models import Order
from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.books import Column, status
from marshrut.web.papers.forms import OrderFinder
from marshrut.web.request import Request

COLUMNS: Mapping[str, Sequence[str]] = {
    "date": ("day", "number"),
    "number": ("number", "day"),
    "title": ("title",),
    "unit": ("unit__name", "day"),
}


def orders(reach: Reach, finder: OrderFinder) -> QuerySet[Order]:
    """Orders that the reader sees and the filters pass, each with a day to be sorted by."""
    rows = access.orders(reach).select_related("unit")
    rows = rows.annotate(day=Coalesce(F("registered_on"), F("signed_on")))
    if text := finder.value("q"):
        wanted = Q()
        # SQLite folds the case of Latin letters only; a title begins with a capital.
        for form in {text, text.lower(), text.capitalize()}:
            wanted |= Q(number__contains=form) | Q(title__contains=form)
        rows = rows.filter(wanted)
    if unit := finder.value("unit"):
        rows = rows.filter(unit=unit)
    if subject := finder.value("subject"):
        rows = rows.filter(subject=subject)
    status = finder.value("status")
    if status == "control":
        return rows.filter(pk__in=queries.under_control(reach.person or 0).values("pk"))
    return queries.with_status(rows, status) if status else rows


def units_with_orders(reach: Reach) -> QuerySet[Unit]:
    """Organisations to which the list can be narrowed."""
    held = access.orders(reach).values("unit")
    return units(reach).filter(pk__in=held).order_by("name")


def columns(request: Request) -> tuple[Column, ...]:
    """Of the list as a spreadsheet."""
    said = status(request, "order")
    return (
        Column("number", _("No."), lambda order: order.number),
        Column("date", _("Date"), lambda order: order.registered_on),
        Column("title", _("Title of the order"), lambda order: order.title),
        Column("organisation", _("Organisation"), lambda order: order.unit.short_name),
        Column("status", _("Status"), lambda order: said(order.status)),
    )
