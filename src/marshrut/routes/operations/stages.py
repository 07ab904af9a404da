"""Deeds on the way through the stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.queries import Guarding
from marshrut.routes import access
from marshrut.routes.checks import after_leaving
from marshrut.routes.models import Route, RouteStage
from marshrut.routes.queries import route_guarding, stage_due, stages_of
from marshrut.routes.sheets import sheet_of
from marshrut.routes.writing import (
    day_of,
    needs,
    open_route,
    record_route,
    tell_tutee,
)


@deed
def pass_stage(
    *,
    route: int,
    row_version: int | None,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """Leave the current stage and enter the next; after the last the route is evaluated."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    day = day_of(actor, happened_on)
    current = _current(row, day)
    found = route_guarding(row, actor.on)
    sheet = replace(sheet_of(row, found, actor.on), stage=current.key)
    guard_deed(found, "pass_stage", after_leaving(sheet), on=day)
    current.left_on = day
    current.save()
    if row.agreed_on is not None and row.running_on is None:
        row.running_on = day
    _enter_next(row, current, found, day)
    row.save()
    after = {"stage": current.key, "on": day}
    record_route("pass_stage", row, actor=actor, at=at, after=after)
    tell_tutee("stage_passed", row, at, stage=row.stage)
    return row


@deed
def skip_stage(
    *,
    route: int,
    row_version: int | None,
    decision: str,
    actor: Reach,
    at: datetime,
) -> Route:
    """Leave the current stage out by a decision, where the regulation lets it."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    needs(decision, "decision", "decision_needed")
    current = _current(row, actor.on)
    found = route_guarding(row, actor.on)
    sheet = sheet_of(row, found, actor.on)
    after = replace(sheet, skipped=sheet.skipped | {current.key}, skip_decided=True)
    guard_deed(found, "skip_stage", after, on=actor.on)
    current.left_on, current.skipped, current.decision = actor.on, True, decision.strip()
    current.save()
    _enter_next(row, current, found, actor.on)
    row.save()
    record_route("skip_stage", row, actor=actor, at=at, after={"stage": current.key})
    tell_tutee("stage_passed", row, at, stage=row.stage)
    return row


def _current(row: Route, day: date) -> RouteStage:
    current = RouteStage.objects.filter(route=row, key=row.stage, left_on__isnull=True).first()
    if current is None:
        raise Wrong("stages_over")
    if current.entered_on is not None and day < current.entered_on:
        raise Wrong("dates", field="happened_on")
    return current


def _enter_next(row: Route, left: RouteStage, found: Guarding, day: date) -> None:
    """The next stage keeps its planned last day unless it is entered too late for it."""
    following = RouteStage.objects.filter(route=row, position__gt=left.position).first()
    if following is None:
        row.evaluated_on = day
        return
    said = {stage.key: stage for stage in stages_of(found.rules)}
    stage = said.get(following.key)
    following.entered_on = day
    if stage is not None:
        fresh = stage_due(row, stage, day)
        following.due = max(fresh, following.due or fresh)
    following.save()
    row.stage = following.key
