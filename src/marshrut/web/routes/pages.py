"""What every page about one route shares: fetching, words, crumbs, a form with its deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.diagnostics.queries import measured
from marshrut.diagnostics.sheets import CARD, Measured
from marshrut.norms.rules import Decision
from marshrut.norms.sheets import Route as Sheet
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment
from marshrut.programmes.queries import Guarding
from marshrut.routes import access
from marshrut.routes.models import Route, RouteStep
from marshrut.routes.queries import last_tutor, route_guarding, with_parties
from marshrut.routes.sheets import sheet_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.looking import looked_at
from marshrut.web.programme_words import use_words
from marshrut.web.refusals import Refusal, offer_exceptions, refusal_of
from marshrut.web.request import Request


@dataclass(frozen=True, kw_only=True)
class Open:
    """A route opened by a reader: what guards it, who its tutor is, what the reader may do."""

    route: Route
    found: Guarding
    tutor: Appointment | None
    leads: bool
    is_tutee: bool
    reads_texts: bool
    reads_plan: bool
    records: bool
    on: date

    @cached_property
    def sheet(self) -> Sheet:
        """What norms read of it, gathered once for the whole page."""
        return sheet_of(self.route, self.found, self.on)

    @cached_property
    def measured(self) -> Measured:
        """What instruments have told of the person, where the regulation keeps such a card."""
        person = self.route.enrolment.person_id
        card = any(form.form == CARD for form in self.found.rules.forms("route"))
        return measured([person], self.on).get(person, {}) if card else {}

    @property
    def tutee(self) -> Person:
        return self.route.enrolment.person

    @property
    def may_note(self) -> bool:
        """The tutor, where the regulation gives them this right."""
        return self.leads and self.found.rules.may("tutor", "add_note")

    @property
    def is_open(self) -> bool:
        return self.route.is_open


def open_route(request: Request, key: int) -> Open:
    """The route if the reader may see it, else 404; the page speaks its version's words."""
    row = get_object_or_404(with_parties(access.routes(request.reach)), pk=key)
    return opened(request, row)


def opened(request: Request, row: Route) -> Open:
    reach = request.reach
    looked_at(request, row.enrolment.person_id)
    found = route_guarding(row, reach.on)
    use_words(request, found.rules)
    leads = access.may_lead(reach, row)
    return Open(
        route=row,
        found=found,
        tutor=last_tutor(row, on=reach.on),
        leads=leads and row.is_open,
        is_tutee=access.is_tutee(reach, row) and not leads,
        reads_texts=access.may_read_texts(reach, row),
        reads_plan=access.may_read_plan(reach, row),
        records=access.may_record_for(reach, row) and row.is_open,
        on=reach.on,
    )


def open_step(request: Request, key: int) -> tuple[Open, RouteStep]:
    """A step with its route; its own page is for the pair."""
    steps = access.pair_steps(request.reach).select_related("visit", "activity", "source")
    step = get_object_or_404(steps, pk=key)
    return open_route(request, step.route_id), step


def context(page: Open, title: str, **more: Any) -> dict[str, Any]:
    """What the templates of the section read."""
    return {
        "title": title,
        "page": page,
        "route": page.route,
        "tutee": page.tutee,
        "crumbs": [
            {"href": reverse("routes"), "title": _("Routes")},
            {"href": reverse("route", args=[page.route.pk]), "title": page.tutee.short_name},
        ],
        **more,
    }


def seen_by(page: Open) -> str:
    """«Увидят: вы и Лапшина В. С.»."""
    if page.leads:
        return _("Will be seen by: you and %(person)s") % {"person": page.tutee.short_name}
    if page.tutor is None:
        return _("Will be seen by: you")
    return _("Will be seen by: you and %(person)s") % {"person": page.tutor.person.short_name}


def refusal(page: Open, decision: Decision, title: str) -> Refusal | None:
    """What still lacks, told before anybody tries."""
    if decision.allowed:
        return None
    told = refusal_of(decision, page.found.rules)
    told.title = title
    add_ways(page, told)
    return told


def add_ways(page: Open, told: Refusal | None) -> None:
    """Of whatever the regulation refuses an exception may be asked, once for each clause."""
    if told is not None and page.leads:
        offer_exceptions(told, page.route.programme_id)


Deed = Callable[..., Any]


def form_page(
    request: Request,
    page: Open,
    form: DeedForm,
    deed: Deed,
    *,
    title: str,
    button: str,
    done: str,
    back: str = "",
    draft: str = "",
    template: str = "routes/form.html",
    extra: dict[str, Any] | None = None,
    **parameters: Any,
) -> HttpResponse:
    """Show the form, or do its one deed and go back with a word about it."""
    target = back or reverse("route", args=[page.route.pk])
    if attempt(request, form, deed, rules=page.found.rules, **parameters):
        if draft:
            forget(request, draft)
        messages.success(request, done)
        return redirect(target)
    add_ways(page, form.refusal)
    if draft:
        restore(request, form, draft)
    shown = context(page, title, form=form, button=button, back=target, draft=draft)
    return render(request, template, shown | (extra or {}))
