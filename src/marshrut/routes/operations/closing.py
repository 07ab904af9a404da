"""Deeds that end a route or an appointment."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, record
from marshrut.orders.models import Order
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes import access as programmes
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Appointment
from marshrut.programmes.operations import end_appointment, finish_case, give_up_subject
from marshrut.routes import access
from marshrut.routes.checks import after_closing
from marshrut.routes.models import Route, RouteStage
from marshrut.routes.queries import route_guarding
from marshrut.routes.sheets import sheet_of, tutor_products
from marshrut.routes.writing import (
    day_of,
    needs,
    open_route,
    record_route,
    speaking,
    tell_tutee,
    tell_tutor,
)

WITH_RESULT = frozenset({Route.Outcome.EFFECTIVE, Route.Outcome.PARTLY, Route.Outcome.UNCONFIRMED})


@deed
def agree_to_close(
    *,
    route: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """The tutee's own agreement to close before the subject's term is over."""
    row = open_route(route, row_version)
    day = speaking(actor, row, paper=paper)
    if not (access.may_acknowledge(actor, row) or access.may_record_for(actor, row)):
        raise Forbidden
    if row.closing_agreed_on is not None:
        raise Wrong("twice")
    before, after = changes(row, closing_agreed_on=day)
    row.save()
    spoken(
        "agree_to_close",
        row,
        person=row.enrolment.person_id,
        paper=paper,
        actor=actor,
        at=at,
    )
    record_route("agree_to_close", row, actor=actor, at=at, before=before, after=after)
    tell_tutor("closing_agreed", row, at, on=actor.on)
    return row


@deed
def close_route(
    *,
    route: int,
    row_version: int | None,
    outcome: str,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """Close with a result once the regulation has all it asks for; the case ends with it."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if outcome not in WITH_RESULT:
        raise Wrong("unknown_outcome", field="outcome")
    day = day_of(actor, happened_on)
    if row.stage and row.evaluated_on is None:
        raise Wrong("stages_ahead")
    if day < (row.evaluated_on or row.enrolment.since):
        raise Wrong("dates", field="happened_on")
    found = route_guarding(row, actor.on)
    sheet = after_closing(sheet_of(row, found, actor.on), row, outcome=outcome, closed_on=day)
    guard_deed(found, "close_route", sheet, on=day)
    before, after = changes(row, closed_on=day, outcome=outcome)
    row.save()
    tell_tutee("route_closed", row, at, outcome=outcome)
    record_route("close_route", row, actor=actor, at=at, before=before, after=after)
    finish_case(enrolment=row.enrolment_id, on=day, actor=actor, at=at)
    return row


@deed
def give_up(
    *,
    route: int,
    row_version: int | None,
    reason: str,
    on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """The introduction is given up: a reason and a date are enough, and nothing more is owed."""
    row = open_route(route, row_version)
    if not access.may_give_up(actor, row):
        raise Forbidden
    needs(reason, "reason")
    day = day_of(actor, on, field="on")
    if day < row.enrolment.since:
        raise Wrong("dates", field="on")
    before, after = changes(
        row,
        closed_on=day,
        outcome=Route.Outcome.GIVEN_UP.value,
        closing_reason=reason.strip(),
    )
    row.save()
    RouteStage.objects.filter(route=row, key=row.stage, left_on__isnull=True).update(due=None)
    tell_tutor("route_given_up", row, at, on=actor.on)
    tell_tutee("route_given_up", row, at)
    record_route("give_up", row, actor=actor, at=at, before=before, after=after)
    subject = row.enrolment.subject
    if subject is not None and subject.given_up_on is None:
        give_up_subject(
            subject=subject.pk,
            row_version=None,
            on=day,
            reason=reason.strip(),
            actor=actor,
            at=at,
        )
    # Who left has no case to be ended: only the route is.
    if row.enrolment.is_open(actor.on):
        finish_case(enrolment=row.enrolment_id, on=day, reason=reason.strip(), actor=actor, at=at)
    return row


@deed
def finish_appointment(
    *,
    appointment: int,
    row_version: int | None,
    on: date,
    reason: str,
    order: Order | None = None,
    successor: Appointment | None = None,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """End an appointment, with the tutor's own products that are asked for at its term."""
    row = Appointment.objects.select_related("programme").get(pk=appointment)
    if not programmes.may_record_for(actor, row.unit_id):
        raise Forbidden
    made = tutor_products(row.programme, actor.on, [row.pk])
    ended = end_appointment(
        appointment=appointment,
        row_version=row_version,
        on=on,
        reason=reason,
        order=order,
        successor=successor,
        made=made.get(row.pk),
        actor=actor,
        at=at,
    )
    record(
        "finish_appointment",
        ended,
        actor=actor,
        at=at,
        after={"until": on},
        unit=ended.unit_id,
        programme=ended.programme_id,
    )
    return ended
