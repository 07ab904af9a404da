"""Deeds about tutors: agreement, appointment, its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.norms.admission import appointed_by, enrols_by_itself
from marshrut.norms.rules import Decision
from marshrut.notices.outbox import notify
from marshrut.orders.models import Order
from marshrut.people.models import Employment
from marshrut.people.paper import Paper, entered_for, spoken
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.programmes.operations.enrolments import enrol
from marshrut.programmes.operations.pairs import hand_over, pair, pair_unit
from marshrut.programmes.queries import (
    guarding,
    not_before_since,
    open_on,
    require_open,
    tutors,
)
from marshrut.programmes.sheets import tutor_sheet
from marshrut.regulations.guards import law

Made = Mapping[str, tuple[date, ...]]


@deed
def withdraw_candidate(
    *, appointment: int, row_version: int | None, actor: Reach, at: datetime
) -> Appointment:
    """Take a person off the list of candidates."""
    row = lock(Appointment, appointment, row_version)
    if not access.may_name_candidate(actor, row.unit_id):
        raise Forbidden
    if row.status(actor.on) not in {"candidate", "agreed"} or row.since is not None:
        raise Wrong("not_a_candidate")
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    _record("withdraw_candidate", row, actor, at, before, after)
    return row


@deed
def agree_to_tutor(
    *,
    appointment: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """The person's own agreement to be a tutor, asked by the law in every model.

    Recorded from paper by who answers for the organisation.
    """
    row = lock(Appointment, appointment, row_version)
    on_behalf = paper is not None and access.may_record_for(actor, row.unit_id)
    if not (access.may_agree(actor, row) or on_behalf):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("not_a_candidate")
    if row.agreed_on:
        raise Wrong("already_agreed")
    before, after = changes(row, agreed_on=paper.happened_on if paper else actor.on)
    row.save()
    spoken("agree_to_tutor", row, person=row.person_id, paper=paper, actor=actor, at=at)
    _record("agree_to_tutor", row, actor, at, before, after)
    return row


@deed
def appoint(
    *,
    appointment: int,
    row_version: int | None,
    order: Order,
    since: date,
    until: date,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """Appoint a tutor by an order on [since, until), guarded by the regulation.

    The tutor is no tutee any more; tutees of the school are paired at once where it is clear.
    """
    row = lock(
        Appointment.objects.select_related("programme", "person", "unit"), appointment, row_version
    )
    on_behalf = paper is not None and access.may_record_for(actor, row.unit_id)
    body = appointed_by(guarding(row.programme, actor.on).rules)
    if not (access.may_appoint(actor, row, body) or on_behalf):
        raise Forbidden
    require_open(row.programme)
    if row.status(actor.on) not in {"candidate", "agreed"} or row.since is not None:
        raise Wrong("not_a_candidate")
    if until <= since:
        raise Wrong("until_before_since", field="until")
    if since < row.programme.since or until > row.programme.until:
        raise Wrong("outside_programme", field="until")
    before, after = changes(row, order=order, since=since, until=until)
    _guard_appointment(row, actor.on)
    row.save()
    spoken("appoint", row, person=row.person_id, paper=paper, actor=actor, at=at)
    # An order of the department is no word of the school: nothing was entered in its name.
    if order.unit_id == row.unit_id:
        entered_for("appoint", row, unit=row.unit_id, actor=actor, at=at)
    _record("appoint", row, actor, at, before, after)
    _leave_list(row, since, actor, at)
    pair_unit(appointment=row, actor=actor, at=at)
    if row.person.user_id:
        notify(
            users=[row.person.user_id],
            code="appointed",
            params={"unit": row.unit.short_name},
            url=f"/programmes/tutors/{row.pk}/",
            at=at,
        )
    return row


def _guard_appointment(row: Appointment, on: date) -> Decision:
    rules = guarding(row.programme, on)
    sheet = tutor_sheet(row, rules, on)
    agreed = [] if row.agreed_on else [law("agreement", True, False, kind="tutor", key=row.pk)]
    return guard_deed(rules, "appoint", sheet, on=on, also=agreed)


def _leave_list(row: Appointment, since: date, actor: Reach, at: datetime) -> None:
    """Nobody is a tutor and a tutee without a subject at once; an open case goes on."""
    listed = Enrolment.objects.filter(
        programme=row.programme, person=row.person, subject__isnull=True, until__isnull=True
    )
    keys = list(listed.values_list("pk", flat=True))
    if not keys:
        return
    paired = Pairing.objects.filter(enrolment__in=keys, until__isnull=True)
    paired.update(until=not_before_since(since))
    Enrolment.objects.filter(pk__in=keys).update(
        until=not_before_since(since), end=Enrolment.End.LEFT, end_reason="appointed"
    )
    record(
        "leave_support",
        Enrolment,
        keys=keys,
        actor=actor,
        at=at,
        after={"until": since, "reason": "appointed"},
        unit=row.unit_id,
        programme=row.programme_id,
    )


@deed
def end_appointment(
    *,
    appointment: int,
    row_version: int | None,
    on: date,
    reason: str,
    order: Order | None = None,
    successor: Appointment | None = None,
    made: Made | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """End an appointment on a day; its tutees go to the successor, or the gap is told.

    At its term the regulation may ask for what the tutor had to make: ``made`` is that, by kind,
    given by the nouns that keep it.
    """
    row = lock(Appointment.objects.select_related("programme"), appointment, row_version)
    if not access.may_record_for(actor, row.unit_id):
        raise Forbidden
    if row.since is None or row.until is None or row.status(actor.on) != "appointed":
        raise Wrong("not_appointed")
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    if not row.since <= on <= row.until:
        raise Wrong("dates", field="on")
    if on == row.until:
        rules = guarding(row.programme, actor.on)
        sheet = replace(tutor_sheet(row, rules, actor.on), products=made or {})
        guard_deed(rules, "end_appointment", sheet, on=actor.on)
    row.save()
    after = {"until": on, "reason": reason}
    _record("end_appointment", row, actor, at, {"until": row.until}, after)
    return release_tutor(
        appointment=row.pk,
        on=on,
        reason=reason,
        order=order,
        successor=successor,
        actor=actor,
        at=at,
    )


@deed
def release_tutor(
    *,
    appointment: int,
    on: date,
    reason: str,
    order: Order | None = None,
    successor: Appointment | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """What follows when somebody is a tutor no longer, for whatever reason; nothing is guarded.

    Tutees are handed over: to the successor, or to the only tutor left in the organisation. Who
    still works there is a tutee again, where the regulation enrols by itself.
    """
    row = lock(Appointment.objects.select_related("programme", "unit", "person"), appointment, None)
    if not access.may_record_for(actor, row.unit_id):
        raise Forbidden
    if row.since is None or row.end_reason:
        raise Wrong("not_appointed")
    before, after = changes(row, until=max(on, row.since), end_reason=reason, end_order=order)
    row.save()
    _record("release_tutor", row, actor, at, before, after)
    heir = successor or _only_other(row, on)
    hand_over(appointment=row, successor=heir, on=on, actor=actor, at=at)
    _return_to_list(row, heir, on, actor, at)
    return row


def _only_other(row: Appointment, on: date) -> Appointment | None:
    """The one tutor left in the organisation; with several the head chooses."""
    left = list(tutors(row.programme, on).filter(unit=row.unit_id).exclude(pk=row.pk)[:2])
    return left[0] if len(left) == 1 else None


def _return_to_list(
    row: Appointment, heir: Appointment | None, on: date, actor: Reach, at: datetime
) -> None:
    works = Employment.objects.filter(
        open_on(on), person=row.person, unit=row.unit_id, pedagogical=True
    )
    inside = row.programme.closed_on is None and on < row.programme.until
    if not inside or not works.exists() or not enrols_by_itself(guarding(row.programme, on).rules):
        return
    listed = enrol(
        programme=row.programme,
        person=row.person,
        unit=row.unit_id,
        basis="automatic",
        since=on,
        actor=actor,
        at=at,
    )
    if listed is not None and heir is not None and on <= actor.on:
        pair(enrolment=listed.pk, appointment=heir.pk, since=on, actor=actor, at=at)


def _record(
    verb: str,
    row: Appointment,
    actor: Reach,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )
