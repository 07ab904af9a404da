"""The first administrator of an empty installation, and one who has lost the way in."""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from marshrut import clock
from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Forbidden, deed
from marshrut.journal.operations import record
from marshrut.management.preparing import is_empty, prepare
from marshrut.management.words import CannotStart, in_english, say, words
from marshrut.organisations.models import Unit
from marshrut.people.models import Office, Person
from marshrut.people.operations import reset_by_school, unblock_account
from marshrut.people.reach import Reach
from marshrut.people.roles import offices_on
from marshrut.users.models import User, normal_login


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What is asked on the console or given by the environment."""

    territory: str
    surname: str
    given: str
    patronymic: str
    login: str
    password: str


def administrator(arguments: Sequence[str] = ()) -> None:
    """Make the first administrator, or with --reset give one who lost the way in a new slip."""
    parser = argparse.ArgumentParser(prog="marshrut administrator")
    parser.add_argument("--reset", nargs="?", const="", metavar="LOGIN")
    login = parser.parse_args(arguments).reset
    prepare()
    if login is not None:
        reset_administrator(login, clock.now())
        return
    if not is_empty():
        code = "not_empty"
        raise CannotStart(code)
    ensure_administrator()


def ensure_administrator() -> None:
    """Make the first administrator if nobody has an account yet."""
    if not is_empty():
        return
    with translation.override("en" if in_english() else "ru"):
        _make_until_right(clock.now())
    connection.close()


def _make_until_right(at: datetime) -> None:
    answers: Answers | None = None
    while True:
        answers = _answers(answers)
        try:
            validate_password(answers.password, User(login=answers.login))
            make_first_administrator(
                answers=answers,
                actor=Reach.system("first administrator", clock.today()),
                at=at,
            )
        except ValidationError as error:
            if not sys.stdin.isatty():
                code = "wrong_answer"
                raise CannotStart(code, reason=" ".join(error.messages)) from error
            say("wrong_answer", reason=" ".join(error.messages))
        else:
            say("administrator_made", login=answers.login)
            return


def reset_administrator(login: str, at: datetime) -> None:
    """Forget the password and the second factor of an administrator, print a new slip.

    Whoever has the machine has its data anyway, so the console asks for no other right.
    """
    on = timezone.localdate(at)
    keys = offices_on(on).filter(role=Office.Role.ADMINISTRATOR).values("person")
    people = Person.objects.filter(pk__in=keys, user__isnull=False).select_related("user")
    found = {person.user.login: person for person in people if person.user}
    if not login and len(found) > 1:
        raise CannotStart("which_administrator", logins=", ".join(sorted(found)))
    person = found.get(normal_login(login) or next(iter(found), ""))
    if person is None or person.user is None:
        raise CannotStart("no_such_administrator", logins=", ".join(sorted(found)) or "—")
    actor = Reach.system("reset from the console", on)
    if not person.user.is_active:
        unblock_account(person=person, actor=actor, at=at)
    own, code = reset_by_school(person=person, actor=actor, at=at)
    say("administrator_reset", login=own, slip=code)


@deed
def make_first_administrator(*, answers: Answers, actor: Actor, at: datetime) -> Person:
    """Make the root of the tree, the account, the person and the office over everything."""
    if not is_empty():
        raise Forbidden
    root = Unit.objects.filter(parent=None).first() or _root(answers.territory)
    user = User.objects.create_user(answers.login, answers.password)
    person = Person.objects.create(
        user=user,
        surname=answers.surname,
        given=answers.given,
        patronymic=answers.patronymic,
    )
    office = Office.objects.create(
        person=person,
        role=Office.Role.ADMINISTRATOR,
        unit=root,
        since=root.day(at),
    )
    record("make_first_administrator", user, actor=actor, at=at, unit=root.pk)
    record("make_first_administrator", person, actor=actor, at=at, unit=root.pk)
    record("make_first_administrator", office, actor=actor, at=at, unit=root.pk)
    return person


def _root(name: str) -> Unit:
    root = Unit.objects.create(kind=Unit.Kind.MUNICIPALITY, name=name, short_name=name[:100])
    root.path = f"{root.pk}/"
    root.save(update_fields=["path"])
    return root


def _answers(before: Answers | None = None) -> Answers:
    """From the environment or from a conversation; what was answered before is offered again."""
    given = os.environ.get
    if given("MARSHRUT_ADMIN_LOGIN") and given("MARSHRUT_ADMIN_PASSWORD"):
        return Answers(
            territory=given("MARSHRUT_TERRITORY") or "Муниципалитет",
            surname=given("MARSHRUT_ADMIN_SURNAME") or given("MARSHRUT_ADMIN_LOGIN", ""),
            given=given("MARSHRUT_ADMIN_GIVEN", ""),
            patronymic=given("MARSHRUT_ADMIN_PATRONYMIC", ""),
            login=given("MARSHRUT_ADMIN_LOGIN", ""),
            password=given("MARSHRUT_ADMIN_PASSWORD", ""),
        )
    if not sys.stdin.isatty():
        code = "nobody_to_ask"
        raise CannotStart(code, names="MARSHRUT_ADMIN_LOGIN, MARSHRUT_ADMIN_PASSWORD")
    if before is None:
        say("first_administrator")
        before = Answers(territory="", surname="", given="", patronymic="", login="", password="")
    return Answers(
        territory=_ask("ask_territory", before.territory),
        surname=_ask("ask_surname", before.surname),
        given=_ask("ask_given", before.given),
        patronymic=_ask("ask_patronymic", before.patronymic, empty=True),
        login=(login := _ask("ask_login", before.login)),
        password=_ask_password(login),
    )


def _ask(code: str, before: str = "", *, empty: bool = False) -> str:
    """An answer; with nothing typed the one of before, which stands in brackets."""
    known = f" [{before}]" if before else ""
    while True:
        answer = input(f"{words(code)}{known}: ").strip() or before
        if answer or empty:
            return answer


def _ask_password(login: str) -> str:
    """A password that is good enough and typed twice alike."""
    while True:
        first = getpass.getpass(f"{words('ask_password')}: ")
        try:
            validate_password(first, User(login=login))
        except ValidationError as error:
            say("wrong_answer", reason=" ".join(error.messages))
            continue
        if first == getpass.getpass(f"{words('ask_again')}: "):
            return first
        say("passwords_differ")
