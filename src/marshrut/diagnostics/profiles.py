"""Profiles of organisations and territories: what groups of competences came to, before and after.

Nothing told here lets anybody work out something about fewer than ``LEAST_SHOWN`` people, not even
by taking one profile away from another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marshrut.diagnostics.anonymous import poured
from marshrut.diagnostics.models import Campaign, Response, Score
from marshrut.diagnostics.queries import LEAST_SHOWN, completed
from marshrut.diagnostics.questionnaires import Group
from marshrut.organisations.models import Unit


def finished_in(rows: QuerySet[Response], campaign: Campaign, on: date) -> QuerySet[Response]:
    """Of these responses those that count in a campaign."""
    return rows.filter(campaign=campaign, pk__in=completed(on).values("pk"))


def safe_units(counts: Mapping[int, int]) -> frozenset[int]:
    """Units that may each be shown alone.

    Where all who are left over are a few, the smallest of the others joins them: otherwise the few
    would be what is left when the shown ones are taken from the whole.
    """
    shown = {unit for unit, count in counts.items() if count >= LEAST_SHOWN}
    rest = sum(count for unit, count in counts.items() if unit not in shown)
    if shown and 0 < rest < LEAST_SHOWN:
        shown.remove(min(shown, key=lambda unit: (counts[unit], unit)))
    return frozenset(shown)


def units_to_show(rows: QuerySet[Response], campaign: Campaign, on: date) -> QuerySet[Unit]:
    """Organisations of these responses that have a profile of their own, if there are several."""
    if campaign.anonymous:
        counts = Counter({unit: len(people) for unit, people in poured(campaign, rows).items()})
    else:
        counts = Counter(finished_in(rows, campaign, on).values_list("unit", flat=True))
    shown = safe_units(counts) if len(counts) > 1 else ()
    return Unit.objects.filter(pk__in=shown).order_by("name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One group of competences of the same people, before and after; means in percent."""

    group: Group
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Of how many people; without lines where something could be worked out about a few."""

    people: int
    lines: tuple[Change, ...] = ()


def compared(
    campaign: Campaign,
    before: Campaign,
    rows: QuerySet[Response],
    on: date,
    unit: int | None = None,
) -> Compared:
    """The same people in two campaigns of one instrument, in all these rows or in one unit.

    The organisation is that of the later campaign. Who answered only once must be none or many, of
    either time: else their mean would follow from this one and that of everybody.
    """
    later, earlier = finished_in(rows, campaign, on), finished_in(rows, before, on)
    now, then = dict(_places(later)), dict(_places(earlier))
    paired = Counter(now[person] for person in now.keys() & then.keys())
    if unit is not None:
        now = {person: of for person, of in now.items() if of == unit}
    both = now.keys() & then.keys()
    once = len(now) - len(both)
    before_only = sum(unit in (None, of) for person, of in then.items() if person not in both)
    few = len(both) < LEAST_SHOWN or _are_few(once) or _are_few(before_only)
    if few or (unit is not None and unit not in safe_units(paired)):
        return Compared(people=len(both))
    return Compared(people=len(both), lines=_lines(campaign, later, earlier, both))


def _places(rows: QuerySet[Response]) -> Iterable[tuple[int, int]]:
    return rows.values_list("person", "unit")


def _are_few(count: int) -> bool:
    return 0 < count < LEAST_SHOWN


def _lines(
    campaign: Campaign,
    later: QuerySet[Response],
    earlier: QuerySet[Response],
    people: Collection[int],
) -> tuple[Change, ...]:
    was, now = _indexes(earlier, people), _indexes(later, people)
    found = []
    for group in campaign.instrument.questionnaire.groups:
        pairs = [
            (was[person][group.key], now[person][group.key])
            for person in people
            if group.key in was[person] and group.key in now[person]
        ]
        if len(pairs) == len(people):
            found.append(
                Change(
                    group=group,
                    before=sum(first for first, _ in pairs) // len(pairs),
                    after=sum(second for _, second in pairs) // len(pairs),
                )
            )
    return tuple(found)


def _indexes(rows: QuerySet[Response], people: Collection[int]) -> Mapping[int, dict[str, int]]:
    """By person, the index of each group."""
    scores = Score.objects.filter(response__in=rows.filter(person__in=people))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for person, group, index in scores.values_list("response__person", "group", "index"):
        found[person][group] = index
    return found
