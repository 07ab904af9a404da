"""Who has acknowledged a version and who has not: the people whom the board counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from marshrut.oversight.scope import scope_of
from marshrut.people.models import PaperRecord
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes.access import programmes
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, Unguarded, guarding
from marshrut.programmes.sheets import staff_sheets, unit_sheets
from marshrut.regulations.models import RegulationVersion

RECORDERS = (*SCHOOL, "municipal_coordinator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person and the day of their acknowledgement."""

    person: int
    label: str
    unit_key: int
    unit: str
    on: date | None
    papered: bool
    may_record: bool


def readers(version: RegulationVersion, reach: Reach) -> list[Reader]:
    """People of the programmes that work by this regulation, as far as the reader sees them."""
    found: dict[int, Reader] = {}
    for programme in _programmes(version, reach):
        try:
            rules = replace(guarding(programme, reach.on), version=version)
        except Unguarded:
            continue
        found |= {one.person: one for one in readers_of(rules, reach, reach.on)}
    return sorted(found.values(), key=lambda one: (one.unit, one.label))


def _programmes(version: RegulationVersion, reach: Reach) -> list[Programme]:
    rows = programmes(reach).filter(
        regulation=version.regulation_id, since__lte=reach.on, until__gt=reach.on
    )
    return list(rows.select_related("unit", "regulation"))


def readers_of(rules: Guarding, reach: Reach, on: date) -> list[Reader]:
    """People of one programme, and whether they had acknowledged its version by the day."""
    version, programme = rules.version, rules.programme
    scope = scope_of(reach, programme)
    papered = set(
        PaperRecord.objects.filter(
            kind="acknowledgement",
            key__in=version.acknowledgements.values("pk"),
        ).values_list("person", flat=True)
    )
    units = {unit.key: unit.label for unit in unit_sheets(rules, on)}
    recorded = reach.deeds_in(*RECORDERS)
    return [
        Reader(
            person=one.key,
            label=one.label,
            unit_key=one.unit,
            unit=units.get(one.unit, ""),
            on=next(iter(one.products.get("acknowledgement", ())), None),
            papered=one.key in papered,
            may_record=reach.is_system or one.unit in recorded,
        )
        for one in scope.only(staff_sheets(rules, on))
    ]
