"""Requests: information asked of tutees, advice asked of colleagues."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.requests import access
from marshrut.requests.models import Request as Asked
from marshrut.web.activities import kinds, new
from marshrut.web.activities.acts import act, offers
from marshrut.web.activities.lines import kind_name
from marshrut.web.activities.lists import Listing, show
from marshrut.web.activities.who import cite_of, closed_line, pair_line
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in

LISTING = Listing(
    name="requests",
    title=gettext_lazy("Requests"),
    thing="request",
    day="asked_on",
    person="asked_of",
    case="enrolment",
    sorts={"due": ["due"]},
    empty=gettext_lazy("Nothing is asked yet. A request has a day by which the answer comes."),
    new=("request_new", gettext_lazy("Ask for information")),
)


@signed_in
def requests(request: Request) -> HttpResponse:
    rows = access.requests(request.reach).select_related("asked_of", "asked_by")
    late = Q(status=Asked.Status.OPEN, due__lt=request.reach.on)
    on_time = Q(status=Asked.Status.OPEN, due__gte=request.reach.on)
    return show(request, rows, replace(LISTING, statuses={"overdue": late, "open": on_time}))


@signed_in
def request_page(request: Request, key: int) -> HttpResponse:
    """One request; an asked colleague sees the question and not the case."""
    row = get_object_or_404(kinds.REQUEST.rows(request.reach), pk=key)
    found = speaking_of(request, row.programme)
    advice = row.kind in Asked.DIRECT
    readable = access.may_read_texts(request.reach, row)
    shown = {
        "title": str(kind_name(row)),
        "row": row,
        "advice": advice,
        "code": row.shown_status(request.reach.on),
        "readable": readable,
        "case": row.enrolment if access.may_see_case(request.reach, row) else None,
        "who": _who(request, row, readable=readable),
        "cite": cite_of(found, row.kind),
        "offers": offers(kinds.REQUEST, row, request.reach),
        "from_paper": offers(kinds.REQUEST, row, request.reach, behalf=True),
    }
    return render(request, "activities/request.html", shown)


def _who(request: Request, row: Asked, *, readable: bool) -> str:
    if row.kind in Asked.DIRECT:
        return _("The question and the answer are read only by the two colleagues.")
    if readable and row.enrolment is not None:
        return pair_line(request, row.enrolment)
    return closed_line(request)


@signed_in
def request_new(request: Request) -> HttpResponse:
    return new.make(request, new.REQUEST)


@signed_in
def colleague_new(request: Request) -> HttpResponse:
    return new.make(request, new.COLLEAGUE)


@signed_in
def request_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.REQUEST, key, slug)
