"""How a clause stands: a fold over what its norms say of things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marshrut.norms.base import Norm
from marshrut.norms.findings import Finding, State
from marshrut.norms.lasting import Stages, Term
from marshrut.norms.sheets import Figure, Request, Sheet


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing under one norm of a clause, softened where the norm is soft."""

    clause: str
    norm: Norm
    thing: Sheet
    finding: Finding
    waived: bool = False

    @property
    def id(self) -> tuple[str, int]:
        return self.thing.kind, self.thing.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many things of one kind are as they should be.

    What lasts (stages, terms) is never fulfilled before its end: ``going`` counts what is in time.
    """

    kind: str
    met: int
    of: int
    going: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a clause stands: counts of things (not of norms), and the things to look at."""

    state: State
    met: int = 0
    of: int = 0
    lacking: tuple[Judged, ...] = ()
    waived: tuple[Judged, ...] = ()
    counts: tuple[Count, ...] = ()

    @property
    def count(self) -> Count | None:
        """The one that says most; people and supports are not added up: no list is behind a sum."""
        return next(iter(self.counts), None)


def stand(rows: Sequence[Judged], *, checked: bool, absent: bool) -> Assessment:
    """Counts things, not norms: two conditions on one tutor are one tutor."""
    if not checked:
        return Assessment(State.STATEMENT)
    worst = gravest(rows)
    left = [row for row in worst.values() if not row.waived]
    states = [row.finding.state for row in left] + [State.NO_DATA] * absent
    nothing = State.MET if worst else State.NOT_YET
    counts = counts_of(worst.values())
    return Assessment(
        max(states, default=nothing),
        sum(count.met for count in counts),
        sum(count.of for count in counts),
        tuple(row for row in left if row.finding.state not in {State.MET, State.NOT_YET}),
        tuple(row for row in worst.values() if row.waived),
        counts,
    )


def gravest(rows: Iterable[Judged]) -> dict[tuple[str, int], Judged]:
    """What is said of each thing: the gravest of all that norms say of it."""
    worst: dict[tuple[str, int], Judged] = {}
    for row in rows:
        known = worst.get(row.id)
        if known is None or _gravity(row) > _gravity(known):
            worst[row.id] = row
    return worst


def _gravity(row: Judged) -> tuple[int, State]:
    """What lacks, then what is waived, then what is well: a waiver never makes a plain “met”."""
    if row.waived:
        return 1, row.finding.state
    return 2 * (row.finding.state not in {State.MET, State.NOT_YET}), row.finding.state


def counts_of(things: Iterable[Judged]) -> tuple[Count, ...]:
    """Met and all, by kind of thing, as the assessment counts them; a request by what it asks."""
    met: Counter[str] = Counter()
    of: Counter[str] = Counter()
    going: Counter[str] = Counter()
    for row in things:
        kind = kind_of(row)
        going[kind] += is_lasting(row) and row.finding.state is State.ON_TRACK
        if isinstance(row.thing, Figure):
            met[kind] += row.thing.value
            of[kind] += row.thing.of
        else:
            met[kind] += row.finding.state is State.MET and not row.waived
            of[kind] += 1
    counts = [Count(kind=kind, met=met[kind], of=of[kind], going=going[kind]) for kind in of]
    return tuple(sorted(counts, key=_weight))


def is_lasting(row: Judged) -> bool:
    """Is it about what lasts, so that being on the way is all that can be asked of it?"""
    return isinstance(row.norm, Stages | Term)


def kind_of(row: Judged) -> str:
    if type(row.thing) is Request:
        return f"request_{row.thing.to}"
    return row.thing.formula if isinstance(row.thing, Figure) else row.thing.kind


def _weight(count: Count) -> tuple[float, int]:
    good = count.met + count.going
    return (good / count.of if count.of else 1.0), -count.of
