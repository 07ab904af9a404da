"""Who reads plans and who writes them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.organisations.access import COORDINATORS
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.plans.models import PlanLine
from marshrut.programmes.access import OVERSEERS


def plan_lines(reach: Reach) -> QuerySet[PlanLine]:
    """Plans of where one works and of what stands above it, and of what one oversees."""
    if reach.is_system:
        return PlanLine.objects.all()
    return PlanLine.objects.filter(
        Q(unit__in=reach.territories) | Q(unit__in=reach.units(*OVERSEERS))
    )


def may_see_plan_line(reach: Reach, row: PlanLine) -> bool:
    return reach.is_system or row.unit_id in reach.territories | reach.units(*OVERSEERS)


def may_read_plan(reach: Reach, unit: int) -> bool:
    """The plan of a unit as a whole, with lines or without."""
    return reach.is_system or unit in reach.territories | reach.units(*OVERSEERS)


def may_write(reach: Reach, unit: Unit) -> bool:
    """The plan of an organisation is its head's, the common one the coordinator's."""
    if unit.is_institution:
        return reach.heads(unit.pk)
    return reach.is_system or unit.pk in reach.deeds_in(*COORDINATORS)
