"""Experience in whole months to the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marshrut.schoolyear import add_months, months_between, months_of

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=5)


def test_three_years_are_reached_on_the_anniversary() -> None:
    assert months_between(date(2024, 1, 22), date(2027, 1, 22)) == 36


def test_day_before_the_anniversary_is_a_month_short() -> None:
    assert months_between(date(2024, 1, 22), date(2027, 1, 21)) == 35


def test_nothing_is_counted_backwards() -> None:
    assert months_between(date(2027, 1, 22), date(2026, 1, 22)) == 0


def test_month_begun_on_the_31st_ends_with_a_short_month() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_between(date(2027, 1, 31), date(2027, 2, 28)) == 1


def test_two_jobs_at_once_count_once() -> None:
    jobs = [(date(2024, 1, 1), date(2025, 1, 1)), (date(2024, 7, 1), date(2025, 7, 1))]
    assert months_of(jobs, date(2027, 1, 22)) == 18


def test_job_inside_another_adds_nothing() -> None:
    jobs = [(date(2024, 1, 1), date(2026, 1, 1)), (date(2024, 7, 1), date(2025, 1, 1))]
    assert months_of(jobs, date(2027, 1, 22)) == 24


def test_running_job_counts_to_the_day() -> None:
    assert months_of([(date(2024, 9, 1), None)], date(2027, 1, 22)) == 28


def test_job_that_begins_later_is_not_counted_yet() -> None:
    assert months_of([(date(2027, 2, 1), None)], date(2027, 1, 22)) == 0


def test_odd_days_of_separate_jobs_make_a_month() -> None:
    jobs = [
        (date(2024, 1, 1), date(2024, 2, 16)),
        (date(2024, 5, 1), date(2024, 6, 16)),
    ]
    assert months_of(jobs, date(2027, 1, 22)) == 3


def test_nobody_reaches_a_month_a_day_early() -> None:
    assert months_of([(date(2026, 1, 1), date(2026, 1, 31))], date(2027, 1, 22)) == 0


@given(DAYS, DAYS)
def test_months_fit_into_the_stretch_and_one_more_does_not(since: date, until: date) -> None:
    months = months_between(since, until)
    if since <= until:
        assert add_months(since, months) <= until < add_months(since, months + 1)
    else:
        assert months == 0


@given(SPANS, DAYS, st.integers(0, 500))
def test_experience_never_shrinks_with_time(
    spans: list[tuple[date, date | None]], on: date, later: int
) -> None:
    assert months_of(spans, on) <= months_of(spans, on + timedelta(days=later))


@given(SPANS, DAYS)
def test_same_job_told_twice_adds_nothing(spans: list[tuple[date, date | None]], on: date) -> None:
    assert months_of(spans + spans, on) == months_of(spans, on)


@given(DAYS, DAYS)
def test_one_running_job_is_the_plain_distance(since: date, on: date) -> None:
    assert months_of([(since, None)], on) == months_between(since, on)
