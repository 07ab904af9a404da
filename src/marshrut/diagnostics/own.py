"""Questionnaires of one's own: what somebody writes in plain lines, and the document it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshrut.diagnostics.questionnaires import Questionnaire
from marshrut.diagnostics.shipped import competences

# A statement that says the opposite begins so; whatever stroke a keyboard or Word makes of it.
REVERSED = re.compile(r"^\(\s*[-–—−]\s*\)\s*")
MARK = "(-) "
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


def document_of(written: Written, code: str) -> dict[str, Any]:
    """The document of a questionnaire, as shipped ones have it; groups without lines fall out."""
    blocks = [(block, lines_of(block.lines)) for block in written.blocks]
    asked = [(block, lines) for block, lines in blocks if lines]
    keys = [block.key or f"own-{place}" for place, (block, _) in enumerate(asked, 1)]
    return {
        "instrument": code,
        "kind": written.kind,
        "title": written.title.strip(),
        "minutes": str(written.minutes),
        "note": written.note.strip(),
        "wishes": "yes" if written.wishes else "no",
        "groups": [_group(key, block) for key, (block, _) in zip(keys, asked, strict=True)],
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
            _item(f"{key}-{place}", key, line)
            for key, (_, lines) in zip(keys, asked, strict=True)
            for place, line in enumerate(lines, 1)
        ],
    }


def _group(key: str, block: Block) -> dict[str, Any]:
    """A group known to all keeps its code and its English; one's own has its title alone."""
    known = competences().get(block.key)
    if known is None:
        return {"key": key, "code": key.upper(), "title": " ".join(block.title.split())}
    return {
        "key": key,
        "code": known.code,
        "title": known.title,
        "title_en": known.title_en,
        "competence": known.competence,
    }


def _item(key: str, group: str, line: str) -> dict[str, Any]:
    text = REVERSED.sub("", line)
    found = {"key": key, "group": group, "text": text}
    return found | {"reverse": "yes"} if text != line else found


def written_of(asked: Questionnaire) -> Written:
    """The same in plain lines again, to be changed."""
    known = competences()
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
                key=group.key if group.key in known else "",
                title=group.title,
                lines="\n".join(
                    f"{MARK if item.reverse else ''}{item.text}"
                    for item in asked.items
                    if item.group == group.key
                ),
            )
            for group in asked.groups
        ),
    )


def what_lacks(document: Mapping[str, Any]) -> str:
    """The first thing that keeps people from being asked by it, as a code; "" if nothing does."""
    if len(document["scale"]) < 2:
        return "scale_too_short"
    if not document["items"]:
        return "no_statements"
    if len(document["items"]) > MOST_ITEMS:
        return "too_many_statements"
    if any(len(item["text"]) > LONGEST or not item["text"] for item in document["items"]):
        return "statement_too_long"
    if any(not group["title"] for group in document["groups"]):
        return "group_without_title"
    return ""
