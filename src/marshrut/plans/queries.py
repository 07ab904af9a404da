"""Reading plans: which the regulation asks for, and what they rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.plans.models import PlanLine
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import units_of
from marshrut.routes.models import Route, RouteStep

# What regulations call the plan of a school, and the common one of a programme.
OF_SCHOOL, COMMON = "learning_plan", "common_plan"


def asked(rules: Rules) -> frozenset[str]:
    """Which of the two plans the regulation asks for."""
    norms = (norm for _, norm in rules.norms() if isinstance(norm, Deliverable))
    return frozenset(kind for norm in norms for kind in norm.deliverable) & {OF_SCHOOL, COMMON}


def kind_of(programme: Programme, unit: Unit) -> str:
    """The common plan is that of the programme's own unit."""
    return COMMON if unit.pk == programme.unit_id else OF_SCHOOL


def planning_units(programme: Programme, rules: Rules, on: date) -> QuerySet[Unit]:
    """Units that have a plan in this programme: its own, and the schools that take part.

    A plan that was written while another version asked for it stays.
    """
    kinds = asked(rules)
    found = Q(pk__in=PlanLine.objects.filter(programme=programme).values("unit"))
    if COMMON in kinds:
        found |= Q(pk=programme.unit_id)
    if OF_SCHOOL in kinds:
        found |= Q(pk__in=units_of(programme, on).values("pk"))
    return Unit.objects.filter(found).order_by("path")


def lines_of(programme: Programme, units: Collection[int], on: date) -> QuerySet[PlanLine]:
    """Lines of these plans that stand on the day."""
    rows = PlanLine.objects.filter(programme=programme, unit__in=units, added_on__lte=on)
    return rows.exclude(dropped_on__lte=on)


def programmes_by_need(
    programme: Programme, units: Collection[int] | None, on: date
) -> Mapping[int, Counter[str]]:
    """By unit, how many individual programmes have steps for each group of competences.

    Agreed ones whose work was not given up, without steps that were dropped; None: of all units.
    """
    steps = RouteStep.objects.filter(route__programme=programme, route__agreed_on__lte=on)
    if units is not None:
        steps = steps.filter(route__unit__in=units)
    steps = steps.exclude(need="").exclude(status=RouteStep.Status.DROPPED)
    steps = steps.exclude(route__outcome=Route.Outcome.GIVEN_UP)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    pairs = steps.order_by().values_list("route__unit", "need", "route").distinct()
    for unit, need, _route in pairs:
        found[unit][need] += 1
    return found


def is_linked(line: PlanLine, known: Mapping[int, Counter[str]]) -> bool:
    """Does an individual programme of the same organisation have steps for what the line is for?"""
    here = known.get(line.unit_id, Counter())
    return any(here[need] for need in line.needs)


def linked_share(lines: Iterable[PlanLine], known: Mapping[int, Counter[str]]) -> tuple[int, int]:
    """(lines that rest on individual programmes, all lines)."""
    all_of_them = list(lines)
    return sum(is_linked(line, known) for line in all_of_them), len(all_of_them)


def resting_on(line: PlanLine, routes: QuerySet[Route], on: date) -> QuerySet[Route]:
    """Of these routes the programmes that the line is traced to."""
    steps = RouteStep.objects.filter(need__in=line.needs).exclude(status=RouteStep.Status.DROPPED)
    rows = routes.filter(programme=line.programme_id, unit=line.unit_id, agreed_on__lte=on)
    rows = rows.exclude(outcome=Route.Outcome.GIVEN_UP)
    return rows.filter(pk__in=steps.values("route")).order_by("enrolment__person__surname", "pk")
