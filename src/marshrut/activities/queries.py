"""Reading activities: last contacts, the history of a case, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.requests.models import Request

ATTENDED = "attended"
HELD = (
    LessonVisit.Status.HELD,
    LessonVisit.Status.SHARED,
    LessonVisit.Status.REPLIED,
    LessonVisit.Status.READ,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a case; ``text`` is shown only to who ``may_read_texts``."""

    on: date
    thing: str  # consultation, visit, request, recommendation, opinion
    key: int
    status: str
    text: str = ""

    @property
    def href(self) -> str:
        return f"/activities/{self.thing}s/{self.key}/"


def unanswered_visits(on: date) -> QuerySet[LessonVisit]:
    """Proposals whose last good day to answer is over."""
    waiting = (LessonVisit.Status.PROPOSED, LessonVisit.Status.OTHER_TIME)
    return LessonVisit.objects.filter(status__in=waiting, due__lt=on).order_by("pk")


def last_contacts(enrolments: Collection[int] | QuerySet[Enrolment], on: date) -> dict[int, date]:
    """The last day on which tutor and tutee met or an answer came; objected records do not."""
    found: dict[int, date] = {}
    _later(found, _consulted(enrolments, on))
    visited = LessonVisit.objects.filter(enrolment__in=enrolments, held_on__lte=on)
    _later(found, visited.values("enrolment").annotate(day=Max("held_on")))
    answered = Request.objects.filter(
        enrolment__in=enrolments, kind=Request.Kind.INFORMATION, answered_on__lte=on
    )
    _later(found, answered.values("enrolment").annotate(day=Max("answered_on")))
    return found


def _consulted(
    enrolments: Collection[int] | QuerySet[Enrolment], on: date
) -> Iterable[Mapping[str, Any]]:
    rows = Attendance.objects.filter(
        enrolment__in=enrolments,
        status=ATTENDED,
        objected_on__isnull=True,
        activity__status=Activity.Status.HELD,
        activity__begins_at__date__lte=on,
    )
    moments = rows.values("enrolment", "activity__unit__zone").annotate(
        at=Max("activity__begins_at")
    )
    return [
        {"enrolment": r["enrolment"], "day": local_day(r["at"], r["activity__unit__zone"])}
        for r in moments
    ]


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of a moment in a unit's zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def _later(found: dict[int, date], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        key, day = row["enrolment"], row["day"]
        found[key] = max(found.get(key, day), day)


def timeline(enrolment: Enrolment | int) -> list[Event]:
    """Everything between tutor and tutee, the latest first; advice of colleagues stays out."""
    events = [
        Event(
            on=row.unit.day(row.begins_at),
            thing="consultation" if row.form in CONSULTATIONS else "activity",
            key=row.pk,
            status=row.status,
            text=row.title,
        )
        for row in Activity.objects.filter(attendances__enrolment=enrolment).select_related("unit")
    ]
    events += [
        Event(on=v.held_on or v.on, thing="visit", key=v.pk, status=v.status, text=v.topic)
        for v in LessonVisit.objects.filter(enrolment=enrolment)
    ]
    events += [
        Event(on=r.asked_on, thing="request", key=r.pk, status=r.status, text=r.what)
        for r in Request.objects.filter(enrolment=enrolment, kind=Request.Kind.INFORMATION)
    ]
    events += [
        Event(on=r.given_on, thing="recommendation", key=r.pk, status=r.status, text=r.text)
        for r in Recommendation.objects.filter(enrolment=enrolment)
    ]
    told = Opinion.objects.filter(enrolment=enrolment, about=Opinion.About.TUTEE)
    events += [
        Event(on=o.given_on, thing="opinion", key=o.pk, status="given", text=o.text) for o in told
    ]
    return sorted(events, key=lambda event: (event.on, event.thing, event.key), reverse=True)


# --- what waits for the reader ----------------------------------------------------------------
def visits_to_answer(reach: Reach) -> QuerySet[LessonVisit]:
    """Proposals that wait for the tutee's word, or the tutor's when another day was named."""
    asked = Q(status=LessonVisit.Status.PROPOSED, enrolment__in=reach.cases)
    named = Q(status=LessonVisit.Status.OTHER_TIME, enrolment__in=reach.pairs)
    rows = LessonVisit.objects.filter(asked | named, due__gte=reach.on)
    return rows.select_related("enrolment__person", "appointment__person").order_by("due", "pk")


def sheets_to_read(reach: Reach) -> QuerySet[LessonVisit]:
    rows = LessonVisit.objects.filter(
        enrolment__in=reach.cases, shared_on__isnull=False, read_on__isnull=True
    )
    return rows.select_related("appointment__person").order_by("shared_on", "pk")


def visits_to_hold(reach: Reach) -> QuerySet[LessonVisit]:
    """Agreed visits of the reader's tutees, and held ones whose sheet is not handed over."""
    open_ = (LessonVisit.Status.AGREED, LessonVisit.Status.HELD)
    rows = LessonVisit.objects.filter(enrolment__in=reach.pairs, status__in=open_)
    return rows.select_related("enrolment__person").order_by("on", "pk")


def recommendations_to_answer(reach: Reach) -> QuerySet[Recommendation]:
    open_ = (Recommendation.Status.GIVEN, Recommendation.Status.ACCEPTED)
    rows = Recommendation.objects.filter(enrolment__in=reach.cases, status__in=open_)
    return rows.order_by("due", "pk")


def consultations_to_confirm(reach: Reach) -> QuerySet[Attendance]:
    """Own records in the journal that are neither confirmed nor objected to."""
    rows = Attendance.objects.filter(
        enrolment__in=reach.cases,
        person=reach.person or 0,
        activity__form__in=CONSULTATIONS,
        activity__status=Activity.Status.HELD,
        confirmed_on__isnull=True,
        objected_on__isnull=True,
    )
    return rows.select_related("activity__leader").order_by("-activity__begins_at")


def objections(reach: Reach) -> QuerySet[Attendance]:
    """Records of the reader that a participant has objected to."""
    rows = Attendance.objects.filter(
        activity__leader=reach.person or 0,
        activity__status=Activity.Status.HELD,
        objected_on__isnull=False,
    )
    return rows.select_related("activity", "person").order_by("objected_on")


def complaints_to_settle(reach: Reach) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(
        unit__in=reach.units("municipal_coordinator"),
        complained_on__isnull=False,
        settled_on__isnull=True,
    )
    return rows.select_related("enrolment__person").order_by("complained_on")


def attended_by(who: Q) -> QuerySet[Attendance, int]:
    """Keys of activities with such a participant."""
    return Attendance.objects.filter(who).values_list("activity", flat=True)


def objected() -> QuerySet[Attendance, int]:
    """Keys of activities to whose record somebody has objected."""
    return attended_by(Q(objected_on__isnull=False))


def unconfirmed() -> QuerySet[Attendance, int]:
    """Keys of activities that somebody has not confirmed yet."""
    return attended_by(Q(confirmed_on__isnull=True))
