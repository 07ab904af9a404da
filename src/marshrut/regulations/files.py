"""Regulation files: YAML in which every scalar stays text, with the line of every place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml

from marshrut.norms.parse import Malformed, dump, parse
from marshrut.norms.readers import Mistake
from marshrut.norms.rules import Rules

Place = tuple[str | int, ...]
PRESETS = files("marshrut") / "presets" / "regulations"
WIDTH = 100
CLAUSE = 4  # steps down to a clause: parts, number, clauses, number
FEW = 60  # characters of a list that stays on one line


@dataclass(frozen=True, slots=True)
class Document:
    """Mappings, lists and strings as they stand in a file, and the line of each place."""

    content: object
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of this place, or of the nearest one around it that is written down."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def clause(self, place: Place) -> str:
        """How the clause that this place belongs to is cited, its key if it is not, "" outside."""
        if place[::2][:2] != ("parts", "clauses") or len(place) < CLAUSE:
            return ""
        found: Any = self.content
        for step in place[:CLAUSE]:
            found = found[step]
        if not isinstance(found, dict):
            return ""
        said = found.get("cite") or found.get("key")
        return said if isinstance(said, str) else ""


class Unreadable(ValueError):
    """The text is not the plain YAML of a regulation; ``code`` says why, in which ``line``."""

    def __init__(self, code: str, line: int, value: str = "") -> None:
        """Keep the three for the sentence that people read."""
        super().__init__(f"{code} in line {line}")
        self.code, self.line, self.value = code, line, value


def read(source: Path | str) -> Document:
    """The document of a file (a path) or of a text (a string); raises Unreadable."""
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise Unreadable("not_yaml", line, wrong.problem or "") from wrong
    except yaml.YAMLError as wrong:
        raise Unreadable("not_yaml", 1, str(wrong)) from wrong
    if node is None:
        raise Unreadable("empty", 1)
    lines: dict[Place, int] = {}
    return Document(_plain(node, (), lines, set()), lines)


def rules_in(source: Path | str) -> Rules:
    """The rules of a file or a text; raises Unreadable, or Malformed with all mistakes."""
    return parse(read(source).content)


def presets() -> tuple[str, ...]:
    """The codes of the regulations that come with the product."""
    names = (file.name.removesuffix(".yaml") for file in PRESETS.iterdir())
    return tuple(sorted(name for name in names if "." not in name and not name.startswith("_")))


def preset(code: str) -> dict[str, Any]:
    """The canonical document of a preset, ready to be kept by a version."""
    return canonical((PRESETS / f"{code}.yaml").read_text(encoding="utf-8"))


def canonical(source: Path | str) -> dict[str, Any]:
    """The document that is kept: defaults left out, nothing but what the rules know."""
    return cast("dict[str, Any]", dump(rules_in(source)))


def written(document: object) -> str:
    """The document as the text of a file."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def mistakes(document: Document) -> tuple[Mistake, ...]:
    """All that is wrong with the document, in the order of its lines."""
    try:
        parse(document.content)
    except Malformed as wrong:
        return tuple(sorted(wrong.mistakes, key=lambda mistake: document.line(mistake.path)))
    return ()


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> object:
    line = lines.setdefault(place, node.start_mark.line + 1)
    if id(node) in seen:  # an alias could grow without end
        raise Unreadable("alias", line)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return {
            key: _plain(value, (*place, key), lines, seen)
            for key, value in _pairs(node, place, lines)
        }
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, i), lines, seen) for i, item in enumerate(node.value)]
    return node.value


def _pairs(
    node: yaml.MappingNode, place: Place, lines: dict[Place, int]
) -> Iterator[tuple[str, yaml.Node]]:
    known: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable("not_yaml", line)
        if key.value in known:
            raise Unreadable("repeated_name", line, key.value)
        known.add(key.value)
        lines[(*place, key.value)] = line
        yield key.value, value


class _Dumper(yaml.SafeDumper):
    """Short lists of words stay on one line, lists are not indented, nothing is an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _few(dumper: yaml.SafeDumper, items: list[object]) -> yaml.Node:
    words = [item for item in items if isinstance(item, str)]
    short = len(words) == len(items) and sum(map(len, words)) <= FEW
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


_Dumper.add_representer(list, _few)
