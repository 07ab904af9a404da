"""Who may move the day."""

from django.conf import settings

from marshrut.journal.actor import Actor


def may_move(actor: Actor) -> bool:
    """In a demonstration anyone signed in may, and so may the command that builds it."""
    return bool(settings.DEMONSTRATION) and (actor.user_id is not None or bool(actor.reason))
