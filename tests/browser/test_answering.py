"""What is answered is kept: in its order, without a connection, with the browser closed."""

from __future__ import annotations

from time import sleep

import pytest
from playwright.sync_api import Route

from marshrut.diagnostics import operations
from marshrut.diagnostics.models import Response
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.diagnostics.doing import response, running
from tests.world import AT, PRESETS, TODAY, build

NAME = "lapshina"
KEPT = "[...Array(localStorage.length).keys()].map(n => localStorage.key(n))"
NOTHING_WAITS = f"!{KEPT}.some(key => key.startsWith('draft:'))"


@pytest.fixture
def answering(nothing: Site, people: People) -> Hand:
    """A teacher at a phone who has begun a questionnaire."""
    nothing.stands_on(TODAY)
    world = build(PRESETS / "oktyabrsky.yaml", appointed=False)
    row = response(world, running(world), NAME)
    operations.begin_response(response=row.pk, actor=world.reach(NAME, TODAY), at=AT)
    return people(phone=True).come_in(NAME).open("response", row.pk)


def kept() -> dict[str, int]:
    """What the server has of the answers."""
    row = Response.objects.get(person__surname=NAME.capitalize())
    return {f"a-{item}": value for item, value in row.answers.items()}


def hold(teacher: Hand) -> list[Route]:
    """The next saving stays on its way until it is let go."""
    held: list[Route] = []

    def stays(route: Route) -> None:
        held.append(route)

    teacher.page.route("**/save/", stays, times=1)
    return held


def statements(teacher: Hand) -> list[str]:
    return list(dict.fromkeys(name for name in teacher.fields if name.startswith("a-")))


def test_a_slow_answer_does_not_push_out_a_later_one(answering: Hand) -> None:
    first, second = statements(answering)[:2]
    held = hold(answering)
    answering.fill(**{first: "1"}).rests()
    answering.fill(**{first: "3", second: "2"}).rests()
    held[0].continue_()
    answering.rests().waits_until(NOTHING_WAITS)
    assert kept() == {first: 3, second: 2}


def test_a_page_drawn_before_the_last_answer_came_shows_it(answering: Hand) -> None:
    [first] = statements(answering)[:1]
    held = hold(answering)
    answering.fill(**{first: "1"}).rests()

    def overtaken(route: Route) -> None:
        """The page is drawn, then the answer comes to the server, then the page is shown."""
        drawn = route.fetch()
        held[0].continue_()
        sleep(0.5)
        assert kept() == {first: 1}
        route.fulfill(response=drawn)

    answering.page.route(answering.page.url, overtaken, times=1)
    answering.page.goto(answering.page.url)
    assert answering.page.locator(f"[name='{first}'][value='1']").is_checked()
    answering.reads("1 из 36").waits_until(NOTHING_WAITS)


def test_what_is_answered_without_a_connection_waits_for_it(answering: Hand) -> None:
    first, second = statements(answering)[:2]
    with answering.without_connection():
        answering.fill(**{first: "1", second: "2"}).rests().reads("Связи нет")
        assert kept() == {}
    answering.waits_until(NOTHING_WAITS)
    assert kept() == {first: 1, second: 2}


def test_a_closed_browser_keeps_what_the_server_has_not_heard(answering: Hand) -> None:
    first, second = statements(answering)[:2]
    address = answering.page.url
    with answering.without_connection():
        answering.fill(**{first: "1", second: "2"}).rests()
        answering.page.close()
    again = Hand(answering.context, answering.address)
    again.page.goto(address)
    again.waits_until(NOTHING_WAITS)
    assert kept() == {first: 1, second: 2}
    assert again.page.locator(f"[name='{second}'][value='2']").is_checked()
