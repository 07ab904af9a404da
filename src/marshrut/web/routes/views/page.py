"""The page of a route: its line, cards, plan, print and revisions."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.routes import access
from marshrut.web.books import listed
from marshrut.web.programme_words import say
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import cards, columns, doings, paper, revisions, versions
from marshrut.web.routes.line import line_of
from marshrut.web.routes.owed import owed_of, to_prepare
from marshrut.web.routes.pages import context, open_route, seen_by


@signed_in
def route(request: Request, key: int) -> HttpResponse:
    """The line with stations, and beside it what waits and what has to be prepared."""
    page = open_route(request, key)
    owed = owed_of(request, page)
    shown = {
        "line": line_of(request, page, owed),
        "prepare": to_prepare(owed, request.reach.on),
        "joint": cards.joint(request, page),
        "waiting": cards.waiting(request, page),
        "forms": cards.forms(request, page),
        "measures": cards.measures(request, page),
        "post": paper.post_of(page, request.reach.on),
        "next": doings.next_deed(request, page),
        "doings": doings.all_deeds(request, page),
        "contact": cards.contact(page),
        "paused": page.sheet.paused,
        "version": versions.standing(page),
        "seen_by": seen_by(page),
        "years": cards.years(request, page),
        "diagnosis": cards.diagnosis(request, page),
        "crumbs": [{"href": reverse("routes"), "title": _("Routes")}],
    }
    return render(request, "routes/route.html", context(page, str(page.tutee)) | shown)


@signed_in
def plan(request: Request, key: int) -> HttpResponse:
    """The plan as text, for the pair and, once agreed, for the school's leaders."""
    page = open_route(request, key)
    if not page.reads_plan:
        raise Http404
    shown = paper.plan_of(request, page) | {"seen_by": seen_by(page)}
    return render(request, "routes/plan.html", context(page, _("Plan")) | shown)


@signed_in
def print_route(request: Request, key: int) -> HttpResponse:
    """The route as the table that inspectors expect, with lines for signatures."""
    page = open_route(request, key)
    if not page.reads_plan:
        raise Http404
    title = say(request, "route", capital=True)
    shown = paper.plan_of(request, page) | {
        "post": paper.post_of(page, request.reach.on),
        "back": reverse("route", args=[key]),
    }
    return render(request, "routes/print.html", context(page, title) | shown)


@signed_in
def route_revisions(request: Request, key: int) -> HttpResponse:
    """Two revisions side by side; by default the last and the one before it."""
    page = open_route(request, key)
    if not page.reads_plan:
        raise Http404
    shown = revisions.compared(request, page)
    return render(request, "routes/revisions.html", context(page, _("Revisions")) | shown)


@signed_in
def products_of_tutor(request: Request) -> HttpResponse:
    """Products that tutors owe themselves: one's own, and those of the units one answers for."""
    rows = access.products(request.reach).filter(appointment__isnull=False)
    rows = rows.select_related("author", "appointment", "route", "together").order_by("-pk")
    shown = [(row, access.may_read_product(request.reach, row)) for row in rows]
    context_ = {
        "title": _("Materials"),
        "products": shown,
        "kinds": doings.own_kinds(request),
    }
    return listed(
        request, "routes/own.html", context_, lines=shown, columns=columns.materials(request)
    )
