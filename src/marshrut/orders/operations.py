"""Deeds on orders. Signed and registered are two facts, each with its own day, in either order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.outbox import notify
from marshrut.orders import access
from marshrut.orders.models import Order, OrderAcquaintance
from marshrut.orders.queries import same_number
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, entered_for, spoken
from marshrut.people.reach import Reach


@deed
def draft_order(
    *,
    unit: Unit,
    subject: str,
    title: str,
    preamble: str = "",
    text: str = "",
    place: str = "",
    controller: Person | None = None,
    signer: Person | None = None,
    actor: Reach,
    at: datetime,
) -> Order:
    """Prepare an order of a unit."""
    if not access.may_keep_order(actor, unit.pk):
        raise Forbidden
    order = Order.objects.create(
        unit=unit,
        subject=subject,
        title=title,
        preamble=preamble,
        text=text,
        place=place or unit.place,
        controller=controller,
        signer=signer,
        drafted_at=at,
    )
    after = {"subject": subject, "title": title, "controller": order.controller_id}
    record("draft_order", order, actor=actor, at=at, after=after, unit=unit.pk)
    return order


@deed
def edit_order(
    *,
    order: int,
    row_version: int | None,
    title: str,
    subject: str,
    preamble: str = "",
    text: str = "",
    place: str = "",
    controller: Person | None = None,
    signer: Person | None = None,
    actor: Reach,
    at: datetime,
) -> Order:
    """Change a draft; what is numbered or signed stays as it is."""
    row = lock(Order, order, row_version)
    if not access.may_keep_order(actor, row.unit_id):
        raise Forbidden
    if row.status != "draft":
        raise Wrong("order_not_draft")
    before, after = changes(
        row,
        title=title,
        subject=subject,
        preamble=preamble,
        text=text,
        place=place,
        controller=controller,
        signer=signer,
    )
    row.save()
    _record("edit_order", row, actor, at, before, after)
    return row


@deed
def drop_order(*, order: int, row_version: int | None, actor: Reach, at: datetime) -> None:
    """Delete a draft that nothing refers to."""
    row = lock(Order, order, row_version)
    if not access.may_keep_order(actor, row.unit_id):
        raise Forbidden
    if row.status != "draft":
        raise Wrong("order_not_draft")
    _record("drop_order", row, actor, at, {"title": row.title}, {})
    try:
        row.delete()
    except ProtectedError as error:
        raise Wrong("order_in_use") from error


@deed
def register_order(
    *,
    order: int,
    row_version: int | None,
    number: str,
    registered_on: date,
    actor: Reach,
    at: datetime,
) -> Order:
    """Enter the number and date from the organisation's own book."""
    row = lock(Order, order, row_version)
    if not access.may_keep_order(actor, row.unit_id):
        raise Forbidden
    if row.cancelled_by_id:
        raise Wrong("order_cancelled")
    if row.registered_on is not None and row.signed_on is not None:
        raise Wrong("order_in_force")
    number = _free_number(row, number, registered_on, actor)
    before, after = changes(row, number=number, registered_on=registered_on)
    row.save()
    _record("register_order", row, actor, at, before, after)
    _tell_controller(row, actor, at)
    return row


@deed
def sign_order(
    *,
    order: int,
    row_version: int | None,
    signed_on: date,
    signer: Person | None = None,
    actor: Reach,
    at: datetime,
) -> Order:
    """Mark that the order is signed: the signature itself is on paper."""
    row = lock(Order, order, row_version)
    if not access.may_keep_order(actor, row.unit_id):
        raise Forbidden
    if row.cancelled_by_id:
        raise Wrong("order_cancelled")
    if row.signed_on is not None:
        raise Wrong("twice")
    _refuse_day(signed_on, "signed_on", actor)
    before, after = changes(row, signed_on=signed_on, signer=signer or row.signer)
    row.save()
    _record("sign_order", row, actor, at, before, after)
    _tell_controller(row, actor, at)
    return row


