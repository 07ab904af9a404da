"""What the page of the next school year shows: the closing list, and by name what goes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.norms.rules import Rules
from marshrut.oversight.board import board
from marshrut.oversight.next_year import (
    Carried,
    Preview,
    closing_list,
    next_of,
    preview,
    version_for,
)
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, guarding, nearest_day
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from marshrut.schoolyear.cycles import CYCLES
from marshrut.web.programmes.waiver_pages import quoted
from marshrut.web.refusals import reason_of
from marshrut.web.request import Request

DAY = timedelta(days=1)
WHY: Mapping[str, Promise] = {
    "already": _("is there already"),
    "dismissed": _("does not work in this organisation any more"),
    "term": _("the appointment ended before the programme"),
    "subject_over": _("the work on the subject is over by then"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the page and its deed speak of."""

    guarding: Guarding
    following: Programme | None
    version: RegulationVersion
    term: tuple[date, date]
    preview: Preview


@dataclass(frozen=True, slots=True)
class Line:
    """One person or case: goes over, or why not."""

    row: Carried
    why: str
    chosen: bool


def plan_of(request: Request, programme: Programme) -> Plan:
    """The next year as it would be made today; what is made already is what it is."""
    on = request.reach.on
    day = nearest_day(programme, on)
    found = guarding(programme, day)
    following = next_of(programme)
    since = following.since if following else programme.until
    version = version_for(programme, max(on, since)) or found.version
    cycle = CYCLES[rules_of(version).period]
    until = following.until if following else cycle.following(since)
    shown = preview(programme, version, since, until, on)
    return Plan(found, following, version, (since, until), shown)


def shown(request: Request, plan: Plan, form: Any) -> dict[str, Any]:
    """The page but its frame."""
    programme = plan.guarding.programme
    day = min(request.reach.on, programme.until - DAY)
    stand = board(programme, day, request.reach, rules=plan.guarding)
    left = [(one, quoted(plan.guarding, one.clause)) for one in closing_list(stand)]
    return {
        "left": left,
        "following": plan.following,
        "begins": plan.term[0],
        "early": plan.term[0] > request.reach.on,
        "tutors": lines(plan.preview.tutors, form["tutors"].value(), plan.preview.rules),
        "cases": lines(plan.preview.cases, form["cases"].value(), plan.preview.rules),
        "conditions": plan.preview.conditions,
    }


def lines(rows: Sequence[Carried], chosen: Any, rules: Rules) -> list[Line]:
    """Who goes over stands first; what the regulation refuses quotes its clause."""
    wanted = {str(key) for key in chosen or ()}
    found = [Line(row, _why(row, rules), str(row.key) in wanted) for row in rows]
    return sorted(found, key=lambda line: bool(line.why))


def _why(row: Carried, rules: Rules) -> str:
    if row.decision is not None:
        reasons = (reason_of(one, rules) for one in row.decision.refusals)
        return "; ".join(f"{one.cite}: {one.sentence}" for one in reasons)
    return str(WHY[row.why]) if row.why else ""
