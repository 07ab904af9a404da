"""Things chosen on the list behind a clause, for which one exception is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from marshrut.oversight.board import board, mark_of
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.operations import Waivable
from marshrut.programmes.queries import Guarding
from marshrut.web.programmes.waiver_pages import Quoted, quoted
from marshrut.web.terms import term


@dataclass(frozen=True, slots=True)
class Chosen:
    """Things of one clause that still lack something today; others of the address are gone."""

    clause: Quoted
    lines: list[Waivable]
    back: str


def chosen(reach: Reach, guarding: Guarding, asked: QueryDict) -> Chosen | None:
    """What the address names, as facts of today have it; None when there is no such clause."""
    key = asked.get("clause", "")
    if all(clause.key != key for clause in guarding.rules.clauses):
        return None
    programme = guarding.programme
    wanted = set(asked.getlist("thing"))
    rows = board(programme, reach.on, reach, rules=guarding).things(key)
    lines = [
        Waivable(
            clause=row.clause,
            code=row.finding.code,
            kind=row.thing.kind,
            key=row.thing.key,
            label=row.thing.label,
            unit=row.thing.unit,
        )
        for row in rows
        if (mark := mark_of(row)) and mark in wanted
    ]
    back = f"{reverse('regulations')}?programme={programme.pk}&clause={key}"
    return Chosen(quoted(guarding, key), lines, back)


def waives(reach: Reach, guarding: Guarding, chosen: Chosen) -> bool:
    """Does the reader decide about all of them, so that nobody has to be asked?"""
    office = guarding.rules.waivers_by
    return all(access.may_waive(reach, line.unit, office=office) for line in chosen.lines)


def said(guarding: Guarding, count: int, *, waives: bool) -> str:
    """What became of them."""
    if waives:
        done = ngettext("%(n)d exception is recorded.", "%(n)d exceptions are recorded.", count)
        return done % {"n": count}
    asked = ngettext(
        "%(n)d exception is asked for. It waits for: %(who)s.",
        "%(n)d exceptions are asked for. They wait for: %(who)s.",
        count,
    )
    return asked % {"n": count, "who": term("who", guarding.rules.waivers_by)}
