"""Reading people: search by name, staff of a day, logins, slips that still work."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, CharField, F, Func, Max, Q, QuerySet, Value
from django.db.models.functions import Concat, Replace

from marshrut.organisations.models import Unit
from marshrut.people.logins import plain_code, proposed, transliterated
from marshrut.people.models import Employment, Office, PaperRecord, Person, SignInSlip
from marshrut.users.models import User, normal_login

DAY = timedelta(days=1)


def named_like(typed: str, prefix: str = "") -> Q:
    """People whose names hold every word typed, at the beginning of a part; ё and е are one letter.

    SQLite compares Cyrillic letter by letter, so the case is put right here, not by the database.
    """
    whole = _plain(
        Concat(
            F(f"{prefix}surname"),
            Value(" "),
            F(f"{prefix}given"),
            Value(" "),
            F(f"{prefix}patronymic"),
            output_field=CharField(),
        )
    )
    found = Q()
    for word in typed.split():
        part = word.strip(".,").capitalize().replace("ё", "е").replace("Ё", "Е")
        found &= Q(_Contains(whole, Value(part)))
    return found


class _Contains(Func):
    """Whether a text holds another, by exact letters, on both databases."""

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="instr(%(expressions)s) > 0")

    def as_sql(self, compiler: Any, connection: Any, *_more: Any, **_extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="strpos(%(expressions)s) > 0")


def _plain(text: Concat) -> Replace:
    return Replace(
        Replace(text, Value("ё"), Value("е")), Value("Ё"), Value("Е"), output_field=CharField()
    )


def open_jobs(on: date) -> Q:
    """Places of work that hold on this day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def main_jobs(people: Collection[int], on: date) -> dict[int, Employment]:
    """One place of work of each person on this day: the pedagogical and the oldest first."""
    rows = Employment.objects.filter(open_jobs(on), person__in=people).select_related("unit")
    found: dict[int, Employment] = {}
    for row in rows.order_by("-pedagogical", "since", "pk"):
        found.setdefault(row.person_id, row)
    return found


def open_offices(people: Collection[int], on: date) -> dict[int, list[Office]]:
    """Offices of each person that hold on this day or will."""
    rows = Office.objects.filter(Q(until__isnull=True) | Q(until__gt=on), person__in=people)
    found: dict[int, list[Office]] = {}
    for row in rows.select_related("unit", "acting_for").order_by("since", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def acting_offices(users: Collection[int]) -> list[Office]:
    """Offices that these users ever held for somebody absent."""
    rows = Office.objects.filter(acting_for__isnull=False, person__user__in=users)
    return list(rows.select_related("unit", "person"))


def open_offices_of(unit: int, role: str, on: date) -> QuerySet[Office]:
    """Who holds an office at this unit on this day."""
    rows = Office.objects.filter(open_jobs(on), unit=unit, role=role)
    return rows.select_related("person").order_by("person__surname", "person__given")


def unrecognised(jobs: QuerySet[Employment], on: date) -> QuerySet[Employment]:
    """Places of work whose post no list knows and nobody has told the class of."""
    return jobs.filter(open_jobs(on), post_class="")


def free_login(person: Person) -> str:
    """A login for this person that nobody has."""
    alike = User.objects.filter(login__startswith=transliterated(person.surname))
    taken = frozenset(alike.values_list("login", flat=True))
    return proposed(person.surname, person.given, person.patronymic, taken)


def working_slips(people: Iterable[int], at: datetime) -> dict[int, SignInSlip]:
    """The slip of each person that can still be used."""
    rows = SignInSlip.objects.filter(person__in=people, used_at=None, expires_at__gt=at)
    return {row.person_id: row for row in rows.order_by("issued_at")}


def slip_for(login: str, at: datetime) -> SignInSlip | None:
    """The slip that works for this login now, with its person and account."""
    return (
        SignInSlip.objects.select_related("person__user")
        .filter(
            person__user__login=normal_login(login),
            person__user__is_active=True,
            used_at=None,
            expires_at__gt=at,
        )
        .order_by("-issued_at")
        .first()
    )


def code_of(typed: str) -> str:
    """A typed code in the form in which slips compare it."""
    return plain_code(typed)


def about(person: int) -> QuerySet[PaperRecord]:
    """What others recorded for this person, the newest first."""
    return (
        PaperRecord.objects.filter(person=person)
        .select_related("recorded_by__person", "photo")
        .order_by("-recorded_at")
    )


def entered_for_units(units: Collection[int]) -> QuerySet[PaperRecord]:
    """What coordinators entered in the name of these organisations, the newest first."""
    rows = PaperRecord.objects.filter(unit__in=units)
    return rows.select_related("unit", "recorded_by__person").order_by("-recorded_at", "-pk")


def entered_about(kind: str, key: int) -> QuerySet[PaperRecord]:
    """Records of this thing made in the name of its organisation."""
    rows = PaperRecord.objects.filter(kind=kind, key=key, unit__isnull=False)
    return rows.select_related("unit", "recorded_by__person").order_by("recorded_at", "pk")


def objected(user: int) -> QuerySet[PaperRecord]:
    """Records of this user to which somebody objected and which are not put right yet."""
    rows = PaperRecord.objects.filter(
        recorded_by=user, objected_at__isnull=False, settled_at__isnull=True
    )
    return rows.select_related("person", "unit").order_by("objected_at")


def known_logins(logins: Iterable[str]) -> frozenset[str]:
    """Which of these logins exist and may sign in."""
    rows = User.objects.filter(login__in=list(logins), is_active=True)
    return frozenset(rows.values_list("login", flat=True))


def last_day_of(login: str) -> date | None:
    """The last good day of this user's offices, if they end."""
    rows = Office.objects.filter(person__user__login=login, until__isnull=False)
    until = rows.aggregate(last=Max("until"))["last"]
    return until - DAY if until else None


def user_with(login: str) -> User:
    """The user of this login, who may sign in."""
    return User.objects.get(login=normal_login(login), is_active=True)


def person_of(user: int) -> Person | None:
    return Person.objects.filter(user=user).select_related("user").first()


def teachers_of(unit: Unit, on: date) -> QuerySet[Person]:
    """Pedagogical staff of an organisation on a day, by name."""
    jobs = Employment.objects.filter(open_jobs(on), unit=unit, pedagogical=True)
    return Person.objects.filter(pk__in=jobs.values("person")).order_by("surname", "given", "pk")
