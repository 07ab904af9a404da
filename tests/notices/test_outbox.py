"""Telling and asking inside a deed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from marshrut.journal.deeds import Forbidden, NotADeed, deed
from marshrut.journal.models import JournalEntry
from marshrut.notices import access
from marshrut.notices.models import Job, Notice
from marshrut.notices.operations import mark_read
from marshrut.notices.outbox import OutboxBusy, enqueue, notify
from marshrut.users.models import User
from tests.doers import Doer

pytestmark = pytest.mark.django_db


@deed
def done(*, actor: Doer, at: datetime, parts: Callable[[], Any]) -> None:
    parts()


@pytest.fixture
def inside(actor: Doer, at: datetime) -> Callable[[Callable[[], Any]], None]:
    return lambda parts: done(actor=actor, at=at, parts=parts)


Inside = Callable[[Callable[[], Any]], None]


def test_outside_a_deed_nothing_is_told_or_asked(user: User, at: datetime) -> None:
    with pytest.raises(NotADeed):
        notify(users=[user.pk], code="x", at=at)
    with pytest.raises(NotADeed):
        enqueue(kind="x", at=at)


def test_each_is_told_once_per_call_and_once_for_ever_with_a_key(
    user: User,
    at: datetime,
    inside: Inside,
) -> None:
    other = User.objects.create_user("other")
    inside(lambda: notify(users=[user.pk, user.pk], code="plain", at=at, params={"day": at.date()}))
    for _ in range(2):
        inside(lambda: notify(users=[user.pk, other.pk], code="late", at=at, key="late:5"))

    assert sorted(Notice.objects.values_list("user__login", "code")) == [
        ("other", "late"),
        ("petrova", "late"),
        ("petrova", "plain"),
    ]
    assert str(Notice.objects.earliest("pk")) == "plain"


def test_an_open_job_is_renewed_not_doubled(at: datetime, inside: Inside) -> None:
    inside(lambda: enqueue(kind="roll-up", key="7", payload={"n": 1}, at=at))
    inside(lambda: enqueue(kind="roll-up", key="7", payload={"n": 2}, at=at))
    inside(lambda: enqueue(kind="mail", at=at, run_at=at + timedelta(days=1)))
    inside(lambda: enqueue(kind="mail", at=at))

    assert [str(job) for job in Job.objects.order_by("pk")] == ["roll-up 7", "mail", "mail"]
    assert Job.objects.get(kind="roll-up").payload == {"n": 2}


def test_a_closed_job_leaves_its_key_free(at: datetime, inside: Inside) -> None:
    inside(lambda: enqueue(kind="roll-up", key="7", at=at))
    Job.objects.update(done_at=at)
    inside(lambda: enqueue(kind="roll-up", key="7", at=at))

    assert Job.objects.count() == 2


def test_a_job_that_slips_away_each_time_is_an_error(
    at: datetime,
    inside: Inside,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside(lambda: enqueue(kind="roll-up", key="7", at=at))
    monkeypatch.setattr("marshrut.notices.outbox._renew_open", lambda **_: False)

    with pytest.raises(OutboxBusy):
        inside(lambda: enqueue(kind="roll-up", key="7", at=at))
    with pytest.raises(IntegrityError):
        Job.objects.create(kind="roll-up", key="7", run_at=at)


def test_a_reader_marks_own_notices_and_no_others(
    user: User,
    actor: Doer,
    at: datetime,
    inside: Inside,
) -> None:
    other = User.objects.create_user("other")
    inside(lambda: notify(users=[user.pk, other.pk], code="x", at=at))
    every = list(Notice.objects.values_list("pk", flat=True))

    assert mark_read(notices=every, actor=actor, at=at) == 1
    assert mark_read(notices=every, actor=actor, at=at) == 0

    assert list(Notice.objects.filter(read_at=None)) == list(Notice.objects.filter(user=other))
    assert JournalEntry.objects.earliest("pk").count == 1


def test_what_one_may_see_is_what_is_visible(user: User, at: datetime, inside: Inside) -> None:
    other = User.objects.create_user("other")
    inside(lambda: notify(users=[user.pk, other.pk], code="x", at=at))

    for actor in (Doer(user_id=user.pk), Doer(user_id=other.pk), Doer(reason="night")):
        for notice in Notice.objects.all():
            assert access.may_see(actor, notice) == (notice in access.visible_to(actor))


def test_a_job_has_no_notices_to_read(at: datetime) -> None:
    with pytest.raises(Forbidden):
        mark_read(notices=[], actor=Doer(reason="night"), at=at)
