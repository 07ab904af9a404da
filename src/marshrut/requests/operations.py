"""Deeds about requests: asking a tutee for information, asking a colleague for advice."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.organisations.calendars import calendar_of, due_after
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Enrolment, Programme
from marshrut.programmes.queries import guarding
from marshrut.requests import access
from marshrut.requests.models import Request
from marshrut.requests.queries import accounts, accounts_above, days_to_answer, tutor_of
from marshrut.requests.telling import askers, tell

Kind, Status = Request.Kind, Request.Status
RELATED = ("programme", "unit", "enrolment", "asked_by", "asked_of")


@deed
def ask(
    *,
    enrolment: Enrolment,
    what: str,
    why: str,
    kind: str = Kind.INFORMATION,
    days: int | None = None,
    actor: Reach,
    at: datetime,
) -> Request:
    """Ask a tutee for information, at any stage; the answer has the local time or longer."""
    rules = guarding(enrolment.programme, actor.on)
    if not access.may_ask(actor, enrolment) or not rules.rules.may("tutor", "request_information"):
        raise Forbidden
    if not enrolment.is_case or not enrolment.is_open(actor.on):
        raise Wrong("no_case", field="enrolment")
    least = days_to_answer(rules, kind)
    if days is not None and days < least:
        raise Wrong("too_few_days", field="days", days=least)
    row = Request.objects.create(
        programme=enrolment.programme,
        unit_id=enrolment.unit_id,
        enrolment=enrolment,
        kind=kind,
        asked_by_id=_asker(enrolment, actor),
        asked_of_id=enrolment.person_id,
        what=what,
        why=why,
        asked_on=actor.on,
        due=due_after(enrolment.unit, actor.on, days or least),
    )
    record_it("ask", row, actor, at, None, {"asked_of": row.asked_of_id, "due": row.due})
    tell(row, accounts(row.asked_of), "request_asked", at)
    return row


@deed
def ask_colleague(
    *,
    enrolment: Enrolment,
    colleague: Appointment,
    question: str,
    shared: str = "",
    days: int | None = None,
    actor: Reach,
    at: datetime,
) -> Request:
    """Ask another tutor for advice; they see the question and what is shared, not whose case."""
    rules = guarding(enrolment.programme, actor.on)
    if not access.may_ask(actor, enrolment) or not rules.rules.may("tutor", "consult_colleague"):
        raise Forbidden
    if colleague.person_id in {actor.person, enrolment.person_id}:
        raise Wrong("not_a_colleague", field="colleague")
    if (
        colleague.programme_id != enrolment.programme_id
        or colleague.status(actor.on) != "appointed"
    ):
        raise Wrong("not_appointed", field="colleague")
    row = Request.objects.create(
        programme=enrolment.programme,
        unit_id=enrolment.unit_id,
        enrolment=enrolment,
        kind=Kind.COLLEAGUE,
        asked_by_id=_asker(enrolment, actor),
        asked_of_id=colleague.person_id,
        what=question,
        why=shared,
        asked_on=actor.on,
        due=due_after(enrolment.unit, actor.on, days or days_to_answer(rules, Kind.COLLEAGUE)),
    )
    record_it("ask_colleague", row, actor, at, None, {"asked_of": row.asked_of_id, "due": row.due})
    tell(row, accounts(row.asked_of), "advice_asked", at)
    return row


@deed
def ask_consultation(
    *,
    programme: Programme,
    unit: Unit,
    tutor: Person,
    what: str,
    why: str = "",
    actor: Reach,
    at: datetime,
) -> Request:
    """Ask a chosen tutor for a consultation; the clock is that of consultations."""
    if actor.person is None or not access.may_ask_directly(actor, programme):
        raise Forbidden
    if tutor.pk == actor.person:
        raise Wrong("not_a_colleague", field="what")
    rules = guarding(programme, actor.on)
    row = Request.objects.create(
        programme=programme,
        unit=unit,
        kind=Kind.CONSULTATION,
        asked_by_id=actor.person,
        asked_of=tutor,
        what=what,
        why=why,
        asked_on=actor.on,
        due=due_after(unit, actor.on, days_to_answer(rules, Kind.CONSULTATION)),
    )
    record_it("ask_consultation", row, actor, at, None, {"asked_of": tutor.pk, "due": row.due})
    tell(row, accounts(tutor), "consultation_asked", at)
    return row


@deed
def answer(
    *,
    request: int,
    row_version: int | None,
    answer: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Request:
    """Answer a request; late is better than never, so a term that is over does not stop it."""
    row = _locked(request, row_version)
    on_behalf = paper is not None and access.may_record_for(actor, row)
    if not (access.may_answer(actor, row) or on_behalf):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    day = paper.happened_on if paper else actor.on
    if day < row.asked_on:
        raise Wrong("before_asked", field="happened_on")
    before, after = changes(
        row, answer=answer, answered_on=day, status=Status.ANSWERED, clarify_on=None
    )
    row.save()
    spoken("answer", row, person=row.asked_of_id, paper=paper, actor=actor, at=at)
    record_it("answer", row, actor, at, before, after)
    tell(row, askers(row, actor.on), "request_answered", at)
    return row


@deed
def clarify(
    *, request: int, row_version: int | None, question: str, actor: Reach, at: datetime
) -> Request:
    """Ask back what is meant; the clock stands until the explanation."""
    row = _locked(request, row_version)
    if not access.may_answer(actor, row):
        raise Forbidden
    if row.status != Status.OPEN:
        raise Wrong("closed")
    before, after = changes(row, question=question, status=Status.CLARIFY, clarify_on=actor.on)
    row.save()
    record_it("clarify", row, actor, at, before, after)
    tell(row, askers(row, actor.on), "request_unclear", at)
    return row


@deed
def explain(
    *, request: int, row_version: int | None, explanation: str, actor: Reach, at: datetime
) -> Request:
    """Explain what is meant; the working days that the question waited are added to the term."""
    row = _locked(request, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.status != Status.CLARIFY or row.clarify_on is None:
        raise Wrong("closed")
    calendar = calendar_of(row.unit, actor.on)
    left = max(calendar.working_days_between(row.clarify_on, row.due), 1)
    before, after = changes(
        row,
        explanation=explanation,
        status=Status.OPEN,
        due=max(row.due, calendar.add_working_days(actor.on, left)),
        clarify_on=None,
    )
    row.save()
    record_it("explain", row, actor, at, before, after)
    tell(row, accounts(row.asked_of), "request_explained", at)
    return row


@deed
def extend(
    *, request: int, row_version: int | None, due: date, actor: Reach, at: datetime
) -> Request:
    """Give more time: a later day, moved off days off."""
    row = _locked(request, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    later = calendar_of(row.unit, due).moved_off(due)
    if later <= row.due or later < actor.on:
        raise Wrong("not_later", field="due")
    before, after = changes(row, due=later, escalated_on=None)
    row.save()
    record_it("extend", row, actor, at, before, after)
    tell(row, accounts(row.asked_of), "request_extended", at)
    return row


@deed
def withdraw(*, request: int, row_version: int | None, actor: Reach, at: datetime) -> Request:
    """Take a request back: nothing is asked any more."""
    row = _locked(request, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    before, after = changes(row, status=Status.WITHDRAWN, withdrawn_on=actor.on, clarify_on=None)
    row.save()
    record_it("withdraw", row, actor, at, before, after)
    tell(row, accounts(row.asked_of), "request_withdrawn", at)
    return row


@deed
def escalate(*, request: int, actor: Reach, at: datetime) -> Request:
    """Tell whom the clause names that the term is over, once; what was asked stays in the pair."""
    row = _locked(request, None)
    if not access.may_escalate(actor, row):
        raise Forbidden
    if row.status != Status.OPEN or row.escalated_on or actor.on <= row.due:
        return row
    norm = guarding(row.programme, actor.on).rules.answer(row.kind)
    before, after = changes(row, escalated_on=actor.on)
    row.save()
    record_it("escalate", row, actor, at, before, after)
    role = norm.then if norm else "municipal_coordinator"
    told = [*accounts_above(role, row.unit, actor.on), *askers(row, actor.on)]
    tell(
        row,
        [*told, *accounts(row.asked_of)],
        "request_overdue",
        at,
        key=f"overdue:{row.pk}:{row.due}",
    )
    return row


def _locked(key: int, row_version: int | None) -> Request:
    return lock(Request.objects.select_related(*RELATED), key, row_version)


def _asker(enrolment: Enrolment, actor: Reach) -> int:
    """The person who asks; a job asks in the name of the tutor of the day."""
    if actor.person is not None:
        return actor.person
    tutor = tutor_of(enrolment, actor.on)
    if tutor is None:
        raise Wrong("no_tutor", field="enrolment")
    return tutor.person_id
