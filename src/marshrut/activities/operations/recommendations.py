"""Deeds about recommendations: given, accepted, done, or not done for a reason."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.activities import access
from marshrut.activities.models import LessonVisit, Recommendation
from marshrut.activities.telling import RELATED, day_of, past, record_it, tell_tutee, tell_tutor
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.organisations.calendars import calendar_of, due_after
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import guarding
from marshrut.requests.queries import days_to_answer

Status = Recommendation.Status


@deed
def recommend(
    *,
    enrolment: Enrolment,
    text: str,
    due: date | None = None,
    visit: LessonVisit | None = None,
    actor: Reach,
    at: datetime,
) -> Recommendation:
    """Recommend something, after a visit or by itself; the answer has the local time or longer."""
    if not access.may_write_to(actor, enrolment):
        raise Forbidden
    if not enrolment.is_case or not enrolment.is_open(actor.on):
        raise Wrong("no_case", field="enrolment")
    if visit is not None and visit.enrolment_id != enrolment.pk:
        raise Wrong("visit_of_another", field="visit")
    rules = guarding(enrolment.programme, actor.on)
    unit = enrolment.unit
    least = due_after(unit, actor.on, days_to_answer(rules, "recommendation"))
    if due is not None and due < least:
        raise Wrong("too_soon", field="due", day=least)
    row = Recommendation.objects.create(
        programme=enrolment.programme,
        unit=unit,
        enrolment=enrolment,
        visit=visit,
        text=text,
        given_on=actor.on,
        due=calendar_of(unit, due).moved_off(due) if due else least,
    )
    record_it("recommend", row, actor, at, None, {"due": row.due})
    tell_tutee(row, "recommendation_given", at, due=row.due)
    return row


@deed
def accept_recommendation(
    *,
    recommendation: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Recommendation:
    """The tutee takes it on; the answer is still to come."""
    row = lock(Recommendation.objects.select_related(*RELATED), recommendation, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status != Status.GIVEN:
        raise Wrong("closed")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.given_on)
    before, after = changes(row, status=Status.ACCEPTED, accepted_on=day)
    _record_answer("accept_recommendation", row, paper, actor, at, before, after)
    return row


@deed
def mark_done(
    *,
    recommendation: int,
    row_version: int | None,
    done_on: date | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Recommendation:
    """The tutee has done it, on a day that may lie before today."""
    row = lock(Recommendation.objects.select_related(*RELATED), recommendation, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status not in {Status.GIVEN, Status.ACCEPTED}:
        raise Wrong("closed")
    said = past(day_of(paper, actor), actor, "happened_on", since=row.given_on)
    day = past(done_on or said, actor, "done_on", since=row.given_on)
    before, after = changes(row, status=Status.DONE, done_on=day, answered_on=max(said, day))
    _record_answer("mark_done", row, paper, actor, at, before, after)
    return row


@deed
def mark_not_done(
    *,
    recommendation: int,
    row_version: int | None,
    reason: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Recommendation:
    """It could not be done, and why: that answers it as well."""
    row = lock(Recommendation.objects.select_related(*RELATED), recommendation, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.status not in {Status.GIVEN, Status.ACCEPTED}:
        raise Wrong("closed")
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    said = past(day_of(paper, actor), actor, "happened_on", since=row.given_on)
    before, after = changes(row, status=Status.DECLINED, reason=reason, answered_on=said)
    _record_answer("mark_not_done", row, paper, actor, at, before, after)
    return row


def _may_speak(row: Recommendation, paper: Paper | None, actor: Reach) -> bool:
    """The tutee, or somebody from paper."""
    on_behalf = paper is not None and access.may_record_fulfilment(actor, row)
    return access.may_answer(actor, row) or on_behalf


def _record_answer(
    verb: str,
    row: Recommendation,
    paper: Paper | None,
    actor: Reach,
    at: datetime,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    row.save()
    spoken(verb, row, person=row.enrolment.person_id, paper=paper, actor=actor, at=at)
    record_it(verb, row, actor, at, before, after)
    tell_tutor(row, f"recommendation_{row.status}", actor, at)
