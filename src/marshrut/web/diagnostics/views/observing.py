"""Observations: the list of whoever observes, filling in, reading, the own word."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.diagnostics import access, operations
from marshrut.diagnostics.keeping import keep_observation
from marshrut.journal.deeds import Forbidden
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.diagnostics import columns, observations
from marshrut.web.diagnostics.observing_forms import BeginForm, SeenForm, WordForm
from marshrut.web.looking import looked_at
from marshrut.web.request import Request, signed_in


@signed_in
def index(request: Request) -> HttpResponse:
    """What the reader has recorded of others, and what is still being filled in."""
    reach = request.reach
    rows = access.observations(reach).filter(observer=reach.person or 0)
    page = page_of(request, observations.sorted_for_list(rows))
    shown: dict[str, Any] = {
        "title": _("Observations"),
        "page_obj": page,
        "lines": observations.lines(page, access.observations(reach), reach.on),
        "observes": access.observable(reach).exists(),
        "crumbs": observations.crumbs()[:1],
    }
    if not shown["observes"] and not rows.exists():
        raise Forbidden
    told = columns.observations(request)
    return listed(
        request, "diagnostics/observations.html", shown, lines=shown["lines"], columns=told
    )


@signed_in
def new(request: Request) -> HttpResponse:
    """About whom, by which card and when it was."""
    if not access.observable(request.reach).exists():
        raise Forbidden
    chosen = {"person": request.GET.get("person", ""), "card": request.GET.get("card", "")}
    given = {name: value for name, value in chosen.items() if value}
    form = BeginForm(request.POST or None, reach=request.reach, initial=given)
    if attempt(request, form, operations.begin_observation):
        mine = access.observations(request.reach).filter(observer=request.reach.person)
        return redirect("observation", mine.latest("pk").pk)
    shown = {"title": _("Record an observation"), "form": form, "crumbs": observations.crumbs()}
    return render(request, "diagnostics/observation_new.html", shown)


@signed_in
def observation(request: Request, key: int) -> HttpResponse:
    """The card while it is filled in; recorded, what it says and what may be done."""
    row = _found(request, key)
    if row.is_open:
        return _filling(request, row)
    looked_at(request, row.person_id)
    shown = observations.page(row, request.reach) | {"fresh": secrets.token_urlsafe(12)}
    return render(request, "diagnostics/observation.html", shown)


def _filling(request: Request, row: Any) -> HttpResponse:
    if not access.may_record(request.reach, row):
        raise Forbidden
    form = SeenForm(request.POST or None, row=row)
    if "keep" in request.POST and form.is_valid():
        keep_observation(reach=request.reach, observation=row.pk, seen=form.seen)
        messages.success(request, _("Saved. You can go on at any time."))
        return redirect("observation", row.pk)
    if attempt(request, form, operations.record_observation, observation=row.pk):
        messages.success(request, _("Recorded. The person is told and may object."))
        return redirect("observation", row.pk)
    shown = observations.filling(row, form) | {"fresh": secrets.token_urlsafe(12)}
    return render(request, "diagnostics/observation_form.html", shown)


@signed_in
@require_POST
def save(request: Request, key: int) -> HttpResponse:
    """Keep what was filled in so far: 204 when kept, 409 when it is recorded already."""
    row = _found(request, key)
    form = SeenForm(request.POST, row=row)
    form.is_valid()
    kept = keep_observation(reach=request.reach, observation=row.pk, seen=form.seen)
    return HttpResponse(status=204 if kept else 409)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take back what was recorded, or throw away what was begun."""
    row = _found(request, key)
    if not access.may_record(request.reach, row):
        raise Forbidden
    form, begun = DeedForm(request.POST), row.is_open
    if attempt(request, form, operations.withdraw_observation, observation=key):
        messages.success(request, _("Withdrawn."))
        return redirect("observations") if begun else redirect("observation", key)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("observation", key)


@signed_in
def word(request: Request, key: int) -> HttpResponse:
    """The own word of the person beside what somebody saw."""
    row = _found(request, key)
    if not access.may_reply(request.reach, row):
        raise Forbidden
    form = WordForm(request.POST or None, row=row)
    if attempt(request, form, operations.reply_to_observation, observation=key):
        messages.success(request, _("Saved."))
        return redirect("observation", key)
    back = reverse("observation", args=[key])
    title = observations.title_of(row)
    shown = {"title": _("My word"), "form": form, "back": back, "about": title}
    return render(request, "diagnostics/observation_word.html", shown)


def _found(request: Request, key: int) -> Any:
    rows = access.observations(request.reach).select_related("instrument", "person", "observer")
    return get_object_or_404(rows, pk=key)
