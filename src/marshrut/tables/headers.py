"""Finding the heading of a table among titles, and what its columns are by their names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marshrut.tables.sheets import Row, Sheet, text_of

# A list with more lines of titles than this is a letter.
DEEPEST = 40
LONGEST_TITLE = 120
# A field and the words of which one opens its title or stands in it.
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The titles of the columns and the first row after them, from 0."""

    titles: Sequence[str]
    after: int

    @property
    def shape(self) -> str:
        """The same for all lists that have the same titles in the same order."""
        joined = "\n".join(plain(title) for title in self.titles).rstrip("\n")
        return hashlib.sha256(joined.encode()).hexdigest()[:32]


def plain(text: str) -> str:
    """A text as it is compared: no case, no ё, no signs, single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).split())


def find_header(sheet: Sheet, words: Words) -> Header | None:
    """The row that names most of the fields; a second level of headings is joined to it."""
    best, place = 0, -1
    for number, cells in enumerate(sheet.rows[:DEEPEST]):
        known = len(guess(_titles(cells), words))
        if known > best:
            best, place = known, number
    if place < 0 or (best < 2 and not _stands_alone(sheet.rows[place], words)):
        return None
    titles, after = _titles(sheet.rows[place]), place + 1
    if after < len(sheet.rows) and (below := _second_level(titles, sheet.rows[after])):
        titles, after = below, after + 1
    if after < len(sheet.rows) and _is_numbering(sheet.rows[after]):
        after += 1
    return Header(titles=titles, after=after)


def guess(titles: Sequence[str], words: Words) -> dict[str, int]:
    """The column of each field by its title, each column once; earlier fields choose first."""
    found: dict[str, int] = {}
    for exact in (True, False):
        for field, known in words.items():
            if field not in found and (column := _called(titles, known, found, exact)) is not None:
                found[field] = column
    return found


def _called(
    titles: Sequence[str], known: Sequence[str], found: Mapping[str, int], exact: bool
) -> int | None:
    """The free column with the best known of these names."""
    free = [column for column in range(len(titles)) if column not in found.values()]
    for word in known:
        for column in free:
            if _is_called(titles[column], word, exact=exact):
                return column
    return None


def looks_like(title: str, known: Iterable[str]) -> bool:
    """Is one of the known words in this title?"""
    return any(_is_called(title, word, exact=False) for word in known)


def is_total(cells: Row, totals: Sequence[str]) -> bool:
    """A line that sums up, at the end of a list."""
    first = next((plain(text_of(cell)) for cell in cells if cell is not None), "")
    return any(first == word or first.startswith(f"{word} ") for word in totals)


def _is_called(title: str, word: str, *, exact: bool) -> bool:
    said = plain(title)
    if not said or len(said) > LONGEST_TITLE:
        return False
    return said == word if exact else f" {word} " in f" {said} "


def _titles(cells: Row) -> list[str]:
    return [text_of(cell) for cell in cells]


def _stands_alone(cells: Row, words: Words) -> bool:
    """A heading of which only one column is known, beside others that are."""
    said = [text_of(cell) for cell in cells if cell is not None]
    return len(said) > 1 and len(set(said)) == len(said) and bool(guess(said, words))


def _second_level(titles: Sequence[str], cells: Row) -> list[str]:
    """Titles joined with those under a merged heading; empty when there is no second level.

    In a heading of two levels a merged cell repeats its title in the row below, or beside.
    """
    below = [text_of(cell) for cell in cells]
    pairs = list(zip(titles, below, strict=False))
    repeated = any(title and title == under for title, under in pairs)
    twins = {title for title in titles if title and list(titles).count(title) > 1}
    split = any(title in twins and under and under != title for title, under in pairs)
    if not (repeated or split) or any(re.search(r"\d{3,}", under) for under in below):
        return []
    if not split and not all(title == under for title, under in pairs if under):
        return []
    return [
        title if title == under or not under else f"{title} {under}".strip()
        for title, under in pairs
    ] + list(titles[len(below) :])


def _is_numbering(cells: Row) -> bool:
    """The row «1, 2, 3…» under a heading."""
    said = [text_of(cell) for cell in cells if cell is not None]
    return len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]
