"""The stages of a programme on the line of its time: windows, what each asks for and has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marshrut.communities.sheets import cycle_sheets
from marshrut.norms.findings import State
from marshrut.norms.lasting import Stage, Stages
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Clause
from marshrut.norms.sheets import Cycle
from marshrut.programmes.queries import Guarding


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A kind of product that the stage asks for: made on a day, lacking, or kept by nobody yet."""

    kind: str
    made: date | None
    is_late: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stage in its window, both days inclusive."""

    clause: Clause
    stage: Stage
    opens: date
    closes: date
    state: State
    asks: tuple[Asked, ...]

    def is_now(self, on: date) -> bool:
        return self.opens <= on <= self.closes


def spans(guarding: Guarding, on: date) -> list[Span]:
    """The stages in the order of the regulation; none where it names no stages of a programme."""
    named = [
        (clause, norm)
        for clause, norm in guarding.rules.norms()
        if isinstance(norm, Stages) and norm.stages == "programme"
    ]
    if not named:
        return []
    cycles = cycle_sheets(guarding, on)
    return [
        span_of(clause, norm, stage, cycles, on) for clause, norm in named for stage in norm.items
    ]


def span_of(clause: Clause, norm: Stages, stage: Stage, cycles: Sequence[Cycle], on: date) -> Span:
    """One stage; of a region it is made when every municipality has made it."""
    opens, closes = stage.window(cycles[0].since or on, cycles[0].ends)
    kinds = list(stage.exit)
    states = [norm.in_window(stage, cycle, on).state for cycle in cycles]
    if len(norm.items) == 1:
        for beside in clause.norms:
            if isinstance(beside, Deliverable) and beside.about is Cycle:
                kinds += beside.deliverable
                found = (beside.judge(cycle, on) for cycle in cycles)
                states += [finding.state for finding in found if finding is not None]
    return Span(
        clause=clause,
        stage=stage,
        opens=opens,
        closes=closes or opens,
        state=max(states),
        asks=tuple(_asked(kind, cycles, closes) for kind in kinds),
    )


def _asked(kind: str, cycles: Sequence[Cycle], closes: date | None) -> Asked:
    made = [min(cycle.products.get(kind, ()), default=None) for cycle in cycles]
    days = [day for day in made if day is not None]
    last = max(days) if len(days) == len(cycles) else None
    return Asked(
        kind=kind,
        made=last,
        is_late=last is not None and closes is not None and last > closes,
        is_known=cycles[0].knows([kind]),
    )
