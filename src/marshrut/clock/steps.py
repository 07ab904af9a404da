"""By how much the buttons move the day."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """How far a button moves the day."""

    WEEK = "week"
    MONTH = "month"


def later(*, day: date, by: Step) -> date:
    """Return the day a step later; a month later is the same date or the month's last."""
    if by is Step.WEEK:
        return day + timedelta(weeks=1)
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
