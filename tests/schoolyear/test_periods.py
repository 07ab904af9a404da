"""Months, quarters, trimesters and years that touch the days of a programme."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marshrut.schoolyear import RUSSIAN, AnnualDay, Period, PeriodKind, Term, periods

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
KINDS = st.sampled_from(PeriodKind)


def test_quarters_of_a_school_year() -> None:
    assert periods("quarter", date(2026, 9, 1), date(2027, 9, 1), RUSSIAN) == (
        Period(1, date(2026, 9, 1), date(2026, 10, 26)),
        Period(2, date(2026, 11, 5), date(2026, 12, 31)),
        Period(3, date(2027, 1, 11), date(2027, 3, 27)),
        Period(4, date(2027, 4, 5), date(2027, 5, 27)),
    )


def test_calendar_year_has_quarters_of_two_school_years() -> None:
    quarters = periods("quarter", date(2027, 1, 1), date(2028, 1, 1), RUSSIAN)
    assert [quarter.number for quarter in quarters] == [3, 4, 1, 2]


def test_trimester_over_the_winter_ends_before_march_in_a_leap_year_too() -> None:
    winter = periods("trimester", date(2027, 12, 15), date(2027, 12, 16), RUSSIAN)
    assert winter == (Period(2, date(2027, 12, 1), date(2028, 3, 1)),)


def test_day_between_quarters_touches_none() -> None:
    assert periods("quarter", date(2027, 1, 5), date(2027, 1, 6), RUSSIAN) == ()


def test_period_that_is_only_touched_comes_whole() -> None:
    months = periods("month", date(2026, 12, 31), date(2027, 1, 2), RUSSIAN)
    assert months == (
        Period(12, date(2026, 12, 1), date(2027, 1, 1)),
        Period(1, date(2027, 1, 1), date(2027, 2, 1)),
    )


def test_years_from_june_to_june() -> None:
    span = date(2026, 6, 1), date(2027, 6, 1)
    assert [p.number for p in periods("school_year", *span, RUSSIAN)] == [2025, 2026]
    assert [p.number for p in periods("calendar_year", *span, RUSSIAN)] == [2026, 2027]


def test_programme_is_its_own_period() -> None:
    span = date(2026, 9, 15), date(2027, 5, 31)
    assert periods(PeriodKind.PROGRAMME, *span, RUSSIAN) == (Period(1, *span),)


def test_school_may_set_a_term_that_ends_with_the_school_year() -> None:
    summer = replace(RUSSIAN, quarters=(Term(1, AnnualDay(9, 1), AnnualDay(9, 1)),))
    assert periods("quarter", date(2026, 9, 1), date(2027, 9, 1), summer) == (
        Period(1, date(2026, 9, 1), date(2027, 9, 1)),
    )


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        periods("fortnight", date(2026, 9, 1), date(2027, 9, 1), RUSSIAN)


def test_period_contains_its_first_day_and_not_the_day_after_it() -> None:
    period = Period(1, date(2026, 9, 1), date(2026, 10, 26))
    assert date(2026, 9, 1) in period
    assert date(2026, 10, 25) in period
    assert date(2026, 10, 26) not in period
    assert 1 not in period


@given(KINDS, DAYS)
def test_empty_stretch_has_no_periods(kind: PeriodKind, day: date) -> None:
    assert periods(kind, day, day, RUSSIAN) == ()


@given(KINDS, DAYS, st.integers(1, 900))
def test_periods_touch_the_stretch_follow_in_order_and_never_overlap(
    kind: PeriodKind, since: date, length: int
) -> None:
    until = since + timedelta(days=length)
    found = periods(kind, since, until, RUSSIAN)
    assert all(period.since < until and since < period.until for period in found)
    assert all(a.until <= b.since for a, b in pairwise(found))


@given(
    st.sampled_from(["month", "school_year", "calendar_year"]),
    DAYS,
    st.integers(1, 900),
)
def test_periods_without_gaps_cover_every_day(kind: str, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    found = periods(kind, since, until, RUSSIAN)
    assert found[0].since <= since
    assert found[-1].until >= until
    assert all(a.until == b.since for a, b in pairwise(found))
