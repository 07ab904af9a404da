"""The deed on a consultation that was asked for in a request: recorded, and with it fulfilled."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.holding import ground, guard_holding
from marshrut.activities.models import Activity, Attendance
from marshrut.activities.telling import past, record_it
from marshrut.groups import access
from marshrut.groups.answering import RELATED, fulfil
from marshrut.groups.models import Application
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock
from marshrut.norms.catalogues import NOTHING_CHOSEN, Chosen
from marshrut.notices.outbox import notify
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.guards import name_by_catalogue
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
    paper: Paper | None = None,
    words: Chosen = NOTHING_CHOSEN,
    actor: Reach,
    at: datetime,
) -> Activity:
    """Record the consultation with the people whom the organisation named; the request is done.

    The organisation reads the result; what was discussed stays with those who were there.
    """
    asked = lock(Application.objects.select_related(*RELATED), application, row_version)
    on_behalf = paper is not None and access.may_finish_for(actor, asked)
    if not (access.may_finish(actor, asked) or on_behalf):
        raise Forbidden
    if asked.kind not in CONSULTATIONS or asked.status != "accepted" or asked.appointment is None:
        raise Wrong("closed")
    held = past(asked.unit.day(begins_at), actor, "on", since=asked.programme.since)
    if asked.accepted_on is None or held < asked.accepted_on:
        raise Wrong("before_asked", field="on")
    guard_holding(asked.programme, asked.kind, ground(asked), held)
    name_by_catalogue(asked.programme, words, "activity", on=held)
    row = Activity.objects.create(
        programme=asked.programme,
        unit=asked.unit,
        form=asked.kind,
        words=dict(words),
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
    _attended(row, people, held)
    after = {"on": held, "application": asked.pk, "people": [one.pk for one in people]}
    record_it("hold_requested", row, actor, at, None, after)
    spoken("hold_requested", row, person=row.leader_id, paper=paper, actor=actor, at=at)
    fulfil(asked, result, actor, at)
    notify(
        users=accounts(*people),
        code="consultation_recorded",
        params={},
        url=f"/activities/consultations/{row.pk}/",
        at=at,
    )
    return row


def _attended(row: Activity, people: list[Person], held: date) -> None:
    """Each with the support that they had in the programme on that day, if there was any."""
    here = Enrolment.objects.filter(
        open_on(held), programme=row.programme_id, unit=row.unit_id, person__in=people
    )
    cases = {one.person_id: one for one in here.order_by("pk")}
    Attendance.objects.bulk_create(
        Attendance(activity=row, person=one, enrolment=cases.get(one.pk), status="attended")
        for one in people
    )
