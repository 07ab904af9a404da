"""From the bytes of a file to sheets of values."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from marshrut.tables.extent import MOST_COLUMNS, MOST_ROWS, look
from marshrut.tables.sheets import Row, Sheet, Unreadable, Value

LONGEST_TEXT = 2000
# A merged title runs over the whole table; a merged heading or name covers a few columns.
WIDEST_MERGED = 4
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml")
TEXTS = (".csv", ".txt", ".tsv")
DELIMITERS = ";\t,"
SAMPLE = 4000


def read(content: bytes, name: str) -> list[Sheet]:
    """All visible sheets that hold anything; raises Unreadable with a code."""
    if not content:
        raise Unreadable("empty_file")
    head = content[:SAMPLE].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(PAGE):
        raise Unreadable("web_page")
    if content.startswith((b"PK", OLD_OFFICE)):
        sheets = _workbook(content)
    elif name.lower().endswith(TEXTS):
        sheets = [_text(content, name)]
    else:
        raise Unreadable("not_a_table")
    found = [sheet for sheet in sheets if any(any(cells) for cells in sheet.rows)]
    if not found:
        raise Unreadable("nothing_inside")
    return found


def _workbook(content: bytes) -> list[Sheet]:
    # Imported here: most requests read no table.
    import python_calamine  # noqa: PLC0415

    extent = look(content) if content.startswith(b"PK") else None
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        visible = [
            one.name
            for one in book.sheets_metadata
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet
            and one.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        return [
            _sheet(
                book.get_sheet_by_name(one),
                extent.unknown.get(one, frozenset()) if extent else frozenset(),
                epoch_1904=bool(extent and extent.epoch_1904),
            )
            for one in visible
        ]
    except python_calamine.PasswordError as error:
        raise Unreadable("password") from error
    except (Unreadable, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    # A fault inside the library is told by an exception that is no Exception.
    except BaseException as error:
        raise Unreadable("broken") from error


def _sheet(sheet: Any, unknown: frozenset[tuple[int, int]], *, epoch_1904: bool) -> Sheet:
    if sheet.total_height > MOST_ROWS:
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    if sheet.total_width > MOST_COLUMNS:
        raise Unreadable("too_many_columns", limit=MOST_COLUMNS)
    cells = sheet.to_python(skip_empty_area=False)
    rows: list[list[Value]] = [[_plain(value) for value in row] for row in cells]
    _fill_merged(rows, sheet.merged_cell_ranges or ())
    return Sheet(name=sheet.name, rows=rows, unknown=unknown, epoch_1904=epoch_1904)


def _plain(value: Any) -> Value:
    if isinstance(value, str):
        # Signs that no database keeps, and texts that no cell of a list is.
        return value.replace("\x00", "").strip()[:LONGEST_TEXT] or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return value if isinstance(value, int) else str(value)


def _number(value: float) -> Value:
    """A whole number as one; what is no number at all is an empty cell."""
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _fill_merged(
    rows: list[list[Value]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Give every cell of a merged range its value, unless it is a title across the table."""
    for (top, left), (bottom, right) in ranges:
        if right - left >= WIDEST_MERGED or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value


def _text(content: bytes, name: str) -> Sheet:
    """A sheet from text with separators, in UTF-8, UTF-16 or the Russian code page of Windows."""
    text = _decoded(content)
    delimiter = _delimiter(text[:SAMPLE])
    rows: list[Row] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip()[:LONGEST_TEXT] or None for cell in cells])
            if len(rows) > MOST_ROWS:
                raise Unreadable("too_many_rows", limit=MOST_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise Unreadable("too_many_columns", limit=MOST_COLUMNS)
    except csv.Error as error:
        raise Unreadable("broken") from error
    return Sheet(name=name.rpartition(".")[0][:31], rows=rows)


def _decoded(content: bytes) -> str:
    encodings: Sequence[str] = ("utf-8-sig", "cp1251")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("encoding")


def _delimiter(sample: str) -> str:
    lines = sample.splitlines()[:20]
    return max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))
