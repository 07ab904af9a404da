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
from marshrut.activities.models import LessonVisit
from marshrut.groups.access import sessions as sessions_of
from marshrut.groups.models import GroupSession
from marshrut.groups.queries import members_like
from marshrut.people.reach import Reach
from marshrut.web.activities.columns import of_lines
from marshrut.web.activities.lines import Line, lines
from marshrut.web.activities.lists import Finder, by_name, tabs
from marshrut.web.activities.rights import offered
from marshrut.web.books import listed, page_of
from marshrut.web.request import Request, signed_in

AHEAD = (LessonVisit.Status.PROPOSED, LessonVisit.Status.OTHER_TIME, LessonVisit.Status.AGREED)
SHOWN_AHEAD = 20
# A session that is neither held nor dropped; one whose day is over stands among what was.
OPEN = Q(held_on=None, dropped_on=None)


class CalendarFinder(Finder):
    """The filters, and the form of activity."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        required=False,
        choices=(
            ("", gettext_lazy("all")),
            ("consultation", gettext_lazy("Consultations")),
            ("visit", gettext_lazy("Visits")),
            ("session", gettext_lazy("Sessions of groups")),
        ),
    )
    field_order = ("q", "form")


@signed_in
def calendar(request: Request) -> HttpResponse:
    """Visits and sessions of groups ahead, and everything that was, the latest first."""
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
    """Those of the form that is asked for, the nearest first."""
    on, reach, only = request.reach.on, request.reach, form.value("form")
    visits = access.visits(reach).filter(_visit_filter(form), status__in=AHEAD)
    visits = visits.filter(Q(on__gte=on) | Q(other_on__gte=on))
    visits = visits.select_related("enrolment__person", "appointment__person")
    sessions = _sessions(reach).filter(_session_filter(form), OPEN, on__gte=on)
    rows = [
        *(visits.order_by("on", "lesson")[:SHOWN_AHEAD] if only in {"", None, "visit"} else ()),
        *(sessions.order_by("on", "pk")[:SHOWN_AHEAD] if only in {"", None, "session"} else ()),
    ]
    return sorted(lines(rows, reach), key=lambda line: line.on)[:SHOWN_AHEAD]


def _past(request: Request, form: Finder) -> QuerySet[Any, Any]:
    """Keys and days of all tables in one query; the rows of a page are fetched afterwards."""
    reach, only = request.reach, form.value("form")
    held = access.activities(reach).filter(_activity_filter(form))
    visits = access.visits(reach).filter(_visit_filter(form)).exclude(status__in=AHEAD)
    sessions = sessions_of(reach).filter(_session_filter(form)).exclude(OPEN, on__gte=reach.on)
    found = [
        _keys("consultation", held, TruncDate("begins_at"), only),
        _keys("visit", visits, Coalesce("held_on", F("on")), only),
        _keys("session", sessions, Coalesce("held_on", F("on")), only),
    ]
    return found[0].union(*found[1:]).order_by("-day", "-pk")


def _keys(thing: str, rows: QuerySet[Any], day: Any, only: str | None) -> QuerySet[Any, Any]:
    """What it is, which one, and of which day; nothing where another form is asked for."""
    asked = rows if only in {"", None, thing} else rows.none()
    named = Value(thing, output_field=CharField())
    found: QuerySet[Any, Any] = asked.order_by().annotate(thing=named, day=day)
    return found.values("thing", "pk", "day")


def _sessions(reach: Reach) -> QuerySet[GroupSession]:
    return sessions_of(reach).select_related("group__appointment__person")


def _fetched(request: Request, keys: list[dict[str, Any]]) -> list[Line]:
    reach = request.reach
    wanted: dict[str, list[int]] = {"consultation": [], "visit": [], "session": []}
    for key in keys:
        wanted[key["thing"]].append(key["pk"])
    activities = access.activities(reach).select_related("unit", "leader")
    rows: dict[str, QuerySet[Any]] = {
        "consultation": activities.prefetch_related(Prefetch("attendances", access.present(reach))),
        "visit": access.visits(reach).select_related("enrolment__person", "appointment__person"),
        "session": _sessions(reach),
    }
    found = {
        (thing, row.pk): row
        for thing, table in rows.items()
        if wanted[thing]
        for row in table.filter(pk__in=wanted[thing])
    }
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


def _session_filter(form: Finder) -> Q:
    """The same for sessions, whose people are those in the group."""
    found = Q()
    if text := form.value("q"):
        found &= Q(group__in=members_like(by_name(text, "person")))
    if case := form.value("case"):
        found &= Q(group__in=members_like(Q(enrolment=case)))
    if since := form.value("since"):
        found &= Q(on__gte=since)
    if last := form.value("last"):
        found &= Q(on__lte=last)
    return found
