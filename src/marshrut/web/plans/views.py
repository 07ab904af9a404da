"""Pages of plans: all plans of a programme, one plan, one line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.journal.deeds import Forbidden
from marshrut.plans import access, operations
from marshrut.plans.queries import asked, kind_of, planning_units
from marshrut.programmes.access import programmes
from marshrut.web.activities.acts import act, offers
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.plans import kinds, pages
from marshrut.web.plans.forms import LineForm
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in
from marshrut.web.routes.library_pages import may_open


@signed_in
def plans(request: Request, key: int) -> HttpResponse:
    """Plans of the programme: the common one and those of schools."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    found = speaking_of(request, programme)
    rows = pages.plans(request, programme, found.rules)
    if not rows and not asked(found.rules):
        raise Http404
    context = page(request, programme, "plans", title=_("Plans"), rows=rows)
    context |= {"rest": pages.rest_title(request), "library": may_open(request.reach)}
    return listed(request, "plans/list.html", context, lines=rows, columns=pages.of_plans(request))


@signed_in
def plan(request: Request, key: int, unit: int) -> HttpResponse:
    """The plan of one organisation, or of the programme as a whole."""
    programme, of = _place(request, key, unit)
    title = pages.plan_title(kind_of(programme, of))
    context = page(request, programme, title=title) | pages.plan(request, programme, of)
    context["crumbs"] = pages.crumbs(programme)
    columns = pages.columns(request)
    return listed(request, "plans/plan.html", context, lines=context["lines"], columns=columns)


def _place(request: Request, key: int, unit: int) -> tuple[Any, Any]:
    """The programme and the unit whose plan the reader may see, else 404."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    rules = speaking_of(request, programme).rules
    found = get_object_or_404(planning_units(programme, rules, request.reach.on), pk=unit)
    if not access.may_read_plan(request.reach, found.pk):
        raise Http404
    return programme, found


@signed_in
def new(request: Request, key: int, unit: int) -> HttpResponse:
    """Add a line; from a difficulty that individual programmes work on."""
    programme, of = _place(request, key, unit)
    if not access.may_write(request.reach, of):
        raise Forbidden
    need = request.GET.get("need", "")
    form = LineForm(request.POST or None, need=need, reach=request.reach)
    if attempt(request, form, operations.add_plan_line, programme=programme, unit=of):
        messages.success(request, _("The event is in the plan."))
        return redirect("plan", key, unit)
    back = reverse("plan", args=[key, unit])
    shown = {"title": _("Add an event"), "form": form, "unit": of, "back": back}
    shown["crumbs"] = pages.crumbs(programme, of)
    return render(request, "plans/new.html", page(request, programme) | shown)


@signed_in
def line(request: Request, key: int) -> HttpResponse:
    """One event, with what it rests on."""
    row = get_object_or_404(kinds.LINE.rows(request.reach), pk=key)
    speaking_of(request, row.programme)
    shown = pages.line(request, row) | {"offers": offers(kinds.LINE, row, request.reach)}
    return render(request, "plans/line.html", shown)


@signed_in
def line_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.LINE, key, slug)
