"""Parts of this noun's deeds: who hears of it, and the entry in the journal."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.notices.outbox import notify
from marshrut.requests.models import Request
from marshrut.requests.queries import accounts, tutor_of


def askers(row: Request, on: date) -> list[int]:
    """Who hears the answer: of a pair the tutor of the day, of colleagues the one who asked."""
    if row.kind == Request.Kind.INFORMATION and row.enrolment_id is not None:
        tutor = tutor_of(row.enrolment_id, on)
        return accounts(tutor.person if tutor else None)
    return accounts(row.asked_by)


def tell(row: Request, users: list[int], code: str, at: datetime, key: str = "") -> None:
    params = {"who": row.asked_of.short_name, "from": row.asked_by.short_name, "due": row.due}
    url = f"/activities/requests/{row.pk}/"
    notify(users=users, code=code, params=params, url=url, at=at, key=key)
