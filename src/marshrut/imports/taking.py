"""Taking a file: what may not be kept is left out before anything is stored; tables are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.conf import settings

from marshrut.files.keeping import Received, open_stored, receive
from marshrut.files.models import StoredFile
from marshrut.imports.kinds import KINDS
from marshrut.imports.vocabulary import FORBIDDEN, FORBIDDEN_VALUES, TOTALS
from marshrut.journal.deeds import Wrong
from marshrut.tables.cells import DAY, EPOCH_1900, EPOCH_1904, SERIALS, Unclear, day_of
from marshrut.tables.headers import Header, find_header, guess, is_total, looks_like
from marshrut.tables.reading import read
from marshrut.tables.sheets import Row, Sheet, Unreadable, Value, text_of
from marshrut.tables.writing import copied

# How many values of a column have to look like what is not kept.
ENOUGH = 2
SAMPLES = 3
BETWEEN_EPOCHS = (EPOCH_1904 - EPOCH_1900).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An upload safe on the disk, with the titles of columns that were left out of it."""

    received: Received
    refused: Sequence[str]


def take(*, chunks: Iterable[bytes], name: str, kind: str) -> Taken:
    """Read an upload, leave out what may not be kept, store the rest; raises Wrong."""
    content = _limited(chunks)
    sheets = sheets_in(content, name)
    headers = [find_header(sheet, KINDS[kind].words) for sheet in sheets]
    if not any(headers):
        raise Wrong("table_no_header", name=name, field="files")
    refused: list[str] = []
    cleaned = [
        _without(sheet, header, refused) for sheet, header in zip(sheets, headers, strict=True)
    ]
    if refused:
        # The places of the cells stay, so that every mistake is told by its own address.
        content, name = copied(cleaned), f"{PurePath(name).stem}.xlsx"
    received = receive(chunks=[content], name=_named(name))
    return Taken(received=received, refused=list(dict.fromkeys(refused)))


def sheets_in(content: bytes, name: str) -> list[Sheet]:
    """Sheets of a file; what cannot be read is a wrong with the name of the file."""
    try:
        return read(content, name)
    except Unreadable as error:
        params = {"name": name, "field": "files", **error.params}
        raise Wrong(f"table_{error.code}", **params) from error


def tables_of(file: StoredFile, kind: str) -> list[tuple[Sheet, Header]]:
    """Sheets with a heading in a stored file."""
    with open_stored(file) as stored:
        sheets = sheets_in(stored.read(), file.name)
    found = [(sheet, find_header(sheet, KINDS[kind].words)) for sheet in sheets]
    return [(sheet, header) for sheet, header in found if header is not None]


def described(sheet: Sheet, header: Header, kind: str) -> dict[str, Any]:
    """What is kept of a table: its place, titles, a guess at the columns, a few values of each."""
    rows = [cells for _, cells in lines(sheet, header)][:SAMPLES]
    return {
        "sheet": sheet.name,
        "titles": list(header.titles),
        "shape": header.shape,
        "guess": guess(header.titles, KINDS[kind].words),
        "on": _day_in(header.titles),
        "samples": [
            [text_of(cells[column]) if column < len(cells) else "" for cells in rows]
            for column in range(len(header.titles))
        ],
    }


def _day_in(titles: Sequence[str]) -> str:
    """The day of «Стаж на 01.09.2026», as an ISO text."""
    for title in titles:
        if found := DAY.search(title):
            with suppress(Unclear):
                return day_of(found[0]).isoformat()
    return ""


def lines(sheet: Sheet, header: Header) -> Iterable[tuple[int, Row]]:
    """Rows of the table with their places from 0: no empty ones, nothing after the totals."""
    for number in range(header.after, len(sheet.rows)):
        cells = sheet.rows[number]
        if not any(cell is not None for cell in cells) and not any(
            (number, column) in sheet.unknown for column in range(len(header.titles))
        ):
            continue
        if is_total(cells, TOTALS):
            return
        yield number, cells


def typed(
    sheet: Sheet, number: int, columns: Mapping[str, int], days: frozenset[str]
) -> dict[str, Any]:
    """Cells of a row by field; "?" names those whose formula has no value."""
    found: dict[str, Any] = {}
    unknown = []
    for field, column in columns.items():
        value = sheet.value(number, column)
        if (number, column) in sheet.unknown:
            unknown.append(field)
        elif value is not None:
            found[field] = _kept(value, is_day=field in days and sheet.epoch_1904)
    return found | ({"?": unknown} if unknown else {})


def _kept(value: Value, *, is_day: bool) -> Any:
    if is_day and isinstance(value, int | float) and value + BETWEEN_EPOCHS in SERIALS:
        return value + BETWEEN_EPOCHS
    return value if isinstance(value, int | float) else text_of(value)


def _without(sheet: Sheet, header: Header | None, refused: list[str]) -> Sheet:
    """The sheet without columns of what is kept of nobody; their titles go to the list."""
    width = max((len(cells) for cells in sheet.rows), default=0)
    titles = header.titles if header else [""] * width
    bad = set()
    for column in range(width):
        title = titles[column] if column < len(titles) else ""
        values = [text_of(sheet.value(row, column)) for row in range(len(sheet.rows))]
        told = sum(FORBIDDEN_VALUES.fullmatch(value) is not None for value in values)
        if looks_like(title, FORBIDDEN) or told >= ENOUGH:
            bad.add(column)
            refused.append(title or values[0])
    if not bad:
        return sheet
    rows = [
        [None if column in bad else value for column, value in enumerate(cells)]
        for cells in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _named(name: str) -> str:
    """The stored file is told from others by its suffix."""
    path = PurePath(name)
    return name if path.suffix.lower() != ".tsv" else f"{path.stem}.csv"


def _limited(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > settings.FILE_LIMIT:
            raise Wrong("file_too_large", limit=settings.FILE_LIMIT, field="files")
    return bytes(content)
