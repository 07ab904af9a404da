"""Norms that name and admit: plain text, catalogues, and who comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from marshrut.norms.base import Norm, param
from marshrut.norms.findings import Finding, verdict
from marshrut.norms.readers import (
    Misread,
    Reader,
    choice,
    flag,
    mapping,
    maybe,
    several,
    word,
    words_list,
)
from marshrut.norms.sheets import Case, Member, Project, School, Sheet, Staff

Items = Mapping[str, tuple[str, str]]
BASES = ("automatic", "diagnosis", "request", "wish", "difficulty", "appointment")


def _read_items(value: object) -> Items:
    """Keys to (Russian, English); the English may be left out."""
    found = {}
    for key, names in mapping(value).items():
        pair = [names] if isinstance(names, str) else names
        if not isinstance(pair, list) or not 1 <= len(pair) <= 2:
            raise Misread("not_a_name", names, (key,))
        found[key] = (word.read(pair[0]), word.read(pair[-1]) if len(pair) > 1 else "")
    return found


items_reader: Reader[Items] = Reader(
    _read_items,
    lambda items: {key: [ru, en] if en else ru for key, (ru, en) in items.items()},
    "items",
)


under_reader: Reader[Mapping[str, str]] = Reader(
    lambda value: {key: word.read(item) for key, item in mapping(value).items()}, dict
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Norm):
    """Nothing to check; the acts that the clause cites."""

    name: ClassVar[str] = "text"
    text: tuple[str, ...] = param(words_list)

    def judge(self, thing: Any, on: date) -> Finding | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(Norm):
    """Names: forms, functions, directions, roles… A closed list admits nothing else.

    ``under`` says which items are sorts of another item of the same list.
    """

    name: ClassVar[str] = "words"
    words: str = param(word)
    items: Items = param(items_reader)
    closed: bool = param(flag, default=False)
    under: Mapping[str, str] | None = param(maybe(under_reader), default=None)

    @property
    def astray(self) -> tuple[str, ...]:
        """What ``under`` speaks of and the list has not."""
        said = self.under or {}
        return tuple(key for key in (*said, *said.values()) if key not in self.items)

    def judge(self, thing: Any, on: date) -> Finding | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Norm):
    """Who comes in, and how; automatic entry is checked against the facts.

    ``also`` are further bases, any of which will do.
    """

    name: ClassVar[str] = "entry"
    entry: str = param(choice("candidate", "tutee", "member", "school"))
    basis: str = param(choice(*BASES))
    also: tuple[str, ...] = param(several(choice(*BASES)), default=())
    whom: str = param(word, default="")
    leave: str = param(choice("dismissal", "any_time", "none"), default="none")
    scope: str = param(choice("own", "any"), default="any")

    @property
    def about(self) -> type[Sheet]:
        if self.entry == "tutee":
            return Staff if self.basis == "automatic" else Case
        return {"candidate": Project, "member": Member, "school": School}[self.entry]

    @property
    def bases(self) -> tuple[str, ...]:
        """Every basis that will do, the usual one first."""
        return self.basis, *self.also

    def judge(self, thing: Sheet, on: date) -> Finding | None:
        if isinstance(thing, Project):
            return self._candidate(thing)
        if isinstance(thing, Staff):
            if not thing.pedagogical or not thing.open:
                return None
            return verdict(thing.enrolled, "entry", self.basis, thing.enrolled)
        if isinstance(thing, Case | Member | School):
            return verdict(thing.basis in self.bases, "entry", self.basis, thing.basis)
        return None

    def _candidate(self, project: Project) -> Finding | None:
        if not project.developed:
            return None
        return verdict(project.leader_in_pool, "entry", self.whom, project.leader_in_pool)
