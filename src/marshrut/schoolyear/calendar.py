"""Working days of a place: weekends, holidays, and the days a year moves from one to the other."""

from dataclasses import dataclass
from datetime import date, timedelta

from marshrut.schoolyear.days import AnnualDay
from marshrut.schoolyear.terms import Term

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a municipality or a school changes of the calendar with ``dataclasses.replace``.

    ``closed`` and ``opened`` are dated: the days that a single year makes free (a holiday moved,
    a quarantine) or working; an opened day wins over everything else.
    """

    quarters: tuple[Term, ...] = ()
    trimesters: tuple[Term, ...] = ()
    days_off: frozenset[AnnualDay] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a week without a working day: no deadline could ever be moved off."""
        if self.weekend >= frozenset(range(DAYS_OF_WEEK)):
            raise ValueError("a week needs at least one working day")

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        if day in self.opened:
            return True
        free = day.weekday() in self.weekend or AnnualDay(day.month, day.day) in self.days_off
        return not free and day not in self.closed

    def moved_off(self, due: date) -> date:
        """The day a deadline falls on: itself, or the first working day after it."""
        return due if self.is_working(due) else self.next_working_day(due)

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self._step(day, DAY)

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after the day, or before it if ``n`` is negative.

        The day itself is never counted, so a clock of three days started on a Friday ends on
        Wednesday. With no days to count it is the day itself, moved off.
        """
        if n == 0:
            return self.moved_off(day)
        for _ in range(abs(n)):
            day = self._step(day, DAY if n > 0 else -DAY)
        return day

    def working_days_between(self, since: date, until: date) -> int:
        """Working days after ``since`` up to and including ``until``; negative if it is earlier."""
        if until < since:
            return -self.working_days_between(until, since)
        days = ((since + DAY * number) for number in range(1, (until - since).days + 1))
        return sum(map(self.is_working, days))

    def _step(self, day: date, by: timedelta) -> date:
        day += by
        while not self.is_working(day):
            day += by
        return day
