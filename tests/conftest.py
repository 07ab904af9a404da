"""What every test may need; fixtures of one noun lie beside its tests."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation.reloader import translation_file_changed

from marshrut.diagnostics import triggers as diagnostics
from marshrut.journal import triggers as journal
from marshrut.regulations import triggers as regulations
from marshrut.users.models import User
from marshrut.web.translations import refresh
from tests.doers import Doer

# How fast this machine is right now says nothing about the code.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_configure() -> None:
    """Compile the catalogues before any test asks for a word."""
    if refresh():  # what was read while Django started is forgotten
        translation_file_changed(None, Path("django.mo"))
    (settings.BUILD / "assets").mkdir(parents=True, exist_ok=True)


def chromium() -> str | None:
    """Return where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over browser tests where there is no browser, unless nothing may be skipped."""
    if chromium() or os.environ.get("MARSHRUT_NOTHING_SKIPPED"):
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="NO CHROMIUM: browser tests are skipped"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was passed over."""
    passed_over = len(terminalreporter.stats.get("skipped", []))
    if passed_over:
        terminalreporter.write_sep("!", f"{passed_over} TESTS WERE SKIPPED")


@pytest.fixture
def at() -> datetime:
    """The moment of the test: always given, never read from the clock."""
    return datetime(2027, 1, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def user(db: None) -> User:
    """Somebody who may sign in."""
    return User.objects.create_user("petrova", "long-enough-password")


@pytest.fixture
def actor(user: User) -> Doer:
    """That somebody as the doer of a deed."""
    return Doer(user_id=user.pk)


@pytest.fixture(scope="session", autouse=True)
def _journal_gives_way_to_flush() -> Iterator[None]:
    """Let SQLite empty the tables after a test with real transactions.

    It does so by DELETE, which the journal and approved versions refuse; PostgreSQL truncates.
    """
    if connection.vendor != "sqlite":
        yield
        return
    operations = type(connection.ops)
    original = operations.sql_flush

    def flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements = original(self, *args, **kwargs)
        if not statements:
            return statements
        return [
            *journal.SQLITE_REMOVE,
            *regulations.SQLITE_REMOVE,
            *diagnostics.SQLITE_REMOVE,
            *statements,
            *journal.SQLITE_INSTALL,
            *regulations.SQLITE_INSTALL,
            *diagnostics.SQLITE_INSTALL,
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", flush)
        yield
