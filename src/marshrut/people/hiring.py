"""What is told of somebody in a staff list: who, where, since when, with what behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marshrut.organisations.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """One place of work for a known person, or for a new one written down with it.

    ``beside`` is the place in the list of an earlier row about the same new person. ``months``
    of service are counted to ``on``.
    """

    unit: Unit
    post: str
    post_class: str
    pedagogical: bool
    since: date
    on: date
    person: int | None = None
    beside: int | None = None
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    gender: str = ""
    email: str = ""
    phone: str = ""
    subject: str = ""
    category: str = ""
    months: int = 0
    education: tuple[str, str] | None = None
