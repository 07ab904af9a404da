"""Writing what already happened, inside the deed of a list: each fact on its own day.

A fact of a day before the programme is kept here is assessed and not guarded; the day on which
it was entered stays in the journal, in the order and in the record made from paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.activities import operations as activities
from marshrut.activities.models import Activity
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.journal.deeds import Wrong
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.orders.queries import plain_number
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, Enrolment, Pairing, Programme
from marshrut.programmes.queries import open_on

# The hour of a consultation of which only the day is known.
NOON = time(12)
Written = dict[str, Any]


def enter_facts(
    batch: ImportBatch, rows: Sequence[ImportRow], actor: Reach, at: datetime
) -> Written:
    """Enter every row in the order of its days; keys of what was made."""
    programme = batch.programme
    if programme is None:
        raise Wrong("stale")
    written: Written = {}
    enter = ENTER[batch.kind]
    for row in sorted(rows, key=lambda one: (_day(one), one.pk)):
        enter(programme, row, written, actor, at)
    return written


def _day(row: ImportRow) -> str:
    return str(row.values.get("since") or row.values.get("day"))


def _appoint(
    programme: Programme, row: ImportRow, written: Written, actor: Reach, at: datetime
) -> None:
    person, unit, values = row.person, row.unit, row.values
    if person is None or unit is None:
        raise Wrong("stale")
    since = date.fromisoformat(values["since"])
    then = replace(actor, on=since)
    candidate = programmes.name_candidate(
        programme=programme, person=person, unit=unit.pk, why="", actor=then, at=at
    )
    agreed = Paper(basis="paper", happened_on=date.fromisoformat(values["agreed"]))
    if candidate.agreed_on is None:
        programmes.agree_to_tutor(
            appointment=candidate.pk,
            row_version=None,
            paper=agreed,
            # A consent given in good time is older than the appointment, never later than today.
            actor=replace(actor, on=max(since, agreed.happened_on)),
            at=at,
        )
    order = _order(row, written, actor, at)
    programmes.appoint(
        appointment=candidate.pk,
        row_version=None,
        order=order,
        since=since,
        until=date.fromisoformat(values["until"]),
        paper=Paper(basis="paper", happened_on=since),
        actor=then,
        at=at,
    )
    written.setdefault("appointments", []).append(candidate.pk)


def _order(row: ImportRow, written: Written, actor: Reach, at: datetime) -> Order:
    """The order of the row: known already, or entered from paper."""
    unit = row.unit
    if unit is None:
        raise Wrong("stale")
    number, day = row.values["number"], date.fromisoformat(row.values["order_day"])
    for known in Order.objects.filter(unit=unit, registered_on=day):
        if plain_number(known.number) == plain_number(number):
            return known
    made = orders.enter_order(
        unit=unit,
        subject="appointment",
        title=row.batch.programme.title if row.batch.programme else "",
        number=number,
        registered_on=day,
        signed_on=day,
        actor=actor,
        at=at,
    )
    written.setdefault("orders", []).append(made.pk)
    return made


def _pair(
    programme: Programme, row: ImportRow, written: Written, actor: Reach, at: datetime
) -> None:
    person, values = row.person, row.values
    if person is None or row.unit_id is None:
        raise Wrong("stale")
    since = date.fromisoformat(values["since"])
    then = replace(actor, on=since)
    here = Enrolment.objects.filter(
        open_on(since), programme=programme, person=person, unit=row.unit_id
    )
    enrolment = here.order_by("-pk").first() or programmes.enrol(
        programme=programme,
        person=person,
        unit=row.unit_id,
        basis="request",
        since=since,
        actor=then,
        at=at,
    )
    if enrolment is None:
        raise Wrong("closed")
    tutor = values["appointment"]
    if Pairing.objects.filter(open_on(since), enrolment=enrolment, appointment=tutor).exists():
        return
    made = programmes.pair(
        enrolment=enrolment.pk, appointment=tutor, since=since, actor=then, at=at
    )
    written.setdefault("pairings", []).append(made.pk)


def _consult(
    programme: Programme, row: ImportRow, written: Written, actor: Reach, at: datetime
) -> None:
    unit, values = row.unit, row.values
    if unit is None:
        raise Wrong("stale")
    day = date.fromisoformat(values["day"])
    begins = datetime.combine(day, NOON, ZoneInfo(unit.zone))
    enrolment = Enrolment.objects.select_related("programme", "unit", "person").get(
        pk=values["enrolment"]
    )
    tutor = Appointment.objects.select_related("person").get(pk=values["appointment"])
    known = Activity.objects.filter(
        programme=programme,
        leader=tutor.person,
        begins_at=begins,
        attendances__enrolment=enrolment,
        title=values["title"],
    )
    if known.exists():
        return
    made = activities.record_consultation(
        enrolments=[enrolment],
        begins_at=begins,
        title=values["title"],
        mode=values["mode"],
        minutes=values.get("minutes"),
        leader=tutor.person,
        paper=Paper(basis="paper", happened_on=day),
        actor=actor,
        at=at,
    )
    written.setdefault("activities", []).append(made.pk)


Enter = Callable[[Programme, ImportRow, Written, Reach, datetime], None]
ENTER: Mapping[str, Enter] = {
    ImportBatch.Kind.APPOINTMENTS: _appoint,
    ImportBatch.Kind.MEMBERS: _pair,
    ImportBatch.Kind.CONSULTATIONS: _consult,
}
