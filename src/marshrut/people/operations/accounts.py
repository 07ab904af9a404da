"""Deeds on accounts: opening, slips with one-time codes, resetting by the school, blocking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.utils.crypto import constant_time_compare, salted_hmac

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import notify
from marshrut.people import access
from marshrut.people.logins import new_code, plain_code
from marshrut.people.models import Person, SignInSlip
from marshrut.people.queries import free_login, slip_for
from marshrut.people.reach import Reach
from marshrut.users.models import User, normal_login

SLIP_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed once and kept nowhere: the code itself."""

    person: Person
    login: str
    code: str
    expires_at: datetime


@deed
def open_account(
    *, person: Person, login: str = "", password: str | None = None, actor: Reach, at: datetime
) -> User:
    """Give a person a way in; without a password the first sign-in is by a slip."""
    if not access.may_keep_account(actor, person):
        raise Forbidden
    row = lock(Person, person.pk, None)
    if row.user_id is not None:
        raise Wrong("account_exists")
    login = normal_login(login) or free_login(person)
    if User.objects.filter(login=login).exists():
        raise Wrong("login_taken", field="login")
    user = User.objects.create_user(login, password, email=person.email, joined_at=at)
    row.user = user
    row.save(update_fields=["user", "row_version"])
    person.user, person.row_version = user, row.row_version
    record("open_account", person, actor=actor, at=at, after={"user": user.pk})
    return user


@deed
def issue_slip(*, person: Person, actor: Reach, at: datetime) -> tuple[str, str]:
    """A login and a one-time code to print; earlier slips of the person stop working."""
    if not access.may_keep_account(actor, person):
        raise Forbidden
    slip = _issue(person, actor, at)
    record("issue_slip", person, actor=actor, at=at)
    return slip.login, slip.code


@deed
def issue_slips(
    *, persons: Collection[Person], reset: bool = False, actor: Reach, at: datetime
) -> list[Slip]:
    """Slips for many at once, for printing; accounts are opened where there are none.

    With ``reset`` the passwords in use stop working at once, lost second factors with them.
    """
    if len(access.keepable(actor, persons)) < len({person.pk for person in persons}):
        raise Forbidden
    if not persons:
        raise Wrong("nobody_chosen")
    slips = [_issue(person, actor, at) for person in persons]
    for person in persons if reset else ():
        _forget_password(person, at)
    keys = [person.pk for person in persons]
    record("issue_slips", Person, keys=keys, actor=actor, at=at, after={"reset": reset})
    return slips


@deed
def use_slip(*, login: str, code: str, password: str, actor: Reach, at: datetime) -> User:
    """Exchange a one-time code for a password of one's own; every failure looks the same."""
    if not access.may_use_slip(actor):
        raise Forbidden
    slip = slip_for(login, at)
    if slip is None or not constant_time_compare(slip.code_hash, _hash(slip.person_id, code)):
        raise Wrong("slip_unknown")
    slip.used_at = at
    slip.save(update_fields=["used_at"])
    user: User | None = slip.person.user
    if user is None:
        raise Wrong("slip_unknown")
    user.set_password(password)
    user.save(update_fields=["password"])
    record("use_slip", slip.person, actor=actor, at=at)
    return user


@deed
def reset_by_school(*, person: Person, actor: Reach, at: datetime) -> tuple[str, str]:
    """The password is forgotten: it stops working, a new slip is printed, the person is told."""
    if not access.may_keep_account(actor, person) or person.user is None:
        raise Forbidden
    slip = _issue(person, actor, at)
    _forget_password(person, at)
    record("reset_by_school", person, actor=actor, at=at)
    return slip.login, slip.code


@deed
def block_account(*, person: Person, actor: Reach, at: datetime) -> None:
    """Close the way in; nothing that the person did changes."""
    _switch(person, active=False, may=access.may_keep_account(actor, person))
    record("block_account", person, actor=actor, at=at, after={"is_active": False})


@deed
def unblock_account(*, person: Person, actor: Reach, at: datetime) -> None:
    """Open the way in again."""
    _switch(person, active=True, may=access.may_keep_account(actor, person))
    record("unblock_account", person, actor=actor, at=at, after={"is_active": True})


@deed
@readers_may
def choose_language(*, language: str, actor: Reach, at: datetime) -> User:
    """The language in which letters and pages speak to the user."""
    if not access.may_choose_language(actor):
        raise Forbidden
    user = User.objects.get(pk=actor.user_id or 0)
    before = {"language": user.language}
    user.language = language
    user.save(update_fields=["language"])
    record("choose_language", user, actor=actor, at=at, before=before, after={"language": language})
    return user


def _issue(person: Person, actor: Reach, at: datetime) -> Slip:
    user = person.user or open_account(person=person, actor=actor, at=at)
    if not user.is_active:
        raise Wrong("account_blocked", person=person.short_name)
    SignInSlip.objects.filter(person=person, used_at=None, expires_at__gt=at).update(expires_at=at)
    code = new_code()
    row = SignInSlip.objects.create(
        person=person,
        code_hash=_hash(person.pk, code),
        issued_at=at,
        expires_at=at + SLIP_LASTS,
    )
    return Slip(person, user.login, code, row.expires_at)


def _forget_password(person: Person, at: datetime) -> None:
    """Every session of the person ends with the password; a lost phone locks nobody out."""
    user = person.user
    if user is not None:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        Authenticator.objects.filter(user=user).delete()
        notify(users=[user.pk], code="password_reset", at=at)


def _hash(person: int, code: str) -> str:
    """Keyed by the installation's secret, so a stolen copy of the database opens nothing.

    A slow hash would hold the lock for seconds while a school prints forty slips.
    """
    return salted_hmac(
        "sign-in slip", f"{person}:{plain_code(code)}", algorithm="sha256"
    ).hexdigest()


def _switch(person: Person, *, active: bool, may: bool) -> None:
    if not may or person.user is None:
        raise Forbidden
    person.user.is_active = active
    person.user.save(update_fields=["is_active"])
