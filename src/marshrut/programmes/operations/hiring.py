"""Taking on many at once: what ``hire`` does for one, in a few statements for a whole list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record
from marshrut.norms.admission import enrols_by_itself
from marshrut.people import operations as people
from marshrut.people.hiring import Hire
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.operations.pairs import pair_unit
from marshrut.programmes.queries import (
    Unguarded,
    guarding,
    lineage,
    not_enrolled,
    running_on,
    tutors,
)


@deed
def hire_many(*, hires: Sequence[Hire], actor: Reach, at: datetime) -> list[Employment]:
    """Employ everybody of the list, and enrol them where the regulation does it by itself."""
    units = {hire.unit.pk: hire.unit for hire in hires}
    if not all(access.may_enrol(actor, unit) for unit in units):
        raise Forbidden
    jobs = people.employ_many(hires=hires, actor=actor, at=at)
    above = {key for unit in units.values() for key in lineage(unit)}
    for programme in running_on(actor.on).filter(unit__in=above):
        _enrol_newcomers(programme, {job.pk for job in jobs}, units, actor, at)
    record("hire_many", Employment, keys=[job.pk for job in jobs], actor=actor, at=at)
    return jobs


def _enrol_newcomers(
    programme: Programme,
    jobs: Collection[int],
    units: Collection[int],
    actor: Reach,
    at: datetime,
) -> None:
    try:
        rules = guarding(programme, actor.on).rules
    except Unguarded:
        return
    if not enrols_by_itself(rules):
        return
    rows = Enrolment.objects.bulk_create(
        [
            Enrolment(
                programme=programme,
                unit_id=job.unit_id,
                person_id=job.person_id,
                basis="automatic",
                since=max(job.since, programme.since),
            )
            for job in not_enrolled(programme, actor.on)
            if job.pk in jobs
        ],
        batch_size=500,
    )
    if not rows:
        return
    record(
        "enrol_all",
        Enrolment,
        keys=[row.pk for row in rows],
        actor=actor,
        at=at,
        unit=programme.unit_id,
        programme=programme.pk,
    )
    here = tutors(programme, actor.on).filter(unit__in=units)
    for tutor in here.select_related("programme", "unit"):
        pair_unit(appointment=tutor, actor=actor, at=at)
