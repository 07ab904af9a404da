"""A day that comes every year."""

import calendar
from datetime import date
from typing import NamedTuple


class AnnualDay(NamedTuple):
    """A month and a day without a year: 23 February, the first of September."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """The day in this calendar year; 29 February is the 28th of a common year."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))
