"""Autosaved drafts: no deeds and no journal, own rows only; they go by the table of terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshrut.people.models import Draft
from marshrut.people.reach import Reach

MOST_DRAFTS = 200


class TooManyDrafts(Exception):
    """A user has more drafts than anybody writes; somebody's script does."""


def save_draft(*, reach: Reach, key: str, content: Mapping[str, Any], at: datetime) -> None:
    """Keep what was typed under the key of the form; the last one wins."""
    if reach.user_id is None:
        return
    mine = Draft.objects.filter(user=reach.user_id)
    if not mine.filter(key=key).update(content=dict(content), saved_at=at):
        if mine.count() >= MOST_DRAFTS:
            raise TooManyDrafts
        Draft.objects.update_or_create(
            user_id=reach.user_id, key=key, defaults={"content": dict(content), "saved_at": at}
        )


def draft(*, reach: Reach, key: str) -> Draft | None:
    """The reader's own draft of this form."""
    return Draft.objects.filter(user=reach.user_id, key=key).first()


def drop_draft(*, reach: Reach, key: str) -> None:
    """The form was sent: its draft is needed no more."""
    Draft.objects.filter(user=reach.user_id, key=key).delete()
