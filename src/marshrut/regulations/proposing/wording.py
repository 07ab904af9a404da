"""How near two clauses are by their wording: stems weighed by how rare they are, and a cosine."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol

WORD = re.compile(r"[а-яё]{3,}", re.IGNORECASE)
# Words that stand in every regulation of this kind, or in every sentence.
STOP = {
    *("это", "что", "как", "для", "при", "или", "либо", "также", "его", "быть", "все", "всех"),
    *("она", "они", "оно", "ему", "них", "себя", "том", "так", "которые", "который", "которая"),
    *("которого", "которых", "если", "чтобы", "когда", "нет", "есть", "под", "над", "между"),
    *("через", "настоящего", "настоящее", "настоящий", "положения", "положение", "положением"),
    "пункта",
}
Vector = Mapping[str, float]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's own name


@cache
def _stemmer() -> _Stemmer:
    import snowballstemmer  # noqa: PLC0415 - read only where a draft is compared

    found: _Stemmer = snowballstemmer.stemmer("russian")
    return found


@cache
def stem(word: str) -> str:
    """«тьюторское» and «тьюторского» are one."""
    return _stemmer().stemWord(word)


def stems(text: str) -> list[str]:
    """Stems of the words that tell something."""
    words = (word.replace("ё", "е") for word in WORD.findall(text.lower()))
    return [stem(word) for word in words if word not in STOP]


class Weights:
    """Rarity of stems among some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        every = [set(stems(text)) for text in texts]
        counted = Counter(one for found in every for one in found)
        self.unknown = math.log(1 + len(every)) + 1
        self.known = {one: math.log((1 + len(every)) / (1 + n)) + 1 for one, n in counted.items()}

    def vector(self, text: str) -> Vector:
        """A vector of length one; empty for a text without words."""
        counts = Counter(stems(text))
        raw = {
            one: (1 + math.log(n)) * self.known.get(one, self.unknown) for one, n in counts.items()
        }
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {one: value / length for one, value in raw.items()} if length else {}


def likeness(one: Vector, other: Vector) -> float:
    """0 for nothing in common, 1 for the same words."""
    small, large = sorted((one, other), key=len)
    return sum(value * large.get(name, 0.0) for name, value in small.items())
