"""From a plain document to rules, with all mistakes at once, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from marshrut.norms.base import Norm
from marshrut.norms.conditions import Condition, Right
from marshrut.norms.counting import Indicator, Quota, Size
from marshrut.norms.kinds import sheets_of
from marshrut.norms.lasting import Answer, Stages, Term
from marshrut.norms.making import Deliverable, Form
from marshrut.norms.naming import Catalogue, Entry, Text
from marshrut.norms.readers import (
    Misread,
    Mistake,
    Path,
    Reader,
    choice,
    filled,
    mapping,
    word,
    words_list,
)
from marshrut.norms.rules import Clause, Part, Rules
from marshrut.norms.vocabulary import TERMS, term_reader

TYPES: Mapping[str, type[Norm]] = {
    norm.name: norm
    for norm in (
        *(Text, Catalogue, Form, Condition, Entry, Size, Quota, Deliverable),
        *(Stages, Term, Answer, Right, Indicator),
    )
}
CLAUSE = ("cite", "cite_en", "gist", "gist_en", "text", "reading", "reading_en")
HEAD: Mapping[str, Reader[Any]] = {
    "regulation": word,
    "title": word,
    "title_en": word,
    "issuer": choice("methodical_centre", "department", "school", "region"),
    "period": choice("school_year", "calendar_year", "june_june"),
    "uses": words_list,
    "waivers_by": filled,
}


class Malformed(ValueError):
    """The document is not a regulation; ``mistakes`` are all that was found."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


def parse(document: object) -> Rules:
    """The rules of a document of mappings, lists and strings; Malformed names every mistake."""
    if (read := read_through(document))[1]:
        raise Malformed(read[1])
    return read[0]


def read_through(document: object) -> tuple[Rules, tuple[Mistake, ...]]:
    """As much of the rules as can be read, and every mistake: what a draft is until it is whole."""
    reading = _Reading()
    return reading.rules(document), tuple(reading.mistakes)


