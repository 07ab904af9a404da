"""How a clause stands: a fold over what its norms say of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marshrut.norms.base import Norm
from marshrut.norms.findings import Finding, State
from marshrut.norms.sheets import Figure, Sheet


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


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a clause stands: counts of things (not of norms), and the things to look at."""

    state: State
    met: int = 0
    of: int = 0
    lacking: tuple[Judged, ...] = ()
    waived: tuple[Judged, ...] = ()
    by_kind: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def figure(self) -> tuple[int, int]:
        """Met and all of the kind that lacks most, else of the most numerous.

        People and supports are not added up: such a sum has no list behind it.
        """
        return min(self.by_kind.values(), key=_lack, default=(0, 0))


def stand(rows: Sequence[Judged], *, checked: bool, absent: bool) -> Assessment:
    """Counts things, not norms: two conditions on one tutor are one tutor."""
    if not checked:
        return Assessment(State.STATEMENT)
    worst = gravest(rows)
    left = [row for row in worst.values() if not row.waived]
    states = [row.finding.state for row in left] + [State.NO_DATA] * absent
    nothing = State.MET if worst else State.NOT_YET
    tallies: dict[str, tuple[int, int]] = {}
    for row in worst.values():
        met, of = tallies.get(row.thing.kind, (0, 0))
        value, weight = _counted(row)
        tallies[row.thing.kind] = met + value, of + weight
    return Assessment(
        max(states, default=nothing),
        sum(met for met, _ in tallies.values()),
        sum(of for _, of in tallies.values()),
        tuple(row for row in left if row.finding.state not in {State.MET, State.NOT_YET}),
        tuple(row for row in worst.values() if row.waived),
        tallies,
    )


def _lack(tally: tuple[int, int]) -> tuple[float, int]:
    met, of = tally
    return (met / of if of else 1.0), -of


def gravest(rows: Iterable[Judged]) -> dict[tuple[str, int], Judged]:
    """What is said of each thing: the gravest of all that norms say of it."""
    worst: dict[tuple[str, int], Judged] = {}
    for row in rows:
        known = worst.get(row.id)
        if known is None or _weight(row) > _weight(known):
            worst[row.id] = row
    return worst


def _weight(row: Judged) -> tuple[int, State]:
    """What lacks, then what is waived, then what is well: a waiver never makes a plain “met”."""
    if row.waived:
        return 1, row.finding.state
    return 2 * (row.finding.state not in {State.MET, State.NOT_YET}), row.finding.state


def _counted(row: Judged) -> tuple[int, int]:
    if isinstance(row.thing, Figure):
        return row.thing.value, row.thing.of
    return int(row.finding.state is State.MET and not row.waived), 1
