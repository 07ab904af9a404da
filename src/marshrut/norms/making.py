"""Norms about what is made: the parts of a thing, and the products that must exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from marshrut.norms.base import Norm, param
from marshrut.norms.conditions import DEEDS
from marshrut.norms.dues import Due, Window, due_reader
from marshrut.norms.findings import Finding, State, late, towards
from marshrut.norms.readers import choice, number, word, words_list
from marshrut.norms.sheets import KINDS, Group, Review, Route, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Norm):
    """What a thing consists of, who writes it and whose agreement it needs."""

    name: ClassVar[str] = "form"
    form: str = param(word)
    of: str = param(choice(*KINDS))
    parts: tuple[str, ...] = param(words_list)
    author: str = param(choice("tutor", "tutee", "both"), default="tutor")
    agreement: str = param(choice("both", "acquainted", "none"), default="none")
    guards: str = param(choice(*DEEDS), default="")

    @property
    def about(self) -> type[Sheet]:
        return KINDS[self.of]

    @property
    def guard(self) -> str:
        return self.guards

    @property
    def owes(self) -> str:
        return self.who or ("tutee" if self.author == "tutee" else "tutor")

    def judge(self, thing: Any, on: date) -> Finding | None:
        """Judged where parts are written: on reviews, groups, and routes that are not given up.

        What both must agree to is met when they have agreed; what the tutee only acknowledges is
        the tutor's own work and is met when it is written.
        """
        if isinstance(thing, Review):
            return self._on_review(thing)
        if isinstance(thing, Group):
            return self._on_group(thing)
        if not isinstance(thing, Route) or thing.outcome == "given_up":
            return None
        filled = thing.forms.get(self.form, frozenset())
        lacking = tuple(part for part in self.parts if part not in filled)
        if not lacking:
            return self._on_agreement(thing)
        done = thing.proposed if self.guards == "propose_route" else thing.closed_on is not None
        state = State.BREACHED if done else State.ON_TRACK if filled else State.NOT_YET
        return Finding(state, "form", self.parts, lacking, stops=done)

    def _on_agreement(self, route: Route) -> Finding:
        """Every part is written; a missing agreement keeps it from being met and stops no deed."""
        if self.agreement != "both" or route.agreed == "agreed":
            return Finding(State.MET, "form", self.parts, ())
        closed = route.closed_on is not None
        state = State.BREACHED if closed else State.ON_TRACK
        return Finding(state, "form_agreed", self.agreement, route.agreed, over=closed)

    def _on_group(self, group: Group) -> Finding | None:
        """A group that works wants its plan; one that ended without it never had it."""
        filled = group.forms.get(self.form, frozenset())
        lacking = tuple(part for part in self.parts if part not in filled)
        if not lacking:
            return Finding(State.MET, "form", self.parts, ())
        begun = State.ON_TRACK if filled else State.AT_RISK
        state = begun if group.open else State.BREACHED
        return Finding(state, "form", self.parts, lacking)

    def _on_review(self, review: Review) -> Finding | None:
        """Every part of the review's own checklist is filled when it is concluded."""
        if self.form != review.form:
            return None
        lacking = tuple(part for part in self.parts if part not in review.filled)
        done = self.guards in review.passed
        if not lacking:
            return Finding(State.MET, "form", self.parts, ())
        state = State.BREACHED if done else State.ON_TRACK
        return Finding(state, "form", self.parts, lacking, stops=done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Norm):
    """What must exist: any of these kinds of product, made by somebody, by a day or a deed."""

    name: ClassVar[str] = "deliverable"
    deliverable: tuple[str, ...] = param(words_list)
    for_: str = param(choice(*KINDS))
    by: str = param(word)
    due: Due = param(due_reader)
    least: int = param(number(1), default=1)
    accepted_by: tuple[str, ...] = param(words_list, default=())

    @property
    def about(self) -> type[Sheet]:
        return KINDS[self.for_]

    @property
    def guard(self) -> str:
        return self.due.guard

    @property
    def owes(self) -> str:
        return self.who or self.by

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        window = self.due.window(thing, on, self.warn_days)
        if window is None:
            return None
        if not thing.knows(self.deliverable):
            return Finding(State.NO_DATA, "deliverable", self._wanted)
        if window.periods:
            return self._each_period(thing, on, window)
        made = sorted(self._made(thing))
        found = len(made)
        if found >= self.least:
            last = made[self.least - 1]
            if window.dated and window.due is not None and last > window.due:
                return late(self._wanted, last, window.due)
            return Finding(State.MET, "deliverable", self._wanted, found, window.due)
        state = towards(on=on, opened=window.opened, due=window.due, warn_days=self.warn_days)
        if window.passed:
            state = State.BREACHED
        return Finding(state, "deliverable", self._wanted, found, window.due, stops=window.passed)

    @property
    def _wanted(self) -> tuple[tuple[str, ...], int]:
        return self.deliverable, self.least

    def _made(self, thing: Sheet) -> list[date]:
        return [day for kind in self.deliverable for day in thing.products.get(kind, ())]

    def _each_period(self, thing: Sheet, on: date, window: Window) -> Finding:
        """Every elapsed period must have its product; the current one is still on its way."""
        made = self._made(thing)
        lacking = [
            until
            for since, until in window.periods
            if sum(since <= day < until for day in made) < self.least
        ]
        found = len(window.periods) - len(lacking)
        wanted = self.deliverable, len(window.periods)
        if not lacking:
            return Finding(State.MET, "deliverable", wanted, found)
        last = lacking[0] - timedelta(days=1)
        state = towards(on=on, opened=True, due=last, warn_days=self.warn_days)
        return Finding(state, "deliverable", wanted, found, last)
