"""Who answers for each organisation of the reader's territory today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.oversight.access import GUIDES
from marshrut.people import access
from marshrut.people.models import Office
from marshrut.people.reach import SCHOOL, Reach
from marshrut.people.roles import offices_on


@dataclass(frozen=True, slots=True)
class School:
    """An organisation with those who answer for it today."""

    unit: Unit
    offices: list[Office]


def heads(reach: Reach) -> list[School]:
    """All organisations by name; one without a head stands first."""
    found = units(reach).filter(pk__in=reach.units(*GUIDES), kind__in=Unit.INSTITUTIONS)
    held = offices_on(reach.on).filter(pk__in=access.offices(reach), role__in=SCHOOL)
    by_unit: dict[int, list[Office]] = defaultdict(list)
    for office in held.filter(unit__in=found).select_related("person").order_by("since", "pk"):
        by_unit[office.unit_id].append(office)
    rows = [School(unit, by_unit[unit.pk]) for unit in found.order_by("name")]
    return sorted(rows, key=lambda row: bool(row.offices))
