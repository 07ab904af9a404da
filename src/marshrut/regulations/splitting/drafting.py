"""Pieces of a text as the document of a first draft: every clause a statement."""

from __future__ import annotations

import re
from typing import Any

from marshrut.regulations.splitting.clauses import Piece, split

TITLE = re.compile(
    r"\b(?:положение|порядок|программа|регламент|модель)\s+(?:о|об|по|работы|тьюторск|наставнич)"
    r"[\s\S]{3,200}",
    re.IGNORECASE,
)
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o"),
            *("p", "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sch", "", "y", "", "e"),
            *("yu", "ya"),
        ),
        strict=True,
    )
)
GIST = 160  # characters


def draft_of(text: str, *, code: str, title: str) -> dict[str, Any]:
    """A document with parts and clauses whose exact text is the text given."""
    parts = [
        {
            "title": part.title or title,
            "clauses": [_clause(piece) for piece in part.pieces],
        }
        for part in split(text)
    ]
    return {"regulation": code, "title": title, "parts": parts}


def title_in(text: str) -> str:
    """What the text calls itself, «Положение о …»; "" when it does not say."""
    for part in split(text)[:2]:
        for piece in part.pieces:
            if piece.key in {"шапка", "заголовок"} and (found := TITLE.search(piece.text)):
                said = " ".join(found[0].split())
                first, _space, rest = said.partition(" ")
                return f"{first.capitalize()} {rest.lower() if rest.isupper() else rest}"[:255]
    return ""


def latin(text: str) -> str:
    """A code of Latin letters for a regulation or its file."""
    said = "".join(LATIN.get(sign, sign) for sign in text.lower())
    return re.sub(r"[^a-z0-9]+", "-", said).strip("-")[:40].strip("-") or "own"


def gist_of(text: str) -> str:
    """The first sentence, or as much of it as one reads at a glance."""
    first = re.split(r"(?<=[а-яё»)][.!?;])\s+(?=[А-ЯЁ«])|\n", text.strip())[0]
    if len(first) <= GIST:
        return first
    return first[:GIST].rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"


def _clause(piece: Piece) -> dict[str, Any]:
    text = piece.text or piece.mark
    return {"key": piece.key, "cite": piece.cite, "gist": gist_of(text), "text": text}
