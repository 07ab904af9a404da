"""The copy of the first day: made, returned to, forgotten; and none on PostgreSQL."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from pytest_django import Settings

from marshrut.clock.keeping import first_day, forget_copy, keep_copy, return_to_first_day
from marshrut.clock.models import DemonstrationDay
from marshrut.clock.operations import move_day
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.users.models import User
from tests.doers import Doer

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2027, 1, 22)
ON_FILE = connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def test_without_a_copy_nothing_changes(actor: Doer, at: datetime) -> None:
    move_day(to=DAY, actor=actor, at=at)

    with pytest.raises(Wrong, match="no_first_day"):
        return_to_first_day(actor=actor)

    assert DemonstrationDay.objects.get().day == DAY


def test_a_stranger_returns_nothing() -> None:
    keep_copy(DAY)

    with pytest.raises(Forbidden):
        return_to_first_day(actor=Doer(user_id=None))


def test_nothing_is_kept_of_an_installation_that_is_no_demonstration(
    settings: Settings, actor: Doer
) -> None:
    settings.DEMONSTRATION = False
    keep_copy(DAY)

    with pytest.raises(Forbidden):
        return_to_first_day(actor=actor)


if ON_FILE:

    def test_everything_returns_but_those_signed_in_stay(actor: Doer, at: datetime) -> None:
        move_day(to=DAY, actor=actor, at=at)
        keep_copy(DAY)
        move_day(to=date(2027, 2, 22), actor=actor, at=at)
        User.objects.create_user("newcomer", "long-enough-password")
        session = SessionStore()
        session["who"] = "still here"
        session.create()

        return_to_first_day(actor=actor)

        assert DemonstrationDay.objects.get().day == DAY
        assert JournalEntry.objects.count() == 1
        assert not User.objects.filter(login="newcomer").exists()
        assert SessionStore(session.session_key)["who"] == "still here"

    def test_one_may_return_again_and_again(actor: Doer, at: datetime) -> None:
        move_day(to=DAY, actor=actor, at=at)
        keep_copy(DAY)

        for month in (2, 3):
            move_day(to=date(2027, month, 22), actor=actor, at=at)
            return_to_first_day(actor=actor)
            assert DemonstrationDay.objects.get().day == DAY

    def test_the_copy_tells_its_day_and_there_is_one_at_a_time() -> None:
        keep_copy(date(2028, 1, 21))
        keep_copy(DAY)

        assert first_day() == DAY
        forget_copy()
        assert first_day() is None

else:

    def test_a_database_that_is_no_file_has_no_copy() -> None:
        keep_copy(DAY)

        assert first_day() is None
