"""Questionnaires of one's own: what somebody writes in plain lines, and the document it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshrut.diagnostics.questionnaires import OBSERVED, Group, Item, Questionnaire
from marshrut.diagnostics.shipped import competences

# A statement that says the opposite begins so, whatever stroke a keyboard or Word makes of it; and
# so one of a card that an observer may have no occasion to see. It may be both.
REVERSED = re.compile(r"^\(\s*[-–—−]\s*\)\s*")
OPTIONAL = re.compile(r"^\(\s*\*\s*\)\s*")
REVERSE_MARK, OPTIONAL_MARK = "(-) ", "(*) "
# A group that this questionnaire alone has is called by its place in it.
PLACED = "own-"
MOST_ITEMS = 200
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Statements of one group of competences, one on a line; ``key`` of a group known to all."""

    title: str
    lines: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A questionnaire as it is typed; the scale goes from the least to the most, one on a line."""

    title: str
    kind: str = "self_diagnosis"
    note: str = ""
    minutes: int = 10
    wishes: bool = False
    scale: str = ""
    none_from: int = 80
    middle_from: int = 60
    source: str = ""
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def lines_of(text: str) -> list[str]:
    """Lines with something on them, their spaces put in order."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def document_of(
    written: Written, code: str, known: Mapping[str, Group] | None = None
) -> dict[str, Any]:
    """The document of a questionnaire, as shipped ones have it; groups without lines fall out.

    ``known`` are groups of frameworks, which keep their keys.
    """
    framed = competences() if known is None else known
    blocks = [(block, lines_of(block.lines)) for block in written.blocks]
    asked = [(block, lines) for block, lines in blocks if lines]
    keys = [block.key or f"{PLACED}{place}" for place, (block, _) in enumerate(asked, 1)]
    observed = written.kind in OBSERVED
    return {
        "instrument": code,
        "kind": written.kind,
        "title": written.title.strip(),
        "note": written.note.strip(),
        **({} if observed else _asking(written)),
        "groups": [_group(key, block, framed) for key, (block, _) in zip(keys, asked, strict=True)],
        "levels": {
            "none": str(written.none_from),
            "middle": str(written.middle_from),
            "source": written.source.strip(),
        },
        "scale": [
            {"value": str(value), "word": word}
            for value, word in enumerate(lines_of(written.scale))
        ],
        "items": [
            _item(f"{key}-{place}", key, line, observed=observed)
            for key, (_, lines) in zip(keys, asked, strict=True)
            for place, line in enumerate(lines, 1)
        ],
    }


def _asking(written: Written) -> dict[str, Any]:
    """What is told to people who answer of themselves."""
    return {"minutes": str(written.minutes), "wishes": "yes" if written.wishes else "no"}


def _group(key: str, block: Block, framed: Mapping[str, Group]) -> dict[str, Any]:
    """A group of a framework keeps its code and its English; one's own has its title alone."""
    known = framed.get(block.key)
    if known is None:
        return {"key": key, "code": key.upper(), "title": " ".join(block.title.split())}
    return {
        "key": key,
        "code": known.code,
        "title": known.title,
        "title_en": known.title_en,
        "competence": known.competence,
    }


def _item(key: str, group: str, line: str, *, observed: bool) -> dict[str, Any]:
    """A statement without its marks; only who observes may have had no occasion to see it."""
    found: dict[str, Any] = {"key": key, "group": group}
    marks = {"reverse": REVERSED} | ({"optional": OPTIONAL} if observed else {})
    for _ in marks:
        for name, mark in marks.items():
            if mark.match(line):
                found[name], line = "yes", mark.sub("", line)
    return found | {"text": line}


def _line(item: Item) -> str:
    marks = (OPTIONAL_MARK if item.optional else "") + (REVERSE_MARK if item.reverse else "")
    return marks + item.text


def written_of(asked: Questionnaire) -> Written:
    """The same in plain lines again, to be changed."""
    return Written(
        title=asked.title,
        kind=asked.kind,
        note=asked.note,
        minutes=asked.minutes,
        wishes=asked.wishes,
        scale="\n".join(grade.word for grade in asked.scale),
        none_from=asked.levels.none,
        middle_from=asked.levels.middle,
        source=asked.levels.source,
        blocks=tuple(
            Block(
                key="" if group.key.startswith(PLACED) else group.key,
                title=group.title,
                lines="\n".join(_line(item) for item in asked.items if item.group == group.key),
            )
            for group in asked.groups
        ),
    )


def what_lacks(document: Mapping[str, Any]) -> str:
    """The first thing that keeps people from being asked by it, as a code; "" if nothing does."""
    if len(document["scale"]) < 2:
        return "scale_too_short"
    if document.get("minutes") == "0":
        return "minutes_needed"
    return _statements_lack(document)


def _statements_lack(document: Mapping[str, Any]) -> str:
    if not document["items"]:
        return "no_statements"
    if len(document["items"]) > MOST_ITEMS:
        return "too_many_statements"
    if any(len(item["text"]) > LONGEST or not item["text"] for item in document["items"]):
        return "statement_too_long"
    if any(not group["title"] for group in document["groups"]):
        return "group_without_title"
    return ""
