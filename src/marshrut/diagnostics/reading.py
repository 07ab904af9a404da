"""Reading the document of a questionnaire: every mistake in it is named, with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshrut.diagnostics.questionnaires import (
    FRAMEWORK,
    HUNDRED,
    KINDS,
    OBSERVED,
    Grade,
    Group,
    Item,
    Levels,
    Questionnaire,
)
from marshrut.norms.parse import Malformed
from marshrut.norms.readers import (
    Misread,
    Mistake,
    Path,
    Reader,
    choice,
    filled,
    flag,
    mapping,
    number,
    only,
    several,
    word,
)

FRAME = ("groups", "levels")


@dataclass
class _Reading:
    """Reads fields of mappings and remembers what is wrong instead of stopping."""

    mistakes: list[Mistake] = field(default_factory=list)

    def fields(
        self, value: object, at: Path, needed: Mapping[str, Reader[Any]], **more: Reader[Any]
    ) -> dict[str, Any] | None:
        """The fields of a mapping, or None when it is not one or something in it is wrong."""
        before = len(self.mistakes)
        try:
            given = mapping(value)
        except Misread as wrong:
            self.mistakes.append(Mistake(at, wrong.code, wrong.value))
            return None
        self._only({*needed, *more}, given, at)
        for name in needed:
            if name not in given:
                self.mistakes.append(Mistake(at, "lacks", name))
        found = {}
        for name, reader in {**needed, **more}.items():
            if name in given:
                try:
                    found[name] = reader.read(given[name])
                except Misread as wrong:
                    place = (*at, name, *wrong.at)
                    self.mistakes.append(Mistake(place, wrong.code, wrong.value))
        return found if len(self.mistakes) == before else None

    def _only(self, known: set[str], given: Mapping[str, object], at: Path) -> None:
        try:
            only(known, given)
        except Misread as wrong:
            self.mistakes.append(Mistake((*at, *wrong.at), wrong.code, wrong.value))

    def rows(self, value: object, at: Path, make: Callable[[object, Path], Any]) -> list[Any]:
        """Every row that could be read; a list that is none or empty is a mistake."""
        if not isinstance(value, list) or not value:
            code = "empty" if isinstance(value, list) else "not_a_list"
            self.mistakes.append(Mistake(at, code, value if code == "not_a_list" else None))
            return []
        made = [make(row, (*at, place)) for place, row in enumerate(value)]
        return [row for row in made if row is not None]

    def once(self, rows: object, name: str, at: Path) -> None:
        """No two rows as they stand in the file have the same value of this field."""
        found = rows if isinstance(rows, list) else []
        keys = [row.get(name) if isinstance(row, dict) else None for row in found]
        for place, key in enumerate(keys):
            if key is not None and key in keys[:place]:
                self.mistakes.append(Mistake((*at, place), "repeated_key", key))


_ANY: Reader[Any] = Reader(lambda value: value, lambda value: value)
_PERCENT = number(1, HUNDRED)


def parse_questionnaire(
    document: object, frameworks: Mapping[str, Mapping[str, object]] | None = None
) -> Questionnaire:
    """The questionnaire of a document of mappings, lists and strings; raises Malformed with all.

    A file may name a framework, whose groups and levels become its own.
    """
    reading = _Reading()
    needed: dict[str, Reader[Any]] = {
        "instrument": filled,
        "kind": choice(*KINDS),
        "title": filled,
    }
    more: dict[str, Reader[Any]] = dict.fromkeys(("title_en", "note", "note_en"), word)
    more |= dict.fromkeys(("groups", "levels", "framework"), _ANY)
    whole = _framed(document, frameworks or {}, reading)
    given = whole if isinstance(whole, dict) else {}
    if not _is_silent(given):
        needed |= {"scale": _ANY, "items": _ANY}
    if given.get("kind") not in (*OBSERVED, FRAMEWORK):
        more |= {"wishes": flag, "imported": flag}
        (more if _is_silent(given) else needed)["minutes"] = number(1, 240)
    head = reading.fields(whole, (), needed, **more)
    groups = reading.rows(given.get("groups", ()), ("groups",), _group(reading))
    levels = _levels(reading, given.get("levels"))
    scale, items = _statements(reading, given, groups)
    for part, name in (("groups", "key"), ("scale", "value"), ("items", "key")):
        reading.once(given.get(part), name, (part,))
    _asked(reading, groups, items)
    if reading.mistakes or head is None or levels is None:
        raise Malformed(tuple(reading.mistakes))
    told = {name: head.get(name, "") for name in ("title_en", "note", "note_en")}
    return Questionnaire(
        instrument=head["instrument"],
        kind=head["kind"],
        title=head["title"],
        minutes=head.get("minutes", 0),
        wishes=head.get("wishes", False),
        groups=tuple(groups),
        levels=levels,
        scale=tuple(sorted(scale, key=lambda grade: grade.value)),
        items=tuple(items),
        imported=head.get("imported", False),
        **told,
    )


def _is_silent(given: Mapping[str, Any]) -> bool:
    """Was it asked elsewhere, or does it ask nothing?"""
    return given.get("imported") == "yes" or given.get("kind") == FRAMEWORK


def _is_observed(given: Mapping[str, Any]) -> bool:
    """Nobody is promised a time or asked for wishes when somebody else fills it in."""
    return given.get("kind") in OBSERVED


def _statements(
    reading: _Reading, given: Mapping[str, Any], groups: list[Group]
) -> tuple[list[Grade], list[Item]]:
    """The scale and what is asked; nothing of what was asked elsewhere."""
    if _is_silent(given):
        return [], []
    known = choice(*(group.key for group in groups))
    scale = reading.rows(given.get("scale", ()), ("scale",), _grade(reading))
    return scale, reading.rows(
        given.get("items", ()), ("items",), _item(reading, known, observed=_is_observed(given))
    )


def _framed(
    document: object, frameworks: Mapping[str, Mapping[str, object]], reading: _Reading
) -> object:
    """The document with the groups and levels of the framework that it names."""
    if not isinstance(document, dict) or "framework" not in document:
        return document
    named = document["framework"]
    frame = frameworks.get(named) if isinstance(named, str) else None
    if frame is None:
        reading.mistakes.append(Mistake(("framework",), "not_one_of", (named, tuple(frameworks))))
        return document
    return document | {name: frame[name] for name in FRAME if name in frame}


def _group(reading: _Reading) -> Callable[[object, Path], Group | None]:
    needed = dict.fromkeys(("key", "code", "title"), filled)

    def make(row: object, at: Path) -> Group | None:
        found = reading.fields(
            row, at, needed, title_en=word, competence=word, indicators=several(filled)
        )
        return Group(**found) if found else None

    return make


def _grade(reading: _Reading) -> Callable[[object, Path], Grade | None]:
    def make(row: object, at: Path) -> Grade | None:
        found = reading.fields(row, at, {"value": number(0, 10), "word": filled}, word_en=word)
        return Grade(**found) if found else None

    return make


def _item(
    reading: _Reading, groups: Reader[Any], *, observed: bool
) -> Callable[[object, Path], Item | None]:
    needed = {"key": filled, "group": groups, "text": filled}
    more: dict[str, Reader[Any]] = {"text_en": word, "reverse": flag}
    if observed:
        more["optional"] = flag

    def make(row: object, at: Path) -> Item | None:
        found = reading.fields(row, at, needed, **more)
        return Item(**found) if found else None

    return make


def _levels(reading: _Reading, value: object) -> Levels | None:
    needed: dict[str, Reader[Any]] = {"none": _PERCENT, "middle": _PERCENT, "source": filled}
    found = reading.fields(value, ("levels",), needed, source_en=word)
    if found and found["middle"] > found["none"]:
        wrong = (found["middle"], found["none"])
        reading.mistakes.append(Mistake(("levels",), "least_exceeds_most", wrong))
        return None
    return Levels(**found) if found else None


def _asked(reading: _Reading, groups: list[Group], items: list[Item]) -> None:
    """A group of which nothing is asked would have no score."""
    asked = {item.group for item in items}
    for place, group in enumerate(groups):
        if items and group.key not in asked:
            reading.mistakes.append(Mistake(("groups", place), "nothing_asked", group.key))
