"""The parts of a deed: what it writes down and what it locks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from marshrut.journal.deeds import Stale, deed
from marshrut.journal.models import JournalEntry
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.models import Notice
from marshrut.organisations.models import Unit
from marshrut.users.models import User
from tests.doers import Doer

pytestmark = pytest.mark.django_db


@deed
def written(*, actor: Doer, at: datetime, write: Callable[[], Any]) -> Any:
    return write()


def test_personal_fields_are_named_never_shown(user: User, actor: Doer, at: datetime) -> None:
    before, after = changes(user, email="new@example.org", language="en", is_active=True)
    assert (before, after) == (
        {"email": "", "language": "ru"},
        {"email": "new@example.org", "language": "en"},
    )

    written(
        actor=actor,
        at=at,
        write=lambda: record("edit", user, actor=actor, at=at, before=before, after=after, unit=7),
    )

    entry = JournalEntry.objects.get()
    assert entry.before == {"email": "", "language": "ru"}
    assert entry.after == {"email": "…", "language": "en"}
    assert (entry.kind, entry.key, entry.unit, entry.actor_id) == ("user", user.pk, 7, user.pk)
    assert str(entry) == f"edit user {user.pk}"


def test_a_bulk_deed_is_one_entry_with_count_and_keys(at: datetime) -> None:
    job = Doer(reason="night")

    written(
        actor=job,
        at=at,
        write=lambda: record("repair", Notice, actor=job, at=at, keys=[3, 5]),
    )

    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.key, entry.keys, entry.count) == ("notice", None, [3, 5], 2)
    assert (entry.actor_id, entry.reason) == (None, "night")


def test_a_changed_reference_is_journalled_by_its_key(user: User, at: datetime) -> None:
    other = User.objects.create_user("other")
    notice = Notice(user=user, code="x", created_at=at)

    assert changes(notice, user=other) == ({"user": user.pk}, {"user": other.pk})
    assert notice.user == other


def test_a_version_other_than_the_form_s_is_stale() -> None:
    unit = Unit.objects.create(kind=Unit.Kind.SCHOOL, name="School", short_name="School")

    with transaction.atomic():
        assert lock(Unit, unit.pk, 1).row_version == 2
        assert lock(Unit.objects.select_related("parent"), unit.pk, None).row_version == 2
        with pytest.raises(Stale) as stale:
            lock(Unit, unit.pk, 3)
    assert stale.value.stored == unit
