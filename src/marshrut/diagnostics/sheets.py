"""What diagnosis tells norms: of people, of schools, and how far people have grown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Min, Sum

from marshrut.diagnostics.models import Score
from marshrut.diagnostics.queries import completed
from marshrut.norms import sheets
from marshrut.norms.rules import Rules
from marshrut.programmes.queries import Guarding

SELF_DIAGNOSIS = "self_diagnosis"
# The card of diagnosis: each part is known from a text of the tutor or from an instrument.
CARD = "diagnosis"
PARTS = {"qualities": SELF_DIAGNOSIS, "motives": "motivation", "readiness": "readiness"}
# Indicators of growth, and which instrument is answered twice for each.
GROWTH = {"motivation_growth": "motivation", "competence_growth": SELF_DIAGNOSIS}
OF_SCHOOLS = "school_diagnostics"

Measured = Mapping[str, date]


def parts_measured(rules: Rules, known: Measured) -> frozenset[str]:
    """Parts of the card of diagnosis that an instrument has told already."""
    asked = {part for form in rules.forms("route") if form.form == CARD for part in form.parts}
    return frozenset(part for part, code in PARTS.items() if part in asked and code in known)


def with_diagnosis(
    guarding: Guarding, on: date, schools: Sequence[sheets.School]
) -> Sequence[sheets.School]:
    """Schools with the first day on which somebody of theirs completed a questionnaire."""
    rows = completed(on).filter(
        unit__in=[row.unit for row in schools], finished_on__gte=guarding.programme.since
    )
    first = dict(rows.values_list("unit").annotate(first=Min("finished_on")))
    return [
        replace(
            row,
            products={**row.products, OF_SCHOOLS: (first[row.unit],)}
            if row.unit in first
            else row.products,
            collected=(row.collected or frozenset()) | {OF_SCHOOLS},
        )
        for row in schools
    ]


def growth(indicator: str, routes: Iterable[sheets.Route], on: date) -> tuple[int, int]:
    """How many have grown, of those who answered the same instrument before and after.

    Before is the last time up to the day on which their support began, or the first time after it
    if there was none; after is the last time since. Other versions of an instrument, with other
    statements, are not compared with each other.
    """
    begun: dict[int, date] = {}
    for route in routes:
        if route.since is not None:
            begun[route.person] = min(route.since, begun.get(route.person, route.since))
    told = _told(GROWTH[indicator], begun, on)
    pairs = [
        pair
        for (person, _), days in told.items()
        if (pair := _before_and_after(days, begun[person])) is not None
    ]
    return sum(after > before for before, after in pairs), len(pairs)


def _told(code: str, people: Collection[int], on: date) -> dict[tuple[int, int], dict[date, float]]:
    """By person and version of the instrument: for each day the share of all points."""
    rows = Score.objects.filter(
        response__in=completed(on).filter(person__in=people, campaign__instrument__code=code)
    )
    found: dict[tuple[int, int], dict[date, float]] = defaultdict(dict)
    told = rows.values_list(
        "response__person", "response__campaign__instrument", "response__finished_on"
    )
    for person, instrument, day, points, most in told.annotate(Sum("points"), Sum("most")):
        found[person, instrument][day] = points / most
    return found


def _before_and_after(days: Mapping[date, float], begun: date) -> tuple[float, float] | None:
    if len(days) < 2:
        return None
    before = max((day for day in days if day <= begun), default=min(days))
    after = max(days)
    return (days[before], days[after]) if after > before else None
