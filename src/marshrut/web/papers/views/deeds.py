"""What is done with an order: number, signature, acquaintance, control, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.orders import access, operations, queries
from marshrut.people.queries import person_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.papers import forms
from marshrut.web.papers.finding import kept, seen
from marshrut.web.programmes.fields import OrderField
from marshrut.web.request import Request, signed_in


@signed_in
def register(request: Request, key: int) -> HttpResponse:
    """Enter number and date; a number out of the order of dates is said, not refused."""
    row = kept(request, key)
    form = forms.RegisterForm(request.POST or None, order=row, reach=request.reach)
    if attempt(request, form, operations.register_order, order=row.pk):
        _saved(request)
        _warn(request, seen(request, key))
        return redirect("order", key)
    return _form(request, _("Number and date"), form, row)


@signed_in
def sign(request: Request, key: int) -> HttpResponse:
    """Mark that the order is signed on paper."""
    row = kept(request, key)
    form = forms.SignForm(request.POST or None, order=row, reach=request.reach)
    if attempt(request, form, operations.sign_order, order=row.pk):
        _saved(request)
        return redirect("order", key)
    return _form(request, _("Mark as signed"), form, row)


@signed_in
def acquaint(request: Request, key: int) -> HttpResponse:
    """Signatures from the sheet of acquaintance."""
    row = kept(request, key)
    given = request.POST or None
    form = forms.AcquaintForm(given, request.FILES or None, order=row, reach=request.reach)
    if attempt(request, form, operations.acquaint, order=row.pk):
        _saved(request)
        return redirect("order", key)
    return _form(request, _("Acquaintance from the sheet"), form, row)


@signed_in
@require_POST
def acquaint_me(request: Request, key: int) -> HttpResponse:
    """«Ознакомиться и отметить»."""
    row, me = seen(request, key), person_of(request.user.pk)
    if me is None:
        raise PermissionDenied
    return _press(request, row, operations.acquaint, person=me)


@signed_in
@require_POST
def control(request: Request, key: int) -> HttpResponse:
    """Close the control."""
    row = seen(request, key)
    if not access.may_close_control(request.reach, row):
        raise PermissionDenied
    return _press(request, row, operations.close_control, row_version=None)


@signed_in
def cancel(request: Request, key: int) -> HttpResponse:
    """Cancel by another order of the organisation."""
    row = kept(request, key)
    others = access.orders(request.reach).filter(pk__in=queries.in_force().values("pk"))
    others = others.filter(unit=row.unit_id).exclude(pk=row.pk).order_by("-registered_on")
    form = forms.CancelForm(request.POST or None, order=row, others=others)
    if attempt(request, form, operations.cancel_order, order=row.pk):
        _saved(request)
        return redirect("order", key)
    return _form(request, _("Cancel the order"), form, row)


@signed_in
@require_POST
def drop(request: Request, key: int) -> HttpResponse:
    """Delete a draft."""
    row = kept(request, key)
    form = DeedForm(request.POST)
    if attempt(request, form, operations.drop_order, order=row.pk, row_version=row.row_version):
        messages.success(request, _("The draft is deleted."))
        return redirect("orders")
    _say_errors(request, form)
    return redirect("order", key)


def _press(request: Request, row: Any, deed: Callable[..., Any], **given: Any) -> HttpResponse:
    form = DeedForm(request.POST)
    if attempt(request, form, deed, order=row.pk, **given):
        _saved(request)
    _say_errors(request, form)
    return redirect("order", row.pk)


def _warn(request: Request, row: Any) -> None:
    other = queries.out_of_order(row)
    if other is not None:
        text = _("Number and date are out of order beside another order of this book: %(order)s.")
        label = OrderField(queryset=None).label_from_instance(other)
        messages.warning(request, text % {"order": label})


def _saved(request: Request) -> None:
    messages.success(request, _("Saved."))


def _say_errors(request: Request, form: DeedForm) -> None:
    for error in form.non_field_errors():
        messages.warning(request, str(error))


def _form(request: Request, title: str, form: DeedForm, row: Any) -> HttpResponse:
    return render(request, "papers/form.html", {"title": title, "form": form, "order": row})
