"""Typed reading of plain documents (mappings, lists and strings only), and writing them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

# Mistakes that another clause may still mend: a draft may be kept with them, never approved.
OF_OTHER_CLAUSES = frozenset({"unknown_clause", "unknown_stage"})
T = TypeVar("T")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place in the document (keys and indexes), what is wrong there, and the value found."""

    path: Path
    code: str
    value: object = None


class Misread(ValueError):
    """A value cannot be read; ``code`` says why, ``at`` where below the place being read."""

    def __init__(self, code: str, value: object = None, at: Path = ()) -> None:
        super().__init__(code)
        self.code, self.value, self.at = code, value, at


@dataclass(frozen=True, slots=True)
class Reader(Generic[T]):
    """How a value is read and written; ``kind`` and ``allowed`` tell a form what to ask for."""

    read: Callable[[object], T]
    write: Callable[[T], object]
    kind: str = ""
    allowed: tuple[str, ...] = ()


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise Misread("not_text", value)
    return value


def _filled(value: object) -> str:
    if not _word(value):
        raise Misread("empty", value)
    return _word(value)


def _write_word(value: str) -> object:
    return str(value)


def choice(*allowed: str) -> Reader[Any]:
    """One of the given words; an enumeration's members are returned as such."""
    by_name = {str(item): item for item in allowed}

    def read(value: object) -> Any:
        if not isinstance(value, str) or value not in by_name:
            raise Misread("not_one_of", (value, tuple(by_name)))
        return by_name[value]

    return Reader(read, _write_word, "choice", tuple(by_name))


def number(least: int = 0, most: int = 1_000_000) -> Reader[int]:
    def read(value: object) -> int:
        if not isinstance(value, str) or not value.isascii() or not value.isdigit():
            raise Misread("not_a_number", value)
        if not least <= int(value) <= most:
            raise Misread("out_of_range", (value, least, most))
        return int(value)

    return Reader(read, str, "number", (str(least), str(most)))


def maybe(reader: Reader[T]) -> Reader[T | None]:
    return Reader(
        reader.read,
        lambda value: reader.write(value) if value is not None else "",
        reader.kind,
        reader.allowed,
    )


def several(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A non-empty list; a mistake in one item names its index."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Misread("not_a_list", value)
        if not value:
            raise Misread("empty")
        items = []
        for index, item in enumerate(value):
            try:
                items.append(reader.read(item))
            except Misread as wrong:
                raise Misread(wrong.code, wrong.value, (index, *wrong.at)) from wrong
        return tuple(items)

    return Reader(
        read,
        lambda value: [reader.write(item) for item in value],
        f"{reader.kind}s",
        reader.allowed,
    )


def _flag(value: object) -> bool:
    if value not in ("yes", "no"):
        raise Misread("not_yes_or_no", value)
    return value == "yes"


word: Reader[str] = Reader(_word, _write_word, "word")
filled: Reader[str] = Reader(_filled, _write_word, "word")
words_list: Reader[tuple[str, ...]] = several(word)
flag: Reader[bool] = Reader(_flag, lambda value: "yes" if value else "no", "flag")


def mapping(value: object) -> Mapping[str, object]:
    """The value as a mapping with string keys."""
    if not isinstance(value, dict):
        raise Misread("not_a_mapping", value)
    return value


def only(known: Iterable[str], given: Mapping[str, object]) -> None:
    """Refuse names that mean nothing, so that a slip of the pen is never silently ignored."""
    unknown = [name for name in given if name not in set(known)]
    if unknown:
        raise Misread("unknown_name", unknown[0], (unknown[0],))
