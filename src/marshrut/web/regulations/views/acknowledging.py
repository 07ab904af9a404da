"""Acknowledging a version: one's own mark, the list of who has not, a signed sheet in bulk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as n_
from django.views.decorators.http import require_POST

from marshrut.journal.deeds import Forbidden
from marshrut.monitoring.acknowledging import Reader, readers
from marshrut.regulations import operations
from marshrut.regulations.waiting import to_acknowledge
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.regulations import columns, forms
from marshrut.web.regulations.views.versions import found
from marshrut.web.request import Request, signed_in

AT_ONCE = 100


@signed_in
@require_POST
def acknowledge(request: Request, key: int) -> HttpResponse:
    """«Ознакомиться и отметить»: the reader's own mark."""
    version = found(request, key)
    person = request.reach.person
    if person is None:
        raise Forbidden
    operations.acknowledge(version=version, person=person, actor=request.reach, at=request.at)
    messages.success(request, _("Marked: you have read this version."))
    return redirect("regulations")


@signed_in
def index(request: Request, key: int) -> HttpResponse:
    """Who has acknowledged; who answers for an organisation records a signed sheet."""
    version = found(request, key)
    every = readers(version, request.reach)
    recordable = [one.person for one in every if one.may_record and one.on is None]
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.SheetForm(*given, people=recordable, reach=request.reach)
    if attempt(request, form, operations.acknowledge_many, version=version):
        _tell(request, len(form.cleaned_data["people"]))
        return redirect("regulation_acknowledgements", version.pk)
    finder = forms.FindPeople(request.GET, units=_units(every))
    rows = _narrowed(every, finder)
    page = page_of(request, rows, AT_ONCE)
    context = {
        "title": _("Acknowledgements"),
        "version": version,
        "form": form,
        "finder": finder,
        "count": len(rows),
        "rows": _rows(page, request.POST.getlist("people")),
        "page_obj": page,
    }
    context |= _may(request, key, every)
    return _shown(request, context)


def _shown(request: Request, context: dict[str, Any]) -> HttpResponse:
    template, shown = "regulations/acknowledgements.html", columns.readers(request)
    return listed(request, template, context, lines=context["rows"], columns=shown)


def _tell(request: Request, count: int) -> None:
    said = n_("%(n)d acknowledgement is recorded.", "%(n)d are recorded.", count)
    messages.success(request, said % {"n": count})


def _may(request: Request, key: int, every: list[Reader]) -> dict[str, Any]:
    """What this reader has on the page: own mark, the list of others, recording from paper."""
    return {
        "to_acknowledge": to_acknowledge(request.reach, found(request, key)),
        "may_list": bool(every),
        "met": sum(one.on is not None for one in every),
        "of": len(every),
        "may_record": any(one.may_record for one in every),
    }


def _units(every: list[Reader]) -> dict[int, str]:
    return {one.unit_key: one.unit for one in every if one.unit}


def _narrowed(every: list[Reader], finder: forms.FindPeople) -> list[Reader]:
    given = finder.cleaned_data if finder.is_valid() else {}
    q, unit, state = given.get("q", "").lower(), given.get("unit"), given.get("state")
    found = [
        one
        for one in every
        if q in one.label.lower()
        if not unit or str(one.unit_key) == unit
        if not state or (one.on is not None) == (state == "yes")
    ]
    return sorted(found, key=lambda one: one.on is not None)


def _rows(page: Any, chosen: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "person": one.person,
            "label": one.label,
            "unit": one.unit,
            "on": one.on,
            "papered": one.papered,
            "may_record": one.may_record,
            "checked": str(one.person) in chosen,
        }
        for one in page
    ]
