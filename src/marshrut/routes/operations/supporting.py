"""A subject and its support begun together."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record
from marshrut.people.reach import Reach
from marshrut.programmes import access as programmes
from marshrut.programmes.models import Enrolment
from marshrut.programmes.operations import name_subject
from marshrut.routes.models import Route
from marshrut.routes.operations.beginning import begin_case


@deed
def begin_subject(
    *,
    listed: int,
    title: str,
    description: str = "",
    since: date,
    until: date,
    actor: Reach,
    at: datetime,
) -> Route:
    """Write down what a teacher works on and open its support, with a route, from today."""
    row = Enrolment.objects.select_related("programme", "person").get(pk=listed)
    if not programmes.may_introduce(actor, row):
        raise Forbidden
    subject = name_subject(
        programme=row.programme,
        person=row.person,
        unit=row.unit_id,
        title=title,
        description=description,
        since=since,
        until=until,
        actor=actor,
        at=at,
    )
    route = begin_case(listed=listed, subject=subject, actor=actor, at=at)
    record(
        "begin_subject",
        route,
        actor=actor,
        at=at,
        after={"subject": subject.pk, "enrolment": route.enrolment_id},
        unit=row.unit_id,
        programme=row.programme_id,
    )
    return route
