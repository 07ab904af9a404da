"""Deeds on records made for another person: «Это не так»."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.people import access
from marshrut.people.models import Office, PaperRecord
from marshrut.people.reach import Reach
from marshrut.people.roles import holders


@deed
@readers_may
def object_to(*, paper_record: int, text: str, actor: Reach, at: datetime) -> PaperRecord:
    """The person says that what was recorded for them is not so; whoever recorded it is told."""
    row = PaperRecord.objects.select_for_update(of=("self",)).get(pk=paper_record)
    if not access.may_object(actor, row):
        raise Forbidden
    if row.objected_at is not None:
        raise Wrong("twice")
    row.objected_at = at
    row.objection = text
    row.save(update_fields=["objected_at", "objection"])
    record("object_to", row, actor=actor, at=at)
    who = row.person.short_name if row.person else row.unit.short_name if row.unit else ""
    params = {"who": who, "day": row.happened_on}
    notify(users=[row.recorded_by_id], code="objected", params=params, at=at)
    return row


@deed
def settle_objection(*, paper_record: int, actor: Reach, at: datetime) -> PaperRecord:
    """Whoever recorded it has put the matter right with the person."""
    row = PaperRecord.objects.select_for_update(of=("self",)).get(pk=paper_record)
    if not access.may_settle(actor, row):
        raise Forbidden
    if row.objected_at is None or row.settled_at is not None:
        raise Wrong("closed")
    row.settled_at = at
    row.save(update_fields=["settled_at"])
    record("settle_objection", row, actor=actor, at=at)
    users = [row.person.user_id] if row.person else _heads(row, actor)
    notify(users=[user for user in users if user], code="objection_settled", at=at)
    return row


def _heads(row: PaperRecord, actor: Reach) -> list[int | None]:
    """Accounts of who answers today for the organisation of the record."""
    unit = [row.unit_id] if row.unit_id else []
    held = holders(Office.Role.HEAD, unit, on=actor.on)
    return [office.person.user_id for office in held]
