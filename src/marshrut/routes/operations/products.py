"""Deeds on products: keeping a draft, submitting, accepting, returning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshrut.files.keeping import Received
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment
from marshrut.programmes.queries import Guarding, guarding
from marshrut.routes import access
from marshrut.routes.kinds import MADE_BY_DEED, ProductKind, kind_of
from marshrut.routes.models import Product, Route
from marshrut.routes.queries import route_guarding
from marshrut.routes.writing import (
    day_of,
    doer,
    kept_file,
    needs,
    open_route,
    record_product,
    tell_tutee,
    tell_tutor,
)

Content = Mapping[str, Any]
CHANGEABLE = frozenset({Product.Status.DRAFT, Product.Status.RETURNED})


@deed
def keep_product(
    *,
    route: int,
    kind: str,
    content: Content,
    title: str = "",
    received: Received | None = None,
    happened_on: date | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Product:
    """Begin a product of a route as a draft."""
    row = open_route(route, None)
    said = _kind(route_guarding(row, actor.on), kind, of="route")
    on_behalf = paper is not None and access.may_record_for(actor, row)
    if not (access.may_act_as(actor, row, said.by) or on_behalf):
        raise Forbidden
    if row.products.filter(kind=kind).exists():
        raise Wrong("product_exists")
    product = Product.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        route=row,
        kind=kind,
        title=title.strip(),
        content=_clean(content),
        file=kept_file(received, actor, at),
        happened_on=day_of(actor, happened_on),
        author_id=row.enrolment.person_id if on_behalf else doer(actor, row, role=said.by),
    )
    row.save()
    spoken(
        "keep_product",
        product,
        person=row.enrolment.person_id,
        paper=paper,
        actor=actor,
        at=at,
    )
    record_product("keep_product", product, actor=actor, at=at, after={"route": row.pk})
    return product


@deed
def keep_own_product(
    *,
    appointment: int,
    kind: str,
    content: Content,
    title: str = "",
    received: Received | None = None,
    happened_on: date | None = None,
    together: Route | None = None,
    actor: Reach,
    at: datetime,
) -> Product:
    """Begin a product of the tutor themselves as a draft, alone or together with a tutee."""
    row = Appointment.objects.select_related("programme__unit").get(pk=appointment)
    if not access.may_keep_for(actor, row):
        raise Forbidden
    if row.status(actor.on) != "appointed":
        raise Wrong("not_appointed")
    if together is not None and not access.may_lead(actor, together):
        raise Forbidden
    _kind(guarding(row.programme, actor.on), kind, of="tutor")
    product = Product.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        appointment=row,
        together=together,
        kind=kind,
        title=title.strip(),
        content=_clean(content),
        file=kept_file(received, actor, at),
        happened_on=day_of(actor, happened_on),
        author_id=row.person_id,
    )
    record_product("keep_own_product", product, actor=actor, at=at, after={"tutor": row.pk})
    return product


def _kind(found: Guarding, kind: str, *, of: str) -> ProductKind:
    try:
        said = kind_of(found.rules, kind)
    except LookupError as unknown:
        raise Wrong("unknown_product", kind=kind) from unknown
    if said.of != of or kind in MADE_BY_DEED:
        raise Wrong("unknown_product", kind=kind)
    return said


def _clean(content: Content) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in content.items()
        if value not in ("", None, [])
    }


@deed
def edit_product(
    *,
    product: int,
    row_version: int | None,
    content: Content,
    title: str = "",
    received: Received | None = None,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Product:
    """Work on a draft or on what was returned; a new file takes the place of the old one."""
    row = _open_product(product, row_version)
    if not access.may_change_product(actor, row):
        raise Forbidden
    if row.status not in CHANGEABLE:
        raise Wrong("product_submitted")
    row.content = _clean(content)
    row.title = title.strip()
    row.happened_on = day_of(actor, happened_on or row.happened_on)
    row.file = kept_file(received, actor, at) or row.file
    row.save()
    record_product("edit_product", row, actor=actor, at=at)
    return row


@deed
def submit_product(*, product: int, row_version: int | None, actor: Reach, at: datetime) -> Product:
    """Hand it in; what tutors record themselves is accepted at once, on the day it happened."""
    row = _open_product(product, row_version)
    if not access.may_change_product(actor, row):
        raise Forbidden
    if row.status not in CHANGEABLE:
        raise Wrong("product_submitted")
    if not row.content and row.file_id is None:
        raise Wrong("product_empty")
    row.status, row.submitted_on = Product.Status.SUBMITTED, actor.on
    found = _guarding_of(row, actor.on)
    if kind_of(found.rules, row.kind).is_own_word:
        row.status, row.accepted_on = Product.Status.ACCEPTED, row.happened_on
    row.save()
    record_product("submit_product", row, actor=actor, at=at)
    _touch(row, actor.on)
    if row.route is not None and row.status == Product.Status.SUBMITTED:
        tell_tutor("product_submitted", row.route, at, on=actor.on, kind=row.kind)
    return row


@deed
def accept_product(
    *,
    product: int,
    row_version: int | None,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Product:
    """Accept what was submitted."""
    row = _open_product(product, row_version)
    if not access.may_accept_product(actor, row):
        raise Forbidden
    if row.status != Product.Status.SUBMITTED:
        raise Wrong("product_not_submitted")
    row.status, row.accepted_on = Product.Status.ACCEPTED, day_of(actor, happened_on)
    row.remark = ""
    row.save()
    record_product("accept_product", row, actor=actor, at=at)
    if row.route is not None:
        tell_tutee("product_accepted", row.route, at, kind=row.kind)
    return row


@deed
def return_product(
    *, product: int, row_version: int | None, remark: str, actor: Reach, at: datetime
) -> Product:
    """Give it back with what should be corrected."""
    row = _open_product(product, row_version)
    if not access.may_accept_product(actor, row):
        raise Forbidden
    if row.status != Product.Status.SUBMITTED:
        raise Wrong("product_not_submitted")
    row.status, row.remark = Product.Status.RETURNED, needs(remark, "remark", "remark_needed")
    row.save()
    record_product("return_product", row, actor=actor, at=at)
    if row.route is not None:
        tell_tutee("product_returned", row.route, at, kind=row.kind)
    return row


def _open_product(key: int, row_version: int | None) -> Product:
    rows = Product.objects.select_related(
        "programme__unit",
        "route__programme__unit",
        "route__version",
        "route__enrolment__person",
        "together__enrolment",
    )
    row = lock(rows, key, row_version)
    if row.route is not None and not row.route.is_open:
        raise Wrong("closed")
    return row


def _guarding_of(row: Product, on: date) -> Guarding:
    return route_guarding(row.route, on) if row.route else guarding(row.programme, on)


def _touch(row: Product, on: date) -> None:
    """An interview is a contact of the pair."""
    if row.route is not None and row.kind == "interview":
        known = row.route.last_contact_on
        day = max(known, row.happened_on) if known else row.happened_on
        Route.objects.filter(pk=row.route.pk).update(last_contact_on=min(day, on))
