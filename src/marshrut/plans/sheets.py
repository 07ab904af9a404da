"""What plans tell norms: that a school or a territory has one, and how far lines are traced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Min

from marshrut.norms import sheets
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.plans.models import PlanLine
from marshrut.plans.queries import COMMON, OF_SCHOOL, asked, linked_share, programmes_by_need
from marshrut.programmes.queries import Guarding, lineage
from marshrut.routes.models import LibraryStep

# What a regulation calls the catalogue of courses that the library of the territory holds.
MODULES = "training_modules"


def with_plans(
    guarding: Guarding, on: date, schools: Sequence[sheets.School]
) -> Sequence[sheets.School]:
    """Schools with the first day on which their plan had a line, where a clause asks for it."""
    if OF_SCHOOL not in asked(guarding.rules):
        return schools
    first = _first_lines(guarding, [row.unit for row in schools], on)
    return [
        replace(
            row,
            products={**row.products, OF_SCHOOL: (first[row.unit],)}
            if row.unit in first
            else row.products,
            collected=(row.collected or frozenset()) | {OF_SCHOOL},
        )
        for row in schools
    ]


def with_common(
    guarding: Guarding, on: date, cycles: Sequence[sheets.Cycle]
) -> Sequence[sheets.Cycle]:
    """The programme, in each of its territories, with its common plan and its courses."""
    unit = guarding.programme.unit_id
    made: dict[str, date | None] = {}
    if COMMON in asked(guarding.rules):
        made[COMMON] = _first_lines(guarding, [unit], on).get(unit)
    if _asks_for_modules(guarding.rules):
        made[MODULES] = _first_module(guarding.programme.unit, on)
    if not made:
        return cycles
    products = {kind: (day,) for kind, day in made.items() if day is not None}
    return [
        replace(
            row,
            products={**row.products, **products},
            collected=(row.collected or frozenset()) | made.keys(),
        )
        for row in cycles
    ]


def linked_lines(
    guarding: Guarding, on: date, units: frozenset[int] | None = None
) -> tuple[int, int]:
    """Lines of the plans of schools that rest on individual programmes, of all; None: anywhere."""
    rows = PlanLine.objects.filter(programme=guarding.programme, added_on__lte=on)
    rows = rows.exclude(dropped_on__lte=on).exclude(unit=guarding.programme.unit_id)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return linked_share(rows, programmes_by_need(guarding.programme, units, on))


def _first_lines(guarding: Guarding, units: Sequence[int], on: date) -> Mapping[int, date]:
    rows = PlanLine.objects.filter(
        programme=guarding.programme, unit__in=units, added_on__lte=on
    ).exclude(dropped_on__lte=on)
    found = rows.order_by().values_list("unit").annotate(first=Min("added_on"))
    return dict(found)


def _asks_for_modules(rules: Rules) -> bool:
    norms = (norm for _, norm in rules.norms() if isinstance(norm, Deliverable))
    return any(MODULES in norm.deliverable for norm in norms)


def _first_module(unit: Unit, on: date) -> date | None:
    """Since when the territory, or one above it, shares a course for a group of competences."""
    rows = LibraryStep.objects.filter(unit__in=lineage(unit), form__in=LibraryStep.TRAINING)
    rows = rows.filter(shared_on__lte=on).exclude(withdrawn_on__lte=on).order_by("shared_on")
    return next((row.shared_on for row in rows if row.needs), None)
