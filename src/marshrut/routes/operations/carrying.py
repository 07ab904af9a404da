"""Carrying a route over into the next year: the old one is read, a new one goes on."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from marshrut.journal.deeds import Forbidden, deed
from marshrut.people.reach import Reach
from marshrut.programmes.access import may_enrol, may_run
from marshrut.programmes.models import Appointment, Enrolment, Programme
from marshrut.programmes.operations import carry_enrolment
from marshrut.routes.models import Product, Route, RouteRevision, RouteStage, RouteStep
from marshrut.routes.writing import open_route, record_route

DAY = timedelta(days=1)
M = TypeVar("M", bound=Model)
LEFT = (RouteStep.Status.ACCEPTED, RouteStep.Status.DROPPED)


@deed
def carry_case(
    *,
    enrolment: int,
    programme: Programme,
    appointment: Appointment | None,
    since: date,
    actor: Reach,
    at: datetime,
) -> Enrolment:
    """Carry a case with its unfinished route into the next programme.

    The old route stays as it was on its days, read and no longer written. The new one begins where
    it stood: texts, stages passed, materials, and the steps that are still to be walked.
    """
    row = Enrolment.objects.get(pk=enrolment)
    if not (may_run(actor, programme.unit_id) and may_enrol(actor, row.unit_id)):
        raise Forbidden
    new = carry_enrolment(
        enrolment=enrolment,
        programme=programme,
        appointment=appointment,
        since=since,
        actor=actor,
        at=at,
    )
    old = Route.objects.filter(enrolment=enrolment, closed_on__isnull=True).first()
    if old is None:
        return new
    route = _begun_from(old, new, programme)
    locked = open_route(old.pk, None)
    locked.closed_on, locked.outcome = since, Route.Outcome.CARRIED
    locked.save()
    record_route("carry_case", locked, actor=actor, at=at, after={"route": route.pk})
    return new


def _begun_from(old: Route, case: Enrolment, programme: Programme) -> Route:
    last = programme.until
    if case.subject is not None:
        last = min(case.subject.until, last)
    route = _copied(old, programme=programme, enrolment=case, due=max(last - DAY, case.since))
    _copy_all(RouteStage.objects.filter(route=old), route=route)
    _copy_all(Product.objects.filter(route=old), route=route, programme=programme)
    walked = RouteStep.objects.filter(route=old).exclude(status__in=LEFT)
    _copy_all(walked.order_by("number"), route=route, visit=None, activity=None)
    said = RouteRevision.objects.filter(route=old).last()
    if said is not None:
        _copied(said, route=route, number=1)
    return route


def _copy_all(rows: Iterable[Any], **changed: Any) -> None:
    for row in rows:
        _copied(row, **changed)


def _copied(row: M, **changed: Any) -> M:
    """The same row once more, of another owner."""
    new = copy(row)
    new.pk, new._state.adding = None, True
    for name, value in changed.items():
        setattr(new, name, value)
    new.save()
    return new
