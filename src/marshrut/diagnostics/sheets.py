"""What diagnosis tells norms: of people, of schools, and how far people have grown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Min, Sum

from marshrut.diagnostics.models import Score
from marshrut.diagnostics.queries import SELF_DIAGNOSIS, completed, measuring
from marshrut.norms import sheets
from marshrut.norms.making import Deliverable, Form
from marshrut.programmes.queries import Guarding

# The card of diagnosis: each part is known from a text of the tutor or from an instrument.
CARD = "diagnosis"
PARTS = {"qualities": SELF_DIAGNOSIS, "motives": "motivation", "readiness": "readiness"}
# Indicators of growth, and what is measured twice for each.
GROWTH = {"motivation_growth": "motivation", "competence_growth": SELF_DIAGNOSIS}
OF_SCHOOLS = "school_diagnostics"

Measured = Mapping[str, date]


def parts_measured(form: Form, known: Measured) -> dict[str, date]:
    """Parts of the card that an instrument has told, each with its day; of other forms none."""
    if form.form != CARD:
        return {}
    told = {part: PARTS[part] for part in form.parts if part in PARTS}
    return {part: known[what] for part, what in told.items() if what in known}


def with_diagnosis(
    guarding: Guarding, on: date, schools: Sequence[sheets.School]
) -> Sequence[sheets.School]:
    """Schools with the first day on which somebody of theirs completed a questionnaire.

    It is looked for where a clause asks for it.
    """
    norms = (norm for _, norm in guarding.rules.norms() if isinstance(norm, Deliverable))
    if not any(OF_SCHOOLS in norm.deliverable for norm in norms):
        return schools
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


def _told(what: str, people: Collection[int], on: date) -> dict[tuple[int, int], dict[date, float]]:
    """By person and version of the instrument: for each day the share of all points."""
    rows = Score.objects.filter(
        response__in=completed(on).filter(measuring(what), person__in=people)
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
