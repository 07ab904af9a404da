"""OpenDocument: the same as for Word, by its own rules of lists."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from marshrut.regulations.texts.numerals import BULLET, numeral
from marshrut.regulations.texts.refusing import NoText
from marshrut.regulations.texts.tables import row_of

FORMS = {
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperLetter",
    "a": "lowerLetter",
    "А": "russianUpper",
    "а": "russianLower",
}
LEFT_OUT = {"note", "annotation", "tracked-changes", "table-of-content", "alphabetical-index"}
DEEPEST = 40
Levels = dict[int, Any]


def text(content: bytes) -> str:
    """One paragraph a line; a row of a table is a line too."""
    from odf.opendocument import load  # noqa: PLC0415 - read only when such a file comes

    try:
        document = load(io.BytesIO(content))
        return "\n".join(_Walk(document).lines(document.text))
    except NoText:
        raise
    # As for Word: whatever a broken part makes the library raise.
    except Exception as wrong:
        raise NoText("broken") from wrong


def _tag(node: Any) -> str:
    return str(node.qname[1]) if getattr(node, "qname", None) else ""


def _get(node: Any, name: str) -> str:
    """An attribute by its bare name."""
    found = {key[1]: value for key, value in (node.attributes or {}).items()}
    return str(found.get(name, ""))


class _Walk:
    def __init__(self, document: Any) -> None:
        self.styles: dict[str, Levels] = {}
        self.outline: Levels = {}
        for place in (document.styles, document.automaticstyles):
            for node in place.childNodes:
                if _tag(node) in {"list-style", "outline-style"}:
                    levels = {int(_get(one, "level") or 0): one for one in node.childNodes}
                    if _tag(node) == "list-style":
                        self.styles[_get(node, "name")] = levels
                    else:
                        self.outline = levels
        self.counts: dict[str, dict[int, int]] = {}

    def lines(self, parent: Any, style: str = "", depth: int = 0) -> Iterator[str]:
        if depth > DEEPEST:
            raise NoText("broken")
        for node in parent.childNodes:
            match _tag(node):
                case "p":
                    yield _said(node)
                case "h":
                    level = int(_get(node, "outline-level") or 1)
                    yield self._mark("", self.outline, level) + _said(node)
                case "list":
                    yield from self._list(node, style, depth)
                case "table":
                    yield from self._table(node, depth)
                case "section" | "index-body":
                    yield from self.lines(node, style, depth + 1)

    def _list(self, node: Any, style: str, depth: int, level: int = 1) -> Iterator[str]:
        if depth > DEEPEST:
            raise NoText("broken")
        style = _get(node, "style-name") or style
        levels = self.styles.get(style, {})
        counts = self.counts.setdefault(style, {})
        if level == 1 and _get(node, "continue-numbering") != "true":
            counts.clear()
        for item in node.childNodes:
            marked = _tag(item) == "list-header"
            if start := _get(item, "start-value"):
                counts[level] = int(start) - 1
            for child in item.childNodes:
                if _tag(child) == "list":
                    yield from self._list(child, style, depth + 1, level + 1)
                elif _tag(child) in {"p", "h"}:
                    yield ("" if marked else self._mark(style, levels, level)) + _said(child)
                    marked = True

    def _table(self, node: Any, depth: int) -> Iterator[str]:
        for child in node.childNodes:
            if _tag(child) == "table-row":
                cells = [one for one in child.childNodes if _tag(one) == "table-cell"]
                yield row_of(self.lines(cell, "", depth + 1) for cell in cells)
            elif _tag(child) in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._table(child, depth + 1)

    def _mark(self, style: str, levels: Levels, level: int) -> str:
        one = levels.get(level)
        if one is None:
            return ""
        if _tag(one) == "list-level-style-bullet":
            return f"{BULLET} "
        if not _get(one, "num-format"):
            return ""
        counts = self.counts.setdefault(style, {})
        counts[level] = counts.get(level, int(_get(one, "start-value") or 1) - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        shown = int(_get(one, "display-levels") or 1)
        places = range(max(level - shown + 1, 1), level + 1)
        said = ".".join(
            numeral(counts.get(at, 1), FORMS.get(_get(levels.get(at, one), "num-format"), ""))
            for at in places
        )
        return f"{_get(one, 'num-prefix')}{said}{_get(one, 'num-suffix')} "


def _said(node: Any) -> str:
    said = ""
    for child in node.childNodes:
        tag = _tag(child)
        if not tag:
            said += getattr(child, "data", "") or ""
        elif tag == "s":
            said += " " * min(int(_get(child, "c") or 1), 100)
        elif tag in {"tab", "line-break"}:
            said += "\n" if tag == "line-break" else " "
        elif tag not in LEFT_OUT:
            said += _said(child)
    return said
