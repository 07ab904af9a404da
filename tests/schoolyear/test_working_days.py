"""Clocks in working days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marshrut.schoolyear import RUSSIAN, Calendar

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
COUNTS = st.integers(min_value=-60, max_value=60)
CALENDARS = st.builds(
    lambda weekend, closed, opened: replace(RUSSIAN, weekend=weekend, closed=closed, opened=opened),
    st.frozensets(st.integers(0, 6), max_size=3),
    st.frozensets(DAYS, max_size=5),
    st.frozensets(DAYS, max_size=5),
)


def test_clock_started_on_friday_skips_the_weekend() -> None:
    assert RUSSIAN.add_working_days(date(2027, 1, 22), 3) == date(2027, 1, 27)


def test_clock_skips_the_new_year_holidays() -> None:
    assert RUSSIAN.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 11)


def test_clock_of_no_days_is_the_day_itself() -> None:
    assert RUSSIAN.add_working_days(date(2027, 1, 22), 0) == date(2027, 1, 22)


def test_clock_of_no_days_started_on_a_day_off_moves_off_it() -> None:
    assert RUSSIAN.add_working_days(date(2027, 1, 23), 0) == date(2027, 1, 25)


def test_negative_count_goes_back_over_a_holiday() -> None:
    assert RUSSIAN.add_working_days(date(2027, 2, 24), -1) == date(2027, 2, 22)


def test_deadline_on_a_day_off_moves_forward() -> None:
    assert RUSSIAN.moved_off(date(2027, 5, 1)) == date(2027, 5, 3)


def test_deadline_on_a_working_day_stays() -> None:
    assert RUSSIAN.moved_off(date(2027, 1, 22)) == date(2027, 1, 22)


def test_next_working_day_is_never_the_same_day() -> None:
    assert RUSSIAN.next_working_day(date(2027, 1, 22)) == date(2027, 1, 25)


def test_days_overdue_are_negative() -> None:
    assert RUSSIAN.working_days_between(date(2027, 1, 22), date(2027, 1, 19)) == -3


def test_school_of_six_days_works_on_saturday() -> None:
    six_days = replace(RUSSIAN, weekend=frozenset({6}))
    assert six_days.next_working_day(date(2027, 1, 22)) == date(2027, 1, 23)


def test_quarantine_closes_a_working_day() -> None:
    closed = replace(RUSSIAN, closed=frozenset({date(2027, 1, 22)}))
    assert closed.moved_off(date(2027, 1, 22)) == date(2027, 1, 25)


def test_moved_working_day_is_worked_even_on_saturday() -> None:
    moved = replace(RUSSIAN, opened=frozenset({date(2027, 1, 23)}))
    assert moved.next_working_day(date(2027, 1, 22)) == date(2027, 1, 23)


def test_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        Calendar(weekend=frozenset(range(7)))


@given(CALENDARS, DAYS, COUNTS)
def test_counting_there_and_back_returns_to_the_same_working_day(
    calendar: Calendar, day: date, n: int
) -> None:
    start = calendar.moved_off(day)
    assert calendar.add_working_days(calendar.add_working_days(start, n), -n) == start


@given(CALENDARS, DAYS, COUNTS)
def test_distance_is_the_inverse_of_adding(calendar: Calendar, day: date, n: int) -> None:
    start = calendar.moved_off(day)
    assert calendar.working_days_between(start, calendar.add_working_days(start, n)) == n


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_clock_started_on_any_day_ends_on_a_working_day(
    calendar: Calendar, day: date, n: int
) -> None:
    end = calendar.add_working_days(day, n)
    assert calendar.is_working(end)
    assert calendar.working_days_between(day, end) == n


@given(CALENDARS, DAYS, st.integers(0, 30), COUNTS)
def test_later_start_never_ends_earlier(calendar: Calendar, day: date, later: int, n: int) -> None:
    after = day + timedelta(days=later)
    assert calendar.add_working_days(day, n) <= calendar.add_working_days(after, n)


@given(CALENDARS, DAYS)
def test_moving_off_twice_changes_nothing(calendar: Calendar, day: date) -> None:
    moved = calendar.moved_off(day)
    assert moved >= day
    assert calendar.moved_off(moved) == moved


@given(CALENDARS, DAYS, DAYS)
def test_distance_back_is_the_distance_with_a_minus(
    calendar: Calendar, since: date, until: date
) -> None:
    until = since + (until - since) % timedelta(days=400)
    there = calendar.working_days_between(since, until)
    assert calendar.working_days_between(until, since) == -there
