"""Each page of the demonstration once per language; theme and width change on the same load."""

from __future__ import annotations

import pytest

from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.looking import barriers, faults
from tests.browser.pages import FOR_EACH, found_by
from tests.browser.site import Site

# Who looks at pages; a page that several can open is looked at by the first of them.
READERS = ("safronova", "dorohova", "lapshina", "hromov", "nechaev", "prohorov", "")


@pytest.fixture(scope="session")
def plan() -> dict[str, dict[str, str]]:
    """Pages by reader, filled when the first reader comes."""
    return {}


@pytest.mark.parametrize("login", READERS, ids=lambda login: login or "guest")
def test_every_page_is_well_made(
    demonstration: Site, people: People, plan: dict[str, dict[str, str]], login: str
) -> None:
    hand = people()
    if login:
        hand.come_in(login)
    found = [
        f"{name} {address}: {fault}"
        for name, address in _pages(plan, login).items()
        for fault in _look(hand, address)
    ]
    assert not found, "\n" + "\n".join(found)


def _pages(plan: dict[str, dict[str, str]], login: str) -> dict[str, str]:
    """Pages that nobody before this reader has looked at, and those that differ for each."""
    for reader in READERS[: READERS.index(login) + 1]:
        if reader not in plan:
            plan[reader] = found_by(reader)
    before = {name for one in READERS[: READERS.index(login)] for name in plan[one]}
    return {
        name: address
        for name, address in plan[login].items()
        if name not in before or name in FOR_EACH
    }


def _look(hand: Hand, address: str) -> list[str]:
    hand.speak("ru").visit(address)
    found = [*faults(hand.page, "ru"), *barriers(hand.page)]
    hand.speak("en").visit(address)
    return found + [f"en: {one}" for one in faults(hand.page, "en")]
