"""Closing a programme: nothing open is left behind."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Enrolment, Pairing, Programme
from marshrut.programmes.queries import not_before_since


@deed
def close_programme(
    *, programme: int, row_version: int | None, actor: Reach, at: datetime
) -> Programme:
    """Close a running programme whose cases are finished; lists and appointments end with it."""
    row = lock(Programme, programme, row_version)
    if not access.may_run(actor, row.unit_id):
        raise Forbidden
    if row.status != "running":
        raise Wrong("closed")
    open_ = Enrolment.objects.filter(programme=row, until__isnull=True)
    cases = open_.filter(subject__isnull=False).count()
    if cases:
        raise Wrong("open_cases", count=cases)
    day = actor.on
    last = not_before_since(day)
    Pairing.objects.filter(enrolment__programme=row, until__isnull=True).update(until=last)
    open_.update(until=last, end=Enrolment.End.FINISHED)
    working = Appointment.objects.filter(programme=row, since__isnull=False, end_reason="")
    working.filter(until__gt=day).update(until=last)
    working.update(end_reason="closed")
    before, after = changes(row, closed_on=day)
    row.save()
    record(
        "close_programme",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.pk,
    )
    return row
