"""What waits for the reader: duties by clauses and open questions of people, told once each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from marshrut.norms.findings import State
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Programme
from marshrut.web.home.asked import asked_waits
from marshrut.web.home.owed import owed_waits
from marshrut.web.home.wait import Thing, Wait

# What is due later than this and in no danger waits under a line of its own.
SOON = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Waits:
    """Lines for now, and lines that bear waiting."""

    now: list[Wait]
    later: list[Wait]

    def __iter__(self) -> Iterator[Wait]:
        return iter([*self.now, *self.later])


def running(reach: Reach) -> list[Programme]:
    """Programmes that run and that the reader sees, with all that guards them."""
    rows = access.programmes(reach).select_related("unit", "regulation")
    return [row for row in rows if row.status == "running"]


def waits_for(reach: Reach, programmes: Sequence[Programme]) -> Waits:
    """Everything that waits for this reader, soonest first; the same thing is never told twice."""
    found: dict[Thing, Wait] = {wait.thing: wait for wait in owed_waits(reach, programmes)}
    for wait in asked_waits(reach):
        known = found.get(wait.thing)
        found[wait.thing] = _joined(wait, known) if known else _dated(wait, reach.on)
    lines = sorted(found.values(), key=_order)
    now = [wait for wait in lines if _is_near(wait, reach.on)]
    return Waits(now, [wait for wait in lines if not _is_near(wait, reach.on)])


def _joined(asked: Wait, owed: Wait) -> Wait:
    """The person's words with the term of the clause."""
    told = replace(asked, due=owed.due, clause=owed.clause, local=owed.local, state=owed.state)
    return replace(told, programme=asked.programme or owed.programme)


def _dated(wait: Wait, on: date) -> Wait:
    """A question past its day is in danger, though no clause calls it broken."""
    late = wait.due is not None and wait.due < on
    return replace(wait, state=State.AT_RISK) if late else wait


def _order(wait: Wait) -> tuple[date, int, str]:
    return (wait.due or date.max, -wait.state, wait.title)


def _is_near(wait: Wait, on: date) -> bool:
    return wait.due is None or wait.due <= on + SOON or wait.state >= State.AT_RISK
