"""Deeds on lines of plans: adding, changing, marking as held, dropping."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from marshrut.diagnostics.access import named_groups
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.plans import access
from marshrut.plans.models import PlanLine
from marshrut.plans.queries import asked, kind_of
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import covers, guarding, nearest_day, require_open


@deed
def add_plan_line(
    *,
    programme: Programme,
    unit: Unit,
    topic: str,
    since: date,
    until: date,
    needs: Collection[str] = (),
    audience: str = "",
    form: str = "",
    hours: int | None = None,
    leader: str = "",
    product: str = "",
    assessment: str = "",
    actor: Reach,
    at: datetime,
) -> PlanLine:
    """Plan an event of a school, or of the territory as a whole; ``until`` is exclusive."""
    if not access.may_write(actor, unit):
        raise Forbidden
    require_open(programme)
    if not covers(programme, unit.pk):
        raise Wrong("not_in_programme")
    # A plan is made before the programme begins: then the rules of its first day are asked.
    day = nearest_day(programme, actor.on)
    if kind_of(programme, unit) not in asked(guarding(programme, day).rules):
        raise Wrong("no_such_plan")
    said = _said(actor, topic, needs, since, until)
    row = PlanLine.objects.create(
        programme=programme,
        unit=unit,
        audience=audience.strip(),
        form=form,
        hours=hours,
        leader=leader.strip(),
        product=product.strip(),
        assessment=assessment.strip(),
        added_on=actor.on,
        **said,
    )
    record_it("add_plan_line", row, actor, at, None, {"topic": row.topic, "needs": row.needs})
    return row


@deed
def edit_plan_line(
    *,
    line: int,
    row_version: int | None,
    topic: str,
    since: date,
    until: date,
    needs: Collection[str] = (),
    audience: str = "",
    form: str = "",
    hours: int | None = None,
    leader: str = "",
    product: str = "",
    assessment: str = "",
    actor: Reach,
    at: datetime,
) -> PlanLine:
    """Say a planned event otherwise."""
    row = _open(line, row_version, actor)
    before, after = changes(
        row,
        audience=audience.strip(),
        form=form,
        hours=hours,
        leader=leader.strip(),
        product=product.strip(),
        assessment=assessment.strip(),
        **_said(actor, topic, needs, since, until, row.needs),
    )
    row.save()
    record_it("edit_plan_line", row, actor, at, before, after)
    return row


@deed
def hold_plan_line(
    *,
    line: int,
    row_version: int | None,
    held_on: date,
    result: str = "",
    actor: Reach,
    at: datetime,
) -> PlanLine:
    """The event was held; what came of it."""
    row = _open(line, row_version, actor)
    if held_on > actor.on:
        raise Wrong("future_date", field="held_on")
    if held_on < row.programme.since:
        raise Wrong("before_programme", field="held_on")
    before, after = changes(row, held_on=held_on, result=result.strip())
    row.save()
    record_it("hold_plan_line", row, actor, at, before, after)
    return row


@deed
def drop_plan_line(
    *, line: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> PlanLine:
    """The event is not held; why."""
    row = _open(line, row_version, actor)
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    before, after = changes(row, dropped_on=actor.on, reason=reason.strip())
    row.save()
    record_it("drop_plan_line", row, actor, at, before, after)
    return row


def _open(line: int, row_version: int | None, actor: Reach) -> PlanLine:
    row = lock(PlanLine.objects.select_related("programme", "unit"), line, row_version)
    if not access.may_write(actor, row.unit):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    return row


def _said(
    actor: Reach,
    topic: str,
    needs: Collection[str],
    since: date,
    until: date,
    had: Collection[str] = (),
) -> dict[str, Any]:
    """Columns of what is planned, checked."""
    name = " ".join(topic.split())
    if not name:
        raise Wrong("title_needed", field="topic")
    named = named_groups(actor, needs, had)
    if named is None:
        raise Wrong("unknown_need", field="needs")
    if until <= since:
        raise Wrong("dates", field="until")
    return {"topic": name, "needs": named, "since": since, "until": until}
