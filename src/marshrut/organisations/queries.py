"""Reading units: the tree, a unit's own periods and days, settings inherited from above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from marshrut.organisations.models import CalendarPeriod, LocalSetting, SpecialDay, Unit, UnitFlag
from marshrut.schoolyear import school_year


def line_of(unit: Unit) -> list[int]:
    """Keys from the root down to the unit itself."""
    return [int(key) for key in unit.path.strip("/").split("/") if key]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with its place in the tree as far as the reader sees it."""

    unit: Unit
    depth: int


def tree(units: QuerySet[Unit]) -> list[Branch]:
    """The units in the order of the tree, siblings by kind of thing and name."""
    seen = {unit.pk: unit for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in seen.values():
        parent = unit.parent_id if unit.parent_id in seen else None
        below.setdefault(parent, []).append(unit)
    found: list[Branch] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in sorted(below.get(parent, ()), key=lambda u: (u.is_institution, u.name)):
            found.append(Branch(unit, depth))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return found


Periods = Mapping[tuple[int, str], Sequence[CalendarPeriod]]


def periods_by_unit(line: Iterable[int], on: date) -> Periods:
    """Periods of the school year of this day, by unit and scheme, in order."""
    began, ended = school_year(on)
    found: dict[tuple[int, str], list[CalendarPeriod]] = {}
    rows = CalendarPeriod.objects.filter(unit__in=line, since__gte=began, since__lt=ended)
    for row in rows.order_by("since"):
        found.setdefault((row.unit_id, row.scheme), []).append(row)
    return found


def own_scheme(unit: Unit, on: date) -> str:
    """The scheme of the unit's own calendar; empty when it takes that of the unit above."""
    return next((scheme for key, scheme in periods_by_unit([unit.pk], on)), "")


def special_days(unit: Unit, on: date) -> QuerySet[SpecialDay]:
    """The unit's own days off and working days of the school year of this day."""
    began, ended = school_year(on)
    return SpecialDay.objects.filter(unit=unit, day__gte=began, day__lt=ended).order_by("day")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value as it holds in a unit, and where it was set; ``own`` has the row's version."""

    name: str
    value: Any
    unit: int
    row_version: int | None


def settings_of(unit: Unit) -> dict[str, Setting]:
    """Local settings that hold in the unit: the nearest one upwards."""
    line = line_of(unit)
    rows = sorted(
        LocalSetting.objects.filter(unit__in=line), key=lambda row: line.index(row.unit_id)
    )
    return {row.name: Setting(row.name, row.value, row.unit_id, row.row_version) for row in rows}


def municipalities(home: Unit) -> list[Unit]:
    """The municipalities of a region, and the school districts that lie beside them."""
    if home.kind != Unit.Kind.REGION:
        return []
    rows = Unit.objects.filter(path__startswith=home.path).order_by("name")
    return [
        row
        for row in rows.filter(kind__in=(Unit.Kind.MUNICIPALITY, Unit.Kind.DISTRICT))
        if row.kind == Unit.Kind.MUNICIPALITY or row.parent_id == home.pk
    ]


def flags_of(unit: int) -> QuerySet[UnitFlag]:
    """What statuses the unit was given, the latest first."""
    return UnitFlag.objects.filter(unit=unit).order_by("-since", "flag")
