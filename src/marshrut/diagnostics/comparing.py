"""The own view beside the outside view: two named measurements of one group, never averaged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marshrut.diagnostics.models import Observation, Response
from marshrut.diagnostics.observed import OBSERVATION
from marshrut.diagnostics.own import PLACED
from marshrut.diagnostics.queries import SELF_DIAGNOSIS
from marshrut.diagnostics.questionnaires import Group

# Percentage points from which on the two views are said to differ: a step of one level of
# difficulty (80 and 60), more than a mark or two more or less would make.
GAP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one group came to by one instrument on one day."""

    group: Group
    index: int
    on: date
    by: Response | Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two views; the best stands beside the newest and never instead of it."""

    newest: Measured
    best: Measured

    @property
    def has_been_better(self) -> bool:
        return self.best.index > self.newest.index


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Both views of one group."""

    group: Group
    own: Side
    outside: Side

    @property
    def gap(self) -> int:
        """By how many points the newest of both differ; 0 where it is too little to be told."""
        points = abs(self.own.newest.index - self.outside.newest.index)
        return points if points >= GAP else 0


def views(responses: Iterable[Response], observations: Iterable[Observation]) -> list[Views]:
    """Groups that both the person and somebody else have measured, with all that was said of them.

    The own view is what the person answered; the outside view is what was observed and what
    another system has counted. Talks and short scales measure no competences.
    """
    asked = [row for row in responses if row.campaign.instrument.kind == SELF_DIAGNOSIS]
    own = [one for row in asked if not row.imported for one in _answered(row)]
    outside = [one for row in asked if row.imported for one in _answered(row)]
    outside += [one for row in observations for one in _seen(row)]
    both = {one.group.key for one in own} & {one.group.key for one in outside}
    groups = {one.group.key: one.group for one in own if _is_shared(one.group, both)}
    return [
        Views(group=group, own=_side(key, own), outside=_side(key, outside))
        for key, group in groups.items()
    ]


def _is_shared(group: Group, both: Collection[str]) -> bool:
    """A group of one questionnaire alone has its key by its place: another's is another group."""
    return group.key in both and not group.key.startswith(PLACED)


def _answered(row: Response) -> Iterable[Measured]:
    scores = {score.group: score.index for score in row.scores.all()}
    for group in row.campaign.instrument.questionnaire.groups:
        if group.key in scores and row.finished_on is not None:
            yield Measured(group=group, index=scores[group.key], on=row.finished_on, by=row)


def _seen(row: Observation) -> Iterable[Measured]:
    if row.instrument.kind != OBSERVATION:
        return
    for group in row.instrument.questionnaire.groups:
        if group.key in row.indexes:
            index = row.indexes[group.key]
            yield Measured(group=group, index=index, on=row.observed_on, by=row)


def _side(key: str, measured: Sequence[Measured]) -> Side:
    of_group = [one for one in measured if one.group.key == key]
    newest = max(of_group, key=lambda one: (one.on, one.by.pk))
    best = max(of_group, key=lambda one: (one.index, one.on))
    return Side(newest=newest, best=best)
