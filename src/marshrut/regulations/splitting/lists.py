"""Lists under a clause: names stay with it, duties and rights become clauses of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from marshrut.regulations.splitting.marks import Line, Sort
from marshrut.regulations.texts.numerals import letter

ITEMS = (Sort.ROUND, Sort.LETTER, Sort.BULLET, Sort.DASH)
NAME = 6  # words, without what stands in brackets
ACT = re.compile(
    r"(?:федеральн\w+ закон|закон|распоряжени|приказ|постановлени|письм|указ\b|указом|конституци"
    r"|программ|стратеги|концепци|методически|ины[мх]|\w+ кодекс)",
    re.IGNORECASE,
)


def unfolded(piece: Any, make: Callable[..., Any]) -> list[Any]:
    """The piece itself, or the piece and one more for every item of its list."""
    begins = next(
        (at for at, one in enumerate(piece.lines) if at and _begins(one, piece.lines[at - 1])), None
    )
    if begins is None:
        return [piece]
    items = _items(piece.lines, begins)
    if len(items) == 1 or are_names(items) or not _leads(piece.lines[:begins]):
        return [piece]
    lead = make(piece.key, piece.cite, piece.mark, piece.lines[:begins], leads=True)
    return [lead, *(_item(piece, item, place, make) for place, item in enumerate(items, 1))]


def are_names(items: Sequence[Sequence[Line]]) -> bool:
    """A catalogue (forms, methods, directions) or acts that are referred to."""
    said = [" ".join(one.said for one in item) for item in items]
    acts = sum(bool(ACT.match(one)) for one in said)
    short = [len(re.sub(r"\(.*?\)", "", one).split()) <= NAME for one in said]
    return all(short) or acts > len(said) / 2


def _begins(one: Line, before: Line) -> bool:
    """An item of a list; a dash also joins words of one sentence."""
    return one.sort in ITEMS[:3] or (
        one.sort is Sort.DASH and before.said.endswith((":", ";", ".", ","))
    )


def _items(lines: Sequence[Line], begins: int) -> list[list[Line]]:
    """Items of the outer list; what is nested in one stays in it."""
    outer = lines[begins].sort
    found: list[list[Line]] = []
    for at in range(begins, len(lines)):
        if lines[at].sort is outer and (_begins(lines[at], lines[at - 1]) or not found):
            found.append([])
        found[-1].append(lines[at])
    return found


def _leads(lines: Sequence[Line]) -> bool:
    return bool(lines) and any(one.said for one in lines)


def _item(piece: Any, item: Sequence[Line], place: int, make: Callable[..., Any]) -> Any:
    first, *rest = item
    number, mark = first.number, first.mark
    own = str(number[0]) if first.sort is Sort.ROUND else letter(place)
    said = {Sort.ROUND: f"подп. {own} ", Sort.LETTER: f"подп. «{mark.rstrip(')')}» "}
    cite = said.get(first.sort, "") + piece.cite
    return make(f"{piece.key}.{own}", cite, mark, [Line(Sort.PLAIN, first.said), *rest])
