"""What the regulation would say of a deed on a route before anybody tries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from marshrut.norms import sheets
from marshrut.norms.rules import NONE_WAIVED, Decision, Objection
from marshrut.programmes.queries import Guarding
from marshrut.regulations.queries import rules_of
from marshrut.routes.models import Route
from marshrut.routes.sheets import gather, route_sheet

NOTHING_ASKED = Decision()


def after_leaving(sheet: sheets.Route) -> sheets.Route:
    """The route as it would be with its current stage passed."""
    return replace(sheet, left=sheet.left | {sheet.stage})


def after_closing(
    sheet: sheets.Route, row: Route, *, outcome: str, closed_on: date
) -> sheets.Route:
    subject = row.enrolment.subject
    return replace(
        sheet,
        open=False,
        outcome=outcome,
        closed_on=closed_on,
        subject_open=subject is not None and subject.is_open(closed_on),
    )


def proposing(sheet: sheets.Route, found: Guarding, on: date) -> Decision:
    """What still lacks before the plan may be put before the tutee."""
    after = replace(sheet, proposed=True)
    return found.rules.decide("propose_route", [after], on, found.waived)


def leaving(sheet: sheets.Route, found: Guarding, on: date) -> Decision:
    """What still lacks before the current stage may be left."""
    if not sheet.stage:
        return NOTHING_ASKED
    return found.rules.decide("pass_stage", [after_leaving(sheet)], on, found.waived)


def closing(sheet: sheets.Route, row: Route, found: Guarding, on: date) -> Decision:
    """What still lacks before the route may be closed with a result."""
    after = after_closing(sheet, row, outcome=Route.Outcome.EFFECTIVE, closed_on=on)
    return found.rules.decide("close_route", [after], on, found.waived)


def remaining(rows: Sequence[Route], on: date) -> dict[int, tuple[Objection, ...]]:
    """What each open route still lacks for its closing, for lists: a fixed number of queries."""
    around = gather(rows, on)
    found = {}
    for row in rows:
        if not row.is_open:
            continue
        rules = Guarding(
            programme=row.programme,
            version=row.version,
            rules=rules_of(row.version),
            waived=NONE_WAIVED,
        )
        sheet = route_sheet(row, rules, around, on)
        closed = after_closing(sheet, row, outcome=Route.Outcome.EFFECTIVE, closed_on=on)
        found[row.pk] = rules.rules.decide("close_route", [closed], on).refusals
    return found
