"""Lines to parts and pieces. A piece becomes a clause: a key, a cite, a mark, its exact text."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marshrut.regulations.splitting import lists
from marshrut.regulations.splitting.heads import continues, order_of
from marshrut.regulations.splitting.marks import DANGLING, Line, Sort, line
from marshrut.regulations.texts.numerals import roman

ORDER_TITLE = "Приказ об утверждении"
GENITIVES = {
    "положение": "Положения",
    "программа": "Программы",
    "порядок": "Порядка",
    "регламент": "Регламента",
    "модель": "Модели",
}
WRAPPED = 95  # signs: no line of a text broken by hand is longer
TOLERATED = 3  # numbers that may be missing between two


@dataclass(slots=True)
class Piece:
    """A clause to be: what stood before its text, and the lines of the text."""

    key: str
    cite: str
    mark: str = ""
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    leads: bool = False  # only introduces the clauses below it

    @property
    def whole(self) -> str:
        return f"{self.mark} {self.text}".strip()


@dataclass(slots=True)
class Part:
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)


def split(text: str) -> list[Part]:
    """Parts of a text: all their titles, marks and texts joined are the text, but for spaces."""
    raw = [one for one in text.splitlines() if one.strip()]
    lines = [line(one) for one in raw]
    wrapped = _is_wrapped(raw)
    parts: list[Part] = []
    head = order_of(lines, raw)
    if head.body:
        order = Part(ORDER_TITLE)
        for key, cite, found in (
            ("шапка", "реквизиты приказа", head.heading),
            ("преамбула", "преамбула приказа", head.preamble),
        ):
            if found:
                order.pieces.append(Piece(key, cite, lines=list(found)))
        for number, item in enumerate(head.items, 1):
            first, *rest = item
            numbered = first.sort is Sort.ONE
            piece = Piece(f"П{number}", f"п. {number} приказа", first.mark if numbered else "")
            piece.lines = [Line(Sort.PLAIN, first.said) if numbered else first, *rest]
            order.pieces.append(piece)
        if head.signature:
            order.pieces.append(Piece("подпись", "подпись под приказом", lines=[*head.signature]))
        parts.append(order)
    parts += _Body(lines[head.body :], "заголовок" if head.body else "шапка").parts
    for part in parts:
        part.pieces = [new for piece in part.pieces for new in lists.unfolded(piece, Piece)]
        for piece in part.pieces:
            piece.text = joined(piece.lines, wrapped=wrapped)
        for piece, below in itertools.pairwise(part.pieces):
            piece.leads |= piece.text.endswith(":") and below.key.startswith(f"{piece.key}.")
    return [part for part in _unique(parts) if part.pieces or part.title]


def joined(lines: Iterable[Line], *, wrapped: bool) -> str:
    """Lines as one text: broken lines are mended, items of lists stay on lines of their own."""
    said = ""
    for one in lines:
        if not said:
            said = one.whole
        elif one.sort is Sort.PLAIN and re.search(r"\w-$", said) and one.said[:1].islower():
            said += one.said
        else:
            flows = wrapped or one.said[:1].islower() or DANGLING.search(said)
            apart = one.sort in lists.ITEMS or not flows
            said += ("\n" if apart else " ") + one.whole
    return re.sub(r"[ \t\xa0]+", " ", said).strip()


def _is_wrapped(raw: Sequence[str]) -> bool:
    """Was the text broken into lines by its width, and not by its paragraphs?"""
    lengths = [len(one.strip()) for one in raw]
    return len(lengths) > 8 and max(lengths) <= WRAPPED and statistics.median(lengths) > WRAPPED / 3


class _Body:
    """One pass over the lines of the regulation itself."""

    def __init__(self, lines: Sequence[Line], heading: str) -> None:
        self.lines = lines
        self.many = {one.number[0] for one in lines if one.sort is Sort.MANY}
        self.named = any(one.sort in {Sort.ROMAN, Sort.NAMED} for one in lines)
        self.genitive = _genitive(lines)
        self.parts: list[Part] = [Part()]
        self.section = 0
        self.by_section = False
        self.last: tuple[int, ...] = ()
        self.piece: Piece | None = None
        self.heading = heading
        for at, one in enumerate(lines):
            self._take(at, one)

    def _take(self, at: int, one: Line) -> None:
        before = self.lines[at - 1] if at else None
        if self._begins_part(one, before):
            self._part(one)
        elif self._begins_clause(one, before):
            self._clause(one)
        elif self.piece is not None:
            self.piece.lines.append(one)
        elif self.parts[-1].title:
            self._loose(one, before)
        else:
            self.piece = Piece(self.heading, f"заголовок {self.genitive}", lines=[one])
            self.parts[-1].pieces.append(self.piece)

    def _begins_part(self, one: Line, before: Line | None) -> bool:
        if continues(before):
            return False
        if one.sort in {Sort.ROMAN, Sort.NAMED}:
            known = one.sort is Sort.NAMED or one.is_title or one.said.isupper()
            return known and 0 < one.number[0] - self.section <= TOLERATED
        if one.sort is Sort.CAPITALS:
            return self.piece is not None and self.piece.key != self.heading and not self.many
        if one.sort is not Sort.ONE or self.named:
            return False
        near = 0 < one.number[0] - self.section <= TOLERATED
        return near and (one.number[0] in self.many or (one.is_title and bool(self.many)))

    def _part(self, one: Line) -> None:
        self.parts.append(Part(one.whole))
        if one.number:
            self.section = one.number[0]
            self.by_section = one.sort is not Sort.ONE
        self.last, self.piece = (), None

    def _begins_clause(self, one: Line, before: Line | None) -> bool:
        if continues(before):
            return False
        if one.sort is Sort.MANY:
            if one.number[0] != self.section:
                fits = self.section == 0 or (one.number > self.last and bool(self.last))
                return fits and 0 <= one.number[0] - self.section <= TOLERATED
            ended = (
                before is None
                or before.said.endswith((".", ";", ":", "!", "?", ","))
                or (before.sort is not Sort.PLAIN)
            )
            return one.number > self.last or ended
        if one.sort is Sort.ONE:
            last = self.last[0] if len(self.last) == 1 else 0
            return (not self.many or self.by_section) and 0 < one.number[0] - last <= TOLERATED
        return False

    def _clause(self, one: Line) -> None:
        self.last = one.number
        if one.sort is Sort.MANY:
            key = ".".join(map(str, one.number))
            cite = f"п. {key} {self.genitive}"
            if not self.section:
                self.section = one.number[0]
        else:
            number = one.number[0]
            in_part = self.section and self.by_section
            key = f"{self.section}.{number}" if in_part else str(number)
            part = f"раздела {roman(self.section).upper()} " if in_part else ""
            cite = f"п. {number} {part}{self.genitive}"
        rest = line(one.said)  # «1.1. - …» keeps its dash in the text
        self.piece = Piece(key, cite, one.mark, [Line(Sort.PLAIN, rest.whole)])
        self.parts[-1].pieces.append(self.piece)

    def _loose(self, one: Line, before: Line | None) -> None:
        """Under a title stands no number: its second line, or a paragraph of its own."""
        part = self.parts[-1]
        if one.sort is Sort.PLAIN and one.said[:1].islower() and not part.pieces:
            part.title += ("" if part.title.endswith("-") else " ") + one.said
            return
        number = str(self.section) if self.section else f"р{len(self.parts) - 1}"
        self.piece = Piece(number, f"раздел {part.title[:60]}", lines=[one])
        if self.section:
            self.piece.cite = f"раздел {self.section} {self.genitive}"
        part.pieces.append(self.piece)


def _genitive(lines: Sequence[Line]) -> str:
    for one in lines:
        for word in one.said.lower().split()[:3]:
            if word in GENITIVES:
                return GENITIVES[word]
    return GENITIVES["положение"]


def _unique(parts: list[Part]) -> list[Part]:
    """Keys that stand twice in the text get a second figure of ours."""
    seen: set[str] = set()
    for piece in (piece for part in parts for piece in part.pieces):
        key, count = piece.key, 1
        while piece.key in seen:
            count += 1
            piece.key = f"{key}-{count}"
        seen.add(piece.key)
    return parts
