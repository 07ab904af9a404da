"""«Справка за период»: figures of a programme between two days, each a query that is also its list.

Nothing is stored: a figure counts exactly the rows that its list shows, as far as the reader sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from marshrut.activities import access as activities
from marshrut.activities.forms import CONSULTATION
from marshrut.activities.models import Activity
from marshrut.norms.findings import State
from marshrut.norms.rules import Clause
from marshrut.organisations.models import Unit
from marshrut.oversight.board import Board, board
from marshrut.oversight.scope import scope_of
from marshrut.people.reach import NOWHERE, Reach
from marshrut.programmes import access
from marshrut.programmes.coverage import alone_on
from marshrut.programmes.models import Programme, Waiver
from marshrut.programmes.queries import Unguarded, open_on
from marshrut.routes import access as routes

DAY = timedelta(days=1)
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last one, both in it."""

    first: date
    last: date


def _supported(reach: Reach, span: Span) -> Rows:
    """Who takes part on the last day: in an organisation each person once."""
    rows = access.enrolments(reach).filter(open_on(span.last))
    same = {name: OuterRef(name) for name in ("programme", "unit", "person")}
    earlier = access.enrolments(reach).filter(open_on(span.last), pk__lt=OuterRef("pk"), **same)
    return rows.filter(~Exists(earlier)).select_related("person", "unit")


def _alone(reach: Reach, span: Span) -> Rows:
    return alone_on(_supported(reach, span), span.last)


def _tutors(reach: Reach, span: Span) -> Rows:
    return access.appointments(reach).filter(open_on(span.last)).select_related("person", "unit")


def _appointed(reach: Reach, span: Span) -> Rows:
    rows = access.appointments(reach).filter(since__range=(span.first, span.last))
    return rows.select_related("person", "unit")


def _ended(reach: Reach, span: Span) -> Rows:
    """Whose last day lies in the span; the row keeps the day after it."""
    ended = (span.first + DAY, span.last + DAY)
    rows = access.appointments(reach).filter(since__isnull=False, until__range=ended)
    return rows.select_related("person", "unit")


def _opened(reach: Reach, span: Span) -> Rows:
    rows = routes.routes(reach).filter(enrolment__since__range=(span.first, span.last))
    return rows.select_related("enrolment__person", "unit")


def _closed(reach: Reach, span: Span) -> Rows:
    rows = routes.routes(reach).filter(closed_on__range=(span.first, span.last))
    return rows.select_related("enrolment__person", "unit")


def _consultations(reach: Reach, span: Span) -> Rows:
    rows = activities.activities(reach).filter(
        form=CONSULTATION,
        status=Activity.Status.HELD,
        begins_at__date__range=(span.first, span.last),
    )
    return rows.select_related("leader", "unit").prefetch_related("attendances__person")


def _visits(reach: Reach, span: Span) -> Rows:
    rows = activities.visits(reach).filter(held_on__range=(span.first, span.last))
    return rows.select_related("enrolment__person", "appointment__person", "unit")


def _waivers(reach: Reach, span: Span) -> Rows:
    rows = access.waivers(reach).filter(
        status=Waiver.Status.GRANTED, decided_on__range=(span.first, span.last)
    )
    return rows.select_related("unit")


FIGURES: Mapping[str, Callable[[Reach, Span], Rows]] = {
    "supported": _supported,
    "alone": _alone,
    "tutors": _tutors,
    "appointed": _appointed,
    "ended": _ended,
    "opened": _opened,
    "closed": _closed,
    "consultations": _consultations,
    "visits": _visits,
    "waivers": _waivers,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A clause at the end of the span against its beginning; None: there was no such clause."""

    clause: Clause
    before: State | None
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Figures by organisation, outcomes of what was closed, and the clauses then and now."""

    span: Span
    counts: Mapping[str, Counter[int]]
    outcomes: Mapping[str, int]
    units: Sequence[Unit]
    board: Board
    moves: Sequence[Move]

    def total(self, figure: str) -> int:
        return self.counts[figure].total()


def listed(figure: str, programme: Programme, span: Span, reach: Reach) -> Rows:
    """The rows that a figure counts, for its list; KeyError for an unknown figure."""
    scope = scope_of(reach, programme)
    rows = FIGURES[figure](reach, span).filter(programme=programme)
    return rows if scope.everything else rows.filter(unit__in=scope.units or NOWHERE)


def brief(programme: Programme, span: Span, reach: Reach) -> Brief:
    """The whole brief for one reader; raises Unguarded when no version guards the last day."""
    counts, outcomes = {}, {}
    for figure in FIGURES:
        rows = listed(figure, programme, span, reach).order_by().prefetch_related(None)
        found = rows.values_list("unit").annotate(n=Count("pk"))
        counts[figure] = Counter(dict(found))
        if figure == "closed":
            outcomes = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    after = board(programme, span.last, reach)
    return Brief(
        span=span,
        counts=counts,
        outcomes=outcomes,
        units=_units(programme, reach, counts.values()),
        board=after,
        moves=_moves(_before(programme, span, reach), after),
    )


def _units(programme: Programme, reach: Reach, counts: Any) -> list[Unit]:
    """Organisations of the programme that the reader sees, and wherever else a figure stands."""
    seen = set(access.units(reach, programme).values_list("pk", flat=True))
    counted = {unit for one in counts for unit in one}
    return list(Unit.objects.filter(pk__in=seen | counted).order_by("name", "pk"))


def _before(programme: Programme, span: Span, reach: Reach) -> Board | None:
    try:
        return board(programme, span.first, reach)
    except Unguarded:
        return None


def _moves(before: Board | None, after: Board) -> list[Move]:
    """Clauses that anything is checked of, in their order."""
    known = before.assessments if before else {}
    found = []
    for clause in after.rules.clauses:
        state = after.assessments[clause.key].state
        if state is not State.STATEMENT:
            earlier = known.get(clause.key)
            found.append(
                Move(clause=clause, before=earlier.state if earlier else None, after=state)
            )
    return found
