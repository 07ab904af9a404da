"""The deed on a consultation that an organisation asked for: recorded, and with it fulfilled."""

from __future__ import annotations

from datetime import datetime

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.holding import guard_holding
from marshrut.activities.models import Activity, Attendance
from marshrut.activities.telling import past, record_it
from marshrut.groups.access import may_finish
from marshrut.groups.models import Application
from marshrut.groups.operations import finish_application
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock
from marshrut.notices.outbox import notify
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import open_on
from marshrut.requests.queries import accounts


@deed
def hold_requested(
    *,
    application: int,
    row_version: int | None,
    begins_at: datetime,
    mode: str = Activity.Mode.PERSON,
    minutes: int | None = None,
    result: str,
    content: str = "",
    advice: str = "",
    actor: Reach,
    at: datetime,
) -> Activity:
    """Record the consultation with the people whom the organisation named; the request is done.

    The organisation reads the result; what was discussed stays with those who were there.
    """
    asked = lock(
        Application.objects.select_related("programme", "unit", "appointment__person"),
        application,
        row_version,
    )
    if not may_finish(actor, asked):
        raise Forbidden
    if asked.kind not in CONSULTATIONS or asked.appointment is None or asked.status != "accepted":
        raise Wrong("closed")
    held = past(asked.unit.day(begins_at), actor, "on", since=asked.programme.since)
    if asked.accepted_on is None or held < asked.accepted_on:
        raise Wrong("before_asked", field="on")
    guard_holding(asked.programme, asked.kind, "request", held)
    row = Activity.objects.create(
        programme=asked.programme,
        unit=asked.unit,
        form=asked.kind,
        title=asked.title,
        mode=mode,
        leader=asked.appointment.person,
        begins_at=begins_at,
        minutes=minutes,
        status=Activity.Status.HELD,
        content=content,
        advice=advice,
        application=asked,
        entered_at=at,
    )
    people = [one.person for one in asked.named.select_related("person")]
    _attended(row, people, actor)
    after = {"on": held, "application": asked.pk, "people": [one.pk for one in people]}
    record_it("hold_requested", row, actor, at, None, after)
    finish_application(application=asked.pk, row_version=None, result=result, actor=actor, at=at)
    notify(
        users=accounts(*people),
        code="consultation_recorded",
        params={},
        url=f"/activities/consultations/{row.pk}/",
        at=at,
    )
    return row


def _attended(row: Activity, people: list[Person], actor: Reach) -> None:
    """Each with the support that they have in the programme, if there is any."""
    here = Enrolment.objects.filter(
        open_on(actor.on), programme=row.programme_id, unit=row.unit_id, person__in=people
    )
    cases = {one.person_id: one for one in here.order_by("pk")}
    Attendance.objects.bulk_create(
        Attendance(activity=row, person=one, enrolment=cases.get(one.pk), status="attended")
        for one in people
    )
