"""The list behind a figure of a brief: whose, where, on which day, and the page of the thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.web.activities.lines import people_of
from marshrut.web.books import Column, last_day
from marshrut.web.labels import label
from marshrut.web.names import full, short

PERSON = ("person__surname", "person__given", "pk")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "supported": PERSON,
    "alone": PERSON,
    "tutors": PERSON,
    "appointed": ("since", "pk"),
    "ended": ("until", "pk"),
    "opened": ("enrolment__since", "pk"),
    "closed": ("closed_on", "pk"),
    "consultations": ("begins_at", "pk"),
    "visits": ("held_on", "pk"),
    "waivers": ("decided_on", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row that a figure counts; texts of the pair are not among it."""

    who: str
    href: str
    unit: str
    on: date | None
    more: str = ""


def narrowed(rows: QuerySet[Any], figure: str, asked: Mapping[str, str]) -> QuerySet[Any]:
    """The rows of an organisation and of an outcome, where the address names them."""
    unit, outcome = asked.get("unit", ""), asked.get("outcome", "")
    if unit.isascii() and unit.isdecimal() and len(unit) < 10:
        rows = rows.filter(unit=int(unit))
    if outcome and figure == "closed":
        rows = rows.filter(outcome=outcome)
    return rows.order_by(*ORDERS[figure])


def facts(figure: str, rows: Iterable[Any]) -> list[Fact]:
    maker = MAKERS[figure]
    return [maker(row) for row in rows]


def columns(figure: str) -> tuple[Column | None, ...]:
    return (
        Column("who", _("Who"), lambda fact: fact.who),
        Column("organisation", _("Organisation"), lambda fact: fact.unit),
        Column("day", day_title(figure), lambda fact: fact.on),
        Column("note", _("Note"), lambda fact: fact.more),
    )


def day_title(figure: str) -> str:
    """What the day of a row is."""
    if figure == "ended":
        return _("Last day")
    return _("Since") if figure in {"supported", "alone", "tutors", "appointed"} else _("Day")


def _enrolment(row: Any) -> Fact:
    href = reverse("tutee", args=[row.pk])
    return Fact(who=full(row.person), href=href, unit=str(row.unit), on=row.since)


def _appointment(row: Any) -> Fact:
    href = reverse("tutor", args=[row.pk])
    return Fact(who=full(row.person), href=href, unit=str(row.unit), on=row.since)


def _ended(row: Any) -> Fact:
    href = reverse("tutor", args=[row.pk])
    return Fact(
        who=full(row.person), href=href, unit=str(row.unit), on=last_day(row.until),
        more=row.end_reason,
    )  # fmt: skip


def _opened(row: Any) -> Fact:
    href, person = reverse("route", args=[row.pk]), row.enrolment.person
    return Fact(who=full(person), href=href, unit=str(row.unit), on=row.enrolment.since)


def _closed(row: Any) -> Fact:
    href, person = reverse("route", args=[row.pk]), row.enrolment.person
    more = str(label("route", row.outcome).text) if row.outcome else ""
    return Fact(who=full(person), href=href, unit=str(row.unit), on=row.closed_on, more=more)


def _consultation(row: Any) -> Fact:
    return Fact(
        who=people_of(row),
        href=reverse("consultation", args=[row.pk]),
        unit=str(row.unit),
        on=row.unit.day(row.begins_at),
        more=short(row.leader),
    )


def _visit(row: Any) -> Fact:
    return Fact(
        who=full(row.enrolment.person),
        href=reverse("visit", args=[row.pk]),
        unit=str(row.unit),
        on=row.held_on,
        more=short(row.appointment.person),
    )


def _waiver(row: Any) -> Fact:
    href = reverse("waiver", args=[row.pk])
    return Fact(who=row.label, href=href, unit=str(row.unit), on=row.decided_on, more=row.reason)


MAKERS: Mapping[str, Callable[[Any], Fact]] = {
    "supported": _enrolment,
    "alone": _enrolment,
    "tutors": _appointment,
    "appointed": _appointment,
    "ended": _ended,
    "opened": _opened,
    "closed": _closed,
    "consultations": _consultation,
    "visits": _visit,
    "waivers": _waiver,
}
