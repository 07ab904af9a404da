"""«По школам»: one row for each organisation, from the same judged rows as the board."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marshrut.activities.forms import CONSULTATION
from marshrut.activities.models import Activity
from marshrut.activities.queries import last_contacts
from marshrut.norms.assessing import Judged, gravest
from marshrut.norms.findings import State
from marshrut.norms.sheets import Case, Route, Sheet, Staff, Tutor, Unit
from marshrut.oversight.board import Board
from marshrut.programmes.queries import without_tutor

SORTS = ("label", "covered", "cases", "agreed", "consulted", "late", "risky", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """How an organisation stands: tutors, people with a tutor, cases, what is late."""

    unit: int
    label: str
    tutors: tuple[str, ...]
    covered: int
    enrolled: int
    cases: int
    agreed: int
    routes: int
    consulted: int
    late: int
    risky: int
    contact: date | None


def school_rows(board: Board, *, sort: str = "label") -> list[SchoolRow]:
    """Rows of the organisations that the reader sees, sorted by a column («-» turns the order)."""
    gaps = Counter(without_tutor(board.programme, board.on).values_list("unit", flat=True))
    consulted = consultations_of_month(board)
    contacts = _contacts(board)
    rows = [
        _row(board, unit, gaps[unit.key], consulted[unit.key], contacts.get(unit.key))
        for unit in board.rows(Unit)
    ]
    name = sort.lstrip("-")
    key = name if name in SORTS else "label"
    rows.sort(key=lambda row: row.label)
    rows.sort(key=lambda row: _order(row, key), reverse=sort.startswith("-"))
    return rows


def _order(row: SchoolRow, key: str) -> tuple[bool, object]:
    value = getattr(row, key)
    return value is not None, value if value is not None else 0


def _row(board: Board, unit: Sheet, gap: int, consulted: int, contact: date | None) -> SchoolRow:
    staff = [s for s in board.rows(Staff) if isinstance(s, Staff) and s.unit == unit.key]
    tutors = [t for t in board.rows(Tutor) if isinstance(t, Tutor) and t.unit == unit.key]
    cases = [c for c in board.rows(Case) if isinstance(c, Case) and c.unit == unit.key and c.open]
    routes = [
        r for r in board.rows(Route) if isinstance(r, Route) and r.unit == unit.key and r.open
    ]
    enrolled = sum(one.enrolled and one.pedagogical for one in staff)
    states = Counter(row.finding.state for row in _worst(board, unit.key))
    return SchoolRow(
        unit=unit.key,
        label=unit.label,
        tutors=tuple(t.label for t in tutors if "appoint" in t.passed and t.open),
        covered=max(enrolled - gap, 0),
        enrolled=enrolled,
        cases=len(cases),
        agreed=sum("trajectory" in route.products for route in routes),
        routes=len(routes),
        consulted=consulted,
        late=states[State.BREACHED],
        risky=states[State.AT_RISK],
        contact=contact,
    )


def _worst(board: Board, unit: int) -> list[Judged]:
    """Things of the unit, each once with the gravest that any clause says of it."""
    return list(gravest(row for row in board.of_unit(unit) if not row.waived).values())


def consultations_of_month(board: Board) -> Counter[int]:
    """Consultations held from the first of the month to the day, by unit."""
    first = board.on.replace(day=1)
    rows = Activity.objects.filter(
        programme=board.programme,
        form=CONSULTATION,
        status=Activity.Status.HELD,
        begins_at__date__gte=first,
        begins_at__date__lte=board.on,
    )
    return Counter(rows.values_list("unit", flat=True))


def _contacts(board: Board) -> Mapping[int, date]:
    """The last day on which any pair of the unit met."""
    units = {case.key: case.unit for case in board.rows(Case)}
    latest: dict[int, date] = defaultdict(lambda: date.min)
    for key, day in last_contacts(list(units), board.on).items():
        latest[units[key]] = max(latest[units[key]], day)
    return dict(latest)
