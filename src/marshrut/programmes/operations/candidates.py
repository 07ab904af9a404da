"""Putting people among the potential tutors."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.people.models import Employment, Person
from marshrut.people.paper import entered_for
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Programme, Project
from marshrut.programmes.queries import open_on, require_open, units_of


@deed
def name_candidate(
    *,
    programme: Programme,
    person: Person,
    unit: int,
    why: str,
    project: Project | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """Put a person among the potential tutors of an organisation; a second naming is nothing."""
    if not access.may_name_candidate(actor, unit):
        raise Forbidden
    require_open(programme)
    if not units_of(programme).filter(pk=unit).exists():
        raise Wrong("not_in_programme", field="unit")
    if not Employment.objects.filter(open_on(actor.on), person=person, unit=unit).exists():
        raise Wrong("not_employed_here", field="person", person=str(person))
    row, created = Appointment.objects.get_or_create(
        programme=programme,
        unit_id=unit,
        person=person,
        end_reason="",
        withdrawn_on=None,
        defaults={"candidate_on": actor.on, "why": why, "project": project},
    )
    if created:
        record(
            "name_candidate",
            row,
            actor=actor,
            at=at,
            after={"person": person.pk, "why": why},
            unit=unit,
            programme=programme.pk,
        )
        entered_for("name_candidate", row, unit=unit, actor=actor, at=at)
        _tell(row, actor, at)
    return row


def _tell(row: Appointment, actor: Reach, at: datetime) -> None:
    """The candidate learns of it from us first, and may agree with one press."""
    user = row.person.user_id
    if user and user != actor.user_id:
        notify(
            users=[user],
            code="named_candidate",
            params={"unit": row.unit.short_name},
            url=f"/programmes/tutors/{row.pk}/",
            at=at,
        )
