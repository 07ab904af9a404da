"""Copies and state: what ``marshrut doctor`` says, for who looks after the installation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut import clock
from marshrut.organisations.access import may_keep_unit
from marshrut.organisations.operations import set_locals
from marshrut.upkeep import operations, queries
from marshrut.upkeep.rotation import listed
from marshrut.upkeep.state import examine
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.settings.copies import TermsForm, fact_lines
from marshrut.web.settings.tabs import tabbed


@signed_in
def state(request: Request) -> HttpResponse:
    """Facts with what to do, the copies there are, and when they are made."""
    shown = tabbed(request, "state")
    unit = queries.root()
    keeps = unit is not None and may_keep_unit(request.reach, unit.pk)
    form = TermsForm(request.POST or None, terms=queries.terms()) if keeps else None
    if form and attempt(request, form, set_locals, unit=unit):
        messages.success(request, _("Saved."))
        return redirect("state")
    facts = examine(at=request.at, real=clock.real_now(), ask_mail=False)
    copies = listed()
    shown |= {"facts": fact_lines(facts), "copies": copies, "form": form, "order": DeedForm()}
    return render(request, "settings/state.html", shown)


@signed_in
@require_POST
def copy_order(request: Request) -> HttpResponse:
    """Ask for a copy now."""
    if attempt(request, DeedForm(request.POST), operations.order_copy):
        messages.success(
            request, _("The copy is being made; it will stand here when it is checked.")
        )
    return redirect("state")
