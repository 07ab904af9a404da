"""A regulation's clauses, and the questions asked of them: folds over findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from marshrut.norms.assessing import Assessment, Judged, stand
from marshrut.norms.base import Norm
from marshrut.norms.conditions import Condition, Right
from marshrut.norms.findings import Finding, Force, State
from marshrut.norms.kinds import Kind, Subject
from marshrut.norms.lasting import Answer, Stage, Stages
from marshrut.norms.making import Form
from marshrut.norms.naming import Catalogue, Entry
from marshrut.norms.sheets import Figure, Sheet
from marshrut.norms.vocabulary import Term as LocalWord

Sheets = Mapping[type[Sheet], Sequence[Sheet] | None]
Waived = frozenset[tuple[str, str, str, int]]  # clause, code, kind of sheet, key of the thing
NONE_WAIVED: Waived = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    key: str
    cite: str
    gist: str
    text: str = ""
    reading: str = ""
    cite_en: str = ""
    gist_en: str = ""
    reading_en: str = ""
    see: tuple[str, ...] = ()
    norms: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    title: str
    title_en: str = ""
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands against a deed; a waiver would be about the thing ``kind`` and ``key`` name."""

    clause: str
    finding: Finding
    force: Force
    kind: str = ""
    key: int = 0

    @property
    def code(self) -> str:
        return self.finding.code


