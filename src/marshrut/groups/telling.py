"""Parts of this noun's deeds: the entry in the journal, and who hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshrut.groups.models import Application, Group, GroupMember, Topic, TopicDemand
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts

Row = Topic | Application | TopicDemand | Group | GroupMember


def record_it(
    verb: str,
    row: Row,
    actor: Reach,
    at: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )


def tell(users: list[int], code: str, topic: Topic, url: str, at: datetime, **params: Any) -> None:
    """A notice that names the topic."""
    notify(users=users, code=code, params={"topic": topic.title} | params, url=url, at=at)


def tell_people(people: list[Person], code: str, group: Group, at: datetime, **params: Any) -> None:
    """A notice about a group, to people who have accounts."""
    told = {"number": group.number} | params
    tell(accounts(*people), code, group.topic, f"/groups/{group.pk}/", at, **told)
