"""Texts out of files, and a reason for every file that gives none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marshrut.regulations.texts import LARGEST, NoText, text_of, tidied
from marshrut.regulations.texts.numerals import letter, numeral, roman
from tests.regulations import files

LINES = (
    (None, "Положение о поддержке"),
    (0, "Общие положения"),
    (1, "Поддержка нужна всем."),
    (1, "Её дают:"),
    (2, "тьюторы;"),
    (2, "соседи по кабинету."),
    (0, "Сроки"),
    (1, "Начинают осенью."),
)
READ = [
    "Положение о поддержке",
    "1. Общие положения",
    "1.1. Поддержка нужна всем.",
    "1.2. Её дают:",
    "• тьюторы;",
    "• соседи по кабинету.",
    "2. Сроки",
    "2.1. Начинают осенью.",
]


@pytest.mark.parametrize("make", [files.word, files.open_text])
def test_numbers_that_the_program_makes_are_in_the_text(make: Callable[..., bytes]) -> None:
    assert text_of(make(*LINES)).splitlines() == READ


@pytest.mark.parametrize("make", [files.word, files.open_text])
def test_a_row_of_a_table_is_a_line_in_reading_order(make: Callable[..., bytes]) -> None:
    said = text_of(make((None, "План"), ["1.1", "Мастер-классы", "2 раза в четверть"], ["а", "б"]))
    assert "1.1. Мастер-классы | 2 раза в четверть" in said
    assert "а | б" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_plain_text_comes_in_any_usual_encoding(encoding: str) -> None:
    assert text_of("1. Всё — «как есть».".encode(encoding)) == "1. Всё — «как есть»."


def test_a_pdf_gives_its_text_layer() -> None:
    said = text_of(files.portable("1. General provisions of the paper", "1.1. Everybody is helped"))
    assert said.split("\n")[:2] == [
        "1. General provisions of the paper",
        "1.1. Everybody is helped",
    ]


def test_what_a_file_is_called_does_not_matter() -> None:
    """Only the content is looked at: a PDF under the name of a Word file is read as a PDF."""
    assert "Everybody" in text_of(files.portable("1.1. Everybody is helped by somebody here"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "nothing"),
        (b" \n ", "nothing"),
        (b"\x00\x01\x02\x03", "not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "old_word"),
        (b"{\\rtf1 text}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "scan"),
        (b"PK\x03\x04 torn archive", "broken"),
        (files.archive(a=b"1"), "other_office"),
        (files.archive(xl__workbook=b"1"), "other_office"),
        (files.archive(**{"word__document.xml": b"<w:torn"}), "broken"),
        (files.archive(**{"word__document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), "bomb"),
        (files.word((None, "Текст"), swollen=70_000_000), "bomb"),
        (files.word((None, "Текст"))[:2000], "broken"),
        (b"%PDF-1.4 torn", "broken"),
        (files.portable(), "scan"),
        (files.portable("1.1. Everybody is helped by somebody", password="secret"), "encrypted"),
        (b"a" * (LARGEST + 1), "too_large"),
        (b"\xd0\xb0" * 500_000, "too_long"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_file_without_text_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(NoText) as refused:
        text_of(content)
    assert refused.value.code == code


def test_page_numbers_and_signs_of_a_font_are_tidied() -> None:
    assert tidied("Первая\n1\nвторая\n\uf0b7 пункт\n- 2 -\n77\n") == "Первая\nвторая\n• пункт\n77"


def test_numbers_are_written_as_word_writes_them() -> None:
    assert [roman(n) for n in (4, 9, 14)] == ["iv", "ix", "xiv"]
    assert [numeral(n, "russianLower") for n in (1, 7, 29)] == ["а", "ж", "аа"]
    assert letter(27) == "aa"
    assert [numeral(3, form) for form in ("upperRoman", "decimalZero", "none")] == [
        "III",
        "03",
        "3",
    ]
