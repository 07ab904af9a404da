"""Visits: the list, one visit as an act of consent, its sheet for paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities import access
from marshrut.activities.models import LessonVisit
from marshrut.web.activities import kinds, new
from marshrut.web.activities.acts import act, offers
from marshrut.web.activities.lists import Listing, show
from marshrut.web.activities.who import cite_of, closed_line, pair_line, right_of
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in

LISTING = Listing(
    name="visits",
    title=gettext_lazy("Visits to lessons"),
    thing="visit",
    day="on",
    person="enrolment__person",
    case="enrolment",
    sorts={"due": ["due"]},
    empty=gettext_lazy("No visits yet. A visit begins with a proposal that the teacher agrees to."),
    new=("visit_new", gettext_lazy("Propose a visit")),
)


@signed_in
def visits(request: Request) -> HttpResponse:
    rows = access.visits(request.reach)
    return show(request, rows.select_related("enrolment__person", "appointment__person"), LISTING)


@signed_in
def visit(request: Request, key: int) -> HttpResponse:
    """One visit; its main button first, its texts only for the pair."""
    row = get_object_or_404(kinds.VISIT.rows(request.reach), pk=key)
    found = speaking_of(request, row.programme)
    readable = access.may_read_texts(request.reach, row)
    shown = {
        "title": _("Visit to a lesson"),
        "row": row,
        "readable": readable,
        "sheet": _sheet(request, row),
        "who": pair_line(request, row.enrolment) if readable else closed_line(request),
        "cite": right_of(found, "hold_visit"),
        "term": cite_of(found, "visit"),
        "life": _life(row),
        "steps": list(row.steps.all()) if readable else [],
        "offers": offers(kinds.VISIT, row, request.reach),
        "from_paper": offers(kinds.VISIT, row, request.reach, behalf=True),
        "may_recommend": row.enrolment_id in request.reach.pairs and row.held_on,
    }
    return render(request, "activities/visit.html", shown)


def _sheet(request: Request, row: LessonVisit) -> str:
    """The record of the visit: the tutor's own until it is handed over."""
    reach = request.reach
    mine = row.enrolment_id in reach.pairs
    handed = row.shared_on is not None and row.enrolment_id in reach.cases
    return row.sheet if mine or handed else ""


def _life(row: LessonVisit) -> list[dict[str, Any]]:
    """What has happened to the visit, day by day."""
    moments = (
        (row.proposed_on, _("Proposed")),
        (row.answered_on if row.other_on else None, _("Another time suggested")),
        (row.agreed_on, _("Agreed")),
        (row.held_on, _("Held")),
        (row.shared_on, _("Sheet handed to the teacher")),
        (row.replied_on, _("Reply of the teacher")),
        (row.read_on, _("Sheet received")),
    )
    return [{"on": on, "text": text} for on, text in moments if on]


@signed_in
def visit_print(request: Request, key: int) -> HttpResponse:
    """The sheet with a line for a signature; only for the pair, once it is written."""
    row = get_object_or_404(kinds.VISIT.rows(request.reach), pk=key)
    sheet = _sheet(request, row)
    if not sheet:
        raise Http404
    speaking_of(request, row.programme)
    shown = {"title": _("Sheet of a visit to a lesson"), "row": row, "sheet": sheet}
    back = reverse("visit", args=[row.pk])
    return render(request, "activities/visit_sheet.html", shown | {"back": back})


@signed_in
def visit_new(request: Request) -> HttpResponse:
    return new.make(request, new.VISIT)


@signed_in
def visit_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.VISIT, key, slug)
