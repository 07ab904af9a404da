"""Deeds about consultations: one line each, as many as are needed, confirmed by who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from marshrut.activities import access
from marshrut.activities.forms import CONSULTATION, CONSULTATIONS
from marshrut.activities.holding import guard_holding
from marshrut.activities.models import Activity, Attendance
from marshrut.activities.telling import day_of, past, record_it
from marshrut.groups.operations import reopen_application
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.norms.catalogues import NOTHING_CHOSEN, Chosen
from marshrut.notices.outbox import notify
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.guards import name_by_catalogue
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import tutors
from marshrut.requests.queries import accounts, tutor_of

Status = Activity.Status


@deed
def record_consultation(
    *,
    enrolments: Sequence[Enrolment],
    begins_at: datetime,
    title: str,
    mode: str = Activity.Mode.PERSON,
    minutes: int | None = None,
    content: str = "",
    advice: str = "",
    next_on: date | None = None,
    leader: Person | None = None,
    paper: Paper | None = None,
    words: Chosen = NOTHING_CHOSEN,
    actor: Reach,
    at: datetime,
) -> Activity:
    """Record a consultation held with one tutee or several at once; there is no cap, on purpose.

    From a paper journal it is entered in the name of the ``leader`` who kept it.
    """
    on_behalf = paper is not None and leader is not None
    if not enrolments or not all(
        access.may_enter_journal(actor, row) if on_behalf else access.may_write_to(actor, row)
        for row in enrolments
    ):
        raise Forbidden
    first = enrolments[0]
    if any(row.programme_id != first.programme_id for row in enrolments):
        raise Wrong("several_programmes", field="enrolments")
    held = past(first.unit.day(begins_at), actor, "on", since=first.programme.since)
    if next_on is not None and next_on <= held:
        raise Wrong("next_before", field="next_on")
    if leader is not None and not tutors(first.programme, held).filter(person=leader).exists():
        raise Wrong("not_appointed", field="leader")
    guard_holding(first.programme, CONSULTATION, "direct", held)
    name_by_catalogue(first.programme, words, "activity", on=held)
    row = Activity.objects.create(
        programme=first.programme,
        unit_id=first.unit_id,
        form=CONSULTATION,
        words=dict(words),
        title=title,
        mode=mode,
        leader_id=leader.pk if leader else _leader(first, actor),
        begins_at=begins_at,
        minutes=minutes,
        status=Status.HELD,
        content=content,
        advice=advice,
        next_on=next_on,
        entered_at=at,
    )
    Attendance.objects.bulk_create(
        Attendance(activity=row, person_id=one.person_id, enrolment=one, status="attended")
        for one in enrolments
    )
    after = {"on": held, "minutes": minutes, "enrolments": [one.pk for one in enrolments]}
    spoken("record_consultation", row, person=row.leader_id, paper=paper, actor=actor, at=at)
    record_it("record_consultation", row, actor, at, None, after)
    _tell_participants(row, "consultation_recorded", at)
    return row


@deed
def correct_consultation(
    *,
    activity: int,
    row_version: int | None,
    begins_at: datetime,
    title: str,
    mode: str = Activity.Mode.PERSON,
    minutes: int | None = None,
    content: str = "",
    advice: str = "",
    next_on: date | None = None,
    words: Chosen = NOTHING_CHOSEN,
    actor: Reach,
    at: datetime,
) -> Activity:
    """Correct the record; who objected or confirmed is asked again."""
    row = lock(Activity.objects.select_related("programme", "unit"), activity, row_version)
    if not access.may_correct(actor, row):
        raise Forbidden
    if row.form not in CONSULTATIONS or row.status != Status.HELD:
        raise Wrong("closed")
    held = past(row.unit.day(begins_at), actor, "on", since=row.programme.since)
    name_by_catalogue(row.programme, words, "activity", row.pk, on=held)
    before, after = changes(
        row,
        begins_at=begins_at,
        title=title,
        mode=mode,
        minutes=minutes,
        content=content,
        advice=advice,
        next_on=next_on,
        words=dict(words),
    )
    row.save()
    row.attendances.update(confirmed_on=None, objected_on=None, objection="")
    record_it("correct_consultation", row, actor, at, before, after)
    _tell_participants(row, "consultation_corrected", at)
    return row


@deed
def cancel_consultation(
    *, activity: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> Activity:
    """Take a record back with a reason: it stays in the journal and counts nowhere."""
    row = lock(Activity, activity, row_version)
    if not access.may_correct(actor, row):
        raise Forbidden
    if row.form not in CONSULTATIONS or row.status == Status.CANCELLED:
        raise Wrong("closed")
    before, after = changes(row, status=Status.CANCELLED, reason=reason)
    row.save()
    record_it("cancel_consultation", row, actor, at, before, after)
    if row.application_id is not None:
        reopen_application(application=row.application_id, actor=actor, at=at)
    _tell_participants(row, "consultation_cancelled", at)
    return row


@deed
def confirm_consultation(
    *,
    attendance: int,
    row_version: int | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Attendance:
    """The participant's tick in the journal: it was so."""
    row = _attendance(attendance, row_version)
    on_behalf = paper is not None and access.may_record_presence(actor, row)
    if not (access.may_confirm(actor, row) or on_behalf):
        raise Forbidden
    if row.activity.status != Status.HELD or row.confirmed_on:
        raise Wrong("closed")
    held = row.activity.unit.day(row.activity.begins_at)
    day = past(day_of(paper, actor), actor, "happened_on", since=held)
    before, after = changes(row, confirmed_on=day, objected_on=None, objection="")
    row.save()
    spoken("confirm_consultation", row, person=row.person_id, paper=paper, actor=actor, at=at)
    record_it("confirm_consultation", row, actor, at, before, after)
    return row


@deed
def object_to_consultation(
    *, attendance: int, row_version: int | None = None, objection: str, actor: Reach, at: datetime
) -> Attendance:
    """«It is not so»: the record is marked; who made it corrects it or takes it back."""
    row = _attendance(attendance, row_version)
    if not access.may_confirm(actor, row):
        raise Forbidden
    if row.activity.status != Status.HELD:
        raise Wrong("closed")
    before, after = changes(row, objected_on=actor.on, objection=objection, confirmed_on=None)
    row.save()
    record_it("object_to_consultation", row, actor, at, before, after)
    notify(
        users=accounts(row.activity.leader),
        code="consultation_objected",
        params={"who": row.person.short_name},
        url=f"/activities/consultations/{row.activity_id}/",
        at=at,
    )
    return row


def _attendance(key: int, row_version: int | None) -> Attendance:
    rows = Attendance.objects.select_related(
        "activity__leader", "activity__unit", "person", "enrolment"
    )
    return lock(rows, key, row_version)


def _leader(enrolment: Enrolment, actor: Reach) -> int:
    """The person who advised; a job records in the name of the tutor of the day."""
    if actor.person is not None:
        return actor.person
    tutor = tutor_of(enrolment, actor.on)
    if tutor is None:
        raise Wrong("no_tutor", field="enrolments")
    return tutor.person_id


def _tell_participants(row: Activity, code: str, at: datetime) -> None:
    people = [one.person for one in row.attendances.select_related("person")]
    notify(
        users=accounts(*people),
        code=code,
        params={"who": row.leader.short_name},
        url=f"/activities/consultations/{row.pk}/",
        at=at,
    )
