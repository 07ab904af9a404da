"""What a norm says of one thing on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class State(IntEnum):
    """How a clause stands; of several states the greatest is shown."""

    STATEMENT = 0
    MET = 1
    NOT_YET = 2
    ON_TRACK = 3
    NO_DATA = 4
    AT_RISK = 5
    BREACHED = 6

    @property
    def code(self) -> str:
        return self.name.lower()


class Force(StrEnum):
    HARD = "hard"  # refuses; a recorded waiver lets it pass
    SOFT = "soft"  # warns, never refuses, at worst at risk


@dataclass(frozen=True, slots=True)
class Finding:
    """One norm about one thing: its state, and what was wanted and found.

    ``due`` is the last good day, inclusive. ``stops`` says that the guarded deed is refused.
    ``because`` holds the parts of a compound finding, each an objection of its own. ``over`` says
    that nobody can mend it any more: it stays on the board and is owed by no one.
    """

    state: State
    code: str = ""
    wanted: object = None
    found: object = None
    due: date | None = None
    stops: bool = False
    because: tuple[Finding, ...] = ()
    over: bool = False

    @property
    def objections(self) -> tuple[Finding, ...]:
        """The parts that stop a deed, or the finding itself."""
        return tuple(part for part in self.because or (self,) if part.stops)


def verdict(
    holds: bool, code: str, wanted: object, found: object, *, due: date | None = None
) -> Finding:
    """A plain yes or no."""
    state = State.MET if holds else State.BREACHED
    return Finding(state, code, wanted, found, due, stops=not holds)


def late(wanted: object, made: date, due: date) -> Finding:
    """Made after its last good day; ``found`` is by how many days."""
    return Finding(State.BREACHED, "late", wanted, (made - due).days, due, over=True)


def towards(*, on: date, opened: bool, due: date | None, warn_days: int) -> State:
    """The state of something still lacking on the way to its last good day."""
    if due is not None and on > due:
        return State.BREACHED
    if not opened:
        return State.NOT_YET
    if due is not None and (due - on).days <= warn_days:
        return State.AT_RISK
    return State.ON_TRACK