class _Reading:
    """One pass over a document that goes on after a mistake."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.stages: set[str] = set()
        self.awaited: list[tuple[Path, str]] = []  # stages that deliverables are due at
        self.quotas: list[tuple[Path, Quota]] = []

    def rules(self, document: object) -> Rules:
        head = self.try_(mapping, document, (), {})
        self.known((*HEAD, "posts", "words", "parts"), head, ())
        given = {
            name: self.try_(reader.read, head[name], (name,), "")
            for name, reader in HEAD.items()
            if name in head
        }
        self.needed(("regulation", "title", "parts"), head, ())
        posts = {
            name: self.try_(words_list.read, names, ("posts", name), ())
            for name, names in self.try_(mapping, head.get("posts", {}), ("posts",), {}).items()
        }
        parts = tuple(
            self.part(part, ("parts", index))
            for index, part in enumerate(self.items(head.get("parts", []), ("parts",)))
        )
        keys = [clause.key for part in parts for clause in part.clauses]
        for index, part in enumerate(parts):
            for place, clause in enumerate(part.clauses):
                at = ("parts", index, "clauses", place)
                if keys.count(clause.key) > 1:
                    self.mistakes.append(Mistake((*at, "key"), "repeated_key", clause.key))
                for number, key in enumerate(clause.see):
                    if key not in keys or key == clause.key:
                        self.mistakes.append(Mistake((*at, "see", number), "unknown_clause", key))
        free = {norm.quota for _, norm in self.quotas if norm.free}
        self.mistakes += [
            Mistake((*at, "most"), "unlimited_elsewhere", norm.quota)
            for at, norm in self.quotas
            if norm.most is not None and norm.quota in free
        ]
        self.mistakes += [
            Mistake((*at, "due", "stage"), "unknown_stage", stage)
            for at, stage in self.awaited
            if stage not in self.stages
        ]
        return Rules(
            **{"regulation": "", "title": ""} | given,
            posts=posts,
            words=self.words(head),
            parts=parts,
        )

    def words(self, head: Mapping[str, object]) -> dict[str, Any]:
        found = {}
        for name, term in self.try_(mapping, head.get("words", {}), ("words",), {}).items():
            if name not in TERMS:
                self.mistakes.append(Mistake(("words", name), "unknown_name", name))
            else:
                found[name] = self.try_(term_reader.read, term, ("words", name), None)
        return found

    def part(self, value: object, path: Path) -> Part:
        given = self.try_(mapping, value, path, {})
        self.known(("title", "title_en", "clauses"), given, path)
        clauses = tuple(
            self.clause(clause, (*path, "clauses", index))
            for index, clause in enumerate(self.items(given.get("clauses", []), (*path, "clauses")))
        )
        titles = {
            name: self.try_(word.read, given.get(name, ""), (*path, name), "")
            for name in ("title", "title_en")
        }
        return Part(**titles, clauses=clauses)

    def clause(self, value: object, path: Path) -> Clause:
        given = self.try_(mapping, value, path, {})
        self.known(("key", *CLAUSE, "see", "norms"), given, path)
        self.needed(("key", "cite", "gist"), given, path)
        said = {
            name: self.try_(word.read, given[name], (*path, name), "")
            for name in ("key", *CLAUSE)
            if name in given
        }
        see = self.try_(words_list.read, given["see"], (*path, "see"), ()) if "see" in given else ()
        norms = tuple(
            norm
            for index, raw in enumerate(self.items(given.get("norms", []), (*path, "norms")))
            if (norm := self.norm(raw, (*path, "norms", index))) is not None
        )
        return Clause(**{"key": "", "cite": "", "gist": ""} | said, see=see, norms=norms)

    def norm(self, value: object, path: Path) -> Norm | None:
        given = self.try_(mapping, value, path, {})
        # The order of keys may be lost on the way; no type is named as a parameter of another.
        name = next((key for key in given if key in TYPES), next(iter(given), ""))
        if name not in TYPES:
            self.mistakes.append(Mistake(path, "unknown_type", name))
            return None
        before = len(self.mistakes)
        parameters = {key_of(f): f for f in parameters_of(TYPES[name])}
        self.known(parameters, given, path)
        self.needed([key for key, f in parameters.items() if f.default is MISSING], given, path)
        read = {
            parameters[key].name: self.try_(
                parameters[key].metadata["reader"].read, raw, (*path, key), None
            )
            for key, raw in given.items()
            if key in parameters
        }
        if len(self.mistakes) > before:
            return None
        norm = TYPES[name](**read)
        if isinstance(norm, Stages):
            self.stages |= {stage.key for stage in norm.items}
        if isinstance(norm, Quota):
            self.quotas.append((path, norm))
        if isinstance(norm, Deliverable) and norm.due.how == "stage":
            self.awaited.append((path, norm.due.at))
        self.mistakes += [Mistake(path, code, found) for code, found in _senseless(norm)]
        return norm

    def try_(self, read: Any, value: object, path: Path, otherwise: Any) -> Any:
        try:
            return read(value)
        except Misread as wrong:
            self.mistakes.append(Mistake((*path, *wrong.at), wrong.code, wrong.value))
            return otherwise

    def items(self, value: object, path: Path) -> list[Any]:
        if not isinstance(value, list):
            self.mistakes.append(Mistake(path, "not_a_list", value))
            return []
        return value

    def known(self, names: Any, given: Mapping[str, object], path: Path) -> None:
        unknown = [name for name in given if name not in tuple(names)]
        self.mistakes += [Mistake((*path, name), "unknown_name", name) for name in unknown]

    def needed(self, names: Any, given: Mapping[str, object], path: Path) -> None:
        absent = [name for name in names if given.get(name, "") == ""]
        self.mistakes += [Mistake(path, "lacks", name) for name in absent]


def _senseless(norm: Norm) -> Iterator[tuple[str, object]]:
    """What reads well part by part and still makes no sense."""
    settable = (
        {"days"} if isinstance(norm, Stages) else {key_of(f) for f in parameters_of(type(norm))}
    )
    for name in norm.local:
        if name not in settable:
            yield "unknown_name", name
    if isinstance(norm, Condition):
        yield from _senseless_condition(norm)
    if isinstance(norm, Size | Quota) and norm.most is not None and norm.least > norm.most:
        yield "least_exceeds_most", (norm.least, norm.most)
    if isinstance(norm, Catalogue):
        for key in norm.astray:
            yield "unknown_name", key
    if isinstance(norm, Term) and not (norm.least or norm.most or norm.covers):
        yield "lacks", "least, most, covers"
    if isinstance(norm, Stages):
        yield from _senseless_stages(norm)


def _senseless_stages(norm: Stages) -> Iterator[tuple[str, object]]:
    """A stage of a case has days, one of a programme a window."""
    if len({stage.key for stage in norm.items}) < len(norm.items):
        yield "repeated_key", norm.stages
    for stage in norm.items:
        if stage.from_ and not stage.to:
            yield "lacks", "to"
        if norm.stages == "case" and (stage.to or stage.exit):
            yield "unknown_name", "to" if stage.to else "exit"


def _senseless_condition(norm: Condition) -> Iterator[tuple[str, object]]:
    if bool(norm.all) == bool(norm.any):
        yield "all_or_any", norm.condition
    for kind in norm.when + norm.all + norm.any:
        if not issubclass(norm.about, sheets_of(kind)):
            yield "condition_of_another_sheet", kind.name


def parameters_of(type_: type[Norm]) -> list[Field[Any]]:
    """The type's own fields first, so that the norm's name stands first when written."""
    own = [f for f in fields(type_) if "reader" in f.metadata]
    common = [f for f in own if f.name in {"force", "warn_days", "who", "local"}]
    return [f for f in own if f not in common] + common


def key_of(parameter: Field[Any]) -> str:
    """The name of a parameter as it stands in the file."""
    return parameter.name.rstrip("_")


def dump(rules: Rules) -> dict[str, object]:
    """The canonical document of these rules: ``dump(parse(x)) == x`` for canonical ``x``."""
    head = {name: reader.write(getattr(rules, name)) for name, reader in HEAD.items()}
    written: dict[str, object] = {name: value for name, value in head.items() if value}
    if rules.posts:
        written["posts"] = {name: list(names) for name, names in rules.posts.items()}
    if rules.words:
        written["words"] = {name: term_reader.write(term) for name, term in rules.words.items()}
    return written | {"parts": [_write_part(part) for part in rules.parts]}


def _write_part(part: Part) -> dict[str, object]:
    titles = {"title": part.title, "title_en": part.title_en}
    clauses = [_write_clause(clause) for clause in part.clauses]
    return {name: value for name, value in titles.items() if value} | {"clauses": clauses}


def _write_clause(clause: Clause) -> dict[str, object]:
    said = {name: getattr(clause, name) for name in ("key", *CLAUSE)}
    written: dict[str, object] = {name: value for name, value in said.items() if value}
    if clause.see:
        written["see"] = list(clause.see)
    if clause.norms:
        written["norms"] = [write_norm(norm) for norm in clause.norms]
    return written


def write_norm(norm: Norm) -> dict[str, object]:
    """A norm as it stands in a file; defaults are left out."""
    written = {}
    for parameter in parameters_of(type(norm)):
        value = getattr(norm, parameter.name)
        if parameter.default is MISSING or value != parameter.default:
            written[key_of(parameter)] = parameter.metadata["reader"].write(value)
    return written
