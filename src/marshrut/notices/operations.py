"""Deeds on notices."""

from collections.abc import Collection
from datetime import datetime

from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Forbidden, deed, readers_may
from marshrut.journal.operations import record
from marshrut.notices import access
from marshrut.notices.models import Notice


@deed
@readers_may
def mark_read(*, notices: Collection[int], actor: Actor, at: datetime) -> int:
    """Mark the actor's own notices among these as read; return how many were new."""
    if not access.may_mark_read(actor):
        raise Forbidden
    unread = access.visible_to(actor).filter(pk__in=notices, read_at=None)
    keys = sorted(unread.values_list("pk", flat=True))
    unread.update(read_at=at)
    record("mark_read", Notice, actor=actor, at=at, keys=keys)
    return len(keys)
