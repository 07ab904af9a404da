"""The demonstration builds on any day of any year, and its boards stand the same."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from marshrut.clock.keeping import KEPT
from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration import build
from marshrut.oversight.board import board
from marshrut.people.reach import Reach
from marshrut.schoolyear import RUSSIAN, pinned_day
from marshrut.users.models import User

pytestmark = pytest.mark.slow

MONTHS = range(1, 13)
YEARS = (2027, 2028, 2033)  # common and leap, with 22 January on days off too
FIRSTS = sorted({date(year, month, 1) for year in YEARS for month in MONTHS})
# Whatever the day, the same demonstration is built for its whole school year.
DAYS = {pinned_day(today): today for today in FIRSTS}
# By programme of the story: clauses that are not met, and those that ask for attention.
WRONG = {
    "this": ({"4.2", "6.2.a"}, {"4.5", "4.5.1"}),
    "klyuchegorsk": (set(), {"3.1"}),
    "naberezhny": ({"4.9"}, {"4.3", "4.4"}),
    "paromnensky": ({"1.1"}, {"ПР7"}),
    "model lyubogorsky": (set(), {"М2", "ПРЕД3"}),
    "model paromnensky": ({"Р2", "Э1", "Э2"}, {"М2", "ПРЕД3"}),
}


def test_the_days_tried_have_a_sunday_and_a_saturday_among_them() -> None:
    assert {5, 6} <= {date(day.year, 1, 22).weekday() for day in DAYS}
    assert any(day.year % 4 == 0 for day in DAYS)
    assert all(RUSSIAN.is_working(day) for day in DAYS)


@pytest.mark.django_db
@pytest.mark.parametrize("today", DAYS.values(), ids=str)
def test_boards_are_the_same_every_year(today: date) -> None:
    stage = build(today)

    for name, (breached, risky) in WRONG.items():
        told = board(stage.programmes[name], stage.today, Reach.system("test", stage.today))
        marks = {key: one.state.code for key, one in told.assessments.items()}
        assert {key for key, state in marks.items() if state == "breached"} == breached, name
        assert {key for key, state in marks.items() if state == "at_risk"} == risky, name


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but sessions, which outlive the return."""
    tables = set(connection.introspection.table_names()) - set(KEPT)
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


@pytest.mark.django_db(transaction=True)
def test_after_a_month_every_row_returns(
    settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.DATA = tmp_path
    call_command("demo")
    before = everything()
    client.force_login(User.objects.get(login="safronova"))

    client.post("/account/demonstration/day/", {"by": "month"})
    moved = everything()
    client.post("/account/demonstration/day/", {"by": "back"})

    if connection.vendor == "sqlite":
        assert moved != before
        assert everything() == before
        assert client.get("/").status_code == 200
    else:
        # There is no copy, nothing happens, and the page says so.
        assert everything().keys() == before.keys()
        assert DemonstrationDay.objects.get().day != date(2027, 1, 22)
