"""Printing sign-in slips: for a school at once, for one person, after a forgotten password."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from marshrut.people import access, operations
from marshrut.people.operations.accounts import Slip
from marshrut.people.reach import Reach
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.people import forms, lists, never
from marshrut.web.people.slips import printed
from marshrut.web.request import Request, signed_in


@signed_in
@never_cache
def slips(request: Request) -> HttpResponse:
    """Choose for whom; the sheet is the answer to the form, because codes are kept nowhere."""
    units = lists.kept_units(request.reach)
    if not units.exists():
        raise PermissionDenied
    form = forms.SlipsForm(request.POST or None, units=units)
    made: list[Slip] = []

    def issue(*, unit: Any, whom: str, actor: Reach, at: Any) -> None:
        chosen = lists.to_be_printed(actor, unit, never=whom == "never")
        made.extend(operations.issue_slips(persons=chosen, actor=actor, at=at))

    if attempt(request, form, issue) and made:
        return _sheet(request, made, reverse("people"))
    shown = {"title": _("Sign-in slips"), "form": form}
    return render(request, "people/slips.html", shown)


@signed_in
@never_cache
@require_POST
def slip_of(request: Request, key: int) -> HttpResponse:
    """A slip for one person; «reset» also ends the password in use."""
    person = get_object_or_404(access.people(request.reach).select_related("user"), pk=key)
    if not access.may_keep_account(request.reach, person):
        raise PermissionDenied
    made: list[Slip] = []

    def issue(*, actor: Reach, at: Any) -> None:
        reset = bool(request.POST.get("reset"))
        made.extend(operations.issue_slips(persons=[person], reset=reset, actor=actor, at=at))

    if attempt(request, DeedForm(request.POST), issue) and made:
        return _sheet(request, made, reverse("person", args=[key]))
    return redirect("person", key)


@signed_in
@never_cache
def not_signed_in(request: Request) -> HttpResponse:
    """By organisation: who has never signed in, and whose slip lies unused."""
    units = lists.kept_units(request.reach)
    if not units.exists():
        raise PermissionDenied
    page = page_of(request, never.units_of(request.reach, units), never.ON_A_PAGE)
    schools = never.schools(request.reach, page, request.at)
    form = forms.ChosenForm(request.POST or None, people=never.keys_of(schools))
    made: list[Slip] = []

    def issue(*, people: Any, actor: Reach, at: Any) -> None:
        chosen = never.chosen(schools, people)
        made.extend(operations.issue_slips(persons=chosen, actor=actor, at=at))

    if attempt(request, form, issue) and made:
        return _sheet(request, made, reverse("not_signed_in"))
    address = request.build_absolute_uri(reverse("slip"))
    shown: dict[str, Any] = {"title": _("Who has not signed in yet"), "page_obj": page}
    shown |= {"schools": schools, "form": form, "address": address}
    return listed(
        request, "people/never.html", shown, lines=never.rows(schools), columns=never.columns()
    )


def _sheet(request: Request, made: list[Slip], back: str) -> HttpResponse:
    shown = {
        "title": _("Sign-in slips"),
        "slips": printed(request, made, request.reach.on),
        "back": back,
    }
    return render(request, "people/slip_sheet.html", shown)
