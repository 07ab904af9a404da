"""Two versions of a regulation side by side: clauses added, dropped and changed, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from marshrut.norms.base import Norm
from marshrut.norms.rules import Clause, Part, Rules

# Of a clause and of the head of the document: what is compared, in the order of telling.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "cite": ("cite", "cite_en"),
    "text": ("text", "gist", "gist_en"),
    "reading": ("reading", "reading_en"),
    "see": ("see",),
    "norms": ("norms",),
}
HEAD = ("title", "issuer", "period", "uses", "waivers_by", "posts", "words")
TOKENS = re.compile(r"\s+|[\w-]+|[^\w\s]")
# Texts with less in common are told whole; longer ones would take too long to match by words.
LIKENESS = 0.4
# A word no longer than this between two changes reads as a part of them.
SHORT = 3
MOST_PAIRS = 4_000_000


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one of two texts: standing in both, or in this one only."""

    text: str
    change: Change = Change.SAME


@dataclass(frozen=True, slots=True)
class NormPair:
    """A norm before and after; one of them may be missing."""

    before: Norm | None
    after: Norm | None


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause before and after; one of them may be missing."""

    before: Clause | None
    after: Clause | None

    @property
    def key(self) -> str:
        clause = self.after or self.before
        return clause.key if clause else ""

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.ADDED
        if self.after is None:
            return Change.DROPPED
        return Change.CHANGED if self.fields else Change.SAME

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, where the clause stands in both."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            field
            for field, names in FIELDS.items()
            if any(getattr(self.before, name) != getattr(self.after, name) for name in names)
        )

    @property
    def norms(self) -> tuple[NormPair, ...]:
        """Norms that stay, then those changed or gone, then new ones."""
        before = self.before.norms if self.before else ()
        after = self.after.norms if self.after else ()
        return tuple(_norm_pairs(before, after))


@dataclass(frozen=True, slots=True)
class PartPair:
    before: Part | None
    after: Part | None
    clauses: tuple[ClausePair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All parts in the order of the new version; what was dropped stands where it stood."""

    parts: tuple[PartPair, ...]
    head: tuple[str, ...]

    @property
    def clauses(self) -> tuple[ClausePair, ...]:
        return tuple(pair for part in self.parts for pair in part.clauses)

    def count(self, change: Change) -> int:
        return sum(pair.change is change for pair in self.clauses)

    @property
    def differing(self) -> int:
        """How many clauses are not the same."""
        return len(self.clauses) - self.count(Change.SAME)


def compare(old: Rules, new: Rules) -> Comparison:
    """Clauses are paired by their keys, which are stable between versions."""
    before = {clause.key: clause for clause in old.clauses}
    left: list[tuple[Part | None, Part | None, list[ClausePair]]] = [
        (None, part, [ClausePair(before.get(clause.key), clause) for clause in part.clauses])
        for part in new.parts
    ]
    place = 0
    for part in old.parts:
        home = _home(part, new)
        if home is None:
            left.insert(place, (part, None, []))
        else:
            place = next(n for n, (_, after, _) in enumerate(left) if after is home)
            left[place] = (part, home, left[place][2])
        _put_dropped(part, new, left[place][2])
        place += 1
    parts = tuple(PartPair(one, other, tuple(pairs)) for one, other, pairs in left)
    head = tuple(name for name in HEAD if getattr(old, name) != getattr(new, name))
    return Comparison(parts=tuple(part for part in parts if part.clauses), head=head)


def changed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Keys of the clauses in which two canonical documents differ."""
    before, after = clauses_of(old), clauses_of(new)
    return [key for key in (before | after) if before.get(key) != after.get(key)]


def clauses_of(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Clauses of a canonical document by their keys."""
    return {clause["key"]: clause for part in document["parts"] for clause in part["clauses"]}


def _home(part: Part, new: Rules) -> Part | None:
    """Where an old part lives on: under its title, else with the most of its clauses."""
    for other in new.parts:
        if other.title == part.title:
            return other
    keys = {clause.key for clause in part.clauses}
    best = max(new.parts, key=lambda other: _shared(other, keys), default=None)
    return best if best is not None and _shared(best, keys) else None


def _shared(part: Part, keys: set[str]) -> int:
    return sum(clause.key in keys for clause in part.clauses)


def _put_dropped(part: Part, new: Rules, pairs: list[ClausePair]) -> None:
    """Each dropped clause after the one that it followed."""
    kept = {clause.key for clause in new.clauses}
    place = 0
    for clause in part.clauses:
        if clause.key not in kept:
            pairs.insert(place, ClausePair(clause, None))
            place += 1
            continue
        known = next((n for n, pair in enumerate(pairs) if pair.key == clause.key), None)
        place = place if known is None else known + 1


def _norm_pairs(before: Sequence[Norm], after: Sequence[Norm]) -> Iterator[NormPair]:
    left = list(after)
    for norm in before:
        same = norm if norm in left else None
        like = next((one for one in left if _alike(norm, one) and one not in before), None)
        other = same or like
        if other is not None:
            left.remove(other)
        yield NormPair(norm, other)
    yield from (NormPair(None, norm) for norm in left)


def _alike(one: Norm, other: Norm) -> bool:
    return (one.name, one.about, one.guard) == (other.name, other.about, other.guard)


# --- words -----------------------------------------------------------------------------------
def words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: the words that stand in both, and those of one of them."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if before == after:
        return _whole(before, Change.SAME), _whole(after, Change.SAME)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > MOST_PAIRS or matcher.ratio() < LIKENESS:
        return _whole(before, Change.DROPPED), _whole(after, Change.ADDED)
    gone: list[Piece] = []
    come: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        said = "".join(old[i1:i2]), "".join(new[j1:j2])
        changes = (Change.SAME, Change.SAME) if tag == "equal" else (Change.DROPPED, Change.ADDED)
        gone.append(Piece(said[0], changes[0]))
        come.append(Piece(said[1], changes[1]))
    return _joined(gone), _joined(come)


def _whole(text: str, change: Change) -> tuple[Piece, ...]:
    return (Piece(text, change),) if text else ()


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Changes with nothing but a short word between them read as one."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and _is_slight(piece)
        change = found[-1].change if between and found and piece.text else piece.change
        if not piece.text:
            continue
        if found and found[-1].change is change:
            found[-1] = Piece(found[-1].text + piece.text, change)
        else:
            found.append(Piece(piece.text, change))
    return tuple(found)


def _is_slight(piece: Piece) -> bool:
    """Only a space, a sign or one short word; the same in both texts, so both join it."""
    said = re.findall(r"\w+", piece.text)
    return piece.change is Change.SAME and len(said) <= 1 and all(len(w) <= SHORT for w in said)
