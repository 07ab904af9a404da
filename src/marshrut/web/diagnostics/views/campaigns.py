"""The first page of the section, and a campaign for whoever runs it or oversees people in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.diagnostics import access, observed, operations, queries
from marshrut.journal.deeds import Forbidden
from marshrut.programmes.access import OVERSEERS
from marshrut.web.books import listed
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.diagnostics import columns, pages
from marshrut.web.diagnostics.forms import CampaignForm, InviteForm
from marshrut.web.request import Request, signed_in


@signed_in
def diagnostics(request: Request) -> HttpResponse:
    """What waits for my answers, my results, and the campaigns that I oversee."""
    reach = request.reach
    context = {
        "title": _("Diagnostics"),
        "waiting": queries.waiting_for(reach.person, reach.on),
        "newest": queries.results_of(access.own_responses(reach), reach.on)[:1],
        "lines": pages.campaign_lines(reach),
        "oversees": bool(reach.units(*OVERSEERS)),
        "prepares": access.home_units(reach).exists(),
        "observes": access.observable(reach).exists(),
        "seen": observed.seen_of(access.observations(reach), reach),
        "imports": access.units_to_import(reach).exists(),
    }
    return render(request, "diagnostics/index.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """Prepare a campaign."""
    if not access.home_units(request.reach).exists():
        raise Forbidden
    form = CampaignForm(request.POST or None, reach=request.reach)
    if attempt(request, form, operations.prepare_campaign):
        row = access.campaigns(request.reach).filter(title=form.cleaned_data["title"])
        messages.success(request, _("Prepared. Now invite people and start."))
        return redirect("campaign", row.latest("pk").pk)
    context = {"title": _("Prepare a diagnosis"), "form": form}
    return render(request, "diagnostics/new.html", context)


@signed_in
def campaign(request: Request, key: int) -> HttpResponse:
    """How far each organisation is: counts, no names."""
    row = _found(request, key)
    lines = queries.progress(access.counted(request.reach).filter(campaign=row))
    left = sum(line.left for line in lines)
    context = pages.campaign_context(row, request.reach, "campaign") | {
        "lines": lines,
        "finished": sum(line.finished for line in lines),
        "invited": sum(line.invited for line in lines),
        "form": DeedForm(),
        "reminds": row.status == "running" and left and access.may_remind(request.reach, row),
        "text": pages.chat_text(row, left) if left else "",
    }
    return listed(
        request, "diagnostics/campaign.html", context, lines=lines, columns=columns.progress()
    )


@signed_in
def people(request: Request, key: int) -> HttpResponse:
    """Who has answered, by name, for who answers for these people."""
    row = _found(request, key)
    if not request.reach.units(*access.NAMES):
        raise Forbidden
    unit = request.GET.get("unit", "")
    chosen = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None
    lines = pages.people_lines(row, request.reach, chosen)
    context = pages.campaign_context(row, request.reach, "campaign_people") | {"lines": lines}
    shown = columns.people(request)
    return listed(request, "diagnostics/people.html", context, lines=lines, columns=shown)


@signed_in
def invite(request: Request, key: int) -> HttpResponse:
    """Choose organisations: their pedagogical staff of today is invited."""
    row = _found(request, key)
    if not access.may_run(request.reach, row):
        raise Forbidden
    form = InviteForm(request.POST or None, campaign=row, reach=request.reach)
    if attempt(request, form, operations.invite, campaign=row.pk):
        messages.success(request, _("Invited."))
        return redirect("campaign", row.pk)
    context = pages.campaign_context(row, request.reach, "campaign") | {"form": form}
    context["title"] = _("Invite to the diagnosis")
    return render(request, "diagnostics/invite.html", context)


@signed_in
@require_POST
def start(request: Request, key: int) -> HttpResponse:
    return _pressed(request, key, operations.start_campaign, _("Started: people are told."))


@signed_in
@require_POST
def finish(request: Request, key: int) -> HttpResponse:
    return _pressed(request, key, operations.finish_campaign, _("The diagnosis is finished."))


@signed_in
@require_POST
def remind(request: Request, key: int) -> HttpResponse:
    return _pressed(request, key, operations.remind_of_campaign, _("The reminders are sent."))


def _pressed(request: Request, key: int, deed: Any, done: str) -> HttpResponse:
    """A deed without a form; what stands against it is told above the page."""
    row = _found(request, key)
    form = DeedForm(request.POST)
    if attempt(request, form, deed, campaign=row.pk):
        messages.success(request, done)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("campaign", row.pk)


def _found(request: Request, key: int) -> Any:
    rows = access.campaigns(request.reach).select_related("unit", "instrument")
    return get_object_or_404(rows, pk=key)
