"""What a line of a regulation begins with: a number, a letter, a bullet, the title of a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from marshrut.regulations.texts.numerals import roman

LOOKALIKE = str.maketrans("ІХСМ", "IXCM")  # Cyrillic letters typed for Roman figures
ROMAN = re.compile(r"([IVXІХ]{1,6})\s*[.)]?\s+(?=\S)")
NAMED = re.compile(
    r"(?:раздел|глава|статья)\s+([IVXІХ]{1,6}|\d{1,2})\s*[.:)]?\s*(?=\S|$)", re.IGNORECASE
)
MANY = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s*(?=[^\s\d.,)])")
ONE = re.compile(r"(\d{1,2})\.\s*(?=[^\s\d.,])")
ROUND = re.compile(r"\(?(\d{1,2})\)\s*(?=\S)")
LETTER = re.compile(r"([а-яa-z])\)\s*(?=\S)", re.IGNORECASE)
BULLET = re.compile(r"[•·●▪■◦○∙§*➢✓]\s*(?=\S)")
DASH = re.compile(r"[-–—−]\s+(?=\S)|[-–—−](?=[А-ЯЁа-яё])")
# A line that ends so speaks of the number that begins the next one.
DANGLING = re.compile(
    r"(?:^|[\s(])(?:п|пп|ч|ст|гл|разд|пункт\w*|подпункт\w*|част\w*|стать\w+|раздел\w*|глав\w*"
    r"|приложени\w+|№|от|до|с|и|или|к)\.?$",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"[А-ЯЁ][А-ЯЁ\s«»,()–—-]{5,}")
TITLE_WORDS = 14


class Sort(StrEnum):
    """Sorts of lines; PLAIN goes on with what was begun before."""

    ROMAN = "roman"
    NAMED = "named"
    MANY = "many"
    ONE = "one"
    ROUND = "round"
    LETTER = "letter"
    BULLET = "bullet"
    DASH = "dash"
    CAPITALS = "capitals"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its sort, its mark as it stands, its numbers, the rest."""

    sort: Sort
    said: str
    mark: str = ""
    number: tuple[int, ...] = ()

    @property
    def whole(self) -> str:
        return f"{self.mark} {self.said}".strip()

    @property
    def is_title(self) -> bool:
        """Short and without a full stop: how parts are called."""
        return (
            len(self.said.split()) <= TITLE_WORDS
            and not self.said.endswith((";", ":", ".", ","))
            and self.said[:1].isupper()
        )


def line(said: str) -> Line:
    """The line with its mark taken apart."""
    said = said.strip()
    for sort, pattern in (
        (Sort.NAMED, NAMED),
        (Sort.ROMAN, ROMAN),
        (Sort.MANY, MANY),
        (Sort.ONE, ONE),
        (Sort.ROUND, ROUND),
        (Sort.LETTER, LETTER),
        (Sort.BULLET, BULLET),
        (Sort.DASH, DASH),
    ):
        if found := pattern.match(said):
            numbers = _numbers(sort, found[1] if found.groups() else "")
            return Line(sort, said[found.end() :].strip(), found[0].strip(), numbers)
    if CAPITALS.fullmatch(said) and len(said.split()) <= TITLE_WORDS:
        return Line(Sort.CAPITALS, said)
    return Line(Sort.PLAIN, said)


def _numbers(sort: Sort, written: str) -> tuple[int, ...]:
    if sort in {Sort.BULLET, Sort.DASH}:
        return ()
    if sort is Sort.LETTER:
        alphabet = "абвгдежзиклмнопрстуфхцчшщэюя"
        if written.lower() not in alphabet:
            alphabet = "abcdefghijklmnopqrstuvwxyz"
        return (alphabet.find(written.lower()) + 1,)
    if sort is Sort.ROMAN or not written[0].isdigit():
        figures = written.translate(LOOKALIKE).upper()
        return (next((n for n in range(1, 90) if roman(n).upper() == figures), 0),)
    return tuple(int(figure) for figure in written.split("."))
