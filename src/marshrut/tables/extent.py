"""How far the cells of a file reach, before anything unpacks them into memory.

A few bytes can put a value into the last cell of a sheet; the reader would then make a table of
seventeen thousand million cells. The same look finds formulas without a value.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from marshrut.tables.sheets import Place, Unreadable, column_of

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 60
LARGEST_INSIDE = 120 * 1024 * 1024
PIECE = 1 << 20

PART = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL
)
NUMBER = re.compile(rb'\br="(\d+)"')
REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>/]*>[^<]")
ERROR = re.compile(rb'\bt="e"')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(slots=True)
class Extent:
    """What the look at one workbook found; formulas without a value by name of sheet."""

    unknown: dict[str, frozenset[Place]] = field(default_factory=dict)
    epoch_1904: bool = False


def look(content: bytes) -> Extent:
    """Look through an archived workbook; raises Unreadable when it is broken or reaches too far."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_INSIDE:
                raise Unreadable("too_large_inside")
            names = set(archive.namelist())
            if "content.xml" in names:
                _look_at_open_document(archive)
                return Extent()
            if "xl/workbook.xml" not in names:
                raise Unreadable("not_a_table")
            return _look_at_workbook(archive)
    except (
        *(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError),
        *(ET.ParseError, expat.ExpatError, KeyError, zlib.error),
    ) as error:
        raise Unreadable("broken") from error


def _look_at_workbook(archive: zipfile.ZipFile) -> Extent:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - sizes are limited
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found = Extent()
    for part in book.iter():
        name = part.tag.rpartition("}")[2]
        if name == "workbookPr":
            found.epoch_1904 = part.get("date1904") in {"1", "true"}
        if name == "sheet":
            key = next((value for word, value in part.attrib.items() if word.endswith("}id")), "")
            path = targets.get(key, "")
            path = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
            if path in archive.namelist():
                found.unknown[str(part.get("name"))] = _look_at_sheet(archive.read(path))
    if len(found.unknown) > MOST_SHEETS:
        raise Unreadable("too_many_sheets", limit=MOST_SHEETS)
    return found


def _look_at_sheet(xml: bytes) -> frozenset[Place]:
    """Cells whose value the file does not hold; refuses a sheet that is too long or too wide."""
    unknown = set()
    row = column = -1
    for part in PART.finditer(xml):
        attributes, inside = part[2], part[3]
        if attributes is None:
            number = NUMBER.search(part[1])
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        reference = REFERENCE.search(attributes)
        if reference:
            column, row = column_of(reference[1].decode()), int(reference[2]) - 1
        else:
            column += 1
        if inside is None:
            continue
        has_value = VALUE.search(inside) is not None
        if ERROR.search(attributes) or (FORMULA.search(inside) and not has_value):
            unknown.add((row, column))
        if has_value or b"<" in inside:
            _require_within(row + 1, column + 1)
    return frozenset(unknown)


def _require_within(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise Unreadable("too_many_columns", limit=MOST_COLUMNS)


def _look_at_open_document(archive: zipfile.ZipFile) -> None:
    """Count rows and columns that hold something, with repetitions as they are written."""
    parser = expat.ParserCreate(namespace_separator="}")
    counting = _Counting()
    parser.StartElementHandler = counting.begin
    parser.EndElementHandler = counting.end
    with archive.open("content.xml") as file:
        for piece in _pieces(file):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def _pieces(file: Any) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


class _Counting:
    """Where in the sheet the parser is, and how far what it met reaches."""

    def __init__(self) -> None:
        self.row = self.rows = self.column = self.columns = 0
        self.full = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        name = f"{{{name}"
        if name == f"{TABLE}table":
            self.row = 0
        elif name == f"{TABLE}table-row":
            self.rows = _repeated(attributes, "rows")
            self.column, self.full = 0, False
        elif name in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            self.columns = _repeated(attributes, "columns")
            if any(word.endswith("}value-type") for word in attributes):
                self.full = True
                _require_within(self.row + self.rows, self.column + self.columns)

    def end(self, name: str) -> None:
        name = f"{{{name}"
        if name == f"{TABLE}table-row":
            self.row += self.rows
        elif name in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            self.column += self.columns


def _repeated(attributes: dict[str, str], what: str) -> int:
    key = f"{TABLE[1:]}number-{what}-repeated"
    return int(attributes.get(key, "1"))
