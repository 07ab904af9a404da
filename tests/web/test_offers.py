"""Every button is honest: what a page offers its reader, the deed behind it does not forbid."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from marshrut.people import operations
from marshrut.people.models import Office
from tests.web.access import PERSONAS, Asking, kept
from tests.web.addresses import FOREIGN, addresses, path
from tests.web.furnished import AT, Furnished, furnish
from tests.web.offers import Offers
from tests.world import TODAY

pytestmark = pytest.mark.once

REFUSED = {403, 404, 405}
# Signing in and out, and the pages of libraries, are not deeds of ours.
LEFT_OUT = (*FOREIGN, "account/login/", "account/demonstration/")
# Who is away, and who acts for them on the day.
AWAY = {"zimin": "advisor", "safronova": "larionova"}


@pytest.fixture
def furnished(db: None, settings: Any) -> Iterator[Furnished]:
    # Queries in loops are looked for where pages are asked in earnest; here time matters.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]
    logging.disable(logging.ERROR)
    yield furnish()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("persona", [name for name in PERSONAS if name != "guest"])
def test_what_a_page_offers_is_permitted(furnished: Furnished, persona: str) -> None:
    refused = Reader(furnished, persona).refused()
    assert refused == [], "\n".join(refused)


@pytest.mark.parametrize("persona", AWAY)
def test_who_is_away_is_offered_nothing_that_only_the_deputy_may_do(
    furnished: Furnished, persona: str
) -> None:
    for office in Office.objects.filter(person=furnished.world.people[persona], until=None):
        operations.entrust_office(
            office=office.pk, person=furnished.world.people[AWAY[persona]], since=TODAY,
            until=TODAY.replace(month=3), basis="order", basis_text="№ 3-к от 20.01.2027",
            actor=furnished.world.system(), at=AT,
        )  # fmt: skip
    refused = Reader(furnished, persona).refused()
    assert refused == [], "\n".join(refused)


class Reader(Asking):
    """Opens every page of one persona and tries everything that it offers."""

    def __init__(self, furnished: Furnished, persona: str) -> None:
        super().__init__(furnished, persona)
        self.furnished = furnished
        self.persona = persona
        self.tried: set[tuple[str, str]] = set()
        # Whatever is asked is undone, so a page asked twice would answer the same.
        self.pages: dict[str, Any] = {}

    def refused(self) -> list[str]:
        """Offers that led to a refusal: the page, what it offers and the answer."""
        return [line for url in self._pages() for line in self._of_page(url)]

    def _pages(self) -> Iterator[str]:
        opened = kept()[self.persona]
        for address in addresses():
            if address.pattern.startswith(LEFT_OUT):
                continue
            for place in address.variants():
                if opened.get(place) == 200:
                    yield path(*place, self.furnished.keys)

    def _page(self, url: str) -> Any:
        if url not in self.pages:
            self.pages[url] = self.ask("GET", url)
        return self.pages[url]

    def _of_page(self, url: str) -> Iterator[str]:
        shown = self._page(url)
        if shown.status_code != 200 or "html" not in shown.get("Content-Type", ""):
            return
        offers = Offers(shown.whole.decode())
        for link in offers.links:
            yield from self._try("GET", url, link, {})
        for form in offers.forms:
            if form.method == "post":
                yield from self._try("POST", url, form.action, form.values)

    def _try(self, method: str, url: str, to: str, values: Any) -> Iterator[str]:
        target = urljoin(url, to)
        parts = urlsplit(target)
        if parts.netloc or parts.path.lstrip("/").startswith(LEFT_OUT) or "#" in to[:1]:
            return
        if (method, target) in self.tried:
            return
        self.tried.add((method, target))
        answer = self._page(target) if method == "GET" else self.ask(method, target, values)
        if answer.status_code in REFUSED:
            yield f"{url} offers {method} {target}: {answer.status_code}"
