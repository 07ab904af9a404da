"""Norms about what must be true of a thing at a deed: condition and right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from marshrut.norms.base import Norm, param
from marshrut.norms.findings import Finding, State
from marshrut.norms.kinds import Kind, kind_reader
from marshrut.norms.readers import choice, flag, several, word
from marshrut.norms.sheets import KINDS, Held, Sheet, Visit

DEEDS = (
    *("approve_version", "amend_version", "appoint", "end_appointment", "open_case", "pair"),
    *("start_route", "propose_route", "pass_stage", "skip_stage", "hold_visit", "close_route"),
    *("plan_activity", "approve_group", "join_group", "add_topic", "hold_activity"),
    *("join_community", "admit_school", "open_review", "conclude_review", "publish_material"),
)


def _all(findings: Iterable[Finding]) -> Finding:
    parts = tuple(findings)
    lacking = tuple(part for part in parts if part.stops)
    if lacking:
        return Finding(State.BREACHED, "all", stops=True, because=lacking)
    # What nobody knows yet is not made up for by what is known.
    return max(parts, key=lambda part: part.state)


def _any(findings: Iterable[Finding]) -> Finding:
    parts = tuple(findings)
    met = [part for part in parts if not part.stops]
    if met:
        return met[0]
    return Finding(State.BREACHED, "any", wanted=parts, stops=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Norm):
    """What must be true of a thing at a deed; candidates are never counted on the board.

    ``when`` narrows it to the things of which all that holds; of others nothing is asked.
    """

    name: ClassVar[str] = "condition"
    condition: str = param(choice(*KINDS))
    guards: str = param(choice(*DEEDS))
    when: tuple[Kind, ...] = param(several(kind_reader), default=())
    all: tuple[Kind, ...] = param(several(kind_reader), default=())
    any: tuple[Kind, ...] = param(several(kind_reader), default=())

    @property
    def about(self) -> type[Sheet]:
        return KINDS[self.condition]

    @property
    def guard(self) -> str:
        return self.guards

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        if self.guards not in thing.passed or not thing.open:
            return None
        if any(kind.holds(thing, on).stops for kind in self.when):
            return None
        if isinstance(thing, Held) and not thing.known:
            return Finding(State.NO_DATA, self.name)
        if self.any:
            return _any(kind.holds(thing, on) for kind in self.any)
        return _all(kind.holds(thing, on) for kind in self.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Norm):
    """Who may do what; ``when`` are conditions on the visit that uses the right."""

    name: ClassVar[str] = "right"
    right: str = param(word)
    may: str = param(word)
    when: tuple[Kind, ...] = param(several(kind_reader), default=())
    not_: bool = param(flag, default=False)

    @property
    def about(self) -> type[Sheet] | None:
        return Visit if self.when else None

    @property
    def guard(self) -> str:
        return self.may if self.when else ""

    def judge(self, thing: Visit, on: date) -> Finding | None:
        if self.may not in thing.passed:
            return None
        return _all(kind.holds(thing, on) for kind in self.when)
