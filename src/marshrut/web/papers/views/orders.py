"""The list of orders, new ones, and an order's own page on screen and on paper."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marshrut.orders import access, operations, queries
from marshrut.people.queries import entered_about
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.papers import forms, lists
from marshrut.web.papers.document import document
from marshrut.web.papers.finding import kept, seen
from marshrut.web.programmes.lists import ordered
from marshrut.web.request import Request, signed_in


@signed_in
def orders(request: Request) -> HttpResponse:
    """Orders of the organisations one answers for, and those that name the reader."""
    units = lists.units_with_orders(request.reach)
    finder = forms.OrderFinder(request.GET or None, units=units)
    rows = lists.orders(request.reach, finder)
    if "sort" in request.GET:
        rows = ordered(request, rows, lists.COLUMNS)
    else:
        rows = rows.order_by(F("day").desc(nulls_first=True), "-pk")
    page = page_of(request, rows)
    shown = {
        "title": _("Orders"),
        "finder": finder,
        "page_obj": page,
        "count": page.paginator.count,
        "may_keep": bool(access.order_units(request.reach)),
        "filtered": bool(set(request.GET) - {"sort"}),
    }
    columns = lists.columns(request)
    return listed(request, "papers/orders.html", shown, lines=page, columns=columns)


@signed_in
def order_new(request: Request) -> HttpResponse:
    """Prepare an order."""
    return _new(request, _("Prepare an order"), forms.OrderForm, operations.draft_order)


@signed_in
def order_enter(request: Request) -> HttpResponse:
    """Enter an order that exists on paper."""
    return _new(
        request, _("Enter an order from paper"), forms.PaperOrderForm, operations.enter_order
    )


def _new(request: Request, title: str, form_class: Any, deed: Any) -> HttpResponse:
    if not access.order_units(request.reach):
        raise PermissionDenied
    key = f"order:{deed.__name__}"
    units = forms.own_units(request.reach)
    initial = {"unit": units[0].pk} if units.count() == 1 else {}
    form = form_class(request.POST or None, reach=request.reach, initial=initial)
    restore(request, form, key)
    made: list[Any] = []
    keep = wraps(deed)(lambda **given: made.append(deed(**given)))
    if attempt(request, form, keep):
        forget(request, key)
        messages.success(request, _("The order is saved."))
        return redirect("order", made[0].pk) if made else redirect("orders")
    shown = {"title": title, "form": form, "draft_key": key}
    return render(request, "papers/form.html", shown)


@signed_in
def order(request: Request, key: int) -> HttpResponse:
    """The order as a document, its facts beside it, and what may be done."""
    row = seen(request, key)
    keeps = access.may_keep_order(request.reach, row.unit_id)
    marks = list(queries.acquainted(row))
    open_ = row.status not in {"draft", "cancelled"}
    shown = {
        "title": row.title,
        "order": row,
        "document": document(row),
        "marks": marks,
        "entered": entered_about("order", row.pk),
        "may_object": request.reach.heads(row.unit_id),
        "keeps": keeps,
        "out_of_order": queries.out_of_order(row) if keeps else None,
        "may_close": row.since is not None
        and bool(row.controller_id)
        and not row.controlled_on
        and access.may_close_control(request.reach, row),
        "may_mark": open_ and _may_mark(request, row, {mark.person_id for mark in marks}),
        "open": open_,
    }
    return render(request, "papers/order.html", shown)


def _may_mark(request: Request, row: Any, marked: set[int]) -> bool:
    """Has the reader still to say that they are acquainted?"""
    mine = request.reach.person
    if mine is None or mine in marked:
        return False
    return access.may_acquaint(request.reach, row, mine)


@signed_in
def order_print(request: Request, key: int) -> HttpResponse:
    """The order as a sheet of paper, with the sheet of acquaintance."""
    row = seen(request, key)
    shown = {
        "title": row.title,
        "order": row,
        "document": document(row),
        "marks": queries.acquainted(row),
    }
    return render(request, "papers/order_print.html", shown)


@signed_in
def order_edit(request: Request, key: int) -> HttpResponse:
    """Change a draft."""
    row = kept(request, key)
    draft = f"order:{row.pk}"
    form = forms.OrderForm(request.POST or None, reach=request.reach, order=row)
    restore(request, form, draft)
    if attempt(request, form, operations.edit_order, order=row.pk):
        forget(request, draft)
        messages.success(request, _("Saved."))
        return redirect("order", row.pk)
    shown = {"title": _("Change the draft"), "form": form, "order": row, "draft_key": draft}
    return render(request, "papers/form.html", shown)
