"""The periods in which a regulation counts: months, quarters, trimesters, years."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from marshrut.schoolyear.calendar import Calendar
from marshrut.schoolyear.months import add_months
from marshrut.schoolyear.terms import Term
from marshrut.schoolyear.years import school_year


class PeriodKind(StrEnum):
    """By what a quota or a repeated duty is counted."""

    MONTH = "month"
    QUARTER = "quarter"
    TRIMESTER = "trimester"
    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    PROGRAMME = "programme"


class Period(NamedTuple):
    """A half-open stretch of days; the number is the quarter's, the month's or the year's own."""

    number: int
    since: date
    until: date

    def __contains__(self, day: object) -> bool:
        """Whether the day lies in it."""
        return isinstance(day, date) and self.since <= day < self.until


def periods(
    kind: PeriodKind | str, since: date, until: date, calendar: Calendar
) -> tuple[Period, ...]:
    """Whole periods of this kind that touch the days from ``since`` to ``until``, in order.

    A programme of a calendar year thus has the third and fourth quarter of one school year and
    the first and second of the next.
    """
    if since >= until:
        return ()
    touching = (
        period
        for period in _around(PeriodKind(kind), since, until, calendar)
        if period.since < until and since < period.until
    )
    return tuple(sorted(touching, key=lambda period: period.since))


def _around(kind: PeriodKind, since: date, until: date, calendar: Calendar) -> Iterator[Period]:
    match kind:
        case PeriodKind.MONTH:
            return _months(since, until)
        case PeriodKind.QUARTER:
            return _terms(calendar.quarters, since, until)
        case PeriodKind.TRIMESTER:
            return _terms(calendar.trimesters, since, until)
        case PeriodKind.SCHOOL_YEAR:
            return (
                Period(year, *school_year(date(year, 9, 1))) for year in _school_years(since, until)
            )
        case PeriodKind.CALENDAR_YEAR:
            years = range(since.year, until.year + 1)
            return (Period(year, date(year, 1, 1), date(year + 1, 1, 1)) for year in years)
    return iter((Period(1, since, until),))


def _months(since: date, until: date) -> Iterator[Period]:
    first = since.replace(day=1)
    while first < until:
        following = add_months(first, 1)
        yield Period(first.month, first, following)
        first = following


def _terms(terms: tuple[Term, ...], since: date, until: date) -> Iterator[Period]:
    return (Period(term.number, *term.of(y)) for y in _school_years(since, until) for term in terms)


def _school_years(since: date, until: date) -> range:
    return range(school_year(since)[0].year, school_year(until)[0].year + 1)
