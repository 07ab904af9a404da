"""Pages of the tree, the calendars and the local settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.organisations import access, operations, queries
from marshrut.organisations.calendars import periods_of
from marshrut.schoolyear import school_year
from marshrut.web.books import listed
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.settings import columns, forms, local
from marshrut.web.settings.tabs import open_tabs, tabbed


@signed_in
def settings(request: Request) -> HttpResponse:
    """The first page of the settings that is open to the reader."""
    names = open_tabs(request.reach)
    if not names:
        raise Http404
    return redirect(names[0])


@signed_in
def units(request: Request) -> HttpResponse:
    """The tree as far as the reader sees it."""
    kept = frozenset(access.kept_units(request.reach).values_list("pk", flat=True))
    branches = queries.tree(access.units(request.reach))
    context = tabbed(request, "units", branches=branches, kept=kept)
    return listed(request, "settings/units.html", context, lines=branches, columns=columns.units())


@signed_in
def unit_new(request: Request) -> HttpResponse:
    """A new unit under one that the reader keeps."""
    parents = access.kept_units(request.reach).order_by("path")
    if not parents.exists():
        raise PermissionDenied
    parent = request.GET.get("parent", "")
    initial = {"parent": parent} if parent.isdigit() else {}
    form = forms.NewUnitForm(request.POST or None, parents=parents, initial=initial)
    if attempt(request, form, operations.add_unit):
        messages.success(request, _("The unit is added."))
        return redirect("units")
    return _form(request, _("Add a unit"), form, "units")


@signed_in
def unit_edit(request: Request, key: int) -> HttpResponse:
    """Names, place and zone."""
    unit = get_object_or_404(access.units(request.reach), pk=key)
    if not access.may_keep_unit(request.reach, unit.pk):
        raise PermissionDenied
    form = forms.UnitForm(request.POST or None, unit=unit)
    if attempt(request, form, operations.edit_unit, unit=unit.pk):
        messages.success(request, _("Saved."))
        return redirect("units")
    return _form(request, unit.short_name, form, "units")


@signed_in
def calendars(request: Request) -> HttpResponse:
    """Whose calendar can be set, and who has one of their own."""
    dated = access.dated_units(request.reach)
    branches = queries.tree(dated)
    own = queries.periods_by_unit([branch.unit.pk for branch in branches], request.reach.on)
    schemes = dict(own.keys())
    rows = [(branch, schemes.get(branch.unit.pk, "")) for branch in branches]
    context = tabbed(request, "calendars", rows=rows, year=school_year(request.reach.on))
    return listed(
        request, "settings/calendars.html", context, lines=rows, columns=columns.calendars()
    )


@signed_in
def calendar(request: Request, key: int) -> HttpResponse:
    """Terms and special days of this school year in one unit."""
    unit = get_object_or_404(access.dated_units(request.reach), pk=key)
    on, given = request.reach.on, request.POST or None
    known = queries.periods_by_unit([unit.pk], on)
    scheme = queries.own_scheme(unit, on)
    shown = known.get((unit.pk, scheme)) or periods_of(unit, "quarter", *school_year(on))
    spans = [(row.since, row.until) for row in shown]
    days = queries.special_days(unit, on)
    has_above = unit.parent_id is not None
    terms = forms.CalendarForm(
        given if given and "scheme_form" in given else None,
        scheme=scheme, spans=spans, has_above=has_above,
    )  # fmt: skip
    special = forms.SpecialDaysForm(given if given and "days_form" in given else None, days=days)
    done = attempt(request, terms, operations.set_calendar, unit=unit) or attempt(
        request, special, operations.set_special_days, unit=unit, year_of=on
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect("unit_calendar", unit.pk)
    return _calendar_page(request, unit, terms, special)


def _calendar_page(request: Request, unit: Any, terms: Any, special: Any) -> HttpResponse:
    shown = {
        "title": unit.short_name,
        "unit": unit,
        "terms": terms,
        "special": special,
        "year": school_year(request.reach.on),
    }
    return render(request, "settings/calendar.html", shown)


@signed_in
def local_settings(request: Request) -> HttpResponse:
    """What the clauses leave to the place, for each programme that runs here."""
    parts = []
    for programme in local.running(request.reach).select_related("unit"):
        rules = local.rules_today(programme, request.reach)
        if rules is None:
            continue
        mine = request.POST.get("programme") == str(programme.pk)
        form = local.LocalForm(request.POST if mine else None, programme=programme, rules=rules)
        if attempt(request, form, operations.set_locals, unit=programme.unit) and mine:
            messages.success(request, _("Saved."))
            return redirect("locals")
        parts.append((programme, form))
    return render(request, "settings/locals.html", tabbed(request, "locals", parts=parts))


def _form(request: Request, title: str, form: DeedForm, back: str) -> HttpResponse:
    shown = {"title": title, "form": form, "back": reverse(back)}
    return render(request, "settings/form.html", shown)
