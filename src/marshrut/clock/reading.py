"""What the time is. Only pages, the API and commands ask; all else is told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from marshrut.clock.models import DemonstrationDay

# The demonstration plays in one district, and its days begin there.
DEMONSTRATION_ZONE = ZoneInfo("Europe/Moscow")


def now() -> datetime:
    """Return this moment in UTC; in a demonstration, its day with the real time of day."""
    real = real_now()
    if not settings.DEMONSTRATION:
        return real
    day = DemonstrationDay.objects.values_list("day", flat=True).first()
    if day is None:
        return real
    time = real.astimezone(DEMONSTRATION_ZONE).time()
    return datetime.combine(day, time, DEMONSTRATION_ZONE).astimezone(UTC)


def today() -> date:
    """Return the day of this moment where the installation is."""
    return timezone.localdate(now())


def real_now() -> datetime:
    """Return the real moment, which no demonstration moves: for leases and throttling."""
    return timezone.now()
