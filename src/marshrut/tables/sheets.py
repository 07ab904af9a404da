"""What a file of tables is after reading: sheets of plain values, and why one cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# An empty cell is None; a moment of a day is its day.
Value = str | int | float | bool | date | None
Row = Sequence[Value]
Place = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One visible sheet from its cell A1.

    ``unknown`` are cells with a formula whose value the file does not hold, or with an error.
    """

    name: str
    rows: Sequence[Row]
    unknown: frozenset[Place] = frozenset()
    epoch_1904: bool = False

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; beyond the edge there is none."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


class Unreadable(Exception):
    """The file is no table that we can read; a code and what the sentence needs."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def letters(column: int) -> str:
    """The name of a column as a spreadsheet shows it: 0 is A, 27 is AB."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def column_of(name: str) -> int:
    """The column of such a name, from 0."""
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def text_of(value: Value) -> str:
    """A value as a person would type it: whole numbers without a point, days as 01.09.2026."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
