"""Reminding those who owe something, from facts of the day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.models import Notice
from marshrut.notices.outbox import notify
from marshrut.oversight import access
from marshrut.oversight.debts import Debtor, debtors
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme


@deed
def remind(
    *,
    programme: Programme,
    people: Collection[int],
    unit: int | None = None,
    clause: str = "",
    actor: Reach,
    at: datetime,
) -> int:
    """Put a reminder of each owed thing into the outbox of the chosen; once a day for each thing.

    Who has paid meanwhile is not reminded. The number of people told is returned.
    """
    if not access.may_remind(actor, programme):
        raise Forbidden
    owing = debtors(programme, actor, unit=unit, clause=clause)
    chosen = [one for one in owing if one.person.pk in people]
    if not chosen:
        raise Wrong("nobody_chosen", field="people")
    told = [one for one in chosen if one.person.user_id is not None and _tell(one, actor, at)]
    if not told:
        raise Wrong("reminded_today", field="people")
    record(
        "remind",
        Person,
        keys=[one.person.pk for one in told],
        actor=actor,
        at=at,
        after={"clause": clause, "unit": unit},
        unit=unit or programme.unit_id,
        programme=programme.pk,
    )
    return len(told)


def _tell(one: Debtor, actor: Reach, at: datetime) -> bool:
    """Notices of what was not reminded of today; was there any?"""
    user = one.person.user_id or 0
    keys = [f"remind:{duty.mark}:{actor.on.isoformat()}"[:100] for duty in one.duties]
    told = Notice.objects.filter(user=user, key__in=keys)
    known = set(told.values_list("key", flat=True))
    for duty, key in zip(one.duties, keys, strict=True):
        if key in known:
            continue
        due = {"due": duty.due} if duty.due else {}
        notify(
            users=[user],
            code="reminder" if due else "reminder_undated",
            params={"clause": duty.clause.cite, "count": len(duty.rows), **due},
            url="/",
            key=key,
            at=at,
        )
    return bool(set(keys) - known)
