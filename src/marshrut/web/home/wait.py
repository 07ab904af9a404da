"""One line of «Что ждёт вас»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshrut.norms.findings import State
from marshrut.web.regulations.links import named

# What a line is about: the table and the key, and for things of a route what is wanted of it.
Thing = tuple[str, int, str]
Link = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What to do, about whom, until when, by which clause; sometimes with buttons that do it."""

    title: str
    href: str
    thing: Thing
    due: date | None = None
    text: str = ""
    left: str = ""  # the term in words, where its days are not those of the calendar
    clause: str = ""
    local: bool = False
    state: State = State.ON_TRACK
    action: str = ""
    people: Sequence[Link] = ()
    more: int = 0  # people beside those named
    offers: Sequence[Any] = ()
    programme: int = 0  # told to who has more than one


def wait(
    title: str, kind: str, key: int, due: date | None = None, *, page: str = "", **more: Any
) -> Wait:
    """A line about one thing; ``kind`` is its table and, if nothing else is told, its page."""
    told = more.pop("asks", "")
    return Wait(
        title=title, href=named(page or kind, key) or "/", thing=(kind, key, told), due=due, **more
    )
