"""Consultations: the journal, one record, the table for paper."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities import access, queries
from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.models import Activity
from marshrut.web import catalogues
from marshrut.web.activities import kinds, new
from marshrut.web.activities.acts import act, offers
from marshrut.web.activities.lines import of_activity
from marshrut.web.activities.lists import Finder, Listing, chosen, show
from marshrut.web.activities.who import closed_line
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in

MOST_PRINTED = 1000
LISTING = Listing(
    name="consultations",
    title=gettext_lazy("Consultations"),
    thing="consultation",
    day="begins_at__date",
    person="attendances__person",
    case="attendances__enrolment",
    statuses={
        "confirmed": Q(status="held") & ~Q(pk__in=queries.unconfirmed()),
        "objected": Q(status="held", pk__in=queries.objected()),
        "held": Q(status="held", pk__in=queries.unconfirmed()) & ~Q(pk__in=queries.objected()),
    },
    empty=gettext_lazy("No consultations yet. One is recorded in a line, for several people too."),
    new=("consultation_new", gettext_lazy("Record a consultation")),
)


def _rows(request: Request) -> QuerySet[Activity]:
    rows = access.activities(request.reach).filter(form__in=CONSULTATIONS)
    told = Prefetch("attendances", access.present(request.reach))
    return rows.select_related("unit", "leader").prefetch_related(told)


@signed_in
def consultations(request: Request) -> HttpResponse:
    """The journal as a list."""
    return show(request, _rows(request), LISTING)


@signed_in
def printed(request: Request) -> HttpResponse:
    """The journal as the table that is kept on paper, with the filters of the list."""
    form = Finder(request.GET, thing="consultation")
    rows = chosen(_rows(request).filter(status="held"), form, LISTING)
    rows = rows.prefetch_related("steps").order_by("begins_at", "pk")[:MOST_PRINTED]
    shown = {
        "title": _("Journal of consultations"),
        "rows": [(of_activity(row, request.reach), row) for row in rows],
        "since": form.value("since"),
        "last": form.value("last"),
        "back": reverse("consultations"),
    }
    return render(request, "activities/journal.html", shown)


@signed_in
def consultation(request: Request, key: int) -> HttpResponse:
    """One record: who was there, what was said, who has confirmed."""
    row = get_object_or_404(_rows(request).select_related("programme"), pk=key)
    rules = speaking_of(request, row.programme).rules
    people = [
        (one, offers(kinds.ATTENDANCE, one, request.reach), _from_paper(request, one))
        for one in row.attendances.all()
    ]
    shown = {
        "title": _("Consultation"),
        "row": row,
        "line": of_activity(row, request.reach),
        "chosen": catalogues.told(rules, row.words),
        "readable": access.may_read_activity(request.reach, row),
        "closed": closed_line(request),
        "people": people,
        "offers": offers(kinds.CONSULTATION, row, request.reach),
    }
    return render(request, "activities/consultation.html", shown)


def _from_paper(request: Request, one: object) -> list[object]:
    return list(offers(kinds.ATTENDANCE, one, request.reach, behalf=True))


@signed_in
def consultation_new(request: Request) -> HttpResponse:
    return new.make(request, new.CONSULTATION)


@signed_in
def consultation_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.CONSULTATION, key, slug)


@signed_in
def attendance_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.ATTENDANCE, key, slug)
