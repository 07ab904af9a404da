"""Word: paragraphs with the numbers of their lists, rows of tables in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marshrut.regulations.texts.numerals import BULLET, numeral
from marshrut.regulations.texts.refusing import NoText
from marshrut.regulations.texts.tables import row_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WITHIN = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"}
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
DEEPEST = 40


def text(content: bytes) -> str:
    """One paragraph a line; a row of a table is a line too."""
    import docx  # noqa: PLC0415 - read only when a file of Word comes

    try:
        document = docx.Document(io.BytesIO(content))
        numbers = _Numbers(document)
        return "\n".join(_lines(document.element.body, numbers))
    except NoText:
        raise
    # A broken archive, part or relation: the library raises whatever it met first.
    except Exception as wrong:
        raise NoText("broken") from wrong


def _lines(parent: Any, numbers: _Numbers, depth: int = 0) -> Iterator[str]:
    if depth > DEEPEST:
        raise NoText("broken")
    for element in parent:
        if element.tag == f"{W}p":
            yield numbers.mark(element) + _said(element)
        elif element.tag == f"{W}tbl":
            for row in element.iterchildren(f"{W}tr"):
                cells = row.iterchildren(f"{W}tc")
                yield row_of(_lines(cell, numbers, depth + 1) for cell in cells)
        elif element.tag in WITHIN:
            yield from _lines(element, numbers, depth + 1)


def _said(element: Any) -> str:
    """All text below, without what was deleted and without the second copy of a frame."""
    said = ""
    for child in element:
        if child.tag == f"{W}t":
            said += child.text or ""
        elif child.tag in SIGNS:
            said += SIGNS[child.tag]
        elif child.tag not in {FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr"}:
            said += _said(child)
    return said


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    shape: str  # «%1.%2.»
    start: int
    style: str
    plain: bool  # every number in it is written in figures


class _Numbers:
    """Counts lists as Word does: by their common definition, deeper levels begin again."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()
        self.styles = {style.style_id: style.element for style in document.styles}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._learn(relation.target_part.element)

    def _learn(self, root: Any) -> None:
        for one in root.iterchildren(f"{W}abstractNum"):
            self.levels[one.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl")): _level(level) for level in one.iterchildren(f"{W}lvl")
            }
        for one in root.iterchildren(f"{W}num"):
            starts = {}
            for change in one.iterchildren(f"{W}lvlOverride"):
                if start := _value(change, "startOverride"):
                    starts[int(change.get(f"{W}ilvl"))] = int(start)
            self.lists[one.get(f"{W}numId")] = _value(one, "abstractNumId"), starts

    def mark(self, paragraph: Any) -> str:
        """«2.1. », «• » or nothing."""
        number, depth = self._place(paragraph)
        if number not in self.lists:
            return ""
        abstract, starts = self.lists[number]
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self.counts.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for at, start in starts.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return f"{_written(level, levels, counts)} " if level.form != "bullet" else f"{BULLET} "

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or those of its style."""
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle") if properties is not None else ""
        found = properties.find(f"{W}numPr") if properties is not None else None
        name, seen = style, set()
        while found is None and name in self.styles and name not in seen:
            seen.add(name)
            below = self.styles[name].find(f"{W}pPr")
            found = below.find(f"{W}numPr") if below is not None else None
            if found is None:
                name = _value(self.styles[name], "basedOn")
        if found is None:
            return "", 0
        number, depth = _value(found, "numId"), _value(found, "ilvl")
        if depth:
            return number, int(depth)
        levels = self.levels.get(self.lists.get(number, ("", {}))[0], {})
        return number, next((at for at, one in levels.items() if style and one.style == style), 0)


def _level(element: Any) -> _Level:
    return _Level(
        form=_value(element, "numFmt") or "decimal",
        shape=_value(element, "lvlText"),
        start=int(_value(element, "start") or 1),
        style=_value(element, "pStyle"),
        plain=element.find(f"{W}isLgl") is not None,
    )


def _written(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    said = level.shape
    for at, one in levels.items():
        form = "decimal" if level.plain else one.form
        said = said.replace(f"%{at + 1}", numeral(counts.get(at, one.start), form))
    return said


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""
