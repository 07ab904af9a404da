"""The only clock of the application; with a day of its own for the demonstration."""

from marshrut.clock.reading import now, real_now, today

__all__ = ["now", "real_now", "today"]
