"""A newcomer written down and hired in one go."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record
from marshrut.organisations.models import Unit
from marshrut.people import operations as people
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.operations.enrolments import hire


@deed
def hire_newcomer(
    *,
    surname: str,
    given: str,
    patronymic: str = "",
    gender: str = "",
    unit: Unit,
    post: str,
    since: date,
    pedagogical: bool = True,
    subject: str = "",
    post_class: str = "",
    actor: Reach,
    at: datetime,
) -> Employment:
    """Write down a person nobody knew and hire them: one form, one transaction."""
    if not access.may_enrol(actor, unit.pk):
        raise Forbidden
    person = people.add_person(
        surname=surname, given=given, patronymic=patronymic, gender=gender, actor=actor, at=at
    )
    record("hire_newcomer", person, actor=actor, at=at, unit=unit.pk)
    return hire(
        person=person,
        unit=unit,
        post=post,
        since=since,
        pedagogical=pedagogical,
        subject=subject,
        post_class=post_class,
        actor=actor,
        at=at,
    )
