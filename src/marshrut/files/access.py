"""Who may keep a file. Who may read one is answered by the thing that owns it."""

from marshrut.journal.actor import Actor


def may_keep(actor: Actor) -> bool:
    """Anyone signed in and any job with a reason; the owner's deed asks for the rest."""
    return actor.user_id is not None or bool(actor.reason)