@deed
def enter_order(
    *,
    unit: Unit,
    subject: str,
    title: str,
    number: str,
    registered_on: date,
    signed_on: date,
    signer: Person | None = None,
    controller: Person | None = None,
    place: str = "",
    preamble: str = "",
    text: str = "",
    actor: Reach,
    at: datetime,
) -> Order:
    """Enter an order that exists on paper already: numbered and signed."""
    if not access.may_keep_order(actor, unit.pk):
        raise Forbidden
    _refuse_day(signed_on, "signed_on", actor)
    row = Order(unit=unit, subject=subject, title=title, preamble=preamble, text=text)
    row.number = _free_number(row, number, registered_on, actor)
    row.registered_on, row.signed_on = registered_on, signed_on
    row.signer, row.controller = signer, controller
    row.place, row.drafted_at = place or unit.place, at
    row.save()
    after = {"title": title, "number": row.number, "registered_on": registered_on}
    _record("enter_order", row, actor, at, {}, after | {"signed_on": signed_on})
    _tell_controller(row, actor, at)
    return row


@deed
def acquaint(
    *,
    order: int,
    person: Person,
    on: date | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> OrderAcquaintance:
    """A person is acquainted with the order: by their own mark, or from the signed sheet."""
    row = Order.objects.get(pk=order)
    if not access.may_acquaint(actor, row, person.pk):
        raise Forbidden
    if row.status in {"draft", "cancelled"}:
        raise Wrong("order_not_signed")
    if paper is None and not actor.is_system and person.pk != actor.person:
        raise Wrong("paper_needed", field="basis")
    made = min(filter(None, (row.signed_on, row.registered_on)))
    field, day = ("happened_on", paper.happened_on) if paper else ("on", on or actor.on)
    _refuse_day(day, field, actor, since=made)
    if row.acquaintances.filter(person=person).exists():
        raise Wrong("twice")
    mark = OrderAcquaintance.objects.create(order=row, person=person, on=day, entered_at=at)
    spoken("acquaint", row, person=person.pk, paper=paper, actor=actor, at=at)
    _record("acquaint", row, actor, at, {}, {"person": person.pk, "on": day})
    return mark


@deed
def close_control(
    *,
    order: int,
    row_version: int | None,
    controlled_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Order:
    """The controller says that the order is carried out."""
    row = lock(Order, order, row_version)
    if not access.may_close_control(actor, row):
        raise Forbidden
    if row.since is None:
        raise Wrong("order_not_in_force")
    if row.controller_id is None or row.controlled_on is not None:
        raise Wrong("twice")
    day = controlled_on or actor.on
    _refuse_day(day, "controlled_on", actor, since=row.since)
    before, after = changes(row, controlled_on=day)
    row.save()
    _record("close_control", row, actor, at, before, after)
    return row


@deed
def cancel_order(
    *, order: int, row_version: int | None, by: Order, actor: Reach, at: datetime
) -> Order:
    """Cancel an order by another one of the same unit that is in force."""
    row = lock(Order, order, row_version)
    if not access.may_keep_order(actor, row.unit_id):
        raise Forbidden
    if row.cancelled_by_id:
        raise Wrong("twice")
    if row.status == "draft":
        raise Wrong("order_not_signed")
    if by.pk == row.pk or by.unit_id != row.unit_id or by.since is None:
        raise Wrong("order_cannot_cancel", field="by")
    before, after = changes(row, cancelled_by=by)
    row.save()
    _record("cancel_order", row, actor, at, before, after)
    return row


def _free_number(row: Order, number: str, on: date, actor: Reach) -> str:
    number = " ".join(number.split())
    if not number:
        raise Wrong("number_needed", field="number")
    _refuse_day(on, "registered_on", actor)
    if same_number(row, number, on):
        raise Wrong("number_taken", field="number")
    return number


def _refuse_day(day: date, field: str, actor: Reach, *, since: date | None = None) -> None:
    """A fact has happened by now; what follows from an order, not before the order itself."""
    if day > actor.on:
        raise Wrong("future_date", field=field)
    if since is not None and day < since:
        raise Wrong("too_early_date", field=field)


def _tell_controller(row: Order, actor: Reach, at: datetime) -> None:
    """In force from this moment: the controller has something to look after."""
    if row.since is None or row.controller is None or row.controlled_on is not None:
        return
    user = row.controller.user_id
    if user is not None and user != actor.user_id:
        params = {"number": row.number, "title": row.title}
        notify(users=[user], code="order_under_control", params=params, at=at)


def _record(
    verb: str, row: Order, actor: Reach, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    record(verb, row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    if verb in {"register_order", "sign_order", "enter_order"}:
        entered_for(verb, row, unit=row.unit_id, actor=actor, at=at)
