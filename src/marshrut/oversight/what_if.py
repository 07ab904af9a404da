"""Other rules judged over today's facts: whose finding would change, and what would be refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from marshrut.norms.assessing import Assessment, Judged, gravest
from marshrut.norms.findings import Finding, State
from marshrut.norms.rules import Clause, Objection, Rules
from marshrut.norms.sheets import KINDS, Sheet
from marshrut.oversight.board import QUIET
from marshrut.oversight.gather import gather
from marshrut.oversight.scope import scope_of
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import guarding, set_here

Id = tuple[str, int]
VERSION = "version"


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing under one clause, before and after; None where the clause says nothing of it."""

    before: Judged | None
    after: Judged | None

    @property
    def thing(self) -> Sheet:
        row = self.after or self.before
        assert row is not None  # noqa: S101 - one of them stands
        return row.thing

    @property
    def weight(self) -> int:
        """How much worse it gets; what gets better is below nought."""
        return _state(self.after) - _state(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A clause under both rules, and the things whose finding changes, the worst first."""

    key: str
    old: Clause | None
    new: Clause | None
    before: Assessment | None
    after: Assessment | None
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Refusing:
    """One thing that has passed a deed, and what would stop the deed if it were done again."""

    thing: Sheet
    objections: tuple[Objection, ...]
    is_new: bool  # the rules of today would let it pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A deed under the other rules: of so many things that have passed it, so many would not."""

    deed: str
    kind: str
    of: int
    refused: tuple[Refusing, ...]

    @property
    def new(self) -> int:
        return sum(one.is_new for one in self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would be otherwise; nothing of it is stored."""

    programme: Programme
    on: date
    rules: Rules
    now: Rules
    clauses: tuple[Shifted, ...]
    again: tuple[Again, ...]
    unknown: tuple[str, ...]  # clauses that ask of things whose facts are not collected yet
    units: Mapping[int, str]


def what_if(programme: Programme, rules: Rules, on: date, reach: Reach) -> WhatIf:
    """Judge what the reader may see by these rules; raises Unguarded when nothing guards today."""
    now, rules = guarding(programme, on), set_here(rules, programme)
    scope = scope_of(reach, programme)
    # What is gathered depends on what rules ask: windows of quotas, parts of forms, figures.
    then = replace(now, rules=rules)
    old, new = gather(now, on, scope=scope), gather(then, on, scope=scope)
    judged = tuple(now.rules.judged(old, on, now.waived))
    otherwise = tuple(rules.judged(new, on, now.waived))
    before, after = now.rules.fold(judged, old), rules.fold(otherwise, new)
    shifts = _shifts(judged, otherwise)
    clauses = [
        Shifted(
            key=key,
            old=_clause(now.rules, key),
            new=_clause(rules, key),
            before=before.get(key),
            after=after.get(key),
            shifts=shifts[key],
        )
        for key in _keys(now.rules, rules)
        if key in shifts
    ]
    every = [sheet for rows in new.values() for sheet in rows or ()]
    unknown = [k for k, one in after.items() if one.state is State.NO_DATA and _new(k, before)]
    return WhatIf(
        programme=programme,
        on=on,
        rules=rules,
        now=now.rules,
        clauses=tuple(clauses),
        again=tuple(_again(now.rules, rules, every, on, now.waived)),
        unknown=tuple(unknown),
        units={unit.key: unit.label for unit in new.get(KINDS["unit"]) or ()},
    )


def _new(key: str, before: Mapping[str, Assessment]) -> bool:
    return key not in before or before[key].state is not State.NO_DATA


def _keys(old: Rules, new: Rules) -> list[str]:
    """Clauses in the order of the other rules, then those that they have dropped."""
    return list(dict.fromkeys(clause.key for rules in (new, old) for clause in rules.clauses))


def _clause(rules: Rules, key: str) -> Clause | None:
    return next((clause for clause in rules.clauses if clause.key == key), None)


# --- findings --------------------------------------------------------------------------------
def _shifts(old: Iterable[Judged], new: Iterable[Judged]) -> dict[str, tuple[Shift, ...]]:
    """By clause; the gravest that is said of a thing is compared with the gravest."""
    before, after = _by_clause(old), _by_clause(new)
    found: dict[str, tuple[Shift, ...]] = {}
    for key in before | after:
        ours, theirs = before.get(key, {}), after.get(key, {})
        rows = [Shift(ours.get(one), theirs.get(one)) for one in ours | theirs]
        if differing := [row for row in rows if _differs(row)]:
            found[key] = tuple(sorted(differing, key=_order))
    return found


def _order(row: Shift) -> tuple[int, str, date, int]:
    """What gets worse first; the periods of one thing in their order."""
    thing = row.thing
    return -row.weight, thing.label, thing.since or date.min, thing.key


def _by_clause(rows: Iterable[Judged]) -> dict[str, dict[Id, Judged]]:
    """Of the things of the programme; a version is judged when it is approved."""
    grouped: dict[str, list[Judged]] = {}
    for row in rows:
        if row.finding.state is not State.NO_DATA and row.thing.kind != VERSION:
            grouped.setdefault(row.clause, []).append(row)
    return {key: gravest(said) for key, said in grouped.items()}


def _differs(row: Shift) -> bool:
    """Another state or waiver; of what is not well also another fault or another day."""
    if row.before is None or row.after is None:
        known = row.before or row.after
        return known is not None and known.finding.state not in QUIET
    one, other = row.before, row.after
    if (one.finding.state, one.waived) != (other.finding.state, other.waived):
        return True
    return other.finding.state not in QUIET and _reason(one.finding) != _reason(other.finding)


def _reason(finding: Finding) -> object:
    return finding.code, finding.due, tuple(_reason(part) for part in finding.because)


def _state(row: Judged | None) -> int:
    return int(row.finding.state) if row and not row.waived else int(State.MET)


# --- deeds -----------------------------------------------------------------------------------
def _again(
    now: Rules,
    rules: Rules,
    things: Sequence[Sheet],
    on: date,
    waived: frozenset[tuple[str, str, str, int]],
) -> Iterator[Again]:
    """Deeds that some open thing has passed and that the other rules would refuse to it."""
    for deed, kind in _guarded(rules):
        done = [one for one in things if one.kind == kind and one.open and deed in one.passed]
        refused = []
        for thing in done:
            objections = rules.decide(deed, [thing], on, waived).refusals
            if objections:
                passes = now.decide(deed, [thing], on, waived).allowed
                refused.append(Refusing(thing, objections, passes))
        if refused:
            named = sorted(refused, key=lambda one: (not one.is_new, one.thing.label))
            yield Again(deed=deed, kind=kind, of=len(done), refused=tuple(named))


def _guarded(rules: Rules) -> list[tuple[str, str]]:
    """Deeds that these rules guard, with the kind of thing that they are done to."""
    found = ((norm.guard, norm.about) for _, norm in rules.norms() if norm.guard)
    kinds = {(deed, about.kind) for deed, about in found if about is not None}
    return sorted(pair for pair in kinds if pair[1] != VERSION)
