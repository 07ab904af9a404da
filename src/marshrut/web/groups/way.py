"""Where a request stands: what has happened to it day by day, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marshrut.groups.models import Application
from marshrut.web.names import short

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One line of the way: its day, what it was, a word beside it, and whether it lies ahead."""

    day: date | None
    title: str
    note: str = ""
    why: str = ""
    state: str = DONE
    until: bool = False  # the day is the last one


def way(row: Application, on: date) -> list[Stop]:
    """All of it: submitted, answered or waited for, given from hand to hand, ended."""
    return [_submitted(row), *_answered(row, on), *_given(row), *_ended(row, on)]


def _submitted(row: Application) -> Stop:
    who = short(row.submitted_by) if row.submitted_by else ""
    return Stop(day=row.submitted_on, title=pgettext("way of a request", "Submitted"), note=who)


def _answered(row: Application, on: date) -> Iterator[Stop]:
    """The term of the answer where it matters: it is waited for, or it was over and told."""
    if row.escalated_on:
        title = _("The term of the answer was over")
        note = _("The coordinator and who asked were told of it.")
        yield Stop(day=row.escalated_on, title=title, note=note)
    if row.status == "submitted":
        late = on > row.due
        title = _("The coordinator answers")
        note = _("The term is over, an answer is still expected.") if late else ""
        yield Stop(day=row.due, title=title, note=note, state=NOW, until=True)
    if row.refused_on:
        title = pgettext("way of a request", "Refused, with a reason")
        yield Stop(day=row.refused_on, title=title)


def _given(row: Application) -> Iterator[Stop]:
    """Accepted, and through whose hands it went."""
    if row.accepted_on is None:
        return
    if row.appointment is None:
        yield Stop(day=row.accepted_on, title=pgettext("way of a request", "Accepted"))
        return
    moves = list(row.hand_overs.all())
    hands = [*(one.before.person for one in moves), row.appointment.person]
    title = pgettext("way of a request", "Accepted and given to a tutor")
    yield Stop(day=row.accepted_on, title=title, note=short(hands[0]))
    for move, person in zip(moves, hands[1:], strict=True):
        title = _("Given to another tutor")
        yield Stop(day=move.on, title=title, note=short(person), why=move.reason)


def _ended(row: Application, on: date) -> Iterator[Stop]:
    if row.done_on:
        yield Stop(day=row.done_on, title=pgettext("way of a request", "Done"))
    elif row.withdrawn_on:
        title = pgettext("way of a request", "Withdrawn by who asked")
        yield Stop(day=row.withdrawn_on, title=title)
    elif row.is_stranded(on):
        note = _("Whoever had it is a tutor no more; the coordinator gives it to another.")
        yield Stop(day=None, title=_("Another tutor is looked for"), note=note, state=NOW)
    elif row.appointment is not None:
        title = pgettext("way of a request", "The tutor does it and tells what was done")
        yield Stop(day=None, title=title, state=NOW)
    elif row.status == "accepted":
        title = _("People are placed when groups are formed")
        yield Stop(day=None, title=title, state=AHEAD)
