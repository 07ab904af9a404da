"""Lists as methodists make them, by hand and by several hands; no real people."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

SURNAMES = (
    *("Абрамцева", "Белозёрова", "Вахрушева", "Гуляева", "Долматова", "Ельцова", "Жарикова"),
    *("Звягина", "Ивлева", "Калугина", "Лобанова", "Малахова", "Нечаева", "Опарина", "Пахомова"),
    *("Репина", "Сотникова", "Тёркина", "Уварова", "Фомичёва", "Хохлова", "Цветаева", "Чугунова"),
    *("Шубина", "Щеглова", "Юдина", "Яхонтова", "Авдеева", "Бобылёва", "Вострикова", "Глушкова"),
    *("Дёмина", "Ермолина", "Жданова", "Зимина", "Исакова", "Колпакова", "Лаптева", "Мухина"),
    *("Носова", "Одинцова", "Полякова", "Рожкова", "Салтыкова", "Титова", "Усольцева", "Фёдорова"),
)
GIVEN = ("Анна", "Вера", "Галина", "Елена", "Мария", "Ольга")
PATRONYMICS = ("Андреевна", "Борисовна", "Ивановна", "Петровна", "Сергеевна")
TITLES = ("ФИО", "Должность", "Организация", "Стаж на 01.09.2026", "Образование")
GOOD = "высшее педагогическое"


def person(number: int) -> str:
    """The full name of the teacher of this number."""
    parts = (SURNAMES[number % 47], GIVEN[number % 6], PATRONYMICS[number % 5])
    return " ".join(parts)


def line(number: int, school: str, **changed: Any) -> list[Any]:
    """A good row about the teacher of this number, with some cells otherwise."""
    row = {
        "name": person(number),
        "post": "учитель",
        "organisation": school,
        "experience": f"{3 + number % 30} лет {number % 12} мес.",
        "education": GOOD,
    }
    return list((row | changed).values())


def book(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[tuple[str, str, Any]] = (),
    formulas: Mapping[tuple[str, str], tuple[str, Any]] | None = None,
    **options: Any,
) -> bytes:
    """An XLSX of these sheets; a merged range is (sheet, "A1:C1", value)."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, **options},
    )
    days = made.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, cells in enumerate(rows):
            for place, value in enumerate(cells):
                _write(sheet, number, place, value, days)
        for where, area, value in merged:
            if where == name:
                sheet.merge_range(area, value)
        for (where, cell), (formula, value) in (formulas or {}).items():
            if where == name:
                sheet.write_formula(cell, formula, None, value)
    made.close()
    return content.getvalue()


def _write(sheet: Any, number: int, place: int, value: Any, days: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(number, place, value, days)
    elif isinstance(value, str):
        sheet.write_string(number, place, value)
    elif value is not None:
        sheet.write(number, place, value)


def clean(count: int, school: str, first: int = 0) -> bytes:
    """A list without a fault."""
    return book({"Педагоги": [TITLES, *(line(first + n, school) for n in range(count))]})


def dirty(
    schools: Sequence[str], stranger: str, changed: Mapping[int, Mapping[str, Any]] | None = None
) -> bytes:
    """Forty-eight teachers of three schools, with everything that happens to lists.

    ``changed``: what else is written of a teacher, by number.

    Titles above the heading, a merged name of a school, columns that are kept of nobody, empty
    rows, a total, Latin letters, days as texts, a formula without a value, an unknown post.
    """
    other = changed or {}
    head = [["", f"Список педагогических работников, {schools[0]}"], [], []]
    titles = ["№ п/п", *TITLES, "Дата рождения", "СНИЛС", "Принят"]
    rows: list[list[Any]] = []
    for number in range(16):
        cells = line(number, schools[0], **other.get(number, {}))
        rows.append(
            [number + 1, *cells, date(1980, 1, 1 + number), f"112-233-445 {10 + number}", None]
        )
    rows[2][1] = rows[2][1].replace("о", "o").replace("а", "a")
    rows[4][1] = "Долматова Е. А."
    rows[5][4] = 12.5
    rows[6][8] = "31.02.2020"
    rows[7][2] = "учитель (внешний совместитель)"
    rows[8][8] = "01.09.2012"
    rows[9][2] = "тифлопереводчик"
    first = [*head, titles, *rows, [], ["Итого", 16], ["", "Директор"]]
    second = [
        list(TITLES),
        *(line(number, schools[1], **other.get(number, {})) for number in range(16, 32)),
    ]
    second[3][4] = "высшее"
    second[4][0] = second[4][0].upper()
    second[5][2] = stranger
    third = [
        list(TITLES),
        *(line(number, schools[2], **other.get(number, {})) for number in range(32, 47)),
    ]
    third.append(line(7, schools[2], post="учитель, совместитель"))
    third[6][3] = "с 01.09.2004"
    third[7][3] = "99 лет"
    return book(
        {"Лист 1": first, "Вторая": second, "Третья": third},
        merged=[("Лист 1", "B1:I1", head[0][1])],
        formulas={("Лист 1", "E8"): ("=D8+1", "")},
    )
