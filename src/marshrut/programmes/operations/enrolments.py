"""Deeds about who is enrolled: automatically by the regulation, and on hiring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.norms.admission import enrols_by_itself
from marshrut.organisations.models import Unit
from marshrut.people import operations as people
from marshrut.people.models import Employment, Person
from marshrut.people.paper import entered_for
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.operations.pairs import pair_unit
from marshrut.programmes.queries import (
    Guarding,
    Unguarded,
    guarding,
    lineage,
    not_enrolled,
    open_on,
    require_open,
    running_on,
    tutors,
)


@deed
def enrol(
    *,
    programme: Programme,
    person: Person,
    unit: int,
    basis: str,
    since: date,
    actor: Reach,
    at: datetime,
) -> Enrolment | None:
    """Enrol without a subject: nothing is asked of anyone. None when enrolled already."""
    near = actor.pairs | actor.cases
    mine = Enrolment.objects.filter(programme=programme, person=person, pk__in=near)
    if not (access.may_enrol(actor, unit) or mine.exists()):
        raise Forbidden
    require_open(programme)
    if not Employment.objects.filter(open_on(since), person=person, unit=unit).exists():
        raise Wrong("not_employed_here", field="person", person=str(person))
    row, created = Enrolment.objects.get_or_create(
        programme=programme,
        person=person,
        unit_id=unit,
        until=None,
        subject=None,
        defaults={"basis": basis, "since": since},
    )
    if not created:
        return None
    after = {"person": person.pk, "basis": basis, "since": since}
    record("enrol", row, actor=actor, at=at, after=after, unit=unit, programme=programme.pk)
    return row


@deed
def enrol_all(*, programme: Programme, actor: Reach, at: datetime) -> int:
    """Enrol everyone whom the regulation enrols by itself and who is not yet; idempotent."""
    if not access.may_run(actor, programme.unit_id):
        raise Forbidden
    day = max(actor.on, programme.since)
    new = not_enrolled(programme, day) if enrols_by_itself(guarding(programme, day).rules) else []
    rows = Enrolment.objects.bulk_create(
        Enrolment(
            programme=programme,
            unit_id=job.unit_id,
            person_id=job.person_id,
            basis="automatic",
            since=max(job.since, programme.since),
        )
        for job in new
    )
    if rows:
        record(
            "enrol_all",
            Enrolment,
            keys=[row.pk for row in rows],
            actor=actor,
            at=at,
            unit=programme.unit_id,
            programme=programme.pk,
        )
    for tutor in tutors(programme, day).select_related("programme", "unit"):
        pair_unit(appointment=tutor, actor=actor, at=at)
    return len(rows)


@deed
def hire(
    *,
    person: Person,
    unit: Unit,
    post: str,
    since: date,
    pedagogical: bool = True,
    subject: str = "",
    post_class: str = "",
    posts: Mapping[str, Sequence[str]] | None = None,
    actor: Reach,
    at: datetime,
) -> Employment:
    """Employ a person, and enrol them where the regulation does it by itself."""
    if not access.may_enrol(actor, unit.pk):
        raise Forbidden
    found = _guarding_here(unit, actor.on)
    job = people.employ(
        person=person,
        unit=unit,
        post=post,
        since=since,
        pedagogical=pedagogical,
        subject=subject,
        post_class=post_class,
        posts=posts or next((one.rules.posts for one in found), {}),
        actor=actor,
        at=at,
    )
    for one in found:
        if pedagogical and enrols_by_itself(one.rules):
            day = max(since, one.programme.since)
            _enrol_newcomer(one.programme, person, unit.pk, day, actor, at)
    after = {"person": person.pk, "since": since}
    entered_for("hire", job, unit=unit.pk, actor=actor, at=at)
    record("hire", job, actor=actor, at=at, after=after, unit=unit.pk)
    return job


def _guarding_here(unit: Unit, on: date) -> list[Guarding]:
    """What guards the running programmes of this organisation."""
    found = []
    for programme in running_on(on).filter(unit__in=lineage(unit)):
        try:
            found.append(guarding(programme, on))
        except Unguarded:
            continue
    return found


def _enrol_newcomer(
    programme: Programme, person: Person, unit: int, since: date, actor: Reach, at: datetime
) -> None:
    if tutors(programme, since).filter(person=person).exists():
        return
    enrol(
        programme=programme,
        person=person,
        unit=unit,
        basis="automatic",
        since=since,
        actor=actor,
        at=at,
    )
    for tutor in tutors(programme, actor.on).filter(unit=unit).select_related("programme", "unit"):
        pair_unit(appointment=tutor, actor=actor, at=at)
