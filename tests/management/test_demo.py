"""The command that loads the demonstration: into an empty database, whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from marshrut.clock.keeping import first_day
from marshrut.management.commands import demo
from marshrut.management.demonstration.stage import Stage
from marshrut.organisations.models import Unit

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 22)


def region() -> None:
    Unit.objects.create(kind="region", name="Верхнеозёрская область", short_name="область")


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def test_it_says_on_which_day_the_demonstration_stands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "build", lambda today: Stage(today=DAY))

    call_command("demo")

    assert "22.01.2027" in capsys.readouterr().out


def test_a_database_with_data_is_left_alone() -> None:
    region()

    with pytest.raises(CommandError, match="not empty"):
        call_command("demo")

    assert Unit.objects.count() == 1


def test_a_failure_half_way_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def fail(today: date) -> Stage:
        region()
        raise ZeroDivisionError

    monkeypatch.setattr(demo, "build", fail)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        call_command("demo")

    assert not Unit.objects.exists()
    assert first_day() is None
