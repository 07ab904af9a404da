"""Deeds on one's own export: asked, gathered in the background, taken once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import record
from marshrut.notices.outbox import enqueue, notify
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.gathering import gathered
from marshrut.privacy.models import PersonalExport

JOB = "personal_export"


@deed
@readers_may
def ask_export(*, person: Person, actor: Reach, at: datetime) -> PersonalExport:
    """Ask for everything about oneself; one at a time."""
    if not access.may_ask(actor, person):
        raise Forbidden
    if PersonalExport.objects.filter(person=person, taken_at=None).exists():
        raise Wrong("asked_already")
    row = PersonalExport.objects.create(person=person, asked_at=at)
    enqueue(kind=JOB, payload={"export": row.pk}, key=f"export:{row.pk}", at=at)
    record("ask_export", row, actor=actor, at=at, after={"person": person.pk})
    return row


@deed
def gather_export(*, export: int, actor: Reach, at: datetime) -> PersonalExport | None:
    """The background half: put together what the person may read; nothing when it is done."""
    if not access.may_run(actor):
        raise Forbidden
    rows = PersonalExport.objects.select_for_update(of=("self",))
    row = rows.filter(pk=export, ready_at=None).first()
    if row is None:
        return None
    person = Person.objects.select_related("user").get(pk=row.person_id)
    row.content, row.ready_at = gathered(person, reach_of(person.user_id or 0, actor.on)), at
    row.save(update_fields=["content", "ready_at"])
    record("gather_export", row, actor=actor, at=at)
    if person.user_id:
        notify(users=[person.user_id], code="export_ready", at=at)
    return row


@deed
@readers_may
def take_export(*, export: int, actor: Reach, at: datetime) -> dict[str, Any]:
    """Hand it to its owner, once: what is handed out is kept here no more."""
    row = PersonalExport.objects.select_for_update(of=("self",)).get(pk=export)
    if not access.may_take(actor, row):
        raise Forbidden
    if row.ready_at is None or row.taken_at is not None:
        raise Wrong("export_not_ready" if row.ready_at is None else "export_taken")
    content: dict[str, Any] = row.content or {}
    row.content, row.taken_at = None, at
    row.save(update_fields=["content", "taken_at"])
    record("take_export", row, actor=actor, at=at)
    return content
