"""Norms about time: stages, how long a thing lasts, how fast an answer comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from marshrut.norms.base import Norm, param
from marshrut.norms.conditions import DEEDS
from marshrut.norms.dues import day_month, last_day, next_day
from marshrut.norms.findings import Finding, State, late, towards, verdict
from marshrut.norms.readers import (
    Misread,
    Reader,
    choice,
    flag,
    mapping,
    maybe,
    number,
    only,
    several,
    word,
    words_list,
)
from marshrut.norms.sheets import Case, Cycle, Request, Route, Sheet, Tutor
from marshrut.schoolyear.months import MONTHS_IN_YEAR, add_months
from marshrut.schoolyear.years import school_year


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its key, its local name, and how long it goes.

    A stage of a case takes ``days``. A stage of a programme has a window from and to a day of the
    year («05.06», both inclusive) and kinds of product of which each must exist at its end.
    """

    key: str
    word: str
    word_en: str = ""
    days: int | None = None
    from_: str = ""
    to: str = ""
    exit: tuple[str, ...] = ()

    def window(self, since: date, ends: date | None) -> tuple[date, date | None]:
        """First and last day in a programme of these days, also across New Year.

        Without ``from`` it opens with the programme, without ``to`` it lasts as long. A window
        that had begun before the programme did keeps its beginning.
        """
        if not self.to:
            return since, ends
        closes = next_day(self.to, since=since)
        return last_day(self.from_, until=closes) if self.from_ else since, closes


def _read_stage(value: object) -> Stage:
    given = mapping(value)
    only(("key", "word", "word_en", "days", "from", "to", "exit"), given)
    for name in ("key", "word"):
        if not given.get(name):
            raise Misread("lacks", name)
    return Stage(
        word.read(given["key"]),
        word.read(given["word"]),
        word.read(given.get("word_en", "")),
        number(1, 1000).read(given["days"]) if "days" in given else None,
        day_month.read(given["from"]) if "from" in given else "",
        day_month.read(given["to"]) if "to" in given else "",
        words_list.read(given["exit"]) if "exit" in given else (),
    )


def _write_stage(stage: Stage) -> object:
    days = "" if stage.days is None else str(stage.days)
    rows = {"key": stage.key, "word": stage.word, "word_en": stage.word_en, "days": days}
    rest = {"from": stage.from_, "to": stage.to, "exit": list(stage.exit)}
    return {name: value for name, value in (rows | rest).items() if value}


