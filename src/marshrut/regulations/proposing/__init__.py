"""Norms proposed for clauses: by the nearest known clause and by the words themselves.

Below a threshold nothing is proposed: a wrong norm is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshrut.norms.parse import Malformed, parse
from marshrut.norms.readers import OF_OTHER_CLAUSES
from marshrut.regulations.numbers import Found, numbers_in
from marshrut.regulations.proposing.cues import cues
from marshrut.regulations.proposing.filling import filled, type_of
from marshrut.regulations.proposing.memory import Known, Memory, memory

__all__ = ["ENOUGH", "Like", "Memory", "Proposal", "memory", "propose", "type_of"]

ENOUGH = 0.38  # likeness; measured by ``python -m bench.proposals``


@dataclass(frozen=True, slots=True)
class Like:
    """The clause that the proposal was taken from, and how like it is, in per cent."""

    preset: str
    title: str
    cite: str
    cite_en: str
    per_cent: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Norms, and why: a likeness, names of cues, the numbers found in the text."""

    norms: tuple[Mapping[str, Any], ...] = ()
    like: Like | None = None
    cues: tuple[str, ...] = ()
    numbers: tuple[Found, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.norms)


def propose(text: str, known: Memory, lead: str = "") -> Proposal:
    """What this clause probably asks; an empty proposal when nothing is near enough.

    ``lead`` is the clause that introduces the list of which this one is an item.
    """
    numbers = numbers_in(text)
    said = cues(text, lead, numbers)
    norms = [cue.norm for cue in said]
    taken = [one for cue in said for one in cue.numbers]
    like = None
    near = known.nearest(f"{lead} {text}")
    if near is not None and near[0] >= ENOUGH:
        for norm in near[1].norms:
            new, used = filled(norm, numbers)
            if new is not None and type_of(new) not in {type_of(one) for one in norms}:
                norms.append(new)
                taken += used
                like = _like(*near)
    sound = tuple(norm for norm in norms if makes_sense(norm))
    spans = tuple(sorted(set(taken), key=lambda one: one.start)) if sound else ()
    return Proposal(sound, like, tuple(cue.name for cue in said), spans)


def makes_sense(norm: Mapping[str, Any]) -> bool:
    """Would the regulation be read with this norm in it?"""
    clause = {"key": "x", "cite": "x", "gist": "x", "norms": [dict(norm)]}
    try:
        parse({"regulation": "x", "title": "x", "parts": [{"title": "x", "clauses": [clause]}]})
    except Malformed as wrong:
        return all(one.code in OF_OTHER_CLAUSES for one in wrong.mistakes)
    return True


def _like(near: float, known: Known) -> Like:
    return Like(known.preset, known.title, known.cite, known.cite_en, round(100 * near))
