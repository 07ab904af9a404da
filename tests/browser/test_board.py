"""Proposals arranged on the board of a topic: with the mouse, by the keyboard, without scripts."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from marshrut.groups.models import Group, Topic
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.groups.doing import both_schools, proposed, staffed
from tests.world import PRESETS, World, build

JANUARY = date(2027, 1, 22)


@pytest.fixture
def board(nothing: Site, people: People) -> Hand:
    """The coordinator before two proposals, of eight and of one, and two who wait."""
    nothing.stands_on(JANUARY)
    world: World = staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))
    row = both_schools(world, 11)
    proposed(world, row, 8)
    proposed(world, row, 1)
    return people().come_in("safronova").open("topic_board", row.pk)


def sizes() -> list[int]:
    return [group.members.count() for group in Group.objects.order_by("number")]


def test_somebody_is_dragged_into_a_group_and_out_of_it(board: Hand) -> None:
    first, second, waiting = (board.page.locator("[data-to]").nth(n) for n in range(3))
    who = first.locator("li").first
    name = who.locator("span").inner_text().splitlines()[0]
    who.drag_to(second)
    expect(second).to_contain_text(name)
    expect(first).to_contain_text("7 человек")
    assert sizes() == [7, 2]
    second.locator("li").first.drag_to(waiting)
    expect(waiting.locator("li")).to_have_count(3)
    assert sizes() == [7, 1]


def test_whoever_is_marked_goes_along_with_the_one_who_is_dragged(board: Hand) -> None:
    first, second, waiting = (board.page.locator("[data-to]").nth(n) for n in range(3))
    for box in waiting.locator("input").all():
        box.check()
    # A column may be longer than the window; its heading is in sight.
    waiting.locator("li").first.drag_to(first.locator("h2"))
    expect(first).to_contain_text("10 человек")
    expect(waiting).to_contain_text("Никто не ждёт.")
    assert sizes() == [10, 1]
    assert Topic.objects.get().demands.count() == 11
    second.locator("li").first.drag_to(second)
    assert sizes() == [10, 1]


def test_the_keyboard_does_the_same(board: Hand) -> None:
    page = board.page
    page.locator("[data-to] input").first.focus()
    page.keyboard.press("Space")
    place = page.get_by_label("Куда")
    place.focus()
    place.select_option(label="№ 2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-to]").nth(1)).to_contain_text("2 человека")
    assert sizes() == [7, 2]
    # One stays where one was: the next move begins with the same list.
    assert page.evaluate("document.activeElement.name") == "to"