stage_reader: Reader[Stage] = Reader(_read_stage, _write_stage, "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages(Norm):
    """The stages of a case in their order, or those of a programme in their windows.

    Of a case nothing is skipped unless a decision allows it; of a programme nothing can be.
    """

    name: ClassVar[str] = "stages"
    stages: str = param(choice("case", "programme"))
    items: tuple[Stage, ...] = param(several(stage_reader))
    skip: str = param(choice("never", "by_decision"), default="never")

    @property
    def about(self) -> type[Sheet]:
        return Route if self.stages == "case" else Cycle

    @property
    def guard(self) -> str:
        return "skip_stage" if self.stages == "case" else ""

    @property
    def owes(self) -> str:
        return self.who or ("tutor" if self.stages == "case" else "municipal_coordinator")

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        """Met when every stage is passed in order; a skip without a decision is a breach."""
        if isinstance(thing, Cycle):
            return max((self.in_window(s, thing, on) for s in self.items), key=lambda f: f.state)
        return self._in_order(thing, on) if isinstance(thing, Route) else None

    def in_window(self, stage: Stage, cycle: Cycle, on: date) -> Finding:
        """What a stage has to leave is asked for inside its window; made after it, it is late."""
        opens, closes = stage.window(cycle.since or on, cycle.ends)
        wanted = stage.key, opens, closes
        if not all(cycle.knows([kind]) for kind in stage.exit):
            return Finding(State.NO_DATA, "window", wanted)
        made = {kind: min(cycle.products[kind]) for kind in stage.exit if cycle.products.get(kind)}
        lacking = tuple(kind for kind in stage.exit if kind not in made)
        last = max(made.values(), default=None)
        if lacking:
            state = towards(on=on, opened=on >= opens, due=closes, warn_days=self.warn_days)
            return Finding(state, "window", wanted, lacking, closes)
        if closes is not None and last is not None and last > closes:
            return late((stage.exit, len(stage.exit)), last, closes)
        if stage.exit or (closes is not None and on > closes):
            return Finding(State.MET, "window", wanted, ())
        state = State.ON_TRACK if on >= opens else State.NOT_YET
        return Finding(state, "window", wanted, ())

    def _in_order(self, thing: Route, on: date) -> Finding | None:
        if thing.outcome == "given_up":
            return None
        order = [stage.key for stage in self.items]
        unlawful = sorted(thing.skipped) if self.skip == "never" or not thing.skip_decided else []
        if unlawful:
            return Finding(State.BREACHED, "stage_skipped", order, unlawful, stops=True)
        if all(key in thing.left | thing.skipped for key in order):
            return Finding(State.MET, "stages", order, thing.stage)
        # While support stands still, no day of it comes and none passes.
        due = None if thing.paused else thing.dues.get(thing.stage)
        opened = bool(thing.stage) and not thing.paused
        state = towards(on=on, opened=opened, due=due, warn_days=self.warn_days)
        return Finding(min(state, State.AT_RISK), "stages", order, thing.stage, due)


def shifted(day: date, count: int, unit: str) -> date:
    """The day so many days, months or (school) years later, as far as the month has that day."""
    if unit == "day":
        return day + timedelta(days=count)
    return add_months(day, count * (1 if unit == "month" else MONTHS_IN_YEAR))


def _august(since: date, limit: date) -> date:
    """The last 31 August before the limit, if there is one since the beginning."""
    last = school_year(limit)[0] - timedelta(days=1)
    return last if last >= since else limit


TERMS = {"support": Route, "appointment": Tutor, "pairing": Case, "case": Case}
TERM_GUARDS = {
    "support": "close_route",
    "appointment": "appoint",
    "pairing": "pair",
    "case": "open_case",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Norm):
    """How long: support covers its subject; an appointment, a pairing, a case has its limits.

    A school year is a length of twelve months; a strict one ends on 31 August wherever it began.
    """

    name: ClassVar[str] = "term"
    term: str = param(choice(*TERMS))
    least: int | None = param(maybe(number(1)), default=None)
    most: int | None = param(maybe(number(1)), default=None)
    unit: str = param(choice("day", "month", "year", "school_year"), default="month")
    covers: str = param(choice("subject"), default="")
    strict: bool = param(flag, default=False)
    guards: str = param(choice(*DEEDS), default="")

    @property
    def about(self) -> type[Sheet]:
        return TERMS[self.term]

    @property
    def guard(self) -> str:
        return self.guards or TERM_GUARDS[self.term]

    @property
    def owes(self) -> str:
        return self.who or ("tutor" if self.term == "support" else "municipal_coordinator")

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        if self.covers and isinstance(thing, Route):
            return self._covers(thing)
        if self.guard not in thing.passed or thing.since is None:
            return None
        ends = thing.ends or on
        if too_long := self._too_long(thing.since, ends):
            return too_long
        if self.least is not None and ends < shifted(thing.since, self.least, self.unit):
            return verdict(False, "term_least", (self.least, self.unit), ends)
        return verdict(True, "term", (self.most, self.unit), ends)

    def _too_long(self, since: date, ends: date) -> Finding | None:
        if self.most is None:
            return None
        limit = self.most, self.unit
        last = shifted(since, *limit)
        if ends > last:
            return verdict(False, "term_most", limit, ends, due=last)
        if self.strict and self.unit == "school_year" and ends > (last := _august(since, last)):
            return verdict(False, "term_year", limit, ends, due=last)
        return None

    def _covers(self, route: Route) -> Finding | None:
        """Support may end with its subject, or earlier with the tutee's own agreement."""
        if route.outcome == "given_up":
            return None
        if route.closed_on is None:
            state = State.ON_TRACK if route.paired else State.BREACHED
            return Finding(state, "covers", route.subject_until, route.paired)
        until = route.subject_until
        covered = until is None or not route.subject_open or route.closed_on >= until
        return verdict(covered or route.closing_agreed, "covers", until, route.closed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Norm):
    """How fast an answer comes, in working days, and to whom a silent request goes."""

    name: ClassVar[str] = "answer"
    answer: str = param(word)
    days: int = param(number(1, 100))
    by: str = param(word, default="tutee")
    then: str = param(word, default="municipal_coordinator")

    @property
    def about(self) -> type[Sheet]:
        return Request

    @property
    def owes(self) -> str:
        return self.who or self.by

    def judge(self, thing: Request, on: date) -> Finding | None:
        if thing.to != self.answer:
            return None
        late = thing.ends is not None and thing.answered is not None and thing.answered > thing.ends
        if thing.answered is not None or not thing.open:
            return Finding(State.MET, "answer", thing.ends, late, thing.ends)
        state = towards(on=on, opened=True, due=thing.ends, warn_days=0)
        return Finding(state, "answer", thing.ends, None, thing.ends)
