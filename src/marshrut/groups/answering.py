"""Parts of the deeds on applications: one that waits for its answer, and its page."""

from __future__ import annotations

from marshrut.groups import access
from marshrut.groups.models import Application
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.operations import lock
from marshrut.people.reach import Reach

RELATED = ("programme__unit", "unit", "topic", "submitted_by", "appointment__person")


def waiting_for_answer(application: int, row_version: int | None, actor: Reach) -> Application:
    """The locked row, if it is the actor's to answer and nobody has answered yet."""
    row = lock(Application.objects.select_related(*RELATED), application, row_version)
    if not access.may_answer(actor, row):
        raise Forbidden
    if row.status != "submitted":
        raise Wrong("closed")
    return row


def page_of(row: Application) -> str:
    return f"/groups/applications/{row.pk}/"
