"""Deeds about who supports whom."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import notify
from marshrut.people.models import Office
from marshrut.people.reach import Reach
from marshrut.people.roles import holders, offices_on
from marshrut.programmes import access
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.programmes.queries import guarding, lineage, not_before_since, open_on, tutors
from marshrut.programmes.sheets import case_sheets


@deed
def pair(
    *,
    enrolment: int,
    appointment: int,
    reason: str = "",
    since: date | None = None,
    actor: Reach,
    at: datetime,
) -> Pairing:
    """Give a tutee a tutor from a day on; the one before ends on that day, so no gap is left."""
    row = lock(Enrolment.objects.select_related("programme"), enrolment, None)
    tutor = Appointment.objects.get(pk=appointment)
    if not access.may_pair(actor, row.unit_id):
        raise Forbidden
    day = since or actor.on
    if day > actor.on:
        raise Wrong("future_date", field="since")
    if tutor.programme_id != row.programme_id or tutor.status(day) != "appointed":
        raise Wrong("not_appointed", field="appointment")
    if not row.is_open(day):
        raise Wrong("closed")
    _refuse_overlap(row, tutor, day)
    before = Pairing.objects.filter(open_on(day), enrolment=row)
    left = list(before.values_list("appointment", flat=True))
    before.update(until=day)
    new = Pairing.objects.create(enrolment=row, appointment=tutor, since=day, reason=reason)
    rules = guarding(row.programme, day)
    as_it_would_be = case_sheets(rules, day, Enrolment.objects.filter(pk=row.pk))
    guard_deed(rules, "pair", *as_it_would_be, on=day)
    record(
        "pair",
        new,
        actor=actor,
        at=at,
        before={"appointment": left[0] if left else None},
        after={"enrolment": row.pk, "appointment": tutor.pk, "since": day},
        unit=row.unit_id,
        programme=row.programme_id,
    )
    return new


def _refuse_overlap(row: Enrolment, tutor: Appointment, day: date) -> None:
    """The same tutor twice, or a change dated before a later one."""
    known = Pairing.objects.filter(Q(until__isnull=True) | Q(until__gt=day), enrolment=row)
    if known.filter(since__gt=day).exists():
        raise Wrong("dates", field="since")
    if known.filter(open_on(day, "appointment__"), appointment=tutor).exists():
        raise Wrong("twice", field="appointment")


@deed
def pair_unit(*, appointment: Appointment, actor: Reach, at: datetime) -> int:
    """Pair everybody of the school who has no tutor, when it has exactly one tutor.

    With several the head decides: it is a task for them, not a guess.
    """
    if not access.may_pair(actor, appointment.unit_id):
        raise Forbidden
    day = max(actor.on, appointment.since or actor.on)
    programme = appointment.programme
    here = tutors(programme, day).filter(unit=appointment.unit_id)
    if list(here.values_list("pk", flat=True)) != [appointment.pk]:
        return 0
    paired = Pairing.objects.filter(
        open_on(day) & open_on(day, "appointment__"), enrolment=OuterRef("pk")
    )
    alone = Enrolment.objects.filter(
        ~Exists(paired), open_on(day), programme=programme, unit=appointment.unit_id
    ).exclude(person=appointment.person_id)
    keys = list(alone.values_list("pk", flat=True))
    if not keys:
        return 0
    stale = Pairing.objects.filter(enrolment__in=keys, until__isnull=True)
    stale.update(until=not_before_since(day))
    Pairing.objects.bulk_create(
        Pairing(enrolment_id=key, appointment=appointment, since=day) for key in keys
    )
    _record_bulk("pair_unit", keys, appointment, actor, at)
    return len(keys)


@deed
def hand_over(
    *,
    appointment: Appointment,
    successor: Appointment | None,
    on: date,
    actor: Reach,
    at: datetime,
) -> list[int]:
    """End the pairings of an ended appointment; a successor takes them, or the gap is told."""
    if not access.may_pair(actor, appointment.unit_id):
        raise Forbidden
    if successor is not None and not _may_succeed(successor, appointment, on):
        raise Wrong("not_appointed", field="successor")
    open_ = Pairing.objects.filter(appointment=appointment, until__isnull=True)
    rows = dict(open_.order_by("enrolment").values_list("enrolment", "enrolment__person"))
    left = list(rows)
    open_.update(until=not_before_since(on))
    # A successor who still has a case of their own does not become their own tutor.
    taken = [key for key, person in rows.items() if successor and person != successor.person_id]
    if successor is not None:
        Pairing.objects.bulk_create(
            Pairing(enrolment_id=key, appointment=successor, since=on, reason="handed_over")
            for key in taken
        )
    if len(taken) < len(left):
        _tell_gap(appointment, len(left) - len(taken), at, on)
    _record_bulk("hand_over", left, appointment, actor, at)
    return left


def _may_succeed(successor: Appointment, left: Appointment, on: date) -> bool:
    """Another tutor of the same programme on that day."""
    same = successor.programme_id == left.programme_id and successor.pk != left.pk
    return same and successor.status(on) == "appointed"


def _tell_gap(appointment: Appointment, count: int, at: datetime, on: date) -> None:
    coordinators = holders(Office.Role.MUNICIPAL_COORDINATOR, lineage(appointment.unit), on=on)
    heads = offices_on(on).filter(role=Office.Role.HEAD, unit=appointment.unit_id)
    users = [row.person.user_id for row in (*coordinators, *heads.select_related("person"))]
    notify(
        users=[user for user in users if user],
        code="gap",
        params={"unit": appointment.unit.short_name, "count": count},
        url=f"/programmes/{appointment.programme_id}/tutees/?without=tutor",
        at=at,
    )


def _record_bulk(
    verb: str, keys: list[int], appointment: Appointment, actor: Reach, at: datetime
) -> None:
    record(
        verb,
        Enrolment,
        keys=keys,
        actor=actor,
        at=at,
        after={"appointment": appointment.pk},
        unit=appointment.unit_id,
        programme=appointment.programme_id,
    )
