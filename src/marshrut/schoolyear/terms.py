"""Quarters and trimesters as a school writes them down: by day and month, for every year."""

from dataclasses import dataclass
from datetime import date

from marshrut.schoolyear.days import AnnualDay
from marshrut.schoolyear.years import SEPTEMBER


@dataclass(frozen=True, slots=True)
class Term:
    """One quarter or trimester of any school year; ``until`` is the first day after it."""

    number: int
    since: AnnualDay
    until: AnnualDay

    def of(self, began: int) -> tuple[date, date]:
        """Its days in the school year that began in the September of ``began``."""
        since = self.since.of(began if self.since.month >= SEPTEMBER else began + 1)
        until = self.until.of(since.year)
        return since, until if until > since else self.until.of(since.year + 1)
