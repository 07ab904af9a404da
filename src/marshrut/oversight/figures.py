"""Indicators counted from gathered sheets, so that a board of some units counts only these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, Q

from marshrut.diagnostics.sheets import GROWTH, growth
from marshrut.norms import sheets
from marshrut.norms.counting import Indicator
from marshrut.norms.rules import Rules
from marshrut.norms.rules import Sheets as Gathered
from marshrut.oversight.scope import Scope
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.queries import Guarding, open_on
from marshrut.routes.models import RouteStep

DAY = timedelta(days=1)
Share = tuple[int, int]
Counted = Callable[[Gathered], Share]


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
    shares = {name: FORMULAS[name](gathered) for name in wanted & FORMULAS.keys()}
    if "passed_stages" in wanted:
        shares["passed_stages"] = passed_stages(gathered, guarding.rules)
    if "steps_done" in wanted:
        shares["steps_done"] = steps_done(guarding.programme, on, scope)
    if "growth_programmes" in wanted:
        shares["growth_programmes"] = growth_programmes(guarding.programme, on, scope)
    shares |= {name: growth(name, _routes(gathered), on) for name in wanted & GROWTH.keys()}
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


def _routes(gathered: Gathered) -> list[sheets.Route]:
    return [row for row in gathered.get(sheets.Route) or () if isinstance(row, sheets.Route)]


def coverage(gathered: Gathered) -> Share:
    """Teachers with an innovation who have a tutor, of all teachers with an innovation."""
    cases = [row for row in gathered.get(sheets.Case) or () if isinstance(row, sheets.Case)]
    active = [case for case in cases if case.open and case.subject]
    supported = {case.person for case in active if case.tutor_person}
    return len(supported), len({case.person for case in active})


def effective_share(gathered: Gathered) -> Share:
    """Introductions confirmed as effective, of all that came to an end."""
    ended = [route for route in _routes(gathered) if route.outcome]
    return sum(route.outcome == "effective" for route in ended), len(ended)


def passed_stages(gathered: Gathered, rules: Rules) -> Share:
    """Supports that went through every stage, of all that did or came to an end otherwise."""
    stages = rules.stages("case")
    order = {stage.key for stage in stages.items} if stages else set()
    routes = [route for route in _routes(gathered) if route.outcome != "given_up"]
    passed = sum(order <= route.left for route in routes)
    ended = sum(order <= route.left or route.closed_on is not None for route in routes)
    return passed, ended


def steps_done(programme: Programme, on: date, scope: Scope) -> Share:
    """Steps accepted, of those whose day has come; a dropped step is not counted."""
    seen = Q() if scope.everything else Q(route__unit__in=scope.units)
    steps = RouteStep.objects.filter(
        seen, route__programme=programme, route__agreed_on__lte=on
    ).exclude(status=RouteStep.Status.DROPPED)
    done = Q(accepted_on__lte=on)
    found = steps.aggregate(
        value=Count("pk", filter=done), of=Count("pk", filter=done | Q(due__lte=on))
    )
    return found["value"], found["of"]


def growth_programmes(programme: Programme, on: date, scope: Scope) -> Share:
    """People in the programme who have agreed on a plan of their own, of all who are in it."""
    seen = Q() if scope.everything else Q(unit__in=scope.units)
    rows = Enrolment.objects.filter(seen, open_on(on), programme=programme)
    found = rows.aggregate(
        value=Count("person", distinct=True, filter=Q(route__agreed_on__lte=on)),
        of=Count("person", distinct=True),
    )
    return found["value"], found["of"]


FORMULAS: Mapping[str, Counted] = {
    "coverage": coverage,
    "effective_share": effective_share,
}
