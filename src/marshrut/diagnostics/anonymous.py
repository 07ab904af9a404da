"""Anonymous campaigns: what a group of people answered, tied to nobody, not even by its order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from marshrut.diagnostics.models import AnonymousResults, Campaign, Response


def pour(campaign: Campaign, unit: int, indexes: Mapping[str, int]) -> None:
    """Add one person's indexes to those of the organisation; a part of the deed that finishes.

    The list is kept sorted, so that nothing tells who came first; there is no row of one person.
    """
    AnonymousResults.objects.get_or_create(campaign=campaign, unit_id=unit)
    row = AnonymousResults.objects.select_for_update().get(campaign=campaign, unit=unit)
    row.indexes = sorted(
        [*row.indexes, dict(indexes)], key=lambda one: json.dumps(sorted(one.items()))
    )
    row.save()


def _written(indexes: Mapping[str, int]) -> str:
    return json.dumps(indexes, sort_keys=True)


def poured(campaign: Campaign, rows: QuerySet[Response]) -> dict[int, list[dict[str, int]]]:
    """By organisation of these responses, what its people came to.

    Nothing before the campaign is over: who looks each time somebody finishes would know what
    that one answered.
    """
    if campaign.status != "finished":
        return {}
    units = rows.order_by().values("unit").distinct()
    found = AnonymousResults.objects.filter(campaign=campaign, unit__in=units)
    return {row.unit_id: row.indexes for row in found}


def by_group(lists: Iterable[Iterable[Mapping[str, int]]]) -> dict[str, list[int]]:
    """All indexes of each group of competences."""
    found: dict[str, list[int]] = {}
    for people in lists:
        for one in people:
            for group, index in one.items():
                found.setdefault(group, []).append(index)
    return found
