"""Who has a difficulty in which groups of competences, over many people at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from marshrut.diagnostics.models import Response, Score
from marshrut.diagnostics.queries import SELF_DIAGNOSIS, completed

OF_CAMPAIGN = "response__campaign"


def who_struggles(rows: QuerySet[Response], groups: Collection[str], on: date) -> frozenset[int]:
    """People whose newest results by some instrument show a difficulty in one of these groups."""
    scores = Score.objects.filter(
        group__in=groups,
        response__in=rows.filter(pk__in=completed(on).values("pk")),
        response__campaign__instrument__kind=SELF_DIAGNOSIS,
    )
    told = scores.order_by("response__finished_on", "response").values_list(
        "response__person",
        f"{OF_CAMPAIGN}__instrument__code",
        "group",
        "index",
        f"{OF_CAMPAIGN}__none_from",
    )
    newest = {(who, code, group): index < none for who, code, group, index, none in told}
    return frozenset(who for (who, _code, _group), is_hard in newest.items() if is_hard)
