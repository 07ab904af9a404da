"""Facts of the installation: what is well, what must be mended."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Job
from marshrut.upkeep.state import Fact, Level, answers, examine
from marshrut.upkeep.unfit import Unfit
from marshrut.users.models import User
from marshrut.web import upkeep_words
from tests.test_architecture import SOURCE
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = settings.BUILD = tmp_path
    settings.COPIES = tmp_path / "copies"
    settings.DEMONSTRATION = False


def facts(**more: Any) -> dict[str, Fact]:
    given = {"at": AT, "real": AT, "ask_mail": True} | more
    return {fact.code: fact for fact in examine(**given)}


def to_mend() -> set[str]:
    return {code for code, fact in facts().items() if fact.level == Level.MEND}


def test_an_installation_without_a_copy_and_styles_is_to_be_mended(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SECRET_KEY = "s" * 50

    assert to_mend() == {"copy_none", "made_not"}
    (tmp_path / "stamp").touch()
    assert to_mend() == {"copy_none"}


def test_a_folder_that_is_not_there_or_nearly_full_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marshrut.upkeep.state.LITTLE", 2**62)
    assert facts()["folder_full"].level == Level.LOOK
    monkeypatch.setattr("marshrut.upkeep.state.TOO_LITTLE", 2**62)
    assert "folder_full" in to_mend()
    settings.DATA = tmp_path / "nowhere"
    assert "folder_missing" in to_mend()
    assert not answers()


def test_a_worker_that_does_not_work_is_found_by_what_waits() -> None:
    assert facts()["worker_new"].level == Level.LOOK
    Job.objects.create(kind="a", run_at=AT, done_at=AT)
    assert facts()["worker_well"].params == {"last": AT}
    Job.objects.create(kind="b", run_at=AT - timedelta(minutes=10))
    assert "worker_well" in facts()
    held = Job.objects.create(
        kind="c", run_at=AT - timedelta(hours=2), leased_until=AT + timedelta(minutes=1)
    )
    assert "worker_well" in facts()
    held.leased_until = None
    held.save()
    assert facts()["worker_waits"].params == {"since": held.run_at}
    Job.objects.create(kind="d", run_at=AT, failed_at=AT)
    assert facts()["jobs_given_up"].params == {"count": 1}


def test_mail_is_off_silent_or_answering(settings: Settings) -> None:
    import socket

    settings.EMAIL_HOST = ""
    assert facts()["mail_off"].level == Level.WELL
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        assert "mail_well" in facts()
        assert "mail_set" in facts(ask_mail=False)
    assert "mail_silent" in to_mend()


def test_a_clock_behind_the_journal_is_seen(user: User) -> None:
    later = AT + timedelta(days=3)
    JournalEntry.objects.create(verb="a", kind="user", key=1, actor=user, at=later)

    assert "clock_behind" in to_mend()
    assert "clock_well" in facts(real=later)


def test_production_needs_its_name_and_full_address(settings: Settings) -> None:
    assert not {"hosts_unset", "origins_unset", "hosts_well"} & set(facts())
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "hosts_unset" in to_mend()
    settings.ALLOWED_HOSTS = ["marshrut.example"]
    assert "origins_unset" in to_mend()
    settings.CSRF_TRUSTED_ORIGINS = ["https://marshrut.example"]
    assert "hosts_well" in facts()


def test_a_key_that_others_read_or_guess_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MARSHRUT_SECRET_KEY", raising=False)
    settings.SECRET_KEY = "short"
    assert "secret_short" in to_mend()
    settings.SECRET_KEY = "s" * 50
    (tmp_path / "secret-key").touch(0o644)
    (tmp_path / "secret-key").chmod(0o644)
    assert "secret_open" in to_mend()
    (tmp_path / "secret-key").chmod(0o600)
    assert "secret_well" in facts()


class Silent:
    """A database that has gone."""

    def __call__(self, *_: Any) -> Any:
        message = "server closed the connection"
        raise DatabaseError(message)


def test_without_a_database_the_rest_is_still_told() -> None:
    with connection.execute_wrapper(Silent()):
        found = facts()
        health = Client().get("/health/")

    assert found["database_silent"].params == {"reason": "server closed the connection"}
    assert {"folder_well", "versions"} <= set(found)
    assert not {"worker_new", "copy_none"} & set(found)
    assert (health.status_code, health.content) == (503, b"no")


def test_a_monitor_hears_one_word_and_no_details() -> None:
    response = Client().get("/health/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


def test_tables_behind_or_beyond_the_programme_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)",
            ["marshrut", "0999_future", AT],
        )
        assert "tables_newer" in to_mend()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'usersessions'")
        assert "tables_wait" in to_mend()


def test_every_code_has_a_sentence_that_takes_its_parameters() -> None:
    sources = [path.read_text("utf-8") for path in (SOURCE / "upkeep").glob("*.py")]
    text = "\n".join(sources)

    for code in upkeep_words.FACTS:
        assert f'"{code}"' in text
    for code in upkeep_words.UNFIT:
        assert f'"{code}"' in text
    for fact in facts().values():
        assert upkeep_words.fact_sentence(fact)
        assert fact.about in upkeep_words.ABOUT
    said = upkeep_words.unfit_sentence(Unfit("copy_broken", part="x"))
    assert "x" in said
    assert os.linesep not in said
