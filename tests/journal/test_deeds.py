"""A deed: one transaction, one doer, one moment, one key."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from marshrut.clock.models import DemonstrationDay
from marshrut.journal.deeds import AlreadyDone, NotADeed, Stale, Wrong, deed, deed_key
from marshrut.journal.models import JournalEntry
from marshrut.journal.operations import record
from marshrut.notices.models import Job
from marshrut.users.models import User
from tests.doers import Doer

pytestmark = pytest.mark.django_db


@deed
def rename(*, user: User, to: str, actor: Doer, at: datetime) -> User:
    User.objects.filter(pk=user.pk).update(email=to)
    record("rename", user, actor=actor, at=at)
    if to == "fail":
        code = "no_such_name"
        raise Wrong(code, name=to)
    return user


@deed
def rename_twice(*, user: User, actor: Doer, at: datetime) -> None:
    rename(user=user, to="a@example.org", actor=actor, at=at)
    rename(user=user, to="b@example.org", actor=actor, at=at)
    record("rename_twice", user, actor=actor, at=at)
    record("noticed", user, actor=actor, at=at)


def test_a_refused_deed_leaves_nothing(user: User, actor: Doer, at: datetime) -> None:
    with pytest.raises(Wrong) as refused:
        rename(user=user, to="fail", actor=actor, at=at)

    assert (refused.value.code, refused.value.params) == ("no_such_name", {"name": "fail"})
    user.refresh_from_db()
    assert user.email == ""
    assert not JournalEntry.objects.exists()


def test_the_same_key_is_the_same_deed(user: User, actor: Doer, at: datetime) -> None:
    with deed_key("form-1"):
        rename(user=user, to="a@example.org", actor=actor, at=at)
    with deed_key("form-1"), pytest.raises(AlreadyDone) as done:
        rename(user=user, to="b@example.org", actor=actor, at=at)

    user.refresh_from_db()
    assert user.email == "a@example.org"
    assert done.value.entry == JournalEntry.objects.get()


def test_a_deed_without_a_key_may_be_repeated(user: User, actor: Doer, at: datetime) -> None:
    rename(user=user, to="a@example.org", actor=actor, at=at)
    rename(user=user, to="a@example.org", actor=actor, at=at)

    assert set(JournalEntry.objects.values_list("deed_key", flat=True)) == {None}


def test_inner_deeds_are_journalled_and_leave_the_key_to_the_outer(
    user: User,
    actor: Doer,
    at: datetime,
) -> None:
    with deed_key("form-2"):
        rename_twice(user=user, actor=actor, at=at)

    assert list(JournalEntry.objects.order_by("pk").values_list("verb", "deed_key")) == [
        ("rename", None),
        ("rename", None),
        ("rename_twice", "form-2"),
        ("noticed", None),
    ]


def test_a_twin_that_wins_the_race_is_told_of(
    user: User,
    actor: Doer,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with deed_key("form-3"):
        rename(user=user, to="a@example.org", actor=actor, at=at)
    looks = iter([True])
    from marshrut.journal import deeds

    look = deeds._refuse_repetition
    monkeypatch.setattr(
        deeds,
        "_refuse_repetition",
        lambda key: None if next(looks, False) else look(key),
    )

    with deed_key("form-3"), pytest.raises(AlreadyDone):
        rename(user=user, to="b@example.org", actor=actor, at=at)


def test_another_broken_constraint_is_not_taken_for_a_repetition(
    user: User,
    actor: Doer,
    at: datetime,
) -> None:
    @deed
    def double(*, actor: Doer, at: datetime) -> None:
        record("double", user, actor=actor, at=at)
        User.objects.create(login=user.login)

    with deed_key("form-4"), pytest.raises(IntegrityError):
        double(actor=actor, at=at)


def test_a_function_of_another_shape_cannot_be_a_deed() -> None:
    with pytest.raises(NotADeed, match="missing: \\['at'\\], positional: \\['name'\\]"):

        @deed
        def wrong(name: str, *, actor: Doer) -> None: ...


def test_nothing_is_recorded_outside_a_deed(user: User, actor: Doer, at: datetime) -> None:
    with pytest.raises(NotADeed):
        record("alone", user, actor=actor, at=at)


def test_what_is_stored_now_comes_with_staleness() -> None:
    assert Stale("row").stored == "row"


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_journal(
    user: User,
    actor: Doer,
    at: datetime,
    statement: str,
) -> None:
    rename(user=user, to="a@example.org", actor=actor, at=at)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(JournalEntry._meta.db_table))

    assert JournalEntry.objects.get().verb == "rename"


def test_an_entry_names_its_doer(user: User, at: datetime) -> None:
    with pytest.raises(IntegrityError):
        rename(user=user, to="a@example.org", actor=Doer(), at=at)


def test_tables_of_the_ground_speak(at: datetime) -> None:
    assert str(DemonstrationDay(day=at.date())) == "2027-01-22"
    assert str(Job(kind="mail")) == "mail"
