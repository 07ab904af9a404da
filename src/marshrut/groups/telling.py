"""Parts of this noun's deeds: who hears of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marshrut.groups.models import Group
from marshrut.notices.outbox import notify
from marshrut.people.models import Person
from marshrut.requests.queries import accounts


def tell(users: list[int], code: str, topic: str, url: str, at: datetime, **params: Any) -> None:
    """A notice that names the topic."""
    notify(users=users, code=code, params={"topic": topic} | params, url=url, at=at)


def tell_people(people: list[Person], code: str, group: Group, at: datetime, **params: Any) -> None:
    """A notice about a group, to people who have accounts."""
    told = {"number": group.number} | params
    tell(accounts(*people), code, group.topic.title, f"/groups/{group.pk}/", at, **told)
