"""Whose quarters and days off a unit goes by."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.organisations.calendars import calendar_of, due_after, periods_of
from marshrut.organisations.models import CalendarPeriod, SpecialDay, Unit
from marshrut.schoolyear import RUSSIAN

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 1, 22)


@pytest.fixture
def town() -> Unit:
    return _unit(None, "municipality", "Каменнобродский округ")


@pytest.fixture
def school(town: Unit) -> Unit:
    return _unit(town, "school", "Еловская СОШ")


def _unit(parent: Unit | None, kind: str, name: str) -> Unit:
    unit = Unit.objects.create(parent=parent, kind=kind, name=name, short_name=name)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit


def _quarter(unit: Unit, number: int, since: date, until: date, scheme: str = "quarter") -> None:
    CalendarPeriod.objects.create(unit=unit, scheme=scheme, number=number, since=since, until=until)


def test_a_unit_that_set_nothing_goes_by_the_russian_calendar(school: Unit) -> None:
    assert calendar_of(school, FRIDAY) == RUSSIAN


def test_quarters_of_the_municipality_hold_for_its_schools(town: Unit, school: Unit) -> None:
    _quarter(town, 1, date(2026, 9, 1), date(2026, 10, 20))
    [quarter] = calendar_of(school, FRIDAY).quarters
    assert quarter.of(2026) == (date(2026, 9, 1), date(2026, 10, 20))


def test_own_trimesters_of_a_school_leave_the_quarters_of_the_municipality(
    town: Unit, school: Unit
) -> None:
    _quarter(town, 1, date(2026, 9, 1), date(2026, 10, 20))
    _quarter(school, 1, date(2026, 9, 1), date(2026, 12, 10), "trimester")
    calendar = calendar_of(school, FRIDAY)
    assert len(calendar.quarters) == len(calendar.trimesters) == 1
    assert calendar_of(town, FRIDAY).trimesters == RUSSIAN.trimesters


def test_a_year_that_nobody_has_set_repeats_the_one_before(town: Unit) -> None:
    _quarter(town, 1, date(2025, 9, 1), date(2025, 10, 18))
    [quarter] = calendar_of(town, FRIDAY).quarters
    assert quarter.of(2026) == (date(2026, 9, 1), date(2026, 10, 18))


def test_each_school_year_of_a_long_programme_has_its_own_quarters(town: Unit) -> None:
    _quarter(town, 1, date(2026, 9, 1), date(2026, 10, 20))
    _quarter(town, 1, date(2027, 9, 1), date(2027, 10, 30))
    found = periods_of(town, "quarter", date(2026, 9, 1), date(2028, 9, 1))
    assert [(one.since, one.until) for one in found] == [
        (date(2026, 9, 1), date(2026, 10, 20)),
        (date(2027, 9, 1), date(2027, 10, 30)),
    ]


def test_months_and_years_need_no_calendar(
    town: Unit, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert len(periods_of(town, "month", date(2026, 9, 1), date(2026, 12, 1))) == 3


def test_a_clock_of_working_days_steps_over_the_weekend(school: Unit) -> None:
    assert due_after(school, FRIDAY, 2) == date(2027, 1, 26)


def test_a_clock_steps_over_a_day_off_of_the_municipality(town: Unit, school: Unit) -> None:
    SpecialDay.objects.create(unit=town, day=date(2027, 1, 25), working=False)
    assert due_after(school, FRIDAY, 1) == date(2027, 1, 26)


def test_the_school_has_the_last_word_on_a_day(town: Unit, school: Unit) -> None:
    SpecialDay.objects.create(unit=town, day=date(2027, 1, 25), working=False)
    SpecialDay.objects.create(unit=school, day=date(2027, 1, 25), working=True)
    assert due_after(school, FRIDAY, 1) == date(2027, 1, 25)
