"""The daily copy: at its hour, checked, told of when it fails."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from marshrut.journal.deeds import Forbidden
from marshrut.journal.models import JournalEntry
from marshrut.notices.loading import load_handlers
from marshrut.notices.models import Job, Notice
from marshrut.notices.work import insert_daily, run_one
from marshrut.organisations.operations import set_locals
from marshrut.people.reach import Reach
from marshrut.upkeep import operations
from marshrut.upkeep.queries import root, terms
from marshrut.upkeep.rotation import listed
from marshrut.upkeep.state import Level, examine
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db(transaction=True)
MOSCOW = ZoneInfo("Europe/Moscow")
MIDNIGHT = datetime(2027, 1, 22, 0, 0, 30, tzinfo=MOSCOW)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.COPIES = tmp_path / "copies"
    load_handlers()


@pytest.fixture
def world() -> World:
    return build()


def work(at: datetime) -> None:
    """Do what is due at this moment."""
    while run_one(now=lambda: at, real_now=lambda: at):
        pass


def state(at: datetime) -> dict[str, Level]:
    return {fact.code: fact.level for fact in examine(at=at, real=at, ask_mail=False)}


def test_a_copy_is_made_at_the_set_hour_and_checked(world: World) -> None:
    unit = root()
    assert unit is not None
    set_locals(unit=unit, values={"copies.hour": 5}, actor=world.system(), at=AT)
    insert_daily(day=date(2027, 1, 22), at=MIDNIGHT)

    work(MIDNIGHT)
    assert listed() == []
    assert terms().hour == 5

    work(datetime.combine(TODAY, time(5, 1), MOSCOW))
    (copy,) = listed()
    assert copy.checked
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert state(AT)["copy_well"] == Level.WELL
    assert state(AT + timedelta(days=2))["copy_old"] == Level.MEND


def test_a_machine_that_was_off_at_night_makes_its_copy_in_the_morning(world: World) -> None:
    insert_daily(day=TODAY, at=AT)

    work(AT)

    assert len(listed()) == 1


def test_a_copy_that_failed_is_told_to_administrators_and_tried_again(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.COPIES = tmp_path / "file" / "copies"
    insert_daily(day=TODAY, at=AT)

    work(AT)
    work(AT + timedelta(hours=1, minutes=1))

    notice = Notice.objects.get(code="copy_failed")
    assert notice.user == world.people["nechaev"].user
    assert state(AT)["copy_failed"] == Level.MEND
    assert Job.objects.filter(kind="copy", done_at=None).count() == 1

    settings.COPIES = tmp_path / "copies"
    work(AT + timedelta(hours=3))
    assert len(listed()) == 1
    assert "copy_failed" not in state(AT + timedelta(hours=3))


@pytest.mark.parametrize("name", ["safronova", "zimin", "lapshina", "prohorov"])
def test_nobody_but_an_administrator_orders_a_copy(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        operations.order_copy(actor=world.reach(name), at=AT)
    assert not Job.objects.filter(kind="copy").exists()


def test_an_ordered_copy_is_made_once_however_often_it_is_asked_for(world: World) -> None:
    for _ in range(3):
        operations.order_copy(actor=world.reach("nechaev"), at=AT)

    work(AT)

    assert len(listed()) == 1
    assert JournalEntry.objects.filter(verb="order_copy").count() == 3


def test_only_the_worker_tells_of_failures(world: World) -> None:
    actor: Any = world.reach("nechaev")
    with pytest.raises(Forbidden):
        operations.tell_copy_failed(name="x", actor=actor, at=AT)

    told = operations.tell_copy_failed(name="x", actor=Reach.system("test", TODAY), at=AT)
    assert told == 1


def test_moments_in_names_are_in_order_whatever_the_zone(world: World) -> None:
    operations.order_copy(actor=world.reach("nechaev"), at=AT)
    work(AT)

    assert listed()[0].made_at == AT.astimezone(UTC)
