"""What is remembered: clauses of the regulations that come with the system, with their norms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshrut.regulations.files import preset, presets
from marshrut.regulations.proposing.wording import Vector, Weights, likeness


@dataclass(frozen=True, slots=True)
class Known:
    """A clause of a preset."""

    preset: str
    title: str
    cite: str
    cite_en: str
    norms: tuple[dict[str, Any], ...]
    vector: Vector


class Memory:
    """The clauses of all presets but those left out."""

    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        rows = [
            (code, document, part, clause)
            for code in presets()
            if code not in left_out
            for document in [preset(code)]
            for part in document["parts"]
            for clause in part["clauses"]
        ]
        said = [_said(clause) for *_, clause in rows]
        self.weights = Weights(said)
        self.known = [
            Known(
                preset=code,
                title=document["title"],
                cite=clause["cite"],
                cite_en=clause.get("cite_en", ""),
                norms=tuple(clause.get("norms", ())),
                vector=self.weights.vector(text),
            )
            for (code, document, _part, clause), text in zip(rows, said, strict=True)
        ]

    def nearest(self, text: str) -> tuple[float, Known] | None:
        """The clause most like this text, and how like it is."""
        vector = self.weights.vector(text)
        near = ((likeness(vector, known.vector), known) for known in self.known)
        return max(near, key=lambda one: one[0], default=None)


@lru_cache(maxsize=8)
def memory(left_out: frozenset[str] = frozenset()) -> Memory:
    """The memory, made once."""
    return Memory(left_out)


def _said(clause: dict[str, Any]) -> str:
    return f"{clause['gist']} {clause.get('text', '')}"
