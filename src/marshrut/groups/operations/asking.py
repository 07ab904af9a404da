"""Deeds on applications for work with people: asked for, given to a tutor, done, escalated."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from marshrut.files.operations import keep_file
from marshrut.groups import access
from marshrut.groups.answering import (
    RELATED,
    asker,
    fulfil,
    page_of,
    require_tutor,
    tell_coordinators,
    waiting_for_answer,
)
from marshrut.groups.asked import Asked, require_told
from marshrut.groups.models import Application, ApplicationHandOver, ApplicationPerson
from marshrut.groups.queries import require_staff
from marshrut.groups.taking import days_for, kinds_of, own_kinds
from marshrut.groups.telling import tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.organisations.calendars import due_after
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import Guarding, guarding, require_open
from marshrut.requests.queries import accounts, accounts_above


@deed
def apply_for_service(
    *, programme: Programme, unit: Unit, asked: Asked, actor: Reach, at: datetime
) -> Application:
    """An organisation asks for work of a kind that a clause or the place lets it ask for."""
    if not access.may_apply(actor, unit.pk):
        raise Forbidden
    found = _taken(programme, asked, actor)
    if asked.kind not in kinds_of(found):
        raise Wrong("unknown_kind", field="kind")
    require_staff(programme, asked.people, unit.pk, actor.on)
    row = _asked(programme, unit, asked, days_for(found, asked.kind), actor, at)
    after = {"kind": row.kind, "people": sorted(one.pk for one in asked.people), "due": row.due}
    record_it("apply_for_service", row, actor, at, None, after)
    tell_coordinators(row, "service_asked", actor, at)
    return row


@deed
def ask_for_oneself(
    *, programme: Programme, unit: Unit, asked: Asked, actor: Reach, at: datetime
) -> Application:
    """A teacher asks for advice or a review for themselves: the coordinator gives it to a tutor."""
    if not access.may_ask_for_oneself(actor, unit.pk):
        raise Forbidden
    me = Person.objects.get(pk=actor.person or 0)
    mine = replace(asked, people=(me,), audience="")
    found = _taken(programme, mine, actor)
    if mine.kind not in own_kinds(actor, found):
        raise Wrong("unknown_kind", field="kind")
    require_staff(programme, mine.people, unit.pk, actor.on)
    days = days_for(found, mine.kind)
    row = _asked(programme, unit, mine, days, actor, at, personal=True)
    record_it("ask_for_oneself", row, actor, at, None, {"kind": row.kind, "due": row.due})
    tell_coordinators(row, "service_asked", actor, at)
    return row


def _taken(programme: Programme, asked: Asked, actor: Reach) -> Guarding:
    """The rules of the day, once everything is said; nothing begins in a closed programme."""
    require_open(programme)
    require_told(asked, actor.on)
    return guarding(programme, actor.on)


def _asked(
    programme: Programme,
    unit: Unit,
    asked: Asked,
    days: int,
    actor: Reach,
    at: datetime,
    *,
    personal: bool = False,
) -> Application:
    received = asked.received
    row = Application.objects.create(
        programme=programme,
        unit=unit,
        personal=personal,
        kind=asked.kind,
        sort=asked.sort,
        title=asked.title,
        audience=asked.audience,
        wanted=asked.wanted,
        wanted_since=asked.since,
        wanted_until=asked.until,
        file=keep_file(received=received, actor=actor, at=at) if received else None,
        submitted_by_id=actor.person,
        why=asked.why,
        submitted_on=actor.on,
        due=due_after(unit, actor.on, days),
    )
    ApplicationPerson.objects.bulk_create(
        ApplicationPerson(application=row, person=person) for person in asked.people
    )
    return row


@deed
def assign_application(
    *,
    application: int,
    row_version: int | None,
    appointment: Appointment,
    answer: str = "",
    actor: Reach,
    at: datetime,
) -> Application:
    """Accept it and give it to a tutor of the programme; both sides are told."""
    row = waiting_for_answer(application, row_version, actor)
    if row.kind == Application.TOPIC:
        raise Wrong("unknown_kind")
    require_tutor(row, appointment, actor.on)
    before, after = changes(row, accepted_on=actor.on, appointment=appointment, answer=answer)
    row.save()
    record_it("assign_application", row, actor, at, before, after)
    who = appointment.person.short_name
    tell(accounts(row.submitted_by), "service_accepted", row.what, page_of(row), at, who=who)
    given = accounts(appointment.person)
    tell(given, "service_given", row.what, page_of(row), at, unit=asker(row))
    return row


@deed
def reassign_application(
    *,
    application: int,
    row_version: int | None,
    appointment: Appointment,
    reason: str,
    actor: Reach,
    at: datetime,
) -> Application:
    """Give what is accepted to another tutor, with a reason; both tutors and who asked are told."""
    row = lock(Application.objects.select_related(*RELATED), application, row_version)
    if not access.may_answer(actor, row):
        raise Forbidden
    before = row.appointment
    if row.status != "accepted" or before is None:
        raise Wrong("closed")
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    if appointment.person_id == before.person_id and not row.is_stranded(actor.on):
        raise Wrong("same_tutor", field="appointment")
    require_tutor(row, appointment, actor.on)
    ApplicationHandOver.objects.create(
        application=row, before=before, on=actor.on, reason=reason.strip()
    )
    old, new = changes(row, appointment=appointment)
    row.save()
    record_it("reassign_application", row, actor, at, old, new)
    who, unit = appointment.person.short_name, asker(row)
    given = accounts(appointment.person)
    tell(accounts(row.submitted_by), "service_reassigned", row.what, page_of(row), at, who=who)
    tell(given, "service_given", row.what, page_of(row), at, unit=unit)
    # Who had it does not see the request any more.
    gone = [user for user in accounts(before.person) if user not in given]
    tell(gone, "service_taken", row.what, "/groups/applications/", at, unit=unit)
    return row


@deed
def finish_application(
    *,
    application: int,
    row_version: int | None,
    result: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Application:
    """The tutor tells what was done; the organisation reads it."""
    row = lock(Application.objects.select_related(*RELATED), application, row_version)
    on_behalf = paper is not None and access.may_finish_for(actor, row)
    if not (access.may_finish(actor, row) or on_behalf):
        raise Forbidden
    fulfil(row, result, actor, at)
    if row.appointment is not None:
        tutor = row.appointment.person_id
        spoken("finish_application", row, person=tutor, paper=paper, actor=actor, at=at)
    return row


@deed
def reopen_application(*, application: int, actor: Reach, at: datetime) -> Application:
    """What was told as done was taken back: the tutor has it again."""
    row = lock(Application.objects.select_related(*RELATED), application, None)
    if not access.may_reopen(actor, row):
        raise Forbidden
    if row.status != "done":
        return row
    before, after = changes(row, result="", done_on=None)
    row.save()
    record_it("reopen_application", row, actor, at, before, after)
    tell(accounts(row.submitted_by), "service_reopened", row.what, page_of(row), at)
    return row


@deed
def escalate_application(*, application: int, actor: Reach, at: datetime) -> Application:
    """Tell those who answer, and who asked, that the term of the answer is over: once."""
    row = lock(Application.objects.select_related(*RELATED), application, None)
    if not access.may_answer(actor, row):
        raise Forbidden
    if row.shown_status(actor.on) != "overdue" or row.escalated_on:
        return row
    before, after = changes(row, escalated_on=actor.on)
    row.save()
    record_it("escalate_application", row, actor, at, before, after)
    above = accounts_above(access.COORDINATOR, row.unit, actor.on)
    users = sorted({*above, *accounts(row.submitted_by)})
    tell(users, "application_overdue", row.what, page_of(row), at, unit=asker(row))
    return row
