"""Writing XLSX: a template to fill in, a table of plain values, cells marked with what is wrong.

Whatever begins with = + - @ is written as a text: nobody's cell becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from marshrut.tables.sheets import Place, Row, Sheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
DAY_FORMAT = "dd.mm.yyyy"
NARROWEST, WIDEST = 10, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a template: its title, what to put in it, and choices if they are few."""

    title: str
    hint: str = ""
    needed: bool = False
    width: int = 24
    choices: Sequence[str] = ()
    is_day: bool = False


def template(
    *, sheet: str, columns: Sequence[Column], examples: Sequence[Row], notes: Sequence[str]
) -> bytes:
    """A table to fill in: titles with comments, one or two examples, and a sheet of notes."""
    with Book() as book:
        page = book.sheet(sheet)
        for place, column in enumerate(columns):
            style = book.needed if column.needed else book.title
            page.write_string(0, place, column.title, style)
            page.set_column(place, place, column.width, book.day if column.is_day else book.text)
            if column.hint:
                page.write_comment(0, place, column.hint, {"x_scale": 2})
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                page.data_validation(1, place, 5000, place, rule)
        for number, cells in enumerate(examples, 1):
            book.row(page, number, cells)
        page.freeze_panes(1, 0)
        if notes:
            about = book.sheet("?")
            about.set_column(0, 0, 100, book.wrapped)
            for number, line in enumerate(notes):
                about.write_string(number, 0, line)
        return book.done()


def table(
    *,
    sheet: str,
    titles: Sequence[str],
    rows: Iterable[Row],
    marked: Mapping[Place, str] | None = None,
) -> bytes:
    """A table of values; marked cells (row and column under the titles) carry a comment."""
    comments = marked or {}
    with Book() as book:
        page = book.sheet(sheet)
        for place, title in enumerate(titles):
            page.write_string(0, place, title, book.title)
        widths = [len(title) for title in titles]
        for number, cells in enumerate(rows):
            for place, value in enumerate(cells[: len(widths)]):
                widths[place] = max(widths[place], len(str("" if value is None else value)))
            style = (
                {place: book.wrong for (row, place) in comments if row == number}
                if comments
                else {}
            )
            book.row(page, number + 1, cells, style)
        for (row, place), said in comments.items():
            page.write_comment(row + 1, place, said, {"x_scale": 2})
        for place, width in enumerate(widths):
            page.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))
        page.freeze_panes(1, 0)
        return book.done()


def copied(sheets: Sequence[Sheet]) -> bytes:
    """The same sheets with the same cells in the same places, as plain values."""
    with Book(date_1904=any(sheet.epoch_1904 for sheet in sheets)) as book:
        for sheet in sheets:
            page = book.sheet(sheet.name)
            for number, cells in enumerate(sheet.rows):
                book.row(page, number, cells)
            for number, place in sheet.unknown:
                # What had no value has none in the copy either.
                page.write_formula(number, place, "=NA()", None, "#N/A")
        return book.done()


class Book:
    """A workbook in memory with the few formats that we use; ``styled`` makes another one."""

    def __init__(self, *, date_1904: bool = False) -> None:
        self.options = {**OPTIONS, "date_1904": date_1904}

    def __enter__(self) -> Self:
        # Imported here: most requests write no table.
        import xlsxwriter  # noqa: PLC0415

        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.bytes, self.options)
        self.title = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.needed = self.book.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#E8EEF4"}
        )
        self.wrong = self.book.add_format({"bg_color": "#FBE3D6", "text_wrap": True})
        self.text = self.book.add_format({"num_format": "@"})
        self.day = self.book.add_format({"num_format": DAY_FORMAT, "align": "left"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.names: set[str] = set()
        return self

    def __exit__(self, *_raised: object) -> None:
        if not self.bytes.closed and not self.book.fileclosed:
            self.book.close()

    def styled(self, **properties: Any) -> Any:
        """A format of cells, in the words of XlsxWriter."""
        return self.book.add_format(properties)

    def sheet(self, name: str) -> Any:
        """One more sheet, under a name that spreadsheets allow and no other sheet has."""
        base = name.translate(SIGNS).strip(" '")[:28] or "1"
        free, number = base, 2
        while free.lower() in self.names:
            free, number = f"{base} {number}"[:31], number + 1
        self.names.add(free.lower())
        return self.book.add_worksheet(free)

    def row(
        self, page: Any, number: int, cells: Row, styles: Mapping[int, Any] | None = None
    ) -> None:
        """Write values each as what it is: a text stays a text."""
        for place, value in enumerate(cells):
            style = (styles or {}).get(place)
            if value is None:
                page.write_blank(number, place, None, style)
            elif isinstance(value, bool):
                page.write_boolean(number, place, value, style)
            elif isinstance(value, int | float):
                page.write_number(number, place, value, style)
            elif isinstance(value, date):
                page.write_datetime(number, place, value, style or self.day)
            else:
                page.write_string(number, place, value, style)

    def done(self) -> bytes:
        """Close the book; its bytes."""
        self.book.close()
        return self.bytes.getvalue()
