"""Deeds on files."""

from datetime import datetime

from marshrut.files import access
from marshrut.files.keeping import Received
from marshrut.files.models import StoredFile
from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record


@deed
def keep_file(*, received: Received, actor: Actor, at: datetime) -> StoredFile:
    """Make a row for bytes already on the disk, inside the deed of the thing that owns it."""
    if not access.may_keep(actor):
        raise Forbidden
    file = StoredFile.objects.create(
        digest=received.digest,
        name=received.name,
        size=received.size,
        media_type=received.media_type,
        stored_at=at,
        stored_by_id=actor.user_id,
    )
    after = {"name": file.name, "digest": file.digest, "size": file.size}
    record("keep_file", file, actor=actor, at=at, after=after)
    return file
