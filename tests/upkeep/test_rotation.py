"""Which copies are kept: seven days, four weeks, twelve months; the rest go."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from marshrut.upkeep.rotation import Terms, drop_old, listed, mark_checked, place

LAST = datetime(2027, 1, 22, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _copies_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.COPIES = tmp_path


def made(at: datetime) -> Path:
    path = place(at)
    path.touch()
    mark_checked(path, at)
    return path


def test_after_two_years_the_last_days_weeks_and_months_are_left() -> None:
    for day in range(730):
        made(LAST - timedelta(days=day))

    drop_old(Terms())

    kept = [copy.made_at for copy in listed()]
    assert kept[:7] == [LAST - timedelta(days=day) for day in range(7)]
    # The weeks end on Sundays, 17 and 10 and 3 January; the months on their last days.
    assert LAST - timedelta(days=12) in kept
    assert datetime(2026, 12, 31, tzinfo=UTC) in kept
    assert min(kept) == datetime(2026, 2, 28, tzinfo=UTC)
    assert len(kept) <= 7 + 4 + 12
    assert all(copy.checked for copy in listed())
    assert len(list(place(LAST).parent.iterdir())) == 2 * len(kept)


def test_of_one_day_the_newest_is_kept() -> None:
    first, second = made(LAST), made(LAST + timedelta(hours=1))

    gone = drop_old(Terms())

    assert gone == [first]
    assert [copy.path for copy in listed()] == [second]


def test_the_numbers_are_those_that_were_set() -> None:
    for day in range(40):
        made(LAST - timedelta(days=day))

    drop_old(Terms(days=2, weeks=0, months=0))

    assert len(listed()) == 2


def test_files_of_others_are_left_alone() -> None:
    for name in ("marshrut-by-hand.zip", "notes.txt"):
        place(LAST).with_name(name).touch()

    drop_old(Terms())

    assert listed() == []
    assert len(list(place(LAST).parent.iterdir())) == 2
