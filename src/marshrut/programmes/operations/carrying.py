"""Carrying the support of a person over from one year's programme into the next."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import (
    Appointment,
    CasePause,
    Enrolment,
    Pairing,
    Programme,
    Subject,
)
from marshrut.programmes.queries import not_before_since, open_on


@deed
def carry_enrolment(
    *,
    enrolment: int,
    programme: Programme,
    appointment: Appointment | None,
    since: date,
    actor: Reach,
    at: datetime,
) -> Enrolment:
    """End a case of one programme on a day and go on with it in the next as a case of its own.

    The new case knows which it continues; who supports it, if anybody, does so from that day.
    """
    row = lock(Enrolment.objects.select_related("subject"), enrolment, None)
    if not (access.may_run(actor, programme.unit_id) and access.may_enrol(actor, row.unit_id)):
        raise Forbidden
    if since > actor.on:
        raise Wrong("next_year_not_begun", field="since")
    if row.subject is None or not row.is_open(since) or row.programme_id != programme.follows_id:
        raise Wrong("closed")
    paused = CasePause.objects.filter(open_on(since), enrolment=row).first()
    before, after = changes(row, until=since, end=Enrolment.End.CARRIED)
    row.save()
    Pairing.objects.filter(enrolment=row, until__isnull=True).update(until=not_before_since(since))
    new = Enrolment.objects.create(
        programme=programme,
        unit_id=row.unit_id,
        person_id=row.person_id,
        basis=row.basis,
        subject=_same_subject(row.subject, programme),
        since=since,
        continues=row,
    )
    if appointment is not None:
        Pairing.objects.create(enrolment=new, appointment=appointment, since=since)
    if paused is not None:
        CasePause.objects.filter(enrolment=row, until__isnull=True).update(until=since)
        CasePause.objects.create(enrolment=new, since=since, reason=paused.reason)
    after |= {"continued": new.pk}
    record(
        "carry_enrolment",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )
    return new


def _same_subject(subject: Subject, programme: Programme) -> Subject:
    """The subject as a row of the new programme: every row belongs to one."""
    new = copy(subject)
    new.pk, new._state.adding = None, True
    new.programme, new.row_version = programme, 1
    new.save()
    return new
