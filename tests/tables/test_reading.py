"""Files as people send them, good and bad: read as they are, or refused with a code."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marshrut.tables.headers import find_header, guess, is_total
from marshrut.tables.reading import read
from marshrut.tables.sheets import Unreadable, column_of, letters
from marshrut.tables.writing import copied, table
from tests.imports.lists import book

WORDS = {"name": ("фио",), "years": ("стаж лет",), "months": ("стаж мес",), "post": ("должность",)}
FODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Лист">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", FODS.format(rows=rows))
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
            "</manifest:manifest>",
        )
    return content.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with a part of it changed by hand."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(changed, "w") as made:
        for entry in whole.infolist():
            part = whole.read(entry.filename)
            made.writestr(
                entry.filename, part.replace(old, new) if entry.filename == name else part
            )
    return changed.getvalue()


def code(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    return refused.value.code


def test_days_of_both_epochs_are_days() -> None:
    for epoch in (False, True):
        (sheet,) = read(book({"1": [[date(2010, 9, 1), 7, "х"]]}, date_1904=epoch), "a.xlsx")

        assert list(sheet.rows[0]) == [date(2010, 9, 1), 7, "х"]
        assert sheet.epoch_1904 is epoch


def test_a_formula_gives_its_value_and_is_unknown_without_one() -> None:
    content = book(
        {"1": [["a", "b", "c"]]},
        formulas={
            ("1", "A2"): ("=1+1", 2),
            ("1", "B2"): ("=1+1", ""),
            ("1", "C2"): ("=1/0", "#DIV/0!"),
        },
    )

    (sheet,) = read(content, "a.xlsx")

    assert sheet.rows[1][0] == 2
    assert sheet.unknown == {(1, 1), (1, 2)}
    (copy,) = read(copied([sheet]), "b.xlsx")
    assert copy.unknown == sheet.unknown


def test_a_merged_name_stands_in_all_its_rows_and_a_merged_title_does_not() -> None:
    rows = [[""] * 6, ["ФИО", "Школа"], ["А", ""], ["Б", ""]]
    content = book({"1": rows}, merged=[("1", "A1:F1", "Список"), ("1", "B3:B4", "Школа 1")])

    (sheet,) = read(content, "a.xlsx")

    assert [row[1] for row in sheet.rows[2:]] == ["Школа 1", "Школа 1"]
    assert list(sheet.rows[0]).count("Список") == 1


def test_open_document_and_texts_in_both_encodings_are_read() -> None:
    row = f"<table:table-row>{CELL.format('ФИО')}{CELL.format('Школа')}</table:table-row>"
    empty = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert list(read(ods(row + empty), "a.ods")[0].rows[0])[:2] == ["ФИО", "Школа"]
    for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
        (sheet,) = read("ФИО;Школа\r\nИванова;3\r\n".encode(encoding), "a.csv")
        assert sheet.rows[0][:2] == ["ФИО", "Школа"]


def test_hidden_and_empty_sheets_are_passed_over() -> None:
    content = book({"1": [["a"]], "2": [], "3": [["b"]]})
    hidden = replaced(content, "xl/workbook.xml", b'sheetId="3"', b'sheetId="3" state="hidden"')

    assert [sheet.name for sheet in read(hidden, "a.xlsx")] == ["1"]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.xlsx", "empty_file"),
        (b"<html><body><table>", "a.xls", "web_page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "a.xlsx", "web_page"),
        (b"PK\x03\x04 nothing more", "a.xlsx", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xls", "broken"),
        (b"%PDF-1.7", "a.pdf", "not_a_table"),
        ("слова".encode(), "a.doc", "not_a_table"),
        (b"\x00\x01\x02", "a.csv", "encoding"),
        (b"\xff\xfea", "a.csv", "encoding"),
        (b";;\n;;\n", "a.csv", "nothing_inside"),
        (b"a\n" * 20_001, "a.csv", "too_many_rows"),
        (b";" * 400, "a.csv", "too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_code(content: bytes, name: str, expected: str) -> None:
    assert code(content, name) == expected


def test_a_hundred_thousand_rows_are_refused() -> None:
    assert code(book({"1": [["ФИО"], *([str(n)] for n in range(100_000))]})) == "too_many_rows"


def test_a_value_in_the_last_cell_unpacks_nothing() -> None:
    content = book({"1": [["a"]]})
    last = b'<c r="XFD1048576" t="str"><v>x</v></c>'
    row = b'<row r="1048576">' + last + b"</row></sheetData>"
    far = replaced(content, "xl/worksheets/sheet1.xml", b"</sheetData>", row)
    assert code(far) == "too_many_rows"
    wide = replaced(
        content,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'<row r="2"><c r="XFD2" t="str"><v>x</v></c></row></sheetData>',
    )
    assert code(wide) == "too_many_columns"
    cell = CELL.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="9999"'
    )
    assert code(ods(f"<table:table-row>{cell}</table:table-row>"), "a.ods") == "too_many_columns"
    many = f'<table:table-row table:number-rows-repeated="999999">{CELL}</table:table-row>'
    assert code(ods(many), "a.ods") == "too_many_rows"


def test_a_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (130 * 1024 * 1024))

    assert code(bomb.getvalue()) == "too_large_inside"


@settings(max_examples=60, derandomize=True)
@given(place=st.integers(0, 5000), byte=st.integers(0, 255), cut=st.integers(0, 6000))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    place: int, byte: int, cut: int
) -> None:
    content = bytearray(GOOD)
    content[place % len(content)] = byte
    for damaged in (bytes(content), GOOD[: cut % len(GOOD)]):
        try:
            read(damaged, "a.xlsx")
        except Unreadable:
            continue


GOOD = book({"1": [["ФИО", "Должность"], ["Иванова Анна", "учитель"]]})


@settings(max_examples=80, derandomize=True)
@given(cells=st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=6))
def test_whatever_is_written_is_a_text_and_never_a_formula(cells: list[list[str]]) -> None:
    signs = [["=1+1", "+7", "-5", "@x", "http://a.b"], *cells]

    content = table(sheet="a[]:*?/\\b'", titles=["x"], rows=signs)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    (sheet,) = read(content, "a.xlsx")
    assert list(sheet.rows[1])[:5] == signs[0]


def test_a_heading_is_found_below_titles_and_joined_from_two_levels() -> None:
    rows: list[list[Any]] = [
        ["Список педагогов"],
        [],
        ["ФИО", "Должность", "Стаж", ""],
        ["", "", "лет", "мес"],
        ["1", "2", "3", "4"],
        ["Иванова Анна", "учитель", 3, 4],
        ["Итого: 1"],
    ]
    merged = [("1", "A3:A4", "ФИО"), ("1", "B3:B4", "Должность"), ("1", "C3:D3", "Стаж")]
    (sheet,) = read(book({"1": rows}, merged=merged), "a.xlsx")

    header = find_header(sheet, WORDS)

    assert header is not None
    assert header.after == 5
    assert guess(header.titles, WORDS) == {"name": 0, "post": 1, "years": 2, "months": 3}
    assert is_total(sheet.rows[6], ("итого",))


@given(number=st.integers(0, 20_000))
@settings(max_examples=50, derandomize=True)
def test_columns_are_named_as_in_a_spreadsheet(number: int) -> None:
    assert column_of(letters(number)) == number
    assert (letters(0), letters(25), letters(26), letters(701)) == ("A", "Z", "AA", "ZZ")
