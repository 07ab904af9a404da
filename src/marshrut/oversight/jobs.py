"""Roll-ups are kept current: after every deed on a programme, and every day for all."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from marshrut.journal.deeds import follows
from marshrut.notices.outbox import enqueue
from marshrut.notices.work import Task, handles
from marshrut.oversight.rolling import roll_up
from marshrut.programmes.models import Programme

KIND = "roll_up"


@follows
def ask_for_roll_up(programmes: frozenset[int], at: datetime) -> None:
    """One open job for each programme, however many deeds come before a worker takes it."""
    for key in sorted(programmes):
        enqueue(kind=KIND, payload={"programme": key}, key=f"programme:{key}", at=at)


@handles(KIND)
def roll_up_one(task: Task) -> int:
    """Count one programme anew."""
    rows = Programme.objects.select_related("unit", "regulation")
    programme = rows.filter(pk=task.payload["programme"]).first()
    if programme is None:
        return 0
    return roll_up(programme, on=timezone.localdate(task.at), at=task.at)


@handles("roll_up_all", daily=True)
def roll_up_all(task: Task) -> int:
    """Marks change with the day alone: count every programme that was ever started."""
    found = list(Programme.objects.filter(started_on__isnull=False).select_related("unit"))
    for number, programme in enumerate(found, 1):
        roll_up(programme, on=timezone.localdate(task.at), at=task.at)
        task.progress(number, len(found))
    return len(found)
