"""Deeds on applications for work with people: asked for, given to a tutor, done, escalated."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.groups import access
from marshrut.groups.answering import RELATED, fulfil, page_of, waiting_for_answer
from marshrut.groups.models import Application, ApplicationPerson
from marshrut.groups.queries import require_staff
from marshrut.groups.telling import tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.norms.serving import forms_on_request
from marshrut.organisations.calendars import due_after
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import guarding, require_open
from marshrut.requests.queries import accounts, accounts_above, days_to_answer

INDIVIDUAL = "consultation"


@deed
def apply_for_service(
    *,
    programme: Programme,
    unit: Unit,
    kind: str,
    title: str,
    people: Collection[Person] = (),
    audience: str = "",
    wanted: str = "",
    why: str = "",
    actor: Reach,
    at: datetime,
) -> Application:
    """An organisation asks for work of a form that the regulation holds on request.

    An individual consultation names its people; any other tells at least for whom it is.
    """
    if not access.may_apply(actor, unit.pk):
        raise Forbidden
    require_open(programme)
    found = guarding(programme, actor.on)
    if kind not in forms_on_request(found.rules):
        raise Wrong("unknown_kind", field="kind")
    if not title.strip():
        raise Wrong("title_needed", field="title")
    if not people and (kind == INDIVIDUAL or not audience.strip()):
        raise Wrong("nobody_chosen", field="people")
    require_staff(programme, people, unit.pk, actor.on)
    row = Application.objects.create(
        programme=programme,
        unit=unit,
        kind=kind,
        title=title,
        audience=audience,
        wanted=wanted,
        submitted_by_id=actor.person,
        why=why,
        submitted_on=actor.on,
        due=due_after(unit, actor.on, days_to_answer(found, kind)),
    )
    ApplicationPerson.objects.bulk_create(
        ApplicationPerson(application=row, person=person) for person in people
    )
    after = {"kind": kind, "people": sorted(person.pk for person in people), "due": row.due}
    record_it("apply_for_service", row, actor, at, None, after)
    users = accounts_above(access.COORDINATOR, unit, actor.on)
    others = [user for user in users if user != actor.user_id]
    tell(others, "service_asked", row.what, page_of(row), at, unit=unit.short_name)
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
    if appointment.programme_id != row.programme_id or appointment.status(actor.on) != "appointed":
        raise Wrong("not_appointed", field="appointment")
    if row.named.filter(person=appointment.person_id).exists():
        raise Wrong("tutor_named", field="appointment")
    before, after = changes(row, accepted_on=actor.on, appointment=appointment, answer=answer)
    row.save()
    record_it("assign_application", row, actor, at, before, after)
    who = appointment.person.short_name
    tell(accounts(row.submitted_by), "service_accepted", row.what, page_of(row), at, who=who)
    given = accounts(appointment.person)
    tell(given, "service_given", row.what, page_of(row), at, unit=row.unit.short_name)
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
    tell(users, "application_overdue", row.what, page_of(row), at, unit=row.unit.short_name)
    return row
