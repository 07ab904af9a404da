"""Deeds about a visit until it is agreed: an act of consent, with another time and a plain no."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from marshrut.activities import access
from marshrut.activities.models import LessonVisit
from marshrut.activities.telling import RELATED, day_of, past, record_it, tell_tutee, tell_tutor
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.organisations.calendars import due_after
from marshrut.organisations.models import Unit
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Guarding, guarding
from marshrut.requests.queries import days_to_answer, tutor_of

Status = LessonVisit.Status
WAITING = (Status.PROPOSED, Status.OTHER_TIME)


@deed
def propose_visit(
    *,
    enrolment: Enrolment,
    on: date,
    topic: str,
    purpose: str,
    lesson: int | None = None,
    school_class: str = "",
    within_subject: bool = True,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """Propose to come to a lesson; the tutee answers in the local time, before the day itself."""
    rules = guarding(enrolment.programme, actor.on)
    if not access.may_write_to(actor, enrolment) or not rules.rules.may("tutor", "hold_visit"):
        raise Forbidden
    if not enrolment.is_case or not enrolment.is_open(actor.on):
        raise Wrong("no_case", field="enrolment")
    if on < actor.on:
        raise Wrong("past_date", field="on")
    tutor = tutor_of(enrolment, actor.on)
    if tutor is None:
        raise Wrong("no_tutor", field="enrolment")
    row = LessonVisit.objects.create(
        programme=enrolment.programme,
        unit_id=enrolment.unit_id,
        enrolment=enrolment,
        appointment=tutor,
        on=on,
        lesson=lesson,
        school_class=school_class,
        topic=topic,
        purpose=purpose,
        within_subject=within_subject,
        proposed_on=actor.on,
        due=_due(rules, enrolment.unit, on, actor.on),
    )
    record_it("propose_visit", row, actor, at, None, {"on": on, "due": row.due})
    tell_tutee(row, "visit_proposed", at, on=on, due=row.due)
    return row


@deed
def agree_visit(
    *,
    visit: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """The tutee's own consent to the day proposed."""
    row = _locked(visit, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status != Status.PROPOSED:
        raise Wrong("closed")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.proposed_on)
    before, after = changes(row, status=Status.AGREED, answered_on=day, agreed_on=day)
    row.save()
    _spoken("agree_visit", row, paper, actor, at)
    record_it("agree_visit", row, actor, at, before, after)
    tell_tutor(row, "visit_agreed", actor, at, on=row.on)
    return row


@deed
def propose_other_time(
    *,
    visit: int,
    row_version: int | None,
    other_on: date,
    other_lesson: int | None = None,
    other_time: str = "",
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """The tutee names another day; now the tutor has the same time to accept it."""
    row = _locked(visit, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status not in {Status.PROPOSED, Status.AGREED}:
        raise Wrong("closed")
    if other_on < actor.on:
        raise Wrong("past_date", field="other_on")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.proposed_on)
    rules = guarding(row.programme, actor.on)
    before, after = changes(
        row,
        status=Status.OTHER_TIME,
        answered_on=day,
        agreed_on=None,
        other_on=other_on,
        other_lesson=other_lesson,
        other_time=other_time,
        due=_due(rules, row.unit, other_on, actor.on),
    )
    row.save()
    _spoken("propose_other_time", row, paper, actor, at)
    record_it("propose_other_time", row, actor, at, before, after)
    tell_tutor(row, "visit_other_time", actor, at, on=other_on)
    return row


@deed
def accept_other_time(
    *, visit: int, row_version: int | None, actor: Reach, at: datetime
) -> LessonVisit:
    """The tutor takes the day that the tutee named: both have agreed."""
    row = _locked(visit, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.status != Status.OTHER_TIME or row.other_on is None:
        raise Wrong("closed")
    before, after = changes(
        row, status=Status.AGREED, on=row.other_on, lesson=row.other_lesson, agreed_on=actor.on
    )
    row.save()
    record_it("accept_other_time", row, actor, at, before, after)
    tell_tutee(row, "visit_time_accepted", at, on=row.on)
    return row


@deed
def decline_visit(
    *,
    visit: int,
    row_version: int | None,
    reason: str = "",
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """«Not now»: no reason is owed, and a consent may be taken back until the visit is held."""
    row = _locked(visit, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status not in {*WAITING, Status.AGREED}:
        raise Wrong("closed")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.proposed_on)
    before, after = changes(
        row, status=Status.DECLINED, answered_on=day, agreed_on=None, reason=reason
    )
    row.save()
    _spoken("decline_visit", row, paper, actor, at)
    record_it("decline_visit", row, actor, at, before, after)
    tell_tutor(row, "visit_declined", actor, at, on=row.on)
    return row


@deed
def cancel_visit(
    *, visit: int, row_version: int | None, reason: str = "", actor: Reach, at: datetime
) -> LessonVisit:
    """The tutor takes the proposal back, or cannot come to what was agreed."""
    row = _locked(visit, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.status not in {*WAITING, Status.AGREED}:
        raise Wrong("closed")
    before, after = changes(row, status=Status.CANCELLED, agreed_on=None, reason=reason)
    row.save()
    record_it("cancel_visit", row, actor, at, before, after)
    tell_tutee(row, "visit_cancelled", at, on=row.on)
    return row


@deed
def expire_visit(*, visit: int, actor: Reach, at: datetime) -> LessonVisit:
    """A proposal without an answer by its last good day has lapsed: there is no visit."""
    row = _locked(visit, None)
    if not access.may_expire(actor):
        raise Forbidden
    if row.status not in WAITING or actor.on <= row.due:
        return row
    before, after = changes(row, status=Status.EXPIRED)
    row.save()
    record_it("expire_visit", row, actor, at, before, after)
    tell_tutor(row, "visit_expired", actor, at, on=row.on)
    return row


def _locked(key: int, row_version: int | None) -> LessonVisit:
    return lock(LessonVisit.objects.select_related(*RELATED), key, row_version)


def _may_speak(row: LessonVisit, paper: Paper | None, actor: Reach) -> bool:
    """The tutee, or from paper somebody who answers for the organisation."""
    on_behalf = paper is not None and access.may_record_for(actor, row)
    return access.may_answer(actor, row) or on_behalf


def _due(rules: Guarding, unit: Unit, on: date, today: date) -> date:
    """The local time to answer, cut off on the eve of the lesson."""
    usual = due_after(unit, today, days_to_answer(rules, "visit"))
    return max(today, min(usual, on - timedelta(days=1)))


def _spoken(verb: str, row: LessonVisit, paper: Paper | None, actor: Reach, at: datetime) -> None:
    spoken(verb, row, person=row.enrolment.person_id, paper=paper, actor=actor, at=at)
