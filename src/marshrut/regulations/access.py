"""Who reads regulations and their versions, and who writes, approves and acknowledges them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.people.reach import LEADERS, SCHOOL, Reach
from marshrut.regulations.models import Act, Regulation, RegulationVersion

# Bodies that issue rules for the territory above them and all under it.
ISSUERS = ("centre", "department")
WRITERS = ("municipal_coordinator", "regional_coordinator")
PUBLISHER = "publisher"
READERS = (*LEADERS, "inspector", "administrator")


# --- what may be seen ------------------------------------------------------------------------
def regulations(reach: Reach) -> QuerySet[Regulation]:
    """Regulations of the reader's territories, and of the bodies that issue for them."""
    if reach.is_system:
        return Regulation.objects.all()
    return Regulation.objects.filter(_for_territory("", reach))


def may_see_regulation(reach: Reach, row: Regulation) -> bool:
    unit = row.unit
    known = _territory(reach)
    return (
        reach.is_system
        or unit.pk in known
        or (unit.kind in ISSUERS and unit.parent_id is not None and unit.parent_id in known)
    )


def versions(reach: Reach) -> QuerySet[RegulationVersion]:
    """Approved versions for everyone of the territory, drafts for those who write them."""
    if reach.is_system:
        return RegulationVersion.objects.all()
    return RegulationVersion.objects.filter(
        _for_territory("regulation__", reach),
        Q(status=RegulationVersion.Status.APPROVED) | Q(regulation__unit__in=reach.units(*WRITERS)),
    )


def may_see_version(reach: Reach, row: RegulationVersion) -> bool:
    approved = row.status == RegulationVersion.Status.APPROVED
    return may_see_regulation(reach, row.regulation) and (
        approved or reach.is_system or row.regulation.unit_id in reach.units(*WRITERS)
    )


def in_force_for_all(on: date) -> QuerySet[RegulationVersion]:
    """Versions in force on this day: the open page shows them without sign-in."""
    return (
        RegulationVersion.objects.filter(status=RegulationVersion.Status.APPROVED, since__lte=on)
        .exclude(until__lte=on)
        .select_related("regulation__unit", "order__unit", "publication", "signed")
        .order_by("regulation__unit__name", "regulation__title", "-number")
    )


def former_for_all(regulation: int, on: date) -> QuerySet[RegulationVersion]:
    """Versions that were in force before this day, the newest first: for the open page."""
    return (
        RegulationVersion.objects.filter(
            regulation=regulation, status=RegulationVersion.Status.APPROVED, until__lte=on
        )
        .defer("document")
        .select_related("order__unit")
        .order_by("-number")
    )


def acts(reach: Reach) -> QuerySet[Act]:
    """The catalogues of the reader's territories and of those below the offices."""
    if reach.is_system:
        return Act.objects.all()
    return Act.objects.filter(unit__in=_territory(reach))


def may_see_act(reach: Reach, row: Act) -> bool:
    return reach.is_system or row.unit_id in _territory(reach)


def _territory(reach: Reach) -> frozenset[int]:
    return reach.territories | reach.units(*READERS)


def _for_territory(prefix: str, reach: Reach) -> Q:
    known = _territory(reach)
    return Q(**{f"{prefix}unit__in": known}) | Q(
        **{f"{prefix}unit__kind__in": ISSUERS, f"{prefix}unit__parent__in": known}
    )


# --- what may be done ------------------------------------------------------------------------
def may_write(reach: Reach, unit: int) -> bool:
    """Load, amend and edit drafts, approve them, drop them."""
    return reach.is_system or unit in reach.deeds_in(*WRITERS)


def may_publish(reach: Reach, unit: int) -> bool:
    """Record where a version stands on the official site: the publisher, or who writes it."""
    return may_write(reach, unit) or reach.holds(PUBLISHER, unit)


def may_acknowledge(reach: Reach, person: int) -> bool:
    """Only the person says «I have read it», an inspector never does."""
    return reach.is_system or (reach.person == person and not reach.read_only)


def may_record_for(reach: Reach, people: Collection[int]) -> bool:
    """Record the word of these people from paper: who answers for an organisation of each."""
    if reach.is_system:
        return True
    jobs = Employment.objects.filter(
        person__in=people,
        unit__in=reach.deeds_in(*SCHOOL, "municipal_coordinator"),
        since__lte=reach.on,
    ).exclude(until__lte=reach.on)
    return set(people) <= set(jobs.values_list("person", flat=True))


def units_to_write(reach: Reach) -> QuerySet[Unit]:
    """Bodies for which this reader may load a regulation; never a school."""
    bodies = Unit.objects.exclude(kind__in=Unit.INSTITUTIONS).order_by("path")
    return bodies if reach.is_system else bodies.filter(pk__in=reach.deeds_in(*WRITERS))
