"""Resolving a user into a Reach: one query, and one more for who holds an office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value

from marshrut.communities.models import Membership
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Person
from marshrut.people.reach import NOWHERE, Reach
from marshrut.people.roles import offices_on
from marshrut.programmes.models import Appointment, Enrolment, ExternalTutor, Pairing
from marshrut.programmes.queries import open_on

# key, other key, word, path
Row = tuple[Any, ...]
# In the statement they stand for the user and the day, and can be neither.
_USER, _ON = -1, date(1, 2, 3)
# Offices of the user for which another acts are expanded together with those held.
AWAY = "away from "


def reach_of(user_id: int, on: date) -> Reach:
    """How far this user reaches on this day; a user without a person reaches nowhere."""
    found: dict[str, list[Row]] = defaultdict(list)
    for what, *row in _fetched(user_id, on):
        found[what].append(tuple(row))
    if not found["person"]:
        return Reach(user_id=user_id, on=on)
    held = [(role, unit, path) for unit, _, role, path in found["office"]]
    away = [(f"{AWAY}{role}", unit, path) for unit, _, role, path in found["away"]]
    reached = _expanded(held + away)
    places = [path for *_, path in found["job"] + found["office"]]
    return Reach(
        user_id=user_id,
        on=on,
        person=found["person"][0][0],
        offices={role: units for role, units in reached.items() if not role.startswith(AWAY)},
        away={
            role.removeprefix(AWAY): units
            for role, units in reached.items()
            if role.startswith(AWAY)
        },
        workplaces=_keys(found["job"]),
        territories=_above(places),
        cases=_keys(found["own"]),
        pairs=_keys(found["pair"]),
        past_pairs=_keys(found["past"]),
        appointments=_keys(found["appointment"]),
        tutoring=_keys(found["tutoring"]),
        communities=_keys(found["member"]),
        linked=_keys(found["linked"]),
        opened=_keys(found["opened"]),
        partners=frozenset(other for _, other, *_ in found["pair"]) | _keys(found["tutor"]),
    )


def _fetched(user_id: int, on: date) -> list[Row]:
    """The rows of a user on a day, by a statement that is put together once."""
    sql, parameters = _statement(connection.vendor)
    day = connection.ops.adapt_datefield_value(on)
    given = {_USER: user_id, _day(): day}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(one, one) for one in parameters])
        rows: list[Row] = cursor.fetchall()
    return rows


@cache
def _statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The query for nobody on no day: putting it together costs more than asking it."""
    sql, parameters = _rows(_USER, _ON).query.sql_with_params()
    if not {_USER, _day()} <= set(parameters):
        raise LookupError(vendor)
    return sql, tuple(parameters)


def _day() -> Any:
    return connection.ops.adapt_datefield_value(_ON)


def _rows(user_id: int, on: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Everything that hangs on the user, in one query: what, key, other key, word, path."""
    mine, of_tutor = {"person__user": user_id}, {"appointment__person__user": user_id}
    paired = Pairing.objects.filter(open_on(on) & open_on(on, "appointment__"))
    # A case that ended with its tutor stays readable to them; one handed over does not.
    past = Pairing.objects.filter(
        **of_tutor,
        until__lte=on,
        until=F("enrolment__until"),
        enrolment__end__in=("finished", "carried"),
    )
    tutors = paired.filter(enrolment__person__user=user_id)
    entrusted = offices_on(on).filter(acting_for__user=user_id)
    appointments = Appointment.objects.filter(**mine, withdrawn_on__isnull=True)
    links = ExternalTutor.objects.filter(open_on(on), **mine)
    parts = [
        _part("office", offices_on(on).filter(**mine), "unit", word="role", path="unit__path"),
        _part("away", entrusted, "unit", word="role", path="unit__path"),
        _part("job", Employment.objects.filter(open_on(on), **mine), "unit", path="unit__path"),
        _part("own", Enrolment.objects.filter(**mine), "pk"),
        _part("pair", paired.filter(**of_tutor), "enrolment", other="enrolment__person"),
        _part("past", past, "enrolment"),
        _part("tutor", tutors, "appointment__person"),
        _part("appointment", appointments, "pk"),
        _part("tutoring", appointments.filter(open_on(on)), "pk"),
        _part("member", Membership.objects.filter(open_on(on), **mine), "community"),
        _part("linked", links, "enrolment"),
        _part("opened", links.filter(texts_since__lte=on), "enrolment"),
    ]
    return _part("person", Person.objects.filter(user=user_id), "pk").union(*parts, all=True)


def _part(
    what: str, rows: QuerySet[Any], key: str, *, other: str = "", word: str = "", path: str = ""
) -> QuerySet[Any, tuple[Any, ...]]:
    nothing, none = Value("", CharField()), Value(0, BigIntegerField())
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by().values_list(
        Value(what, CharField()),
        F(key),
        F(other) if other else none,
        F(word) if word else nothing,
        F(path) if path else nothing,
    )
    return found


def _keys(rows: list[Row]) -> frozenset[int]:
    return frozenset(key for key, *_ in rows)


def _expanded(held: list[tuple[str, int, str]]) -> dict[str, frozenset[int]]:
    """Each office with the whole subtree of its units."""
    if not held:
        return {}
    below = Q()
    for *_, path in held:
        below |= Q(path__startswith=path)
    units = list(Unit.objects.filter(below).values_list("pk", "path"))
    found: dict[str, frozenset[int]] = defaultdict(lambda: NOWHERE)
    for role, _, path in held:
        found[role] |= {key for key, own in units if own.startswith(path)}
    return dict(found)


def _above(paths: list[str]) -> frozenset[int]:
    return frozenset(int(key) for path in paths for key in path.strip("/").split("/") if key)
