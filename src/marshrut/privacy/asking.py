"""Parts of deeds on requests to the personal-data officer: opening with a clock, closing."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Wrong
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.organisations.calendars import due_after
from marshrut.people.models import Office, Person
from marshrut.people.reach import Reach
from marshrut.people.roles import holders
from marshrut.privacy.models import DataRequest
from marshrut.privacy.queries import home_of

# The law gives ten working days for an answer.
WORKING_DAYS = 10
# Asked by the person, or proposed because the term of keeping is over.
ERASING = (DataRequest.Kind.ERASURE, DataRequest.Kind.TERM)


def open_request(
    person: Person,
    kind: str,
    actor: Reach,
    at: datetime,
    *,
    purpose: str = "",
    text: str = "",
) -> DataRequest:
    """The task of the officer, whose clock starts tomorrow; they are told."""
    unit = home_of(person)
    if unit is None:
        raise Wrong("no_unit")
    row = DataRequest.objects.create(
        person=person,
        unit=unit,
        kind=kind,
        purpose=purpose,
        text=text,
        asked_on=actor.on,
        due=due_after(unit, actor.on, WORKING_DAYS),
    )
    after = {"person": person.pk, "kind": kind, "due": row.due}
    record("ask_officer", row, actor=actor, at=at, after=after, unit=unit.pk)
    above = [int(key) for key in unit.path.strip("/").split("/") if key]
    officers = holders(Office.Role.DATA_OFFICER, above, on=actor.on)
    users = [one.person.user_id for one in officers if one.person.user_id]
    notify(users=users, code="data_request", params={"due": row.due}, at=at)
    return row


def close(row: DataRequest, outcome: str, reason: str, actor: Reach, at: datetime) -> DataRequest:
    """The answer, and word of it to the person."""
    row.outcome, row.reason = outcome, reason
    row.decided_on, row.decided_by_id = actor.on, actor.person
    row.save()
    after = {"outcome": outcome, "reason": reason}
    record("settle_request", row, actor=actor, at=at, after=after, unit=row.unit_id)
    if row.person.user_id:
        notify(users=[row.person.user_id], code="data_request_settled", at=at)
    return row
