"""Deeds on a newer version of the regulation: a route adopts it, or keeps its own."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.programmes.queries import version_on
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from marshrut.routes import access
from marshrut.routes.models import Route, RouteStage, VersionChoice
from marshrut.routes.queries import planned_dues, stages_of
from marshrut.routes.writing import needs, open_route, record_route, revise_row, tell_tutee


@deed
def adopt_newer(
    *, route: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> Route:
    """From today the route follows the version that guards the programme, with a reason.

    Stages that were entered stay; those ahead are the ones of the newer version.
    """
    row, newer = _considered(route, row_version, actor)
    reason = needs(reason, "reason")
    _rearrange(row, rules_of(newer), actor.on)
    before = row.version_id
    row.version = newer
    row.save()
    if row.agreed_on is not None:
        revise_row(row, reason, actor, at)
    _keep_choice(row, newer, reason, actor.on, adopted=True)
    after = {"version": newer.pk}
    record_route("adopt_newer", row, actor=actor, at=at, before={"version": before}, after=after)
    tell_tutee("version_adopted", row, at, number=newer.number)
    return row


@deed
def keep_own(
    *, route: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> Route:
    """The route stays with the version that it was made under, with a reason."""
    row, newer = _considered(route, row_version, actor)
    reason = needs(reason, "reason")
    row.save()
    _keep_choice(row, newer, reason, actor.on, adopted=False)
    record_route("keep_own", row, actor=actor, at=at, after={"not": newer.pk})
    return row


def _considered(
    route: int, row_version: int | None, actor: Reach
) -> tuple[Route, RegulationVersion]:
    """The open route of a tutor, and the newer version of today."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    newer = version_on(row.programme, actor.on)
    if newer.pk == row.version_id:
        raise Wrong("no_newer_version")
    return row, newer


def _keep_choice(
    row: Route, newer: RegulationVersion, reason: str, on: date, *, adopted: bool
) -> None:
    VersionChoice.objects.create(route=row, version=newer, adopted=adopted, reason=reason, on=on)


def _rearrange(row: Route, rules: Rules, on: date) -> None:
    """Stages not entered yet give way to those of the newer rules that the route has not seen."""
    entered = list(RouteStage.objects.filter(route=row, entered_on__isnull=False))
    RouteStage.objects.filter(route=row, entered_on__isnull=True).delete()
    seen = {stage.key for stage in entered}
    ahead = [stage for stage in stages_of(rules) if stage.key not in seen]
    dues = planned_dues(row, ahead, on)
    first = max((stage.position for stage in entered), default=-1) + 1
    RouteStage.objects.bulk_create(
        RouteStage(route=row, key=stage.key, position=place, due=dues[stage.key])
        for place, stage in enumerate(ahead, first)
    )
    if not entered and ahead:
        RouteStage.objects.filter(route=row, key=ahead[0].key).update(entered_on=on)
        row.stage = ahead[0].key
