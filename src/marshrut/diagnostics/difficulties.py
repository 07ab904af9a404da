"""Where results show that something is hard: steps of a route are offered for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marshrut.diagnostics.models import Observation, Response, Score
from marshrut.diagnostics.observed import OBSERVATION, counting, newest_first
from marshrut.diagnostics.queries import SELF_DIAGNOSIS, completed, results_of
from marshrut.diagnostics.questionnaires import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """A group of competences that the newest results by one instrument show as hard."""

    group: Group
    index: int
    level: str
    by: Response | Observation


def difficulties(
    responses: QuerySet[Response], observations: QuerySet[Observation], on: date
) -> list[Difficulty]:
    """Where the newest results by each instrument show a difficulty, the greatest first.

    Short scales and talks measure none; what two instruments say of one group stands side by side.
    """
    found = [
        *_answered(results_of(responses, on)),
        *_seen(newest_first(counting(observations, on))),
    ]
    return sorted(found, key=lambda one: (one.level != "high", one.index, one.group.key))


def _answered(rows: Iterable[Response]) -> Iterable[Difficulty]:
    newest: dict[str, Response] = {}
    for row in rows:
        if row.campaign.instrument.kind == SELF_DIAGNOSIS:
            newest.setdefault(row.campaign.instrument.code, row)
    for row in newest.values():
        groups = {group.key: group for group in row.campaign.instrument.questionnaire.groups}
        for score in row.scores.all():
            level = row.campaign.level(score.index)
            if level != "none" and score.group in groups:
                group = groups[score.group]
                yield Difficulty(group=group, index=score.index, level=level, by=row)


def _seen(rows: Iterable[Observation]) -> Iterable[Difficulty]:
    """Below basic; what is basic in a lesson is no difficulty."""
    newest: dict[str, Observation] = {}
    for row in rows:
        if row.instrument.kind == OBSERVATION:
            newest.setdefault(row.instrument.code, row)
    for row in newest.values():
        for group in row.instrument.questionnaire.groups:
            index = row.indexes.get(group.key)
            if index is not None and row.level(index) == "high":
                yield Difficulty(group=group, index=index, level="high", by=row)


def who_struggles(
    responses: QuerySet[Response],
    observations: QuerySet[Observation],
    groups: Collection[str],
    on: date,
) -> frozenset[int]:
    """Of many people those whose newest results by some instrument show one of these as hard."""
    found: set[int] = set()
    scores = Score.objects.filter(
        group__in=groups,
        response__in=responses.filter(pk__in=completed(on).values("pk")),
        response__campaign__instrument__kind=SELF_DIAGNOSIS,
    )
    told = scores.order_by("response__finished_on", "response").values_list(
        "response__person",
        "response__campaign__instrument__code",
        "group",
        "index",
        "response__campaign__none_from",
    )
    newest = {(who, code, group): index < none for who, code, group, index, none in told}
    found.update(who for (who, _code, _group), is_hard in newest.items() if is_hard)
    seen: dict[int, list[Observation]] = defaultdict(list)
    for row in newest_first(counting(observations, on)):
        seen[row.person_id].append(row)
    for who, rows in seen.items():
        if any(one.group.key in groups for one in _seen(rows)):
            found.add(who)
    return frozenset(found)
