"""Which programme and which day a page of the regulation is about: both stand in its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from marshrut.oversight.access import may_read_board
from marshrut.programmes.access import programmes
from marshrut.programmes.queries import Guarding, Unguarded, guarding, nearest_day
from marshrut.web.programme_words import use_words
from marshrut.web.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A programme that the reader sees, a day of it, and what guards it on that day."""

    programme: Any
    on: date
    others: tuple[Any, ...]
    guarding: Guarding | None
    may_board: bool

    @property
    def query(self) -> str:
        """The part of the address that keeps the choice."""
        return f"programme={self.programme.pk}&on={self.on.isoformat()}"


def chosen(request: Request) -> Chosen | None:
    """The programme of the address, else the one that runs today, else the latest; None if none."""
    seen: QuerySet[Any] = programmes(request.reach).select_related("unit", "regulation__unit")
    rows = sorted(seen, key=lambda row: _nearness(row, request.reach.on), reverse=True)
    if not rows:
        return None
    asked = request.GET.get("programme", "")
    row = next((one for one in rows if str(one.pk) == asked), rows[0])
    on = nearest_day(row, _day(request) or request.reach.on)
    try:
        found = guarding(row, on)
    except Unguarded:
        found = None
    if found:
        use_words(request, found.rules)
    return Chosen(
        programme=row,
        on=on,
        others=tuple(one for one in rows if one != row),
        guarding=found,
        may_board=may_read_board(request.reach, row),
    )


def _nearness(row: Any, today: date) -> tuple[bool, bool, date]:
    return row.since <= today < row.until, row.status == "running", row.since


def _day(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
