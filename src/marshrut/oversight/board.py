"""How a regulation stands on a day: assessments of clauses, and the things behind every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from marshrut.norms.assessing import Assessment, Judged, gravest
from marshrut.norms.findings import State
from marshrut.norms.rules import Clause, Rules, Sheets
from marshrut.norms.sheets import Sheet
from marshrut.oversight.gather import gather
from marshrut.oversight.scope import Scope, scope_of
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, guarding

# What a list behind a figure can be narrowed to, beside the codes of states.
LACKING, WAIVED = "lacking", "waived"
QUIET = frozenset({State.MET, State.NOT_YET})
UNDONE = frozenset({State.ON_TRACK, State.AT_RISK, State.BREACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything judged once; figures and lists are folds of the same rows."""

    guarding: Guarding
    on: date
    scope: Scope
    sheets: Sheets
    judged: tuple[Judged, ...]
    assessments: Mapping[str, Assessment]

    @property
    def rules(self) -> Rules:
        return self.guarding.rules

    @property
    def programme(self) -> Programme:
        return self.guarding.programme

    def said_of(self, clause: Clause) -> tuple[Judged, ...]:
        """All that the clause and the clauses it repeats say of things."""
        keys = {clause.key, *clause.see}
        return tuple(row for row in self.judged if row.clause in keys)

    def things(self, clause: str, state: str = "") -> tuple[Judged, ...]:
        """The things of a clause, each with the gravest that is said of it, by name."""
        found = gravest(self.said_of(self.rules.clause(clause))).values()
        rows = [row for row in found if not state or _is(row, state)]
        return tuple(sorted(rows, key=lambda row: (row.thing.kind, row.thing.label, row.id)))

    def of_unit(self, unit: int) -> tuple[Judged, ...]:
        """What is said of the things of one unit."""
        return tuple(row for row in self.judged if row.thing.unit == unit)

    def rows(self, kind: type[Sheet]) -> Sequence[Sheet]:
        return self.sheets.get(kind) or ()


def mark_of(row: Judged) -> str:
    """«4.2|size|unit|7»: what exactly would be excepted; nothing when all is well or waived."""
    if row.waived or row.finding.state not in UNDONE or not row.thing.unit:
        return ""
    return f"{row.clause}|{row.finding.code}|{row.thing.kind}|{row.thing.key}"


def _is(row: Judged, state: str) -> bool:
    if state == WAIVED:
        return row.waived
    if row.waived:
        return False
    if state == LACKING:
        return row.finding.state not in QUIET
    return row.finding.state.code == state


def board(programme: Programme, on: date, reach: Reach, *, rules: Guarding | None = None) -> Board:
    """The board of a day for one reader; raises Unguarded when no version guards the day.

    ``rules`` spares asking again what guards that day.
    """
    rules = rules or guarding(programme, on)
    scope = scope_of(reach, programme)
    sheets = gather(rules, on, scope=scope)
    judged = tuple(rules.rules.judged(sheets, on, rules.waived))
    return Board(
        guarding=rules,
        on=on,
        scope=scope,
        sheets=sheets,
        judged=tuple(row for row in judged if row.finding.state is not State.NO_DATA),
        assessments=rules.rules.fold(judged, sheets),
    )
