"""Recommendations and opinions: lists and pages."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities import access
from marshrut.activities.models import Opinion
from marshrut.web.activities import kinds, new
from marshrut.web.activities.acts import act, offers
from marshrut.web.activities.lines import of_opinion
from marshrut.web.activities.lists import Listing, show
from marshrut.web.activities.who import cite_of, closed_line, pair_line
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in

RECOMMENDATIONS = Listing(
    name="recommendations",
    title=gettext_lazy("Recommendations"),
    thing="recommendation",
    day="given_on",
    person="enrolment__person",
    case="enrolment",
    sorts={"due": ["due"]},
    empty=gettext_lazy("No recommendations yet."),
    new=("recommendation_new", gettext_lazy("Give a recommendation")),
)
OPINIONS = Listing(
    name="opinions",
    title=gettext_lazy("Opinions on the work"),
    thing="opinion",
    day="given_on",
    person="enrolment__person",
    case="enrolment",
    # A complaint is hidden from the tutor, so it is no filter; what is settled both may know.
    statuses={
        "given": Q(settled_on__isnull=True),
        "complained": Q(settled_on__isnull=True),
        "settled": Q(settled_on__isnull=False),
    },
    sorts={"status": ["settled_on"]},
    empty=gettext_lazy("No opinions yet."),
    new=("opinion_new", gettext_lazy("Voice an opinion")),
)


@signed_in
def recommendations(request: Request) -> HttpResponse:
    rows = access.recommendations(request.reach).select_related("enrolment__person")
    return show(request, rows, RECOMMENDATIONS)


@signed_in
def recommendation(request: Request, key: int) -> HttpResponse:
    """One recommendation and what became of it."""
    row = get_object_or_404(kinds.RECOMMENDATION.rows(request.reach), pk=key)
    found = speaking_of(request, row.programme)
    readable = access.may_read_texts(request.reach, row)
    shown = {
        "title": _("Recommendation"),
        "row": row,
        "readable": readable,
        "who": pair_line(request, row.enrolment) if readable else closed_line(request),
        "cite": cite_of(found, "recommendation"),
        "offers": offers(kinds.RECOMMENDATION, row, request.reach),
        "from_paper": offers(kinds.RECOMMENDATION, row, request.reach, behalf=True),
    }
    return render(request, "activities/recommendation.html", shown)


@signed_in
def opinions(request: Request) -> HttpResponse:
    rows = access.opinions(request.reach).select_related("enrolment__person")
    return show(request, rows, OPINIONS)


@signed_in
def opinion(request: Request, key: int) -> HttpResponse:
    """One opinion; the complaint only for the tutee and the coordinator."""
    row = get_object_or_404(kinds.OPINION.rows(request.reach), pk=key)
    speaking_of(request, row.programme)
    line = of_opinion(row, request.reach)
    shown = {
        "title": line.kind,
        "row": row,
        "line": line,
        "complaint": access.may_read_complaint(request.reach, row),
        "who": _who(request, row),
        "offers": offers(kinds.OPINION, row, request.reach),
    }
    return render(request, "activities/opinion.html", shown)


def _who(request: Request, row: Opinion) -> str:
    if row.about == Opinion.About.OWN:
        return _("Seen by you alone.")
    if row.enrolment_id in request.reach.cases | request.reach.pairs:
        return pair_line(request, row.enrolment)
    return _("The teacher has opened this opinion to you by a complaint.")


@signed_in
def recommendation_new(request: Request) -> HttpResponse:
    return new.make(request, new.RECOMMENDATION)


@signed_in
def recommendation_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.RECOMMENDATION, key, slug)


@signed_in
def opinion_new(request: Request) -> HttpResponse:
    return new.make(request, new.OPINION)


@signed_in
def opinion_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.OPINION, key, slug)
