"""By keyboard alone: the menu, a drawer of it, a form from its first field to its end."""

from __future__ import annotations

from playwright.sync_api import Page

from marshrut.activities.models import Activity
from tests.browser.conftest import People
from tests.browser.hand import named
from tests.browser.site import Site

# Where the focus is: the address of a link, the name of a field, else the text.
FOCUSED = "() => { const e = document.activeElement; return e.href || e.name || e.innerText; }"
# The little calendar inside a field of a date has the browser's own ring.
SEEN = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  if (/date|time/.test(e.type) && !e.matches(":focus-visible")) return true;
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== "none";
}"""
FAR = 80


def walk_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there; it must be visible all the way."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        focused = str(page.evaluate(FOCUSED))
        assert page.evaluate(SEEN), f"the focus is not seen on {focused}"
        if focused == wanted or named(focused)[0] == wanted:
            return
    raise AssertionError(f"{wanted} is not reached by Tab on {page.url}")


def test_the_first_stop_leads_past_the_menu(demonstration: Site, people: People) -> None:
    page = people().come_in("dorohova").open("home").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_is_walked_by_tab(demonstration: Site, people: People) -> None:
    hand = people().come_in("dorohova").open("home")
    walk_to(hand.page, "routes")
    with hand.page.expect_navigation():
        hand.page.keyboard.press("Enter")
    assert hand.at == "routes"


def test_the_drawer_of_the_account_opens_and_closes_by_key(
    demonstration: Site, people: People
) -> None:
    page = people().come_in("dorohova").open("home").page
    page.focus(".me summary")
    page.keyboard.press("Enter")
    assert page.locator(".me [href*='/account/']").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".me [href*='/account/']").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_consultation_is_recorded_by_keyboard_alone(demonstration: Site, people: People) -> None:
    before = Activity.objects.count()
    hand = people().come_in("dorohova").open("consultation_new")
    walk_to(hand.page, "enrolments")
    hand.page.keyboard.press("Space")
    walk_to(hand.page, "title")
    hand.page.keyboard.type("Критерии оценки")
    with hand.page.expect_navigation():
        hand.page.keyboard.press("Enter")
    assert Activity.objects.count() == before + 1, hand.text
