"""Deeds about copies."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record
from marshrut.notices.models import Job
from marshrut.notices.outbox import enqueue, notify
from marshrut.people.reach import Reach
from marshrut.upkeep import access
from marshrut.upkeep.queries import COPY, administrators

NOW = "now"


@deed
def order_copy(*, actor: Reach, at: datetime) -> None:
    """Ask the worker for a copy at once."""
    if not access.may_order_copy(actor):
        raise Forbidden
    enqueue(kind=COPY, key=NOW, at=at)
    record("order_copy", Job, actor=actor, at=at, keys=[])


@deed
def tell_copy_failed(*, name: str, actor: Reach, at: datetime) -> int:
    """Tell every administrator once a day; return how many there are."""
    if not access.may_tell_of_copies(actor):
        raise Forbidden
    users = administrators(actor.on)
    notify(users=users, code="copy_failed", at=at, url="/settings/state/", key=f"copy:{actor.on}")
    record("tell_copy_failed", Job, actor=actor, at=at, keys=[], after={"name": name})
    return len(users)
