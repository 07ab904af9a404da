"""«Дело об исполнении положения» in the words of a page and of its book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.monitoring.casefile import CaseFile
from marshrut.norms.findings import State
from marshrut.norms.sheets import Unit
from marshrut.programmes.models import Waiver
from marshrut.regulations.basis import cited, doubts
from marshrut.web.names import short
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.acts import Ground, grounds, margin
from marshrut.web.regulations.lines import Around, Line, Section, sections
from marshrut.web.regulations.things import Group, Thing, groups
from marshrut.web.words import Words

# The gravest first. What nothing is said of is not counted: it asks for nothing that is checked.
STATES = (State.BREACHED, State.AT_RISK, State.ON_TRACK, State.MET, State.NOT_YET, State.NO_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Things of one kind: those to look at one by one, those that are met in one line by place."""

    group: Group
    open: Sequence[Thing]
    met: Sequence[tuple[str, str]]  # organisation, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A clause with the things of which it speaks."""

    line: Line
    kinds: Sequence[Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excepted:
    """An exception as it stood on the day."""

    row: Waiver
    cite: str
    status: str
    on: date | None  # when it was decided
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything of the file in words."""

    file: CaseFile
    sections: Sequence[Section]
    totals: Sequence[tuple[State, int]]
    facts: Sequence[Facts]
    exceptions: Sequence[Excepted]
    grounds: Sequence[Ground]

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]


def said(file: CaseFile, words: Words, query: str) -> Said:
    """``query``: the part of an address that keeps the programme and the day."""
    board = file.board
    version, on = board.guarding.version, board.on
    shaken = doubts([version], on)
    around = Around(
        today=on,
        words=words,
        units={unit.key: unit.label for unit in board.rows(Unit)},
        query=query,
        board=reverse("regulations"),
        gaps=file.shown.gaps,
        basis=margin(shaken, on),
    )
    parts = sections(file.shown.parts, around)
    lines = [line for section in parts for line in section.lines]
    found = (_facts(line, file, around) for line in lines if line.is_checked)
    return Said(
        file=file,
        sections=parts,
        totals=[(state, file.shown.totals[state]) for state in STATES if file.shown.totals[state]],
        facts=[one for one in found if one.kinds],
        exceptions=[_excepted(row, file) for row in file.waivers],
        grounds=grounds(cited(version), board.rules, shaken, on),
    )


def _facts(line: Line, file: CaseFile, around: Around) -> Facts:
    """The version itself is no fact of its clauses: it stands in the first part of the file."""
    rows = [row for row in file.board.things(line.key) if row.thing.kind != "version"]
    kinds = groups(rows, file.shown, line.key, around, file.cards)
    return Facts(line=line, kinds=[_told(one) for one in kinds])


def _told(group: Group) -> Told:
    """A figure is called as its group, and its number says all."""
    places: dict[str, list[str]] = {}
    for thing in group.things:
        if thing.state is State.MET and thing.label != group.title:
            places.setdefault(thing.unit, []).append(thing.label)
    return Told(
        group=group,
        open=[thing for thing in group.things if thing.state is not State.MET],
        met=[(unit, ", ".join(names)) for unit, names in sorted(places.items())],
    )


def _excepted(row: Waiver, file: CaseFile) -> Excepted:
    """Whatever was decided later was still being asked for on the day."""
    on = file.board.on
    later = row.decided_on is not None and row.decided_on > on
    person = getattr(row.decided_by, "person", None)
    return Excepted(
        row=row,
        cite=_cites(file).get(row.clause, row.clause),
        status="asked" if later else row.status_on(on),
        on=None if later else row.decided_on,
        by="" if later or person is None else short(person),
    )


def _cites(file: CaseFile) -> Mapping[str, str]:
    return {one.key: spoken(one.cite, one.cite_en) for one in file.board.rules.clauses}


def contents() -> list[dict[str, Any]]:
    """Parts of the file in their order: the anchor and the heading."""
    named = {
        "versions": _("Versions and the orders that put them in force"),
        "orders": _("Orders of the programme"),
        "basis": _("What the regulation rests on"),
        "signed": _("Who has acknowledged the version"),
        "clauses": _("Clauses and how they stand"),
        "exceptions": _("Exceptions"),
        "facts": _("Facts by clause"),
    }
    return [{"anchor": anchor, "title": title} for anchor, title in named.items()]
