"""The calendar of a unit: its own quarters and special days, or those of the unit above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from marshrut.organisations.models import CalendarPeriod, SpecialDay, Unit
from marshrut.schoolyear import (
    RUSSIAN,
    AnnualDay,
    Calendar,
    Period,
    PeriodKind,
    Term,
    periods,
    school_year,
)

Scheme = CalendarPeriod.Scheme


def calendar_of(unit: Unit, on: date) -> Calendar:
    """The calendar of the day's school year; what nobody has set is the Russian default."""
    keys = _lineage(unit)
    return _calendar(keys, _periods_above(keys), _days_above(keys), on)


def due_after(unit: Unit, day: date, working_days: int) -> date:
    """The last good day of a clock of so many working days that starts after ``day``."""
    keys = _lineage(unit)
    return _calendar(keys, [], _days_above(keys), day).add_working_days(day, working_days)


def periods_of(unit: Unit, kind: PeriodKind | str, since: date, until: date) -> tuple[Period, ...]:
    """Periods that touch [since, until), each school year by the quarters of that year."""
    if PeriodKind(kind) not in {PeriodKind.QUARTER, PeriodKind.TRIMESTER}:
        return periods(kind, since, until, RUSSIAN)
    keys = _lineage(unit)
    rows = _periods_above(keys)
    found: list[Period] = []
    begun, ended = school_year(since)
    while begun < until:
        calendar = _calendar(keys, rows, [], begun)
        found += periods(kind, max(since, begun), min(until, ended), calendar)
        begun, ended = school_year(ended)
    return tuple(dict.fromkeys(found))


def _lineage(unit: Unit) -> list[int]:
    """Keys from the root to the unit itself."""
    return [int(key) for key in unit.path.strip("/").split("/") if key]


def _periods_above(keys: Sequence[int]) -> list[CalendarPeriod]:
    return list(CalendarPeriod.objects.filter(unit__in=keys).order_by("since"))


def _days_above(keys: Sequence[int]) -> list[SpecialDay]:
    return list(SpecialDay.objects.filter(unit__in=keys))


def _calendar(
    keys: Sequence[int], rows: Sequence[CalendarPeriod], days: Iterable[SpecialDay], on: date
) -> Calendar:
    # From the root down, so that the nearer unit has the last word on a day.
    working = {
        row.day: row.working for row in sorted(days, key=lambda row: keys.index(row.unit_id))
    }
    return replace(
        RUSSIAN,
        quarters=_terms(keys, rows, Scheme.QUARTER, on) or RUSSIAN.quarters,
        trimesters=_terms(keys, rows, Scheme.TRIMESTER, on) or RUSSIAN.trimesters,
        closed=frozenset(day for day, works in working.items() if not works),
        opened=frozenset(day for day, works in working.items() if works),
    )


def _terms(
    keys: Sequence[int], rows: Sequence[CalendarPeriod], scheme: str, on: date
) -> tuple[Term, ...]:
    """The nearest unit's terms of the day's school year; a year not set repeats another."""
    known = [row for row in rows if row.scheme == scheme]
    for key in reversed(keys):
        own = [row for row in known if row.unit_id == key]
        if own:
            year = _year(own, on)
            return tuple(_term(row) for row in own if school_year(row.since)[0] == year)
    return ()


def _year(rows: Iterable[CalendarPeriod], on: date) -> date:
    wanted = school_year(on)[0]
    years = {school_year(row.since)[0] for row in rows}
    return max((year for year in years if year <= wanted), default=min(years))


def _term(row: CalendarPeriod) -> Term:
    since, until = row.since, row.until
    return Term(row.number, AnnualDay(since.month, since.day), AnnualDay(until.month, until.day))
