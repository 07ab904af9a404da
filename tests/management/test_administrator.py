"""The first administrator: made once, in an empty installation."""

import getpass
import sys
from collections.abc import Iterator

import pytest
from django.db import connection

from marshrut.journal.deeds import Forbidden
from marshrut.journal.models import JournalEntry
from marshrut.management import administrator
from marshrut.management.administrator import (
    Answers,
    ensure_administrator,
    make_first_administrator,
)
from marshrut.management.words import CannotStart
from marshrut.organisations.models import Unit
from marshrut.people.models import Office
from marshrut.users.models import User
from tests.doers import Doer

pytestmark = pytest.mark.django_db
PASSWORD = "river-stone-cloud"


@pytest.fixture(autouse=True)
def _russian_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSHRUT_LANGUAGE", "ru")
    monkeypatch.setattr(connection, "close", lambda: None)


def answering(monkeypatch: pytest.MonkeyPatch, lines: list[str], secrets: list[str]) -> None:
    spoken: Iterator[str] = iter(lines)
    whispered: Iterator[str] = iter(secrets)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(spoken))
    monkeypatch.setattr(getpass, "getpass", lambda _: next(whispered))


def test_a_conversation_makes_the_root_and_its_administrator(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["Энский район", "", "Петрова", "Анна", "", "anna"]
    # A weak password, two different ones, then a good one: nothing else is asked again.
    answering(monkeypatch, asked, ["12345678", PASSWORD, "river-stone-clouds", PASSWORD, PASSWORD])

    ensure_administrator()

    office = Office.objects.get()
    assert (office.role, str(office.unit), str(office.person)) == (
        "administrator",
        "Энский район",
        "Петрова Анна",
    )
    assert office.unit.path == f"{office.unit_id}/"
    assert User.objects.get(login="anna").check_password(PASSWORD)
    assert JournalEntry.objects.filter(verb="make_first_administrator").count() == 3
    said = capsys.readouterr().out
    assert "Пароли не совпали." in said
    assert "Так не годится" in said
    assert "«anna» заведён" in said


def test_the_environment_answers_where_nobody_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSHRUT_ADMIN_LOGIN", "Chief")
    monkeypatch.setenv("MARSHRUT_ADMIN_PASSWORD", PASSWORD)
    Unit.objects.create(kind="municipality", name="Root", short_name="Root", path="1/")

    ensure_administrator()
    ensure_administrator()

    assert User.objects.get().login == "chief"
    assert Office.objects.get().unit == Unit.objects.get()


@pytest.mark.parametrize(
    ("login", "said"),
    [("", "MARSHRUT_ADMIN_LOGIN"), ("chief", "Так не годится")],
)
def test_without_good_answers_nothing_starts(
    monkeypatch: pytest.MonkeyPatch,
    login: str,
    said: str,
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    monkeypatch.setenv("MARSHRUT_ADMIN_LOGIN", login)
    monkeypatch.setenv("MARSHRUT_ADMIN_PASSWORD", "12345")

    with pytest.raises(CannotStart, match=said):
        ensure_administrator()
    assert not User.objects.exists()


def test_nobody_becomes_first_twice(user: User, at: object) -> None:
    answers = Answers(territory="x", surname="x", given="x", patronymic="", login="x", password="x")

    with pytest.raises(Forbidden):
        make_first_administrator(answers=answers, actor=Doer(reason="x"), at=at)  # type: ignore[arg-type]


def test_the_command_refuses_an_installation_with_users(
    user: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(administrator, "prepare", lambda: None)

    with pytest.raises(CannotStart, match="уже есть пользователи"):
        administrator.administrator()
