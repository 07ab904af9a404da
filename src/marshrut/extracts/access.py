"""Who sees saved tables and full exports. What is in a table its list decides for each reader."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.extracts.models import SavedTable, WholeExport
from marshrut.organisations.access import COORDINATORS
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach


# --- what may be seen ------------------------------------------------------------------------
def tables(reach: Reach) -> QuerySet[SavedTable]:
    """Own ones, and those shared with who holds an office over their unit."""
    if reach.is_system:
        return SavedTable.objects.all()
    shared = Q(unit__in=reach.units(*reach.offices))
    return SavedTable.objects.filter(Q(person=reach.person or 0) | shared)


def may_see_table(reach: Reach, row: SavedTable) -> bool:
    return reach.is_system or may_keep(reach, row) or row.unit_id in reach.units(*reach.offices)


def exports(reach: Reach) -> QuerySet[WholeExport]:
    """One's own, as long as one coordinates the unit."""
    if reach.is_system:
        return WholeExport.objects.all()
    return WholeExport.objects.filter(person=reach.person or 0, unit__in=reach.units(*COORDINATORS))


def may_see_export(reach: Reach, row: WholeExport) -> bool:
    mine = row.person_id == reach.person and row.unit_id in reach.units(*COORDINATORS)
    return reach.is_system or mine


# --- what may be done ------------------------------------------------------------------------
def may_save(reach: Reach) -> bool:
    return reach.person is not None


def may_keep(reach: Reach, row: SavedTable) -> bool:
    """Only who saved a table changes or deletes it, shared or not."""
    return row.person_id == reach.person


def may_share(reach: Reach, unit: int) -> bool:
    """Where one holds an office oneself."""
    return unit in reach.units(*reach.offices)


def may_export(reach: Reach, unit: int) -> bool:
    return reach.person is not None and unit in reach.units(*COORDINATORS)


def may_take(reach: Reach, row: WholeExport) -> bool:
    """Who asked for it, as long as the office that opened it lasts."""
    return row.person_id == reach.person and row.unit_id in reach.units(*COORDINATORS)


def may_drop(reach: Reach, row: WholeExport) -> bool:
    return row.person_id == reach.person


def may_run(reach: Reach) -> bool:
    """Only background work writes archives and throws them away."""
    return reach.is_system


def units_to_export(reach: Reach) -> QuerySet[Unit]:
    """Of which one may ask for everything: what one coordinates, the whole before its parts."""
    rows = Unit.objects.filter(pk__in=reach.units(*COORDINATORS))
    return rows.order_by("path")
