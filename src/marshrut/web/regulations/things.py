"""The list behind a figure: the same judged rows, by kind, with sentences and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marshrut.monitoring.board import Shown, papered_things, source_of
from marshrut.norms.assessing import Judged, counts_of, kind_of
from marshrut.norms.findings import State
from marshrut.norms.sheets import Staff
from marshrut.oversight.board import LACKING, WAIVED, mark_of
from marshrut.web.findings import finding_line
from marshrut.web.regulations.counting import count_phrase, kind_title
from marshrut.web.regulations.lines import (
    LOCAL_DAYS,
    Around,
    gap_words,
    source_name,
    waiver_line,
)
from marshrut.web.regulations.links import link_of
from marshrut.web.states import state_word

FILTERS = ("", LACKING, State.MET.code, State.NOT_YET.code, WAIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One line of the list."""

    label: str
    href: str
    unit: str
    state: object
    said: str
    source: str
    local: bool
    waived: str = ""
    mark: str = ""  # by which the thing can be chosen for an exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Things of one kind under their own figure."""

    title: str
    figure: str
    has_units: bool
    things: tuple[Thing, ...]


def groups(
    rows: Iterable[Judged], shown: Shown, clause: str, around: Around, cards: Collection[int]
) -> list[Group]:
    """Things of a clause by kind; figures count all of the clause, not only what is filtered.

    ``cards``: the people whose cards the reader may open.
    """
    rows = list(rows)
    whole = shown.board.things(clause)
    figures = {count.kind: count_phrase(count, around.words) for count in counts_of(whole)}
    papered = papered_things(rows)
    waivers = {
        (waiver.kind, waiver.key): waiver_line(waiver)
        for part in shown.parts
        for stand in part.clauses
        if stand.clause.key == clause
        for waiver in stand.waived
    }
    found: dict[str, list[Thing]] = {}
    for row in rows:
        by_paper = (row.thing.kind, row.thing.key) in papered
        by = "paper" if by_paper else source_of(row)
        shut = isinstance(row.thing, Staff) and row.thing.key not in cards
        href = "" if shut else link_of(kind_of(row), row.thing.key, shown.board.programme.pk)
        thing = _thing(row, around, href, by, waivers.get(row.id, ""))
        found.setdefault(kind_of(row), []).append(thing)
    return [
        Group(
            title=kind_title(kind, around.words),
            figure=figure,
            has_units=any(thing.unit for thing in found[kind]),
            things=tuple(found[kind]),
        )
        for kind, figure in figures.items()
        if kind in found
    ]


def _thing(row: Judged, around: Around, href: str, source: str, waived: str) -> Thing:
    kind = kind_of(row)
    is_figure = row.thing.kind == "figure"
    return Thing(
        label=kind_title(kind, around.words) if is_figure else row.thing.label,
        href=href,
        unit="" if row.thing.kind == "unit" else around.units.get(row.thing.unit, ""),
        state="flag" if row.waived else row.finding.state,
        said=_said(row, around),
        source=source_name(source) if source else "",
        local=_is_local(row),
        waived=waived if row.waived else "",
        mark=mark_of(row),
    )


def _is_local(row: Judged) -> bool:
    """Is what is still to come due by a local setting?"""
    waits = row.finding.due is not None and row.finding.state is not State.MET
    return waits and bool(LOCAL_DAYS & set(row.norm.local))


def _said(row: Judged, around: Around) -> str:
    """A met thing needs no more words than its state."""
    if row.finding.state is State.MET:
        return ""
    said = finding_line(row, around.today)
    gap = around.gaps.get(row.thing.key) if row.thing.kind == "unit" else None
    return f"{said}; {gap_words(gap, around.today)}" if gap else said


def filters(shown: Shown, clause: str, current: str, address: str) -> list[dict[str, Any]]:
    """Every filter with its count; an empty one is left out unless chosen."""
    titles = {
        "": _("All"),
        LACKING: _("To look at"),
        State.MET.code: state_word(State.MET),
        State.NOT_YET.code: state_word(State.NOT_YET),
        WAIVED: _("With an exception"),
    }
    found = []
    for code in FILTERS:
        count = len(shown.board.things(clause, code))
        if count or code in {"", current}:
            href = f"?{address}&clause={clause}" + (f"&state={code}" if code else "")
            one = {"title": titles[code], "href": href, "current": code == current, "count": count}
            found.append(one)
    return found
