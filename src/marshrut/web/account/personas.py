"""Cards of the demonstration: whom one may come in as, read from a preset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language

from marshrut.people.queries import known_logins, last_day_of
from marshrut.web.context import address
from marshrut.web.tags.dates import date_month

FILE = Path("presets") / "demonstration" / "personas.yaml"


@dataclass(frozen=True, slots=True)
class Persona:
    """One card in the language of the page; the guest has no login."""

    login: str
    name: str
    role: str
    card: str


@cache
def _written() -> tuple[dict[str, str], ...]:
    text = (settings.SOURCE / FILE).read_text("utf-8")
    return tuple(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - strings only, safer than safe


def personas() -> list[Persona]:
    """Those who have an account here, and the guest where there is an open page."""
    if not settings.DEMONSTRATION:
        return []
    known = known_logins(row["login"] for row in _written())
    tail = "_en" if get_language() == "en" else ""
    return [
        Persona(row["login"], *(_said(row, f"{part}{tail}") for part in ("name", "role", "card")))
        for row in _written()
        if row["login"] in known or (not row["login"] and known and address("public"))
    ]


def _said(row: dict[str, str], part: str) -> str:
    """The words of a card; the last day of an office is filled in, for it moves with the year."""
    text = row[part].replace("№ ", "№\xa0")
    if "{until}" not in text:
        return text
    return text.replace("{until}", date_month(last_day_of(row["login"])))
