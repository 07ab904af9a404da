"""Parts of this noun's deeds: who hears of it, and the entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models

from marshrut.communities.models import Community
from marshrut.communities.queries import heads_of_community
from marshrut.journal import operations
from marshrut.notices.outbox import notify
from marshrut.requests.queries import accounts


def record_it(
    verb: str,
    row: models.Model,
    community: Community,
    actor: Any,
    at: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    operations.record_it(verb, row, actor, at, before, after, of=community)


def tell(
    users: list[int], code: str, community: Community, at: datetime, url: str = "", **params: Any
) -> None:
    told = {"community": community.name} | params
    page = url or f"/communities/{community.pk}/"
    notify(users=users, code=code, params=told, url=page, at=at)


def accounts_of_heads(community: Community, on: date) -> list[int]:
    return accounts(*(office.person for office in heads_of_community(community, on)))
