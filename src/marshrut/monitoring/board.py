"""A board as a page shows it: clauses, figures by kind of thing, what is lacking, waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from marshrut.norms.assessing import Assessment, Count, Judged, counts_of, is_lasting, kind_of
from marshrut.norms.conditions import Condition
from marshrut.norms.findings import State
from marshrut.norms.kinds import OrderOf
from marshrut.norms.rules import Clause
from marshrut.norms.sheets import Staff, Tutor, Unit, Version
from marshrut.oversight.board import Board
from marshrut.oversight.owed import owed_by
from marshrut.people.access import people
from marshrut.people.models import PaperRecord
from marshrut.people.reach import Reach
from marshrut.programmes.models import Waiver

# Tables whose rows the sheets of these kinds describe; staff acknowledge by person.
TABLES = {"tutor": "appointment", "case": "enrolment", "route": "route", "visit": "lessonvisit"}
FILTERS = ("mine", "breached", "at_risk")
LAST = date.max
DAY = timedelta(days=1)
OWED = frozenset({State.ON_TRACK, State.AT_RISK, State.BREACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An organisation without a tutor: how many people, and since when if there was one."""

    people: int
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseStand:
    """One clause with all that its margin tells."""

    clause: Clause
    state: State
    counts: tuple[Count, ...] = ()
    lacking: tuple[Judged, ...] = ()
    waived: tuple[Waiver, ...] = ()
    asked: tuple[Waiver, ...] = ()
    due: date | None = None
    source: str = ""  # system, paper, document
    papered: int = 0
    mine: int = 0

    @property
    def pressing(self) -> tuple[Judged, ...]:
        """What to name in the margin: the gravest; what is in time only if nothing is late."""
        rows = sorted(self.lacking, key=lambda row: (-row.finding.state, row.finding.due or LAST))
        late = [row for row in rows if row.finding.state >= State.AT_RISK]
        return tuple(late or (row for row in rows if not is_lasting(row)))

    @property
    def count(self) -> Count | None:
        """The count that says most: of the kind that lacks most, else of the most numerous."""
        return next(iter(self.counts), None)

    def is_shown(self, show: str) -> bool:
        if show == "mine":
            return self.mine > 0
        return not show or self.state.code == show


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStand:
    index: int
    title: str
    title_en: str
    clauses: tuple[ClauseStand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The whole board, ready for a page."""

    board: Board
    parts: tuple[PartStand, ...]
    gaps: Mapping[int, Gap] = field(default_factory=dict)
    totals: Counter[State] = field(default_factory=Counter)

    def only(self, *, show: str = "", part: int | None = None) -> list[PartStand]:
        """The parts after filtering; an emptied part falls out with its title."""
        found = []
        for one in self.parts:
            left = tuple(clause for clause in one.clauses if clause.is_shown(show))
            if left and part in {None, one.index}:
                found.append(
                    PartStand(index=one.index, title=one.title, title_en=one.title_en, clauses=left)
                )
        return found


def shown(board: Board, reach: Reach) -> Shown:
    """Put together what the page needs beside the assessments: waivers, paper, the reader's own."""
    waivers = _waivers(board)
    papered = papered_things(board.judged)
    owed = [row for row in board.judged if not row.waived and row.finding.state in OWED]
    mine = Counter(row.clause for row in owed_by(reach, board.programme, owed))
    parts = tuple(
        PartStand(
            index=index,
            title=part.title,
            title_en=part.title_en,
            clauses=tuple(_stand(board, clause, waivers, papered, mine) for clause in part.clauses),
        )
        for index, part in enumerate(board.rules.parts)
    )
    totals = Counter(clause.state for part in parts for clause in part.clauses)
    return Shown(board=board, parts=parts, totals=totals, gaps=gaps_of(board))


def _stand(
    board: Board,
    clause: Clause,
    waivers: Sequence[Waiver],
    papered: Collection[tuple[str, int]],
    mine: Counter[str],
) -> ClauseStand:
    found: Assessment = board.assessments[clause.key]
    keys = {clause.key, *clause.see}
    own = [waiver for waiver in waivers if waiver.clause in keys]
    things = board.things(clause.key)
    counts = counts_of(things)
    return ClauseStand(
        clause=clause,
        state=found.state,
        counts=counts,
        lacking=found.lacking,
        waived=tuple(w for w in own if w.is_good(board.on)),
        asked=tuple(w for w in own if w.status == Waiver.Status.ASKED),
        due=_due(things),
        source=_source(things, counts),
        papered=sum(row.id in papered for row in things if is_word(row)),
        mine=mine[clause.key],
    )


def gaps_of(board: Board) -> dict[int, Gap]:
    """Organisations of the board in which nobody is a tutor on the day."""
    bare = {unit.key for unit in board.rows(Unit) if not unit.counts.get("tutor")}
    if not bare:
        return {}
    last: dict[int, date] = {}
    for one in board.rows(Tutor):
        if one.unit in bare and not one.open and one.ends is not None:
            last[one.unit] = max(one.ends + DAY, last.get(one.unit, one.ends))
    waiting = Counter(
        one.unit
        for one in board.rows(Staff)
        if isinstance(one, Staff) and one.enrolled and one.unit in bare
    )
    return {unit: Gap(people=waiting[unit], since=last.get(unit)) for unit in bare}


def cards_of(rows: Iterable[Judged], reach: Reach) -> frozenset[int]:
    """Those of the staff in these rows whose cards the reader may open."""
    staff = {row.thing.key for row in rows if isinstance(row.thing, Staff)}
    if not staff:
        return frozenset()
    return frozenset(people(reach).filter(pk__in=staff).values_list("pk", flat=True))


def _due(things: Iterable[Judged]) -> date | None:
    """The nearest day by which something must still be done."""
    left = [row for row in things if not row.waived and row.finding.state is not State.MET]
    return min((row.finding.due for row in left if row.finding.due), default=None)


def source_of(row: Judged) -> str:
    """Where the mark comes from: facts of the system, or a document such as an order."""
    norm = row.norm
    ordered = isinstance(norm, Condition) and any(
        isinstance(kind, OrderOf) for kind in norm.all + norm.any
    )
    return "document" if ordered or isinstance(row.thing, Version) else "system"


def _source(things: Sequence[Judged], counts: Sequence[Count]) -> str:
    """The source of the things whose count is shown."""
    kind = counts[0].kind if counts else ""
    return next((source_of(row) for row in things if kind_of(row) == kind), "")


def papered_things(rows: Iterable[Judged]) -> frozenset[tuple[str, int]]:
    """(kind, key) of the things that stand on somebody's word recorded from paper."""
    things = {row.id: row.thing for row in rows if is_word(row)}
    people = {thing.person for thing in things.values() if thing.person}
    if not people:
        return frozenset()
    records = PaperRecord.objects.filter(
        Q(kind__in=TABLES.values()) | Q(kind="acknowledgement"), person__in=people
    ).values_list("kind", "key", "person")
    kinds = {table: kind for kind, table in TABLES.items()}
    found = {
        ("staff", person) if kind == "acknowledgement" else (kinds[kind], key)
        for kind, key, person in records
    }
    return frozenset(found & things.keys())


def is_word(row: Judged) -> bool:
    """Can it stand on somebody's word? Of staff only the acknowledgement does."""
    reads = "acknowledgement" in getattr(row.norm, "deliverable", ())
    return reads or row.thing.kind != "staff"


def _waivers(board: Board) -> list[Waiver]:
    """Waivers asked and granted that concern things the reader sees."""
    rows = Waiver.objects.filter(
        board.scope.rows(Q(pk__in=())),
        programme=board.programme,
        status__in=(Waiver.Status.ASKED, Waiver.Status.GRANTED),
        asked_on__lte=board.on,
    )
    return list(rows.select_related("decided_by__person").order_by("label"))
