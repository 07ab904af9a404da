"""An organisation's order and the tutor it appoints, entered together: one line of a table."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.norms.admission import appointed_by
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.operations.candidates import name_candidate
from marshrut.programmes.operations.tutors import agree_to_tutor, appoint
from marshrut.programmes.queries import guarding


@deed
def appoint_by_order(
    *,
    programme: Programme,
    unit: Unit,
    title: str,
    order: int | None = None,
    row_version: int | None = None,
    number: str = "",
    registered_on: date | None = None,
    signed_on: date | None = None,
    person: Person | None = None,
    since: date | None = None,
    agreed: bool = False,
    actor: Reach,
    at: datetime,
) -> Order:
    """Enter what is known of an order of appointment, and appoint whom it names.

    ``order`` is one that lacks something yet; ``agreed`` says that the person's own agreement is on
    paper. Either everything of the line is kept or nothing.
    """
    if not access.may_name_candidate(actor, unit.pk):
        raise Forbidden
    if bool(number.strip()) != (registered_on is not None):
        raise Wrong("number_and_date", field="registered_on" if number.strip() else "number")
    if (person is None) != (since is None):
        raise Wrong("tutor_and_day", field="person" if person is None else "since")
    row = _order(unit, title, order, row_version, actor, at)
    row = _facts(row, number, registered_on, signed_on, actor, at)
    if person is not None and since is not None:
        if row.since is None:
            raise Wrong("order_not_in_force", field="signed_on" if registered_on else "number")
        _appoint(programme, unit, row, person, since, agreed, actor, at)
    record(
        "appoint_by_order",
        row,
        actor=actor,
        at=at,
        after={"person": person.pk if person else None, "since": since},
        unit=unit.pk,
        programme=programme.pk,
    )
    return row


def _order(
    unit: Unit, title: str, key: int | None, row_version: int | None, actor: Reach, at: datetime
) -> Order:
    """The order begun earlier, as the form showed it, or a new one."""
    if key is None:
        subject = Order.Subject.APPOINTMENT
        return orders.draft_order(unit=unit, subject=subject, title=title, actor=actor, at=at)
    row = lock(Order, key, row_version)
    if row.unit_id != unit.pk or row.subject != Order.Subject.APPOINTMENT:
        raise Forbidden
    row.save(update_fields=["row_version"])
    return row


def _facts(
    row: Order,
    number: str,
    registered_on: date | None,
    signed_on: date | None,
    actor: Reach,
    at: datetime,
) -> Order:
    """What is new of number, date and signature."""
    known = (row.number, row.registered_on)
    if registered_on is not None and (number.strip(), registered_on) != known:
        row = orders.register_order(
            order=row.pk,
            row_version=None,
            number=number,
            registered_on=registered_on,
            actor=actor,
            at=at,
        )
    if signed_on is not None and signed_on != row.signed_on:
        row = orders.sign_order(
            order=row.pk, row_version=None, signed_on=signed_on, actor=actor, at=at
        )
    return row


def _appoint(
    programme: Programme,
    unit: Unit,
    order: Order,
    person: Person,
    since: date,
    agreed: bool,
    actor: Reach,
    at: datetime,
) -> Appointment:
    """Candidate, agreement if it is on paper, appointment: each guarded as when done alone."""
    row = name_candidate(
        programme=programme, person=person, unit=unit.pk, why="", actor=actor, at=at
    )
    paper = Paper(basis="paper", happened_on=order.signed_on or actor.on)
    if agreed and row.agreed_on is None:
        row = agree_to_tutor(appointment=row.pk, row_version=None, paper=paper, actor=actor, at=at)
    body = appointed_by(guarding(programme, actor.on).rules)
    return appoint(
        appointment=row.pk,
        row_version=None,
        order=order,
        since=since,
        until=programme.until,
        paper=None if access.may_appoint(actor, row, body) else paper,
        actor=actor,
        at=at,
    )
