"""The clock and the day of the demonstration."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from marshrut import clock
from marshrut.clock.models import DemonstrationDay
from marshrut.clock.operations import move_day
from marshrut.clock.steps import Step, later
from marshrut.journal.deeds import Forbidden
from marshrut.journal.models import JournalEntry
from tests.doers import Doer

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 22)


def test_the_demonstration_stands_on_its_day_with_the_real_time_of_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    DemonstrationDay.objects.create(day=DAY)
    # 22:30 UTC is already the next morning where the demonstration plays.
    real = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("marshrut.clock.reading.timezone.now", lambda: real)

    assert clock.now() == datetime(2027, 1, 22, 1, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    assert clock.now().tzinfo is UTC
    assert clock.today() == DAY
    assert clock.real_now() == real


@pytest.mark.parametrize("demonstration", [True, False])
def test_otherwise_the_time_is_the_real_one(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    demonstration: bool,
) -> None:
    settings.DEMONSTRATION = demonstration
    if not demonstration:
        DemonstrationDay.objects.create(day=DAY)
    real = datetime(2026, 3, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("marshrut.clock.reading.timezone.now", lambda: real)

    assert clock.now() == real


def test_anyone_signed_in_moves_the_day_there_and_back(actor: Doer, at: datetime) -> None:
    move_day(to=DAY, actor=actor, at=at)
    move_day(to=date(2027, 1, 8), actor=actor, at=at)

    assert str(DemonstrationDay.objects.get()) == "2027-01-08"
    first, second = JournalEntry.objects.order_by("pk")
    assert (first.before, first.after) == (None, {"day": "2027-01-22"})
    assert (second.before, second.after) == ({"day": "2027-01-22"}, {"day": "2027-01-08"})


def test_the_builder_of_the_demonstration_sets_its_day(at: datetime) -> None:
    move_day(to=DAY, actor=Doer(reason="demonstration"), at=at)

    assert DemonstrationDay.objects.get().day == DAY


def test_outside_a_demonstration_nobody_moves_the_day(
    settings: Settings,
    actor: Doer,
    at: datetime,
) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(Forbidden):
        move_day(to=DAY, actor=actor, at=at)


@pytest.mark.parametrize(
    ("day", "by", "reached"),
    [
        (DAY, Step.WEEK, date(2027, 1, 29)),
        (DAY, Step.MONTH, date(2027, 2, 22)),
        (date(2027, 1, 31), Step.MONTH, date(2027, 2, 28)),
        (date(2026, 12, 15), Step.MONTH, date(2027, 1, 15)),
        (date(2026, 11, 30), Step.MONTH, date(2026, 12, 30)),
    ],
)
def test_the_buttons_move_by_a_week_or_a_month(day: date, by: Step, reached: date) -> None:
    assert later(day=day, by=by) == reached
