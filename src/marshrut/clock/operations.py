"""Deeds on the day of the demonstration."""

from datetime import date, datetime

from marshrut.clock import access
from marshrut.clock.models import DemonstrationDay
from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Forbidden, deed, readers_may
from marshrut.journal.operations import record


@deed
@readers_may
def move_day(*, actor: Actor, at: datetime, to: date) -> DemonstrationDay:
    """Put the demonstration on the given day, in either direction."""
    if not access.may_move(actor):
        raise Forbidden
    kept = DemonstrationDay.objects.select_for_update().first()
    before = {"day": kept.day.isoformat()} if kept else None
    moved, _ = DemonstrationDay.objects.update_or_create(only=True, defaults={"day": to})
    record("move_day", moved, actor=actor, at=at, before=before, after={"day": to.isoformat()})
    return moved
