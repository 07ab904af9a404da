"""Who reads the board and the roll-ups, and who only the text and what concerns themselves."""

from __future__ import annotations

from django.db.models import QuerySet

from marshrut.oversight.models import RollUp
from marshrut.oversight.scope import scope_of
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes.models import Programme

# Who answers for a whole territory: roll-ups say how it stands without naming anybody.
TERRITORIAL = ("regional_coordinator", "municipal_coordinator", "inspector")
# Who takes an installation through its first steps; an administrator does the very first.
GUIDES = ("municipal_coordinator", "administrator")


def may_read_board(reach: Reach, programme: Programme) -> bool:
    """Who oversees the territory, or an organisation inside it; others see only their own marks."""
    scope = scope_of(reach, programme)
    return scope.everything or (bool(scope.units) and programme.unit_id in reach.territories)


def rollups(reach: Reach) -> QuerySet[RollUp]:
    """Of the territories that one oversees: the region all of them, a municipality its own."""
    if reach.is_system:
        return RollUp.objects.all()
    return RollUp.objects.filter(unit__in=reach.units(*TERRITORIAL))


def may_read_rollups(reach: Reach) -> bool:
    return reach.is_system or bool(reach.units(*TERRITORIAL))


def may_see_rollup(reach: Reach, row: RollUp) -> bool:
    return reach.is_system or row.unit_id in reach.units(*TERRITORIAL)


def may_be_guided(reach: Reach) -> bool:
    """Does the reader begin an installation, or see to it that it has begun?"""
    return bool(reach.units(*GUIDES))


def may_remind(reach: Reach, programme: Programme) -> bool:
    """Who answers for the territory or for an organisation in it; a look alone reminds nobody."""
    acts = reach.deeds_in("municipal_coordinator", *SCHOOL)
    runs = programme.status == "running"
    return runs and (reach.is_system or (may_read_board(reach, programme) and bool(acts)))
