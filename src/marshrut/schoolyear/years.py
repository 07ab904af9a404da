"""The school year: from 1 September to 31 August."""

from datetime import date

SEPTEMBER = 9


def school_year(day: date) -> tuple[date, date]:
    """The school year that contains the day, half-open: its 1 September and the next one."""
    began = day.year if day.month >= SEPTEMBER else day.year - 1
    return date(began, SEPTEMBER, 1), date(began + 1, SEPTEMBER, 1)
