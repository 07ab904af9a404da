"""Columns of the lists of the personal-data officer, as their spreadsheets have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from marshrut.privacy.queries import STANDINGS
from marshrut.web.books import Column
from marshrut.web.names import full
from marshrut.web.privacy_words import PURPOSES, STANDING

Columns = tuple[Column, ...]


def requests() -> Columns:
    """What was asked and how it was answered; the texts stand on the page of each."""
    return (
        Column("name", _("Name"), lambda line: full(line.row.person)),
        Column("organisation", _("Organisation"), lambda line: line.row.unit.short_name),
        Column("kind", _("What is asked"), lambda line: str(line.title)),
        Column("asked", _("Asked on"), lambda line: line.row.asked_on),
        Column("due", _("Answer until"), lambda line: line.row.due),
        Column("outcome", _("Decision"), _outcome),
        Column("decided", _("Answered on"), lambda line: line.row.decided_on),
    )


def _outcome(line: Any) -> str | None:
    return str(line.outcome.text) if line.row.outcome else None


def purposes(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """An organisation and a purpose in a row."""
    return [
        {"unit": line["unit"], "people": line["people"], "purpose": title, "counts": states}
        for line in lines
        for title, states in line["purposes"]
    ]


def consents() -> Columns:
    return (
        Column("organisation", _("Organisation"), lambda line: line["unit"].short_name),
        Column("people", _("People"), lambda line: line["people"]),
        Column("purpose", _("Purpose"), lambda line: str(line["purpose"])),
        *(_counted(place, state) for place, state in enumerate(STANDINGS)),
    )


def _counted(place: int, state: str) -> Column:
    return Column(state, STANDING[state].text, lambda line: line["counts"][place][1])


def people() -> Columns:
    """Everybody of one organisation, and how each purpose stands."""
    return (
        Column("name", _("Name"), lambda line: full(line[0])),
        *(_stands(place, name) for place, name in enumerate(PURPOSES)),
    )


def _stands(place: int, name: str) -> Column:
    return Column(name, PURPOSES[name].title, lambda line: str(line[1][place].label.text))


def looks() -> Columns:
    return (
        Column("day", _("Day"), lambda look: look.day),
        Column("reader", _("Who looked"), lambda look: full(look.reader)),
        Column("name", _("At whom"), lambda look: full(look.person)),
    )


def terms() -> Columns:
    return (
        Column("what", _("What is kept"), lambda line: str(line.title)),
        Column("length", _("How long"), lambda line: f"{line.length} {line.since}"),
        Column("ground", _("Ground"), lambda line: str(line.ground)),
        Column("then", _("What happens then"), lambda line: str(line.then)),
    )
