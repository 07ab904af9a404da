"""When a deliverable is due: at a stage, at closing, on a date, in every period, days after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from marshrut.norms.readers import Misread, Reader, choice, mapping, number, only, word
from marshrut.norms.sheets import Route, Sheet, Version

PLAIN = ("closing", "approval", "start", "end_of_appointment", "programme_end")
EVERY = ("month", "version")
GUARDS: Mapping[str, str] = {
    "stage": "pass_stage",
    "closing": "close_route",
    "approval": "approve_version",
    "end_of_appointment": "end_appointment",
}


@dataclass(frozen=True, slots=True)
class Window:
    """Is it time to make it, has a deed passed it by, which day is the last good one."""

    opened: bool = True
    passed: bool = False
    due: date | None = None
    periods: tuple[tuple[date, date], ...] = ()
    dated: bool = False  # the clause names the day itself: what is made after it is late


@dataclass(frozen=True, slots=True)
class Due:
    """``how`` is the sort of the due; ``at`` its stage, date («05.06»), period or moment."""

    how: str
    at: str = ""
    days: int = 0

    @property
    def guard(self) -> str:
        return GUARDS.get(self.how, "")

    def window(self, thing: Sheet, on: date, warn_days: int) -> Window | None:
        """The window for this thing on this day; None when the due does not concern it."""
        if isinstance(thing, Route) and self.how in {"stage", "closing"}:
            return self._on_route(thing, on, warn_days)
        if self.how == "days_after":
            return self._days_after(thing)
        if self.at == "month" and thing.since is None:
            return None
        if self.how == "end_of_appointment" and not _came_to_term(thing):
            return None
        return self._on_thing(thing, on, warn_days)

    def _on_thing(self, thing: Sheet, on: date, warn_days: int) -> Window:
        begun = thing.since is None or on >= thing.since
        match self.how, self.at:
            case "approval", _ if isinstance(thing, Version):
                found = Window(opened=thing.approved, passed=thing.approved)
            case "end_of_appointment", _:
                ended = "end_appointment" in thing.passed
                found = _last_days(thing, on, warn_days, passed=ended)
            case "date", day:
                found = Window(due=next_day(day, since=thing.since or on), dated=True)
            case "every", "month":
                months = _months(thing.since or on, min(on, thing.ends or on))
                found = Window(begun, periods=months)
            case "start", _:
                found = Window(due=thing.since)
            case _:
                found = Window(begun, due=thing.ends)
        return found

    def _days_after(self, thing: Sheet) -> Window | None:
        """Counted from a named moment, or from the start: where the term of the thing begins."""
        moment = thing.moments.get(self.at, thing.since if self.at == "start" else None)
        if moment is None or (isinstance(thing, Route) and thing.outcome == "given_up"):
            return None
        return Window(due=moment + timedelta(days=self.days))

    def _on_route(self, route: Route, on: date, warn_days: int) -> Window | None:
        if self.how == "closing":
            if route.outcome == "given_up":
                return None
            last = _last_days(route, on, warn_days, passed=route.closed_on is not None)
            return last if not route.evaluated else Window(passed=last.passed, due=last.due)
        if self.at in route.skipped:
            return None
        if route.outcome == "given_up" and self.at not in route.left:
            return None
        due = route.dues.get(self.at)
        if self.at in route.left:
            return Window(passed=True, due=due)
        current = route.stage == self.at and not route.paused
        return Window(opened=current, due=due if current else None)


def _came_to_term(thing: Sheet) -> bool:
    """A candidate, or an appointment broken off before its term, has no such end."""
    return "end_appointment" in thing.passed or ("appoint" in thing.passed and thing.open)


def _last_days(thing: Sheet, on: date, warn_days: int, *, passed: bool) -> Window:
    near = thing.ends is not None and (thing.ends - on).days <= warn_days
    return Window(opened=near, passed=passed, due=thing.ends)


def next_day(day_month: str, *, since: date) -> date:
    """The first such day of a year that is not before ``since``."""
    this = _in_year(day_month, since.year)
    return this if this >= since else _in_year(day_month, since.year + 1)


def last_day(day_month: str, *, until: date) -> date:
    """The last such day of a year that is not after ``until``."""
    this = _in_year(day_month, until.year)
    return this if this <= until else _in_year(day_month, until.year - 1)


def _in_year(day_month: str, year: int) -> date:
    day, month = (int(part) for part in day_month.split("."))
    return date(year, month, day)


def _months(since: date, on: date) -> tuple[tuple[date, date], ...]:
    """Calendar months touched from ``since`` to ``on``, half-open."""
    found = []
    start = since.replace(day=1)
    while start <= on:
        following = (start + timedelta(days=32)).replace(day=1)
        found.append((start, following))
        start = following
    return tuple(found)


def _read(value: object) -> Due:
    if isinstance(value, str):
        return Due(choice(*PLAIN).read(value))
    given = mapping(value)
    if "days_after" in given:
        only(("days_after", "of"), given)
        return Due(
            "days_after", word.read(given.get("of", "start")), number().read(given["days_after"])
        )
    if len(given) != 1:
        raise Misread("unknown_due", sorted(given))
    [(how, at)] = given.items()
    if how == "stage":
        return Due("stage", word.read(at))
    if how == "every":
        return Due("every", choice(*EVERY).read(at))
    if how == "date":
        return Due("date", day_month.read(at))
    raise Misread("unknown_due", how)


COMMON_YEAR = 2027  # so that 29 February is no day of every year


def _day_month(value: object) -> str:
    text = word.read(value)
    try:
        _in_year(text, COMMON_YEAR)
    except ValueError as wrong:
        raise Misread("not_a_day", value) from wrong
    return text


def _write(due: Due) -> object:
    if due.how == "days_after":
        return {"days_after": str(due.days), "of": due.at}
    return {due.how: due.at} if due.at else due.how


day_month: Reader[str] = Reader(_day_month, str)
due_reader: Reader[Due] = Reader(_read, _write, "due")
