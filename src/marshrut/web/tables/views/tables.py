"""Saved tables: the list of them, opening, saving, changing, deleting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.extracts import access, operations
from marshrut.journal.deeds import Forbidden
from marshrut.web.composing import address_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.tables import pages
from marshrut.web.tables.forms import TableForm


@signed_in
def index(request: Request) -> HttpResponse:
    """One's own tables and those that others share."""
    return render(request, "tables/tables.html", pages.saved(request))


@signed_in
def table(request: Request, key: int) -> HttpResponse:
    """The list itself, with the columns and filters of the table."""
    row = _found(request, key)
    try:
        return redirect(address_of(row))
    except NoReverseMatch:
        messages.warning(request, _("The list of this table is not there any more."))
        return redirect("tables")


@signed_in
def new(request: Request) -> HttpResponse:
    """Save the table of the address that leads here under a name."""
    if not access.may_save(request.reach):
        raise Forbidden
    form = TableForm(request.POST or None, reach=request.reach, initial=pages.asked(request))
    if attempt(request, form, operations.save_table):
        messages.success(request, _("The table is saved."))
        mine = access.tables(request.reach).filter(person=request.reach.person)
        return redirect("table", mine.get(name=form.cleaned_data["name"]).pk)
    return _form(request, _("Save the table under a name"), form)


@signed_in
def change(request: Request, key: int) -> HttpResponse:
    """Another name, other columns and filters, other readers."""
    row = _found(request, key)
    if not access.may_keep(request.reach, row):
        raise Forbidden
    initial = pages.asked(request, row)
    form = TableForm(request.POST or None, reach=request.reach, row=row, initial=initial)
    if attempt(request, form, operations.change_table, table=row.pk):
        messages.success(request, _("The table is saved."))
        return redirect("table", row.pk)
    return _form(request, _("Change the table: %(name)s") % {"name": row.name}, form)


@signed_in
@require_POST
def drop(request: Request, key: int) -> HttpResponse:
    """Delete a table of one's own."""
    row = _found(request, key)
    if attempt(request, DeedForm(request.POST), operations.drop_table, table=row.pk):
        messages.success(request, _("The table is deleted."))
    else:
        messages.warning(request, _("The table was changed meanwhile, look at it again."))
    return redirect("tables")


def _found(request: Request, key: int) -> Any:
    return get_object_or_404(access.tables(request.reach).select_related("unit"), pk=key)


def _form(request: Request, title: str, form: TableForm) -> HttpResponse:
    if form.place is None:
        # Whoever came here without a list has nothing to save.
        raise Http404
    shown = {"title": title, "form": form, "list": form.place.title, "back": form.place.address}
    return render(request, "tables/form.html", shown | {"columns": form.place.titles})
