"""The calendar that a new installation starts with, and the day of the demonstration."""

from datetime import date

from marshrut.schoolyear.calendar import Calendar
from marshrut.schoolyear.days import AnnualDay
from marshrut.schoolyear.terms import Term
from marshrut.schoolyear.years import school_year

RUSSIAN = Calendar(
    quarters=(
        Term(1, AnnualDay(9, 1), AnnualDay(10, 26)),
        Term(2, AnnualDay(11, 5), AnnualDay(12, 31)),
        Term(3, AnnualDay(1, 11), AnnualDay(3, 27)),
        Term(4, AnnualDay(4, 5), AnnualDay(5, 27)),
    ),
    trimesters=(
        Term(1, AnnualDay(9, 1), AnnualDay(12, 1)),
        Term(2, AnnualDay(12, 1), AnnualDay(3, 1)),
        Term(3, AnnualDay(3, 1), AnnualDay(5, 27)),
    ),
    days_off=frozenset(
        {
            *(AnnualDay(1, day) for day in range(1, 9)),
            AnnualDay(2, 23),
            AnnualDay(3, 8),
            AnnualDay(5, 1),
            AnnualDay(5, 9),
            AnnualDay(6, 12),
            AnnualDay(11, 4),
        }
    ),
)

DEMONSTRATION = AnnualDay(1, 22)


def pinned_day(today: date, calendar: Calendar = RUSSIAN) -> date:
    """The demonstration's day: the last working day not after 22 January of this school year."""
    day = DEMONSTRATION.of(school_year(today)[1].year)
    return day if calendar.is_working(day) else calendar.add_working_days(day, -1)
