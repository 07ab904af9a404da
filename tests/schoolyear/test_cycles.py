"""Usual terms of a programme."""

from datetime import date

import pytest

from marshrut.schoolyear.cycles import CYCLES


@pytest.mark.parametrize(
    ("code", "on", "since", "until"),
    [
        ("school_year", date(2027, 1, 22), date(2026, 9, 1), date(2027, 9, 1)),
        ("school_year", date(2027, 6, 20), date(2027, 9, 1), date(2028, 9, 1)),
        ("calendar_year", date(2026, 11, 25), date(2027, 1, 1), date(2028, 1, 1)),
        ("calendar_year", date(2026, 9, 1), date(2026, 1, 1), date(2027, 1, 1)),
        ("june_june", date(2027, 1, 22), date(2026, 6, 1), date(2027, 7, 1)),
        ("june_june", date(2027, 4, 10), date(2027, 6, 1), date(2028, 7, 1)),
    ],
)
def test_the_cycle_that_goes_on_or_soon_begins_is_meant(
    code: str, on: date, since: date, until: date
) -> None:
    assert CYCLES[code].near(on) == (since, until)


def test_teams_of_june_to_june_are_gathered_in_april_and_may() -> None:
    assert CYCLES["june_june"].gathered(date(2027, 6, 1)) == (date(2027, 4, 1), date(2027, 6, 1))
    assert CYCLES["school_year"].gathered(date(2027, 9, 1)) is None


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("school_year", date(2027, 9, 1), date(2028, 9, 1)),
        ("calendar_year", date(2027, 1, 1), date(2028, 1, 1)),
        ("june_june", date(2027, 6, 1), date(2028, 7, 1)),
        ("june_june", date(2027, 7, 1), date(2028, 7, 1)),
        # A territory that keeps to a year of its own goes on with it.
        ("calendar_year", date(2027, 9, 1), date(2028, 9, 1)),
        ("school_year", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_year_after_lasts_as_the_one_before(code: str, since: date, until: date) -> None:
    assert CYCLES[code].following(since) == until
