"""Lengths in whole months to the day, as experience is counted."""

import calendar
from collections.abc import Iterable
from datetime import date

MONTHS_IN_YEAR = 12
DAYS_IN_MONTH = 30


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months later; the last day of the month where it is shorter."""
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + n, MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(since: date, until: date) -> int:
    """Whole months from ``since`` to ``until`` (exclusive); none if it is not later."""
    if until <= since:
        return 0
    months = (until.year - since.year) * MONTHS_IN_YEAR + until.month - since.month
    return months if add_months(since, months) <= until else months - 1


def months_of(periods: Iterable[tuple[date, date | None]], on: date) -> int:
    """Whole months covered by the periods up to the day ``on``; days worked twice count once.

    A period without an end still runs. Odd days of separate periods are put together, thirty to
    a month, the way a length of service is added up by hand.
    """
    months = odd_days = 0
    for since, until in _merged(periods, on):
        whole = months_between(since, until)
        months += whole
        odd_days += min((until - add_months(since, whole)).days, DAYS_IN_MONTH - 1)
    return months + odd_days // DAYS_IN_MONTH


def _merged(periods: Iterable[tuple[date, date | None]], on: date) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for since, until in sorted((since, min(until or on, on)) for since, until in periods):
        if until <= since:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged
