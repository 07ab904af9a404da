"""Norms that count: how many at a time, how many in a period, and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from marshrut.norms.base import Norm, param
from marshrut.norms.conditions import DEEDS
from marshrut.norms.findings import Finding, State, towards, verdict
from marshrut.norms.readers import choice, maybe, number, word
from marshrut.norms.sheets import KINDS, Figure, Sheet, Tally

PERIODS = ("month", "quarter", "trimester", "school_year", "calendar_year", "programme")
PERS = ("programme", "service", "tutor", "participant", "case", "unit", "school", "group")
OWERS = {"unit": "head", "school": "head", "case": "tutor", "route": "tutor", "tutor": "tutor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Norm):
    """How many at a time: tutors in an organisation, pairings of a case, people in a group.

    ``after: at_risk``: what fitted at the guarded deed and no longer does only wants a look.
    """

    name: ClassVar[str] = "size"
    size: str = param(word)
    per: str = param(choice(*KINDS))
    least: int = param(number(), default=0)
    most: int | None = param(maybe(number()), default=None)
    guards: str = param(choice(*DEEDS), default="")
    after: str = param(choice("breached", "at_risk"), default="breached")

    @property
    def about(self) -> type[Sheet]:
        return KINDS[self.per]

    @property
    def guard(self) -> str:
        return self.guards

    @property
    def owes(self) -> str:
        return self.who or OWERS.get(self.per, "municipal_coordinator")

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        if not thing.open:
            return None
        if self.size not in thing.counts:
            unknown = Finding(State.NO_DATA, "size", (self.least, self.most))
            return None if thing.collected is None else unknown
        if "most" in self.local and self.size in thing.limits:
            return replace(self, most=thing.limits[self.size], local=()).judge(thing, on)
        found = thing.counts[self.size]
        if thing.since is not None and on < thing.since:
            return Finding(State.NOT_YET, "size", (self.least, self.most), found)
        fits = self.least <= found and (self.most is None or found <= self.most)
        if not fits and self.after == "at_risk" and self.guards in thing.passed:
            return Finding(State.AT_RISK, "size", (self.least, self.most), found, stops=True)
        return verdict(fits, "size", (self.least, self.most), found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(Norm):
    """How many are held in a period; without ``most`` there is no cap, on purpose.

    ``per: tutor`` counts what each tutor leads, ``per: participant`` what each took part in.
    """

    name: ClassVar[str] = "quota"
    quota: str = param(word)
    per: str = param(choice(*PERS))
    period: str = param(choice(*PERIODS))
    least: int = param(number(), default=0)
    most: int | None = param(maybe(number()), default=None)
    plan: str = param(choice("separate", "common"), default="common")

    @property
    def free(self) -> bool:
        """Without floor or cap: the clause says that there is no limit."""
        return not self.least and self.most is None

    @property
    def about(self) -> type[Sheet]:
        return Tally

    @property
    def guard(self) -> str:
        return "plan_activity"

    def judge(self, thing: Tally, on: date) -> Finding | None:
        if (thing.of, thing.per) != (self.quota, self.per):
            return None
        if not thing.known:
            return Finding(State.NO_DATA, "quota", self.least)
        last = thing.until - timedelta(days=1)
        if self.most is not None and thing.held + thing.planned > self.most:
            state = State.BREACHED if thing.held > self.most else State.AT_RISK
            found = thing.held + thing.planned
            return Finding(state, "quota_over", self.most, found, last, stops=True)
        return Finding(self._way(thing, on), "quota", self.least, thing.held, last)

    def _way(self, thing: Tally, on: date) -> State:
        if thing.held >= self.least:
            return State.MET
        begun = thing.since is None or on >= thing.since
        if begun and on < thing.until and thing.held + thing.planned < self.least:
            return State.AT_RISK
        last = thing.until - timedelta(days=1)
        return towards(on=on, opened=begun, due=last, warn_days=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Norm):
    """A figure with a formula named in code; ``target`` is in per cent."""

    name: ClassVar[str] = "indicator"
    indicator: str = param(word)
    per: str = param(choice("programme", "unit", "tutor"), default="programme")
    target: int | None = param(maybe(number(0, 100)), default=None)
    source: str = param(choice("system", "stored"), default="system")

    @property
    def about(self) -> type[Sheet]:
        return Figure

    def judge(self, thing: Figure, on: date) -> Finding | None:
        if (thing.formula, thing.per) != (self.indicator, self.per):
            return None
        wanted = self.target if self.target is not None else 100
        if not thing.known:
            return Finding(State.NO_DATA, "indicator", wanted)
        if not thing.of:
            return Finding(State.NOT_YET, "indicator", wanted, None, thing.ends)
        share = 100 * thing.value // thing.of
        if share >= wanted:
            return Finding(State.MET, "indicator", wanted, share, thing.ends)
        due = thing.ends if self.target is not None else None
        state = towards(on=on, opened=True, due=due, warn_days=self.warn_days)
        return Finding(state, "indicator", wanted, share, thing.ends)
