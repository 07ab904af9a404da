"""Who sees units, and who may change the tree, the calendars and the local settings."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from marshrut.journal.actor import Actor
from marshrut.organisations.models import Unit

COORDINATORS = ("municipal_coordinator", "regional_coordinator")
KEEPERS = ("administrator", *COORDINATORS)
SCHOOL = ("head", "responsible")
EVERYONE_WITH_OFFICE = (*KEEPERS, *SCHOOL, "inspector", "data_officer")


class Reaching(Actor, Protocol):
    """As much of a reach as this noun needs: people and their Reach lie above."""

    @property
    def on(self) -> date:
        """The day of the deed."""

    @property
    def is_system(self) -> bool:
        """Is it a job or a command?"""

    @property
    def territories(self) -> frozenset[int]:
        """Units of the reader's work and offices, and all above them."""

    def units(self, *roles: str) -> frozenset[int]:
        """All units under any of these offices."""

    def deeds_in(self, *roles: str) -> frozenset[int]:
        """Those of them where the reader may also do something."""


def units(reach: Reaching) -> QuerySet[Unit]:
    """Where one works or holds an office, everything above, and everything below the offices."""
    if reach.is_system:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=reach.territories | reach.units(*EVERYONE_WITH_OFFICE))


def may_see_unit(reach: Reaching, unit: Unit) -> bool:
    return reach.is_system or unit.pk in reach.territories | reach.units(*EVERYONE_WITH_OFFICE)


def kept_units(reach: Reaching) -> QuerySet[Unit]:
    """Units whose data one may change."""
    if reach.is_system:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=reach.deeds_in(*KEEPERS))


def dated_units(reach: Reaching) -> QuerySet[Unit]:
    """Units whose calendar one may change: a head keeps the calendar of the own school."""
    if reach.is_system:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=reach.deeds_in(*KEEPERS, *SCHOOL))


def may_add_unit(reach: Reaching, parent: Unit | None) -> bool:
    """The root is put by a job or an administrator; the rest by who keeps the unit above."""
    if parent is None:
        return reach.is_system or bool(reach.deeds_in("administrator"))
    return may_keep_unit(reach, parent.pk)


def may_keep_unit(reach: Reaching, unit: int) -> bool:
    """Names, places and local settings."""
    return reach.is_system or unit in reach.deeds_in(*KEEPERS)


def may_set_calendar(reach: Reaching, unit: int) -> bool:
    return may_keep_unit(reach, unit) or unit in reach.deeds_in(*SCHOOL)
