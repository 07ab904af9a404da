"""The first page of the section: what is ahead, and the journal of what was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities import access, queries
from marshrut.activities.models import Activity, LessonVisit
from marshrut.web.activities.columns import of_lines
from marshrut.web.activities.lines import Line, lines, of_visit
from marshrut.web.activities.lists import Finder, by_name, tabs
from marshrut.web.activities.rights import offered
from marshrut.web.books import listed, page_of
from marshrut.web.request import Request, signed_in

AHEAD = (LessonVisit.Status.PROPOSED, LessonVisit.Status.OTHER_TIME, LessonVisit.Status.AGREED)
SHOWN_AHEAD = 20


class CalendarFinder(Finder):
    """The filters, and the form of activity."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        required=False,
        choices=(
            ("", gettext_lazy("all")),
            ("consultation", gettext_lazy("Consultations")),
            ("visit", gettext_lazy("Visits")),
        ),
    )
    field_order = ("q", "form")


@signed_in
def calendar(request: Request) -> HttpResponse:
    """Visits ahead, and everything that was, the latest first."""
    wide = bool(request.reach.pairs or request.reach.offices)
    form = CalendarFinder(request.GET, thing="", named=wide)
    found = _past(request, form)
    page = page_of(request, found)
    past = _fetched(request, list(page.object_list))
    shown: dict[str, Any] = {
        "title": _("Activities"),
        "tabs": tabs(request, "activities"),
        "filters": form,
        "page_obj": page,
        "ahead": _ahead(request, form),
        "lines": past,
        "confirms": any(line.mine for line in past),
        "begins": offered(request),
        "wide": wide,
    }
    columns = of_lines(request, "activity", wide=wide)
    return listed(
        request, "activities/calendar.html", shown, lines=[*shown["ahead"], *past], columns=columns
    )


def _ahead(request: Request, form: Finder) -> list[Line]:
    rows = access.visits(request.reach).filter(status__in=AHEAD).filter(_visit_filter(form))
    rows = rows.filter(Q(on__gte=request.reach.on) | Q(other_on__gte=request.reach.on))
    if form.value("form") == "consultation":
        rows = rows.none()
    rows = rows.select_related("enrolment__person", "appointment__person").order_by("on", "lesson")
    found = (of_visit(row, request.reach) for row in rows[:SHOWN_AHEAD])
    return sorted(found, key=lambda line: line.on)


def _past(request: Request, form: Finder) -> QuerySet[Any, Any]:
    """Keys and days of both tables in one query; the rows of a page are fetched afterwards."""
    visits = access.visits(request.reach).filter(_visit_filter(form)).exclude(status__in=AHEAD)
    held = access.activities(request.reach).filter(_activity_filter(form))
    if form.value("form") == "visit":
        held = held.none()
    if form.value("form") == "consultation":
        visits = visits.none()
    text = CharField()
    first = held.annotate(
        thing=Value("consultation", output_field=text), day=TruncDate("begins_at")
    ).values("thing", "pk", "day")
    second = visits.annotate(
        thing=Value("visit", output_field=text), day=Coalesce("held_on", F("on"))
    ).values("thing", "pk", "day")
    return first.union(second).order_by("-day", "-pk")


def _fetched(request: Request, keys: list[dict[str, Any]]) -> list[Line]:
    wanted: dict[str, list[int]] = {"consultation": [], "visit": []}
    for key in keys:
        wanted[key["thing"]].append(key["pk"])
    reach = request.reach
    activities = (
        access.activities(reach)
        .filter(pk__in=wanted["consultation"])
        .select_related("unit", "leader")
    ).prefetch_related(Prefetch("attendances", access.present(reach)))
    visits = (
        access.visits(reach)
        .filter(pk__in=wanted["visit"])
        .select_related("enrolment__person", "appointment__person")
    )
    found: dict[tuple[str, int], Activity | LessonVisit] = {
        ("consultation", row.pk): row for row in activities
    }
    found |= {("visit", row.pk): row for row in visits}
    return lines((found[key["thing"], key["pk"]] for key in keys), reach)


def _visit_filter(form: Finder) -> Q:
    """Filters of the address for visits."""
    found = by_name(form.value("q") or "", "enrolment__person")
    if case := form.value("case"):
        found &= Q(enrolment=case)
    if since := form.value("since"):
        found &= Q(on__gte=since)
    if last := form.value("last"):
        found &= Q(on__lte=last)
    return found


def _activity_filter(form: Finder) -> Q:
    """The same for activities, whose people are their participants."""
    found = Q()
    if text := form.value("q"):
        found &= Q(pk__in=queries.attended_by(by_name(text, "person")))
    if case := form.value("case"):
        found &= Q(pk__in=queries.attended_by(Q(enrolment=case)))
    if since := form.value("since"):
        found &= Q(begins_at__date__gte=since)
    if last := form.value("last"):
        found &= Q(begins_at__date__lte=last)
    return found
