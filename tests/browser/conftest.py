"""A live server on SQLite, a real browser, and people who use it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, transaction
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from marshrut.clock.keeping import forget_copy, keep_copy
from marshrut.web.build import build as build_assets
from tests.browser.hand import Hand
from tests.browser.site import Site, even_hours, put_aside, put_back
from tests.conftest import chromium

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# On which day the demonstration is built, and on which it stands then.
BUILT_ON, FIRST_DAY = date(2026, 11, 23), date(2027, 1, 22)
WATCHING = {"zeal.middleware.zeal_middleware": "tests.browser.watching.when_reading"}

People = Callable[..., Hand]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and rows that the server's threads see."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[Site]:
    """The server, with styles and fonts made as at an installation.

    The browser is driven through an event loop of its own; Django would take it for ours.
    """
    if connection.vendor != "sqlite":
        pytest.skip("browser tests run on SQLite only")
    build_assets(settings.BUILD / "assets")
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    with even_hours(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(settings, "MIDDLEWARE", [WATCHING.get(m, m) for m in settings.MIDDLEWARE])
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield Site(f"http://127.0.0.1:{server.port}")
        server.terminate()


@pytest.fixture(scope="session")
def empty(site: Site, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A copy of the database with nothing in it."""
    where = tmp_path_factory.mktemp("databases") / "empty.sqlite3"
    with django_db_blocker.unblock():
        put_aside(where)
    return where


@pytest.fixture(scope="session")
def built(empty: Path, django_db_blocker: Any) -> Path:
    """A copy of the database with the demonstration, built once."""
    from marshrut.management.demonstration import build

    where = empty.with_name("demonstration.sqlite3")
    with django_db_blocker.unblock():
        with transaction.atomic():
            build(BUILT_ON)
        put_aside(where)
        put_back(empty)
    return where


@pytest.fixture
def nothing(site: Site, empty: Path) -> Iterator[Site]:
    """An installation in which there is nothing yet."""
    put_back(empty)
    yield site
    put_back(empty)


@pytest.fixture
def demonstration(site: Site, empty: Path, built: Path) -> Iterator[Site]:
    """The demonstration on its first day, to which one may return."""
    put_back(built)
    keep_copy(FIRST_DAY)
    yield site
    forget_copy()
    put_back(empty)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[People]:
    """Makes people, each with a browser of their own; what went wrong behind pages fails a test."""
    contexts: list[BrowserContext] = []
    hands: list[Hand] = []

    def arrive(*, phone: bool = False, **options: Any) -> Hand:
        context = browser.new_context(
            **{"viewport": PHONE if phone else WIDE, "locale": "ru-RU", **options}
        )
        context.set_default_timeout(float(os.environ.get("MARSHRUT_BROWSER_PATIENCE", "10")) * 1000)
        contexts.append(context)
        hands.append(Hand(context, site.address))
        return hands[-1]

    yield arrive
    for context in contexts:
        context.close()
    for hand in hands:
        assert not hand.complaints, hand.complaints
