"""A framework of competences: a tree typed in plain lines, and the document that it becomes.

A line without a stroke is a competence, one with «-» a group of it, one with «--» an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshrut.diagnostics.own import lines_of
from marshrut.diagnostics.questionnaires import FRAMEWORK, Group, Questionnaire
from marshrut.diagnostics.shipped import competences, tops
from marshrut.tables.headers import plain

# Whatever stroke or bullet a keyboard or Word makes of it.
STROKES = re.compile(r"^((?:[-–—−•·▪]\s*){1,2})(.*)$")
# The lasting number of a group, by which its key stays over versions and new titles.
MARK = re.compile(r"\s*\[(\d{1,4})\]$")
COMPETENCE, GROUP, INDICATOR = range(3)
MOST_LINES, LONGEST = 400, 255
INITIALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A framework as it is typed."""

    title: str
    note: str = ""
    lines: str = ""
    none_from: int = 80
    middle_from: int = 60
    source: str = ""


@dataclass(slots=True, kw_only=True)
class Branch:
    """A group as it is read, with what stands under it."""

    title: str
    competence: str
    number: int | None
    indicators: list[str] = field(default_factory=list)


class Tangled(ValueError):
    """The lines are no tree; ``code`` says why, ``line`` where."""

    def __init__(self, code: str, line: str = "") -> None:
        super().__init__(code)
        self.code, self.line = code, line


def framework_of(tree: Tree, code: str, given: Collection[int]) -> dict[str, Any]:
    """The document; ``given`` are numbers that groups of this framework have ever had.

    A group keeps the number that stands behind its title; a new one gets a number nobody had.
    Raises Tangled.
    """
    branches = _branches(lines_of(tree.lines), given)
    return {
        "instrument": code,
        "kind": FRAMEWORK,
        "title": " ".join(tree.title.split()),
        "note": tree.note.strip(),
        "groups": list(_groups(branches, code, max(given, default=0))),
        "levels": {
            "none": str(tree.none_from),
            "middle": str(tree.middle_from),
            "source": tree.source.strip(),
        },
    }


def tree_of(told: Questionnaire) -> Tree:
    """The same in plain lines again, each group with its lasting number."""
    return Tree(
        title=told.title,
        note=told.note,
        lines="\n".join(_lines(told.groups)),
        none_from=told.levels.none,
        middle_from=told.levels.middle,
        source=told.levels.source,
    )


def numbers_in(document: Mapping[str, Any]) -> set[int]:
    """Numbers that groups of this document have."""
    return {_number(str(group["key"])) for group in document["groups"]}


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])


def _lines(groups: Iterable[Group]) -> Iterator[str]:
    above = ""
    for group in groups:
        if group.competence != above:
            above = group.competence
            yield tops()[above].title if above in tops() else above
        yield f"- {group.title} [{_number(group.key)}]"
        yield from (f"-- {told}" for told in group.indicators)


def _branches(lines: list[str], given: Collection[int]) -> list[Branch]:
    if len(lines) > MOST_LINES:
        raise Tangled("tree_too_long")
    found: list[Branch] = []
    above, free = "", set(given)
    for line in lines:
        depth, text = _depth(line)
        if depth == COMPETENCE:
            above = _competence(text)
        elif depth == GROUP:
            if not above:
                raise Tangled("group_without_competence", text)
            found.append(_branch(text, above, free))
        else:
            if not found or found[-1].competence != above:
                raise Tangled("indicator_without_group", text)
            found[-1].indicators.append(text)
    _are_told_apart(found)
    return found


def _depth(line: str) -> tuple[int, str]:
    """How deep the line is, and its text."""
    strokes = STROKES.match(line)
    depth = len(strokes[1].replace(" ", "")) if strokes else COMPETENCE
    text = strokes[2].strip() if strokes else line
    if not text or len(text) > LONGEST:
        raise Tangled("tree_line_length", line[:40])
    return depth, text


def _competence(title: str) -> str:
    """The key of one that regulations name, or the title of one's own."""
    named = {plain(name): key for key, one in tops().items() for name in (one.title, one.title_en)}
    return named.get(plain(title), title)


def _branch(text: str, above: str, free: set[int]) -> Branch:
    mark = MARK.search(text)
    number = int(mark[1]) if mark else None
    title = MARK.sub("", text)
    if number not in free:
        # Typed by hand, or standing twice: then it is a new group.
        return Branch(title=title or text, competence=above, number=None)
    free.discard(number)
    return Branch(title=title or text, competence=above, number=number)


def _are_told_apart(found: list[Branch]) -> None:
    if not found:
        raise Tangled("tree_without_groups")
    known = {plain(one.title) for one in competences().values()}
    for place, one in enumerate(found):
        if plain(one.title) in known:
            raise Tangled("group_known_to_all", one.title)
        if plain(one.title) in {plain(other.title) for other in found[:place]}:
            raise Tangled("group_repeated", one.title)


def _groups(branches: Iterable[Branch], code: str, last: int) -> Iterator[dict[str, Any]]:
    for one in branches:
        last = last + 1 if one.number is None else last
        yield {
            "key": f"{code}-{one.number or last}",
            "code": "".join(word[0] for word in one.title.split()).upper()[:INITIALS],
            "title": one.title,
            "competence": one.competence,
            **({"indicators": one.indicators} if one.indicators else {}),
        }
