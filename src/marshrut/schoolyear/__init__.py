"""School years, quarters and trimesters, working days: pure values, no clock and no database."""

from marshrut.schoolyear.calendar import Calendar
from marshrut.schoolyear.days import AnnualDay
from marshrut.schoolyear.months import add_months, months_between, months_of
from marshrut.schoolyear.periods import Period, PeriodKind, periods
from marshrut.schoolyear.russia import RUSSIAN, pinned_day
from marshrut.schoolyear.terms import Term
from marshrut.schoolyear.years import school_year

__all__ = [
    "RUSSIAN",
    "AnnualDay",
    "Calendar",
    "Period",
    "PeriodKind",
    "Term",
    "add_months",
    "months_between",
    "months_of",
    "periods",
    "pinned_day",
    "school_year",
]
