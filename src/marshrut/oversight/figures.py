"""Indicators counted from gathered sheets, so that a board of some units counts only these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db.models import Count, Q

from marshrut.diagnostics.sheets import GROWTH, growth
from marshrut.norms import sheets
from marshrut.norms.counting import Indicator
from marshrut.norms.rules import Sheets as Gathered
from marshrut.oversight.scope import Scope
from marshrut.plans.sheets import linked_lines
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.queries import Guarding, open_on
from marshrut.routes.models import RouteStep

DAY = timedelta(days=1)
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure may be counted from: the sheets gathered, or rows of the programme."""

    guarding: Guarding
    on: date
    gathered: Gathered
    scope: Scope


Counted = Callable[[Asked], Share]


def figure_sheets(
    guarding: Guarding, on: date, gathered: Gathered, scope: Scope
) -> Sequence[sheets.Figure]:
    """One figure for each indicator of the programme that the rules name.

    One that no formula counts yet is not known: «no data».
    """
    wanted = {
        norm.indicator
        for _, norm in guarding.rules.norms()
        if isinstance(norm, Indicator) and norm.per == "programme"
    }
    asked = Asked(guarding, on, gathered, scope)
    shares = {name: FORMULAS[name](asked) for name in wanted & FORMULAS.keys()}
    return [_figure(guarding.programme, name, shares.get(name)) for name in sorted(wanted)]


def _figure(programme: Programme, formula: str, share: Share | None) -> sheets.Figure:
    value, of = share or (0, 0)
    return sheets.Figure(
        key=programme.pk,
        label=formula,
        unit=programme.unit_id,
        since=programme.since,
        ends=programme.until - DAY,
        formula=formula,
        per="programme",
        value=value,
        of=of,
        known=share is not None,
    )


def _routes(asked: Asked) -> list[sheets.Route]:
    return [row for row in asked.gathered.get(sheets.Route) or () if isinstance(row, sheets.Route)]


def coverage(asked: Asked) -> Share:
    """Teachers with an innovation who have a tutor, of all teachers with an innovation."""
    gathered = asked.gathered.get(sheets.Case) or ()
    cases = [row for row in gathered if isinstance(row, sheets.Case)]
    active = [case for case in cases if case.open and case.subject]
    supported = {case.person for case in active if case.tutor_person}
    return len(supported), len({case.person for case in active})


def effective_share(asked: Asked) -> Share:
    """Introductions confirmed as effective, of all that came to an end."""
    ended = [route for route in _routes(asked) if route.outcome]
    return sum(route.outcome == "effective" for route in ended), len(ended)


def passed_stages(asked: Asked) -> Share:
    """Supports that went through every stage, of all that did or came to an end otherwise."""
    stages = asked.guarding.rules.stages("case")
    order = {stage.key for stage in stages.items} if stages else set()
    routes = [route for route in _routes(asked) if route.outcome != "given_up"]
    passed = sum(order <= route.left for route in routes)
    ended = sum(order <= route.left or route.closed_on is not None for route in routes)
    return passed, ended


def steps_done(asked: Asked) -> Share:
    """Steps accepted, of those whose day has come; a dropped step is not counted."""
    scope = asked.scope
    seen = Q() if scope.everything else Q(route__unit__in=scope.units)
    steps = RouteStep.objects.filter(
        seen, route__programme=asked.guarding.programme, route__agreed_on__lte=asked.on
    ).exclude(status=RouteStep.Status.DROPPED)
    done = Q(accepted_on__lte=asked.on)
    found = steps.aggregate(
        value=Count("pk", filter=done), of=Count("pk", filter=done | Q(due__lte=asked.on))
    )
    return found["value"], found["of"]


def growth_programmes(asked: Asked) -> Share:
    """People in the programme who have agreed on a plan of their own, of all who are in it."""
    scope = asked.scope
    seen = Q() if scope.everything else Q(unit__in=scope.units)
    rows = Enrolment.objects.filter(seen, open_on(asked.on), programme=asked.guarding.programme)
    found = rows.aggregate(
        value=Count("person", distinct=True, filter=Q(route__agreed_on__lte=asked.on)),
        of=Count("person", distinct=True),
    )
    return found["value"], found["of"]


def linked_plan_lines(asked: Asked) -> Share:
    """Lines of the plans of schools that are traced to difficulties in individual programmes."""
    units = None if asked.scope.everything else frozenset(asked.scope.units)
    return linked_lines(asked.guarding, asked.on, units)


def _growth(indicator: str, asked: Asked) -> Share:
    return growth(indicator, _routes(asked), asked.on)


FORMULAS: Mapping[str, Counted] = {
    "coverage": coverage,
    "effective_share": effective_share,
    "passed_stages": passed_stages,
    "steps_done": steps_done,
    "growth_programmes": growth_programmes,
    "linked_plan_lines": linked_plan_lines,
    **{name: partial(_growth, name) for name in GROWTH},
}
