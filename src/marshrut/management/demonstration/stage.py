"""What every scene of the demonstration shares: its days, its doers, its people and units by short names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml

from marshrut.organisations.models import Unit
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Enrolment, Programme
from marshrut.regulations.models import RegulationVersion
from marshrut.routes.models import Route
from marshrut.schoolyear import RUSSIAN, school_year

# The story is written for this day; every other year its days keep their distance from it in working days.
WRITTEN_FOR = date(2027, 1, 22)
SEPTEMBER = 9
MORNING = time(9, 30, tzinfo=UTC)
PRESETS = Path(str(files("marshrut"))) / "presets"


@dataclass
class Stage:
    """The state of the building so far. ``today`` is the demonstration's day."""

    today: date
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    tutors: dict[str, Appointment] = field(default_factory=dict)
    cases: dict[str, Enrolment] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    versions: dict[int, RegulationVersion] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    seen: dict[int, datetime] = field(default_factory=dict)  # users, and when they were last here

    def day(self, month: int, day: int, year: int | None = None) -> date:
        """A day of the story (``year`` defaults to the school year 2026/27), moved to this demonstration's year.

        It keeps its distance from the pinned day in working days, and its school year: the first
        days of September never slip into August, nor August into the year that has begun.
        """
        written = date(year or (2026 if month >= SEPTEMBER else 2027), month, day)
        if self.today == WRITTEN_FOR:
            return written
        first, last = sorted((written, WRITTEN_FOR))
        distance = RUSSIAN.working_days_between(first, last)
        moved = RUSSIAN.add_working_days(
            self.today, -distance if written < WRITTEN_FOR else distance
        )
        since, until = (
            date(edge.year + self.shift, edge.month, edge.day) for edge in school_year(written)
        )
        return min(max(moved, RUSSIAN.moved_off(since)), until - timedelta(days=1))

    @property
    def shift(self) -> int:
        """By how many years the story is moved."""
        return self.year[0].year - school_year(WRITTEN_FOR)[0].year

    def after(self, day: date, n: int) -> date:
        """``n`` working days after a day, or before it if ``n`` is negative: nobody works on Sundays here."""
        return RUSSIAN.add_working_days(day, n)

    @property
    def year(self) -> tuple[date, date]:
        """The school year of the demonstration, half-open."""
        return school_year(self.today)

    def last_year(self) -> tuple[date, date]:
        since, _ = self.year
        return date(since.year - 1, since.month, since.day), since

    def at(self, day: date) -> datetime:
        return datetime.combine(day, MORNING)

    def system(self, day: date) -> Reach:
        return Reach.system("demonstration", day)

    def by(self, name: str, day: date) -> dict[str, Any]:
        """``actor`` and ``at`` of a deed done by one of the people on a day."""
        user, at = self.people[name].user_id, self.at(day)
        if user is None:
            return self.sys(day)
        self.seen[user] = max(at, self.seen.get(user, at))
        return {"actor": reach_of(user, day), "at": at}

    def sys(self, day: date) -> dict[str, Any]:
        return {"actor": self.system(day), "at": self.at(day)}


@cache
def content(name: str) -> Mapping[str, Any]:
    """A file of the demonstration's content."""
    path = PRESETS / "demonstration" / f"{name}.yaml"
    return cast("Mapping[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
