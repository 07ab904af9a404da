"""What a board tells beside its marks: shaken acts, routes of older versions, dropped clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from marshrut.norms.rules import Clause
from marshrut.oversight.board import Board
from marshrut.oversight.older import Older, under_older
from marshrut.programmes.models import Waiver
from marshrut.regulations.basis import Doubt, doubts
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A clause of an earlier version («прежней редакции») and the waivers that refer to it."""

    clause: Clause
    number: int
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    doubts: Sequence[Doubt]
    older: Sequence[Older]
    former: Sequence[Former]


def beside(board: Board) -> Beside:
    """For the board of a day, as far as its reader sees."""
    return Beside(
        doubts=doubts([board.guarding.version], board.on),
        older=under_older(board),
        former=_former(board),
    )


def _former(board: Board) -> list[Former]:
    """Clauses that an amendment has dropped keep what refers to them."""
    rows = Waiver.objects.filter(
        board.scope.rows(Q(pk__in=())),
        programme=board.programme,
        status__in=(Waiver.Status.ASKED, Waiver.Status.GRANTED),
        asked_on__lte=board.on,
    ).exclude(clause__in=[clause.key for clause in board.rules.clauses])
    waivers = list(rows.order_by("clause", "label"))
    if not waivers:
        return []
    known = _clauses(board, {waiver.clause for waiver in waivers})
    return [
        Former(
            clause=clause,
            number=number,
            waivers=tuple(waiver for waiver in waivers if waiver.clause == key),
        )
        for key, (clause, number) in known.items()
    ]


def _clauses(board: Board, keys: Iterable[str]) -> Mapping[str, tuple[Clause, int]]:
    """Each clause as the last version that had it says it."""
    wanted, found = set(keys), {}
    rows = RegulationVersion.objects.filter(
        regulation=board.programme.regulation_id, number__lt=board.guarding.version.number
    )
    for version in rows.filter(status="approved").order_by("-number"):
        for clause in rules_of(version).clauses:
            if clause.key in wanted:
                wanted.discard(clause.key)
                found[clause.key] = clause, version.number
    return found
