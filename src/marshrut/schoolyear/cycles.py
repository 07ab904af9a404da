"""Usual terms of a programme: what is proposed for its first and last day, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from marshrut.schoolyear.days import AnnualDay

# So long before its first day a cycle is already the one that is meant.
AHEAD = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A term that comes every year: ``until`` is the first day after it, in the year after.

    ``formation`` is when people are gathered for it, half-open, before it begins.
    """

    since: AnnualDay
    until: AnnualDay
    formation: tuple[AnnualDay, AnnualDay] | None = None

    def near(self, on: date) -> tuple[date, date]:
        """The days of the cycle that goes on or is soon to begin, half-open."""
        meant = on + AHEAD
        since = self.since.of(meant.year)
        if since > meant:
            since = self.since.of(meant.year - 1)
        return since, self.until.of(since.year + 1)

    def following(self, since: date) -> date:
        """The first day after the year that begins on this day, where one has just ended.

        A year that keeps to the cycle ends with it, any other on the same day a year later.
        """
        kept = AnnualDay(since.month, since.day) in {self.since, self.until}
        return (self.until if kept else AnnualDay(since.month, since.day)).of(since.year + 1)

    def gathered(self, since: date) -> tuple[date, date] | None:
        """When people are gathered for the cycle that begins on this day, half-open."""
        if self.formation is None:
            return None
        begun, ended = (day.of(since.year) for day in self.formation)
        return begun, ended


CYCLES: Mapping[str, Cycle] = {
    "school_year": Cycle(AnnualDay(9, 1), AnnualDay(9, 1)),
    "calendar_year": Cycle(AnnualDay(1, 1), AnnualDay(1, 1)),
    "june_june": Cycle(
        AnnualDay(6, 1), AnnualDay(7, 1), formation=(AnnualDay(4, 1), AnnualDay(6, 1))
    ),
}
