"""One row of a list: what it is and how it stands, its text only for who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.activities import access
from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.groups.models import GroupSession
from marshrut.people.reach import Reach
from marshrut.requests import access as request_access
from marshrut.requests.models import Request as Asked
from marshrut.web.names import short
from marshrut.web.terms import term

MIDNIGHT = "00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Ready for the table; ``mine`` is the reader's own unconfirmed attendance."""

    href: str
    on: date
    kind: str
    thing: str
    code: str
    text: str = ""
    time: str = ""
    minutes: int | None = None
    people: str = ""
    tutor: str = ""
    due: date | None = None
    mine: Attendance | None = None
    extra: str = ""
    programme: int = 0


def time_of(row: Activity) -> str:
    """The local time, or nothing where only the day is known."""
    told = row.begins_at.astimezone(ZoneInfo(row.unit.zone)).strftime("%H:%M")
    return "" if told == MIDNIGHT else told


def state_of(row: Activity) -> str:
    """How a record of a consultation stands among those who were there."""
    lines = list(row.attendances.all())
    if row.status != Activity.Status.HELD:
        return str(row.status)
    if any(one.objected_on for one in lines):
        return "objected"
    return "confirmed" if lines and all(one.confirmed_on for one in lines) else "held"


def people_of(row: Activity) -> str:
    return ", ".join(short(one.person) for one in row.attendances.all())


def of_activity(row: Activity, reach: Reach) -> Line:
    if row.form not in CONSULTATIONS:
        return of_meeting(row)
    own = [one for one in row.attendances.all() if one.person_id == reach.person]
    waits = [one for one in own if not one.confirmed_on and not one.objected_on]
    return Line(
        programme=row.programme_id,
        href=reverse("consultation", args=[row.pk]),
        on=row.unit.day(row.begins_at),
        time=time_of(row),
        minutes=row.minutes,
        kind=_("Consultation"),
        text=row.title if access.may_read_activity(reach, row) else "",
        people=people_of(row),
        tutor=short(row.leader),
        thing="consultation",
        code=state_of(row),
        mine=waits[0] if waits and row.status == Activity.Status.HELD else None,
    )


def of_meeting(row: Activity) -> Line:
    """An activity of a community, whose plan is open."""
    name = term("activity_form", row.form)
    return Line(
        programme=row.programme_id,
        href=reverse("meeting", args=[row.pk]),
        on=row.unit.day(row.begins_at),
        time=time_of(row),
        minutes=row.minutes,
        kind=name[:1].upper() + name[1:],
        text=row.title,
        people=people_of(row),
        tutor=short(row.leader),
        thing="activity",
        code=row.status,
    )


def of_visit(row: LessonVisit, reach: Reach) -> Line:
    readable = access.may_read_texts(reach, row)
    waits = row.status in {LessonVisit.Status.PROPOSED, LessonVisit.Status.OTHER_TIME}
    named = row.status == LessonVisit.Status.OTHER_TIME and row.other_on
    lesson = row.other_lesson if named else row.lesson
    return Line(
        programme=row.programme_id,
        href=reverse("visit", args=[row.pk]),
        on=row.held_on or (row.other_on if named else None) or row.on,
        time=_("lesson %(n)s") % {"n": lesson} if lesson else "",
        kind=_("Visit to a lesson"),
        text=row.topic if readable else "",
        extra=row.school_class if readable else "",
        people=short(row.enrolment.person),
        tutor=short(row.appointment.person),
        thing="visit",
        code=row.status,
        due=row.due if waits else None,
    )


def of_session(row: GroupSession, reach: Reach) -> Line:
    """A session of a group; who is in the group is told on its own page."""
    tutor = row.group.appointment
    return Line(
        programme=row.programme_id,
        href=reverse("group_session", args=[row.pk]),
        on=row.held_on or row.on,
        kind=_("Session of a group"),
        text=row.topic,
        extra=row.pupils,
        people=_("Group %(number)s") % {"number": row.group.number},
        tutor=short(tutor.person) if tutor else "",
        thing="session",
        code=row.status(reach.on),
    )


def kind_name(row: Asked) -> str:
    """What is asked for."""
    names = {
        Asked.Kind.COLLEAGUE: _("Advice of a colleague"),
        Asked.Kind.CONSULTATION: _("Request for a consultation"),
    }
    return names.get(Asked.Kind(row.kind)) or _("Request for information")


def of_request(row: Asked, reach: Reach) -> Line:
    return Line(
        programme=row.programme_id,
        href=reverse("request", args=[row.pk]),
        on=row.asked_on,
        kind=kind_name(row),
        text=row.what if request_access.may_read_texts(reach, row) else "",
        people=short(row.asked_of),
        tutor=short(row.asked_by),
        thing="request",
        code=row.shown_status(reach.on),
        due=row.due if row.is_open else None,
    )


def of_recommendation(row: Recommendation, reach: Reach) -> Line:
    waits = row.status in {Recommendation.Status.GIVEN, Recommendation.Status.ACCEPTED}
    return Line(
        programme=row.programme_id,
        href=reverse("recommendation", args=[row.pk]),
        on=row.given_on,
        kind=_("Recommendation"),
        text=row.text if access.may_read_texts(reach, row) else "",
        people=short(row.enrolment.person),
        thing="recommendation",
        code=row.status,
        due=row.due if waits else None,
    )


def of_opinion(row: Opinion, reach: Reach) -> Line:
    own = row.about == Opinion.About.OWN
    code = "given"
    if row.settled_on:
        code = "settled"
    elif row.complained_on and access.may_read_complaint(reach, row):
        code = "complained"
    return Line(
        programme=row.programme_id,
        href=reverse("opinion", args=[row.pk]),
        on=row.given_on,
        kind=_("Note on own work") if own else _("Opinion on the work"),
        text=row.text,
        people=short(row.enrolment.person),
        thing="opinion",
        code=code,
    )


def lines(rows: Iterable[object], reach: Reach) -> list[Line]:
    """Rows of any of these tables as lines, in the same order."""
    makers = {
        Activity: of_activity,
        LessonVisit: of_visit,
        GroupSession: of_session,
        Asked: of_request,
        Recommendation: of_recommendation,
        Opinion: of_opinion,
    }
    return [makers[type(row)](row, reach) for row in rows]  # type: ignore[index, operator]
