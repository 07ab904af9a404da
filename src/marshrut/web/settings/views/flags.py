"""Statuses that a school was given: low results, difficult conditions."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.organisations import access, operations, queries
from marshrut.schoolyear import school_year
from marshrut.web.books import Column, last_day, listed, status
from marshrut.web.deeds import attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.settings.forms import FlagForm


@signed_in
def flags(request: Request, key: int) -> HttpResponse:
    """The dated rows of one school, and a form for one more."""
    unit = get_object_or_404(access.units(request.reach), pk=key)
    if not access.may_keep_unit(request.reach, unit.pk):
        raise PermissionDenied
    since, until = school_year(request.reach.on)
    form = FlagForm(request.POST or None, initial={"since": since, "until": until})
    if attempt(request, form, operations.flag_unit, unit=unit):
        messages.success(request, _("Saved."))
        return redirect("unit_flags", unit.pk)
    context = {"title": _("Status of the school"), "unit": unit, "form": form}
    rows = queries.flags_of(unit.pk)
    context |= {"rows": rows, "back": reverse("units"), "today": request.reach.on}
    return listed(request, "settings/flags.html", context, lines=rows, columns=_columns(request))


def _columns(request: Request) -> Sequence[Column]:
    said = status(request, "flag")
    return (
        Column("status", _("Status"), lambda row: said(row.flag)),
        Column("since", _("Since"), lambda row: row.since),
        Column("last_day", _("Last day"), lambda row: last_day(row.until)),
        Column("source", _("Source"), lambda row: row.source),
    )


@signed_in
@require_POST
def end(request: Request, key: int, flag: int) -> HttpResponse:
    """End a status before its term."""
    unit = get_object_or_404(access.units(request.reach), pk=key)
    row = get_object_or_404(queries.flags_of(unit.pk), pk=flag)
    operations.end_flag(flag=row.pk, actor=request.reach, at=request.at)
    messages.success(request, _("Saved."))
    return redirect("unit_flags", unit.pk)
