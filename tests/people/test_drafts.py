"""Autosaved drafts: one's own, the last one wins, thirty days."""

from __future__ import annotations

import pytest

from marshrut.people import drafts
from marshrut.people.reach import Reach
from marshrut.users.models import User
from tests.world import AT, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Reach:
    return Reach(user_id=User.objects.create_user("me").pk, on=TODAY)


def test_the_last_draft_wins_and_is_seen_by_its_owner_alone(me: Reach) -> None:
    other = Reach(user_id=User.objects.create_user("other").pk, on=TODAY)
    for text in ("раз", "два"):
        drafts.save_draft(reach=me, key="route:1", content={"text": text}, at=AT)
    kept = drafts.draft(reach=me, key="route:1")
    assert kept is not None
    assert kept.content == {"text": "два"}
    assert drafts.draft(reach=other, key="route:1") is None
    drafts.drop_draft(reach=other, key="route:1")
    assert drafts.draft(reach=me, key="route:1")
    drafts.drop_draft(reach=me, key="route:1")
    assert drafts.draft(reach=me, key="route:1") is None


def test_nobody_fills_the_table(me: Reach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    for key in ("a", "b", "a"):
        drafts.save_draft(reach=me, key=key, content={}, at=AT)
    with pytest.raises(drafts.TooManyDrafts):
        drafts.save_draft(reach=me, key="c", content={}, at=AT)
