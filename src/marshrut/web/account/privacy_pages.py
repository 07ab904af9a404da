"""What the pages about one's own data show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise

from marshrut.organisations.calendars import calendar_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.models import DataRequest, Look
from marshrut.privacy.queries import Standing, standings
from marshrut.web.privacy_words import OUTCOMES, PURPOSES, REQUESTS, STANDING, left_words
from marshrut.web.request import Request
from marshrut.web.tones import Label

LAST_LOOKS = 50


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A purpose with how it stands, as the page says it."""

    standing: Standing
    title: Promise
    label: Label


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with its clock; the clock of an answered one has stopped."""

    row: DataRequest
    title: Promise
    outcome: Label
    left: str
    late: bool


def consent_lines(found: Iterable[Standing]) -> list[ConsentLine]:
    """The purposes of one person."""
    return [
        ConsentLine(one, PURPOSES[one.text.purpose].title, STANDING[one.state]) for one in found
    ]


def purpose_of(person: Person, purpose: str) -> Standing:
    """How one purpose stands; an unknown one has no page."""
    for one in standings(person):
        if one.text.purpose == purpose:
            return one
    raise Http404


def request_lines(rows: Iterable[DataRequest], reach: Reach) -> list[RequestLine]:
    """Requests with what is left of their clocks; a calendar is read once for each unit."""
    calendars: dict[int, Any] = {}
    found = []
    for row in rows:
        if row.unit_id not in calendars:
            calendars[row.unit_id] = calendar_of(row.unit, reach.on)
        days = calendars[row.unit_id].working_days_between(reach.on, row.due)
        left = "" if row.outcome else left_words(days)
        outcome, late = OUTCOMES[row.outcome], not row.outcome and row.due < reach.on
        found.append(RequestLine(row, REQUESTS[row.kind], outcome, left, late))
    return found


def asked(request: Request, person: Person) -> list[RequestLine]:
    """The person's own requests, the newest first."""
    rows = access.requests(request.reach).filter(person=person)
    return request_lines(rows.select_related("unit").order_by("-pk"), request.reach)


def looked(reach: Reach, person: Person) -> Sequence[Look]:
    """Who looked at the person lately."""
    rows = access.looks(reach).filter(person=person).select_related("reader")
    return list(rows.order_by("-day", "reader__surname")[:LAST_LOOKS])
