"""What «Справка за период» shows: sentences, figures by organisation, clauses then and now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.monitoring.board import shown
from marshrut.monitoring.brief import Brief, Move, Span, brief
from marshrut.norms.findings import State
from marshrut.norms.sheets import Unit as UnitSheet
from marshrut.web.monitoring.brief_words import Telling, paragraphs, period_of
from marshrut.web.monitoring.spans import chosen_span, filled, offered
from marshrut.web.monitoring.tabs import tabs
from marshrut.web.programme_words import say, spoken
from marshrut.web.regulations.choosing import Chosen
from marshrut.web.regulations.lines import Around, Line, number_of, sections
from marshrut.web.request import Request

# The gravest first, as a reader of a report looks for them.
STATES = (State.BREACHED, State.AT_RISK, State.ON_TRACK, State.MET, State.NOT_YET, State.NO_DATA)
PRESSING = frozenset({State.BREACHED, State.AT_RISK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A clause by its cite, with the way to it on the board of that day."""

    cite: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A state and its clauses at the beginning and at the end."""

    state: State
    before: Sequence[Cited]
    after: Sequence[Cited]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Clauses that turned from one state into another; ``before`` is None for new ones."""

    before: State | None
    after: State
    cited: Sequence[Cited]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    number: int
    href: str
    title: str


def columns(request: Request) -> dict[str, str]:
    """Figures of the table by organisation, in their order, with their headings."""
    tutors = say(request, "tutor", plural=True, capital=True)
    routes = say(request, "route", "gen", plural=True)
    return {
        "supported": say(request, "tutee", plural=True, capital=True),
        "tutors": tutors,
        "alone": _("Without a %(tutor)s") % {"tutor": say(request, "tutor", "gen")},
        "opened": _("Opened: %(routes)s") % {"routes": routes},
        "closed": _("Closed: %(routes)s") % {"routes": routes},
        "consultations": _("Consultations"),
        "visits": _("Lessons visited"),
        "waivers": _("Exceptions"),
    }


def titles(request: Request) -> dict[str, str]:
    """Headings of the lists behind all figures."""
    tutors = say(request, "tutor", plural=True, capital=True)
    return columns(request) | {
        "appointed": _("%(tutors)s: appointed over the period") % {"tutors": tutors},
        "ended": _("%(tutors)s: ended over the period") % {"tutors": tutors},
    }


def address(choice: Chosen, span: Span, figure: str, **more: object) -> str:
    """Where the list behind a figure is."""
    days = {"since": span.first.isoformat(), "last": span.last.isoformat()}
    query = urlencode({"programme": choice.programme.pk, **days, **more})
    return f"{reverse('brief_list', args=[figure])}?{query}"


def page(request: Request, choice: Chosen) -> dict[str, Any]:
    """Everything of the page but its frame."""
    span = chosen_span(request, choice.programme, choice.on)
    found = brief(choice.programme, span, request.reach)
    heads = columns(request)
    told = Telling(
        request=request,
        found=found,
        address=lambda figure, **more: address(choice, span, figure, **more),
    )
    return {
        "title": _("Brief for the period"),
        "choice": choice,
        "tabs": tabs(request, "brief"),
        "found": found,
        "period": period_of(found),
        "form": filled(span, choice.programme),
        "offered": offered(choice.programme, span, choice.on),
        "paragraphs": paragraphs(told),
        "heads": heads,
        "rows": [(unit, _cells(choice, found, heads, unit.pk)) for unit in found.units],
        "total": _cells(choice, found, heads, None),
        "states": _states(choice, found),
        "changes": _changes(choice, found),
        "pressing": _pressing(request, choice, found),
        "board": f"{reverse('regulations')}?{_query(choice, found, end=True)}",
    }


def _cells(choice: Chosen, found: Brief, heads: dict[str, str], unit: int | None) -> list[Cell]:
    cells = []
    for figure, title in heads.items():
        counts = found.counts[figure]
        number = counts.total() if unit is None else counts[unit]
        more = {} if unit is None else {"unit": unit}
        href = address(choice, found.span, figure, **more) if number else ""
        cells.append(Cell(number=number, href=href, title=title))
    return cells


def _query(choice: Chosen, found: Brief, *, end: bool) -> str:
    day = found.span.last if end else found.span.first
    return urlencode({"programme": choice.programme.pk, "on": day.isoformat()})


def _cited(choice: Chosen, found: Brief, moves: Iterable[Move], *, end: bool) -> list[Cited]:
    """Numbers of clauses, bullets of one clause once; a clause of an order by its whole cite."""
    query = _query(choice, found, end=end)
    cited: dict[str, Cited] = {}
    for move in moves:
        key = move.clause.key
        name = number_of(key) if key[:1].isdigit() else ""
        name = name or spoken(move.clause.cite, move.clause.cite_en)
        cited.setdefault(name, Cited(cite=name, href=f"{reverse('regulations')}?{query}#c-{key}"))
    return list(cited.values())


def _states(choice: Chosen, found: Brief) -> list[Row]:
    """Lists of clauses, no shares: a regulation is not «executed by so many percent»."""
    rows = []
    for state in STATES:
        before = [move for move in found.moves if move.before is state]
        after = [move for move in found.moves if move.after is state]
        if before or after:
            then = _cited(choice, found, before, end=False)
            now = _cited(choice, found, after, end=True)
            rows.append(Row(state=state, before=then, after=now))
    return rows


def _changes(choice: Chosen, found: Brief) -> list[Change]:
    """Clauses by what they turned from and into, the gravest first."""
    groups: dict[tuple[State | None, State], list[Move]] = {}
    for move in found.moves:
        if move.before is not move.after:
            groups.setdefault((move.before, move.after), []).append(move)
    changes = [
        Change(before=before, after=after, cited=_cited(choice, found, moves, end=True))
        for (before, after), moves in groups.items()
    ]
    return sorted(changes, key=lambda one: STATES.index(one.after))


def _pressing(request: Request, choice: Chosen, found: Brief) -> list[Line]:
    """Clauses to be looked at on the last day, with what is lacking."""
    stand = shown(found.board, request.reach)
    around = Around(
        today=found.span.last,
        words=request.words,
        units={unit.key: unit.label for unit in found.board.rows(UnitSheet)},
        query=_query(choice, found, end=True),
        gaps=stand.gaps,
    )
    lines = [line for part in sections(stand.parts, around) for line in part.lines]
    return sorted(
        (line for line in lines if line.state in PRESSING),
        key=lambda line: STATES.index(line.state),
    )