@dataclass(frozen=True, slots=True)
class Decision:
    refusals: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()
    waived: tuple[Objection, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    regulation: str
    title: str
    title_en: str = ""
    issuer: str = "department"
    period: str = "school_year"
    uses: tuple[str, ...] = ()
    waivers_by: str = "municipal_coordinator"
    posts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, LocalWord] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for part in self.parts for clause in part.clauses)

    def clause(self, key: str) -> Clause:
        """The clause of this key; KeyError when there is none."""
        return next(clause for clause in self.clauses if clause.key == key)

    def norms(self) -> Iterator[tuple[Clause, Norm]]:
        for clause in self.clauses:
            for norm in clause.norms:
                yield clause, norm

    # --- may this be done? -------------------------------------------------------------------
    def decide(
        self, deed: str, things: Iterable[Sheet], on: date, waived: Waived = NONE_WAIVED
    ) -> Decision:
        """May it be done to these things, as they would be after it? All objections at once."""
        after = [replace(thing, passed=thing.passed | {deed}) for thing in things]
        found = [
            Objection(clause.key, part, norm.force, thing.kind, thing.key)
            for clause, norm in self.norms()
            if norm.guard == deed
            for thing in after
            if isinstance(thing, norm.about or ()) and (finding := norm.judge(thing, on))
            for part in finding.objections
        ]
        let = [o for o in found if (o.clause, o.code, o.kind, o.key) in waived]
        left = [o for o in found if o not in let]
        return Decision(
            tuple(o for o in left if o.force is Force.HARD),
            tuple(o for o in left if o.force is Force.SOFT),
            tuple(let),
        )

    def asks(self, fact: Kind) -> bool:
        """Does any condition ask this very thing?"""
        return any(
            fact in norm.all + norm.any for _, norm in self.norms() if isinstance(norm, Condition)
        )

    # --- how does it stand? ------------------------------------------------------------------
    def judged(self, sheets: Sheets, on: date, waived: Waived = NONE_WAIVED) -> Iterator[Judged]:
        """Every norm on every thing that it concerns: all that follows are folds of this."""
        for clause, norm in self.norms():
            for thing in sheets.get(norm.about) or () if norm.about else ():
                finding = norm.judge(thing, on)
                if finding is not None:
                    if norm.force is Force.SOFT and finding.state is State.BREACHED:
                        finding = replace(finding, state=State.AT_RISK)
                    yield Judged(
                        clause.key, norm, thing, finding, _is_waived(clause, finding, thing, waived)
                    )

    def assess(
        self, sheets: Sheets, on: date, waived: Waived = NONE_WAIVED
    ) -> dict[str, Assessment]:
        """How does every clause stand? ``None`` for a sheet: its facts are not collected yet."""
        return self.fold(self.judged(sheets, on, waived), sheets)

    def fold(self, judged: Iterable[Judged], sheets: Sheets) -> dict[str, Assessment]:
        """Assessments of all clauses; a clause shares the things of the clauses it repeats."""
        rows: dict[str, list[Judged]] = {clause.key: [] for clause in self.clauses}
        unknown = set()
        for row in judged:
            if row.finding.state is State.NO_DATA:
                unknown.add(row.clause)
            else:
                rows[row.clause].append(row)
        absent = unknown | {
            clause.key
            for clause, norm in self.norms()
            if norm.about is not None and sheets.get(norm.about) is None
        }
        found = {}
        for clause in self.clauses:
            keys = (clause.key, *clause.see)
            own = [row for key in keys for row in rows.get(key, ())]
            norms = [n for c in self.clauses if c.key in keys for n in c.norms if n.about]
            found[clause.key] = stand(own, checked=bool(norms), absent=bool(absent & set(keys)))
        return found

    def owed(self, sheets: Sheets, on: date, waived: Waived = NONE_WAIVED) -> list[Judged]:
        """What somebody must still do, soonest first: reminders and to-do lists read this."""
        rows = [
            row
            for row in self.judged(sheets, on, waived)
            if not row.waived
            and not row.finding.over
            and not isinstance(row.thing, Figure)
            and row.finding.state in {State.ON_TRACK, State.AT_RISK, State.BREACHED}
            and (row.finding.due is not None or row.finding.state >= State.AT_RISK)
        ]
        return sorted(rows, key=lambda row: (row.finding.due or on, row.clause, row.id))

    # --- what is allowed, what is it called? -------------------------------------------------
    def may(self, who: str, verb: str) -> bool:
        """Does a clause grant this right, and none deny it?"""
        said = [
            n for _, n in self.norms() if isinstance(n, Right) and (n.right, n.may) == (who, verb)
        ]
        return bool(said) and not any(norm.not_ for norm in said)

    def granting(self, verb: str) -> str:
        """The key of the clause that speaks of this right, "" if none."""
        return next((c.key for c, n in self.norms() if isinstance(n, Right) and n.may == verb), "")

    @property
    def sort_of_subject(self) -> str:
        """The sort of subject that the first condition on opening a case asks for, else a topic."""
        kinds = (
            kind
            for _, norm in self.norms()
            if isinstance(norm, Condition) and norm.guard == "open_case"
            for kind in norm.all + norm.any
        )
        return next((kind.sort for kind in kinds if isinstance(kind, Subject)), "topic")

    def stages(self, of: str = "case") -> Stages | None:
        return next((n for _, n in self.norms() if isinstance(n, Stages) and n.stages == of), None)

    def programme_stages(self) -> tuple[Stage, ...]:
        """All stages of the programme, wherever the clauses that name them stand."""
        said = (n for _, n in self.norms() if isinstance(n, Stages) and n.stages == "programme")
        return tuple(stage for norm in said for stage in norm.items)

    def forms(self, of: str = "route") -> tuple[Form, ...]:
        return tuple(n for _, n in self.norms() if isinstance(n, Form) and n.of == of)

    def answer(self, to: str) -> Answer | None:
        return next((n for _, n in self.norms() if isinstance(n, Answer) and n.answer == to), None)

    def catalogue(self, name: str) -> Catalogue | None:
        return next(
            (n for _, n in self.norms() if isinstance(n, Catalogue) and n.words == name), None
        )

    def entries(self, kind: str) -> tuple[Entry, ...]:
        return tuple(n for _, n in self.norms() if isinstance(n, Entry) and n.entry == kind)


def _is_waived(clause: Clause, finding: Finding, thing: Sheet, waived: Waived) -> bool:
    if not waived or finding.state in {State.MET, State.NOT_YET}:
        return False
    parts = finding.because or (finding,)
    return all((clause.key, part.code, thing.kind, thing.key) in waived for part in parts)
