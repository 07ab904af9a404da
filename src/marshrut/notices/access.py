"""Who may see and mark a notice: only the one it was told to."""

from django.db.models import QuerySet

from marshrut.journal.actor import Actor
from marshrut.notices.models import Notice


def visible_to(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices, the newest first."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(user_id=actor.user_id).order_by("-created_at", "-pk")


def may_see(actor: Actor, notice: Notice) -> bool:
    """Tell whether the notice is the actor's own."""
    return actor.user_id is not None and notice.user_id == actor.user_id


def may_mark_read(actor: Actor) -> bool:
    """Only a user has notices; a job has none."""
    return actor.user_id is not None
