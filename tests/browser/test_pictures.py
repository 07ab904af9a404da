"""Pictures of the main pages, into `pictures/`; two of them go with the README."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from PIL import Image

from marshrut.activities.models import LessonVisit
from marshrut.programmes.models import Appointment
from marshrut.routes.models import Route
from tests.browser.conftest import PHONE, WIDE, People
from tests.browser.hand import Hand
from tests.browser.site import Site

FOLDER, DOCS = Path("pictures"), Path("docs/pictures")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IN_README = frozenset({"board", "route"})
COLOURS, TALLEST = 128, 1500


def of_lapshina() -> Route:
    return Route.objects.filter(enrolment__person__user__login="lapshina").latest("pk")


# Name: who looks, at which address.
PAGES: dict[str, tuple[str, Callable[[], str]]] = {
    "board": ("safronova", lambda: reverse("regulations")),
    "route": ("dorohova", lambda: reverse("route", args=[of_lapshina().pk])),
    "home-tutee": ("lapshina", lambda: reverse("home")),
    "home-tutor": ("dorohova", lambda: reverse("home")),
    "home-coordinator": ("safronova", lambda: reverse("home")),
    "routes": ("dorohova", lambda: reverse("routes")),
    "tutor": (
        "hromov",
        lambda: _page_of(
            Appointment.objects.filter(since=None, unit__offices__person__user__login="hromov"),
            "tutor",
        ),
    ),
    "visit": (
        "lapshina",
        lambda: _page_of(
            LessonVisit.objects.filter(
                status="proposed", enrolment__person__user__login="lapshina"
            ),
            "visit",
        ),
    ),
    "schools": ("safronova", lambda: reverse("regulation_schools")),
    "entrance": ("", lambda: reverse("account_login")),
}


def _page_of(rows: QuerySet[Any], name: str) -> str:
    return reverse(name, args=[rows.latest("pk").pk])


@pytest.mark.pictures
@pytest.mark.parametrize("name", PAGES)
def test_picture(demonstration: Site, people: People, name: str) -> None:
    login, address = PAGES[name]
    FOLDER.mkdir(exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)
    for width, viewport in (("phone", PHONE), ("desktop", WIDE)):
        hand = people(viewport=viewport, device_scale_factor=1)
        if login:
            hand.come_in(login)
        for language, theme in product(("ru", "en"), THEMES):
            hand.page.emulate_media(color_scheme=theme)
            hand.speak(language).visit(address())
            _take(hand, FOLDER / f"{name}-{language}-{width}-{theme}.png")
    if name in IN_README:
        _keep(people().come_in(login).visit(address()), DOCS / f"{name}.png")


def _take(hand: Hand, where: Path) -> None:
    """The whole page in one window, so that the menu of a phone stays at its bottom."""
    page, size = hand.page, hand.page.viewport_size
    assert size
    height = page.evaluate("document.fonts.ready.then(() => document.body.scrollHeight)")
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    page.screenshot(path=where)
    page.set_viewport_size(size)


def _keep(hand: Hand, where: Path) -> None:
    """Few colours and no more than is read at a glance, so that the repository stays small."""
    hand.page.evaluate("document.querySelector('.demo')?.remove()")
    _take(hand, where)
    with Image.open(where) as whole:
        top = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, TALLEST)))
        few = top.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(where, optimize=True)
