"""Who holds an office on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.people.models import Office, Person


def offices_on(on: date) -> QuerySet[Office]:
    return Office.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def heads_of(units: Collection[int], *, on: date) -> frozenset[tuple[int, int]]:
    """(unit, person) of the heads of these organisations."""
    rows = offices_on(on).filter(role=Office.Role.HEAD, unit__in=units)
    return frozenset(rows.values_list("unit", "person"))


def heads_in(unit: int, *, on: date) -> list[Person]:
    """The heads of one organisation."""
    return [office.person for office in holders(Office.Role.HEAD, [unit], on=on)]


def holders(role: str, units: Collection[int], *, on: date) -> QuerySet[Office]:
    """Who holds the role at one of these units."""
    return offices_on(on).filter(role=role, unit__in=units).select_related("person")
