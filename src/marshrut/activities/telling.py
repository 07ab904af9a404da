"""Parts of this noun's deeds: who hears of it, and the entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.journal import operations
from marshrut.journal.deeds import Wrong
from marshrut.notices.outbox import notify
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts, tutor_of

OfPair = LessonVisit | Recommendation | Opinion
RELATED = ("programme", "unit", "enrolment__person")
PAGES = {LessonVisit: "visits", Recommendation: "recommendations", Opinion: "opinions"}


def tell_tutee(row: OfPair, code: str, at: datetime, **params: Any) -> None:
    users = accounts(row.enrolment.person)
    notify(users=users, code=code, params=params, url=_page(row), at=at)


def tell_tutor(row: OfPair, code: str, actor: Reach, at: datetime, **params: Any) -> None:
    """Whoever tutors on the day of the deed hears it, also after a hand-over."""
    tutor = tutor_of(row.enrolment_id, actor.on)
    users = accounts(tutor.person if tutor else None)
    who = {"who": row.enrolment.person.short_name}
    notify(users=users, code=code, params=who | params, url=_page(row), at=at)


def _page(row: OfPair) -> str:
    return f"/activities/{PAGES[type(row)]}/{row.pk}/"


def record_it(
    verb: str,
    row: Activity | Attendance | OfPair,
    actor: Reach,
    at: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    owner = row.activity if isinstance(row, Attendance) else row
    operations.record_it(verb, row, actor, at, before, after, of=owner)


def day_of(paper: Paper | None, actor: Reach) -> date:
    """The day on which it was said: today, or the real day of the paper."""
    return paper.happened_on if paper else actor.on


def past(day: date, actor: Reach, field: str, *, since: date | None = None) -> date:
    """A day that has come already, and not before what it follows."""
    if day > actor.on:
        raise Wrong("future_date", field=field, day=day)
    if since is not None and day < since:
        raise Wrong("too_early_date", field=field, day=since)
    return day
