"""School years and the demonstration's day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marshrut.schoolyear import RUSSIAN, AnnualDay, pinned_day, school_year

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2080, 12, 31))


def test_school_year_begins_on_the_first_of_september() -> None:
    assert school_year(date(2026, 9, 1)) == (date(2026, 9, 1), date(2027, 9, 1))


def test_last_day_of_august_belongs_to_the_year_that_ends() -> None:
    assert school_year(date(2027, 8, 31)) == (date(2026, 9, 1), date(2027, 9, 1))


@given(DAYS)
def test_every_day_lies_in_its_school_year(day: date) -> None:
    since, until = school_year(day)
    assert since <= day < until
    assert school_year(until)[0] == until


def test_demonstration_day_is_friday_22_january_2027() -> None:
    assert pinned_day(date(2026, 11, 3)) == date(2027, 1, 22)


def test_demonstration_day_steps_back_from_a_weekend() -> None:
    assert date(2028, 1, 22).weekday() == 5
    assert pinned_day(date(2027, 9, 1)) == date(2028, 1, 21)


@given(DAYS)
def test_demonstration_day_is_the_last_working_day_not_after_the_22nd(
    day: date,
) -> None:
    pinned = pinned_day(day)
    last = date(school_year(day)[1].year, 1, 22)
    assert pinned <= last
    assert RUSSIAN.is_working(pinned)
    between = (last - timedelta(days=n) for n in range((last - pinned).days))
    assert not any(RUSSIAN.is_working(skipped) for skipped in between)


def test_29_february_is_the_28th_of_a_common_year() -> None:
    assert AnnualDay(2, 29).of(2027) == date(2027, 2, 28)
    assert AnnualDay(2, 29).of(2028) == date(2028, 2, 29)
