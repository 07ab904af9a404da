"""The named kinds of condition. A new kind is code, on purpose; its numbers are the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from marshrut.norms.findings import Finding, State, verdict
from marshrut.norms.readers import Misread, Reader, choice, mapping, number, only, word, words_list
from marshrut.norms.sheets import (
    Case,
    Held,
    Member,
    Review,
    Route,
    School,
    Sheet,
    Topic,
    Tutor,
    Version,
    Visit,
)

MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}


@dataclass(frozen=True, slots=True)
class Kind:
    """One condition on a thing."""

    name: ClassVar[str]
    about: ClassVar[tuple[type[Sheet], ...]]

    def holds(self, thing: Any, on: date) -> Finding:
        raise NotImplementedError  # pragma: no cover

    @classmethod
    def read(cls, value: object) -> Kind:
        raise NotImplementedError  # pragma: no cover

    def write(self) -> object:
        raise NotImplementedError  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Listed(Kind):
    """A condition whose only parameter is a list of words."""

    words: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: object) -> Kind:
        return cls(words_list.read(value))

    def write(self) -> object:
        return list(self.words)


@dataclass(frozen=True, slots=True)
class Post(Listed):
    """A post held is of one of these classes; a post that no list knows asks to be recognised."""

    name: ClassVar[str] = "post"
    about: ClassVar[tuple[type[Sheet], ...]] = (Tutor,)

    def holds(self, thing: Tutor, on: date) -> Finding:
        if thing.posts & set(self.words):
            return verdict(True, "post", self.words, sorted(thing.posts))
        if thing.post_unrecognised:
            return verdict(False, "post_unrecognised", self.words, thing.post_unrecognised)
        return verdict(False, "post", self.words, sorted(thing.posts))


@dataclass(frozen=True, slots=True)
class OrderOf(Kind):
    """The appointment, or the version, stands on an order of this body."""

    name: ClassVar[str] = "order_of"
    about: ClassVar[tuple[type[Sheet], ...]] = (Tutor, Version)
    body: str = "school"
    bodies: ClassVar[Reader[str]] = choice("school", "department", "issuer")

    def holds(self, thing: Tutor | Version, on: date) -> Finding:
        return verdict(self.body in thing.order_of, "order_of", self.body, sorted(thing.order_of))

    @classmethod
    def read(cls, value: object) -> Kind:
        return cls(cls.bodies.read(value))

    def write(self) -> object:
        return self.body


@dataclass(frozen=True, slots=True)
class Experience(Kind):
    """Whole months on posts of these kinds: their sum, or the longest of them."""

    name: ClassVar[str] = "experience"
    about: ClassVar[tuple[type[Sheet], ...]] = (Tutor,)
    posts: tuple[str, ...] = ()
    least: int = 0  # months
    unit: str = "months"
    count: str = "sum"

    def holds(self, thing: Tutor, on: date) -> Finding:
        each = [thing.months.get(post, 0) for post in self.posts]
        found = sum(each) if self.count == "sum" else max(each, default=0)
        return verdict(found >= self.least, "experience", self.least, found)

    @classmethod
    def read(cls, value: object) -> Kind:
        given = mapping(value)
        only(("posts", "least", "count"), given)
        amount, _, unit = word.read(given.get("least", "")).partition(" ")
        if unit not in MONTHS:
            raise Misread("not_a_length", given.get("least"), ("least",))
        months = number(1, 100).read(amount) * MONTHS[unit]
        count = choice("sum", "any").read(given.get("count", "sum"))
        return cls(words_list.read(given.get("posts")), months, unit, count)

    def write(self) -> object:
        amount = self.least // MONTHS[self.unit]
        written: dict[str, object] = {"posts": list(self.posts), "least": f"{amount} {self.unit}"}
        return written if self.count == "sum" else written | {"count": self.count}


@dataclass(frozen=True, slots=True)
class Education(Kind):
    name: ClassVar[str] = "education"
    about: ClassVar[tuple[type[Sheet], ...]] = (Tutor,)
    level: str = "higher"
    fields: tuple[str, ...] = ()
    levels: ClassVar[Reader[str]] = choice("higher", "secondary")

    def holds(self, thing: Tutor, on: date) -> Finding:
        fits = any(
            level == self.level and (not self.fields or field in self.fields)
            for level, field in thing.education
        )
        return verdict(fits, "education", (self.level, self.fields), sorted(thing.education))

    @classmethod
    def read(cls, value: object) -> Kind:
        given = mapping(value)
        only(("level", "fields"), given)
        fields = words_list.read(given["fields"]) if "fields" in given else ()
        return cls(cls.levels.read(given.get("level", "higher")), fields)

    def write(self) -> object:
        written: dict[str, object] = {"level": self.level}
        return written | {"fields": list(self.fields)} if self.fields else written


@dataclass(frozen=True, slots=True)
class EmployedIn(Listed):
    name: ClassVar[str] = "employed_in"
    about: ClassVar[tuple[type[Sheet], ...]] = (Tutor,)

    def holds(self, thing: Tutor, on: date) -> Finding:
        fits = bool(thing.employed_in & set(self.words))
        return verdict(fits, "employed_in", self.words, sorted(thing.employed_in))


@dataclass(frozen=True, slots=True)
class Subject(Kind):
    """The case has a subject of this sort."""

    name: ClassVar[str] = "subject"
    about: ClassVar[tuple[type[Sheet], ...]] = (Case,)
    sort: str = "innovation"

    def holds(self, thing: Case, on: date) -> Finding:
        return verdict(thing.subject == self.sort, "subject", self.sort, thing.subject)

    @classmethod
    def read(cls, value: object) -> Kind:
        return cls(word.read(value))

    def write(self) -> object:
        return self.sort


@dataclass(frozen=True, slots=True)
class Among(Listed):
    """What the thing says of itself in one field is one of these words."""

    field: ClassVar[str]
    code: ClassVar[str]

    def holds(self, thing: Any, on: date) -> Finding:
        found = getattr(thing, self.field)
        return verdict(found in self.words, self.code, self.words, found)


class Basis(Among):
    """On what ground it came about."""

    name = field = code = "basis"
    about = (Case, Topic, Member, School, Review, Held)


class HeldAs(Among):
    """The form of an activity, or the checklist of a review."""

    name, field, code = "form", "form", "held_as"
    about = (Held, Review)


class Audience(Among):
    """For whom an activity is."""

    name = field = code = "audience"
    about = (Held,)


@dataclass(frozen=True, slots=True)
class Made(Listed):
    """Any product of these kinds is accepted."""

    name: ClassVar[str] = "product"
    about: ClassVar[tuple[type[Sheet], ...]] = (Sheet,)

    def holds(self, thing: Sheet, on: date) -> Finding:
        found = sum(len(thing.products.get(kind, ())) for kind in self.words)
        return verdict(found > 0, "product", self.words, found)


@dataclass(frozen=True, slots=True)
class Plain(Kind):
    """A condition without parameters, written as one word; of an unknown fact it says nothing."""

    name: ClassVar[str] = "plain"
    about: ClassVar[tuple[type[Sheet], ...]] = (Case, Route, Tutor, Visit, Held, School)
    word: str = ""

    def holds(self, thing: Any, on: date) -> Finding:
        fact = PLAIN[self.word][1](thing)
        if fact is None:
            return Finding(State.NO_DATA, self.word, True)
        return verdict(bool(fact), self.word, True, False)

    def write(self) -> object:
        return self.word


PLAIN: Mapping[str, tuple[type[Sheet], Any]] = {
    "not_same_person": (Case, lambda case: case.tutor_person != case.person),
    "not_head_of": (Case, lambda case: not case.tutor_is_head),
    "same_unit": (Case, lambda case: case.same_unit),
    "self_diagnosis": (Route, lambda route: route.self_diagnosed),
    "skip_decision": (Route, lambda route: route.skip_decided),
    "in_territory": (Tutor, lambda tutor: tutor.in_territory),
    "consent": (Tutor, lambda tutor: tutor.consented),
    "agreed_visit": (Visit, lambda visit: visit.agreed),
    "within_subject": (Visit, lambda visit: visit.within_subject),
    "linked_step": (Visit, lambda visit: visit.linked_step),
    "from_route_sheet": (Held, lambda held: held.from_route_sheet),
    "low_results": (School, lambda school: school.low_results),
}
NAMED: Mapping[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        *(Post, OrderOf, Experience, Education, EmployedIn, Subject, Basis, HeldAs, Audience),
        Made,
    )
}


def sheets_of(kind: Kind) -> tuple[type[Sheet], ...]:
    """The sheets to which a kind can be applied."""
    return (PLAIN[kind.word][0],) if isinstance(kind, Plain) else kind.about


def _read(value: object) -> Kind:
    if isinstance(value, str):
        if value not in PLAIN:
            raise Misread("unknown_condition", value)
        return Plain(value)
    given = mapping(value)
    if len(given) != 1 or (name := next(iter(given))) not in NAMED:
        raise Misread("unknown_condition", next(iter(given), ""))
    try:
        return NAMED[name].read(given[name])
    except Misread as wrong:
        raise Misread(wrong.code, wrong.value, (name, *wrong.at)) from wrong


def _write(kind: Kind) -> object:
    return kind.write() if isinstance(kind, Plain) else {kind.name: kind.write()}


kind_reader: Reader[Kind] = Reader(_read, _write, "kind")
