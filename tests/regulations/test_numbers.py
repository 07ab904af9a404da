"""Numbers of a clause, in figures and in words, with what they count."""

from __future__ import annotations

import pytest

from marshrut.regulations.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "sort", "least", "most", "unit"),
    [
        ("стаж не менее трёх лет на любой должности", "length", 3, None, "year"),
        ("стаж не менее 36 месяцев", "length", 36, None, "month"),
        ("не превышает одного учебного года", "length", None, 1, "year"),
        ("назначают сроком на два года", "length", None, 2, "year"),
        ("собирают 8–10 человек", "people", 8, 10, ""),
        ("собирают от трех до 7 участников", "people", 3, 7, ""),
        ("не более 5 (пяти) человек", "people", None, 5, ""),
        ("не реже двух раз в четверть", "times", 2, None, "quarter"),
        ("один раз в год", "times", 1, None, "school_year"),
        ("раз в месяц", "times", 1, None, "month"),
        ("не более трёх раз в течение календарного года", "times", None, 3, "calendar_year"),
        ("в течение пяти рабочих дней", "days", None, 5, "working_day"),
        ("не позднее 10 дней после приказа", "days", None, 10, "day"),
        ("не менее 80 % педагогов", "per_cent", 80, None, ""),
    ],
)
def test_a_number_is_found_with_what_it_counts(
    text: str, sort: str, least: int | None, most: int | None, unit: str
) -> None:
    [found] = numbers_in(text)
    assert (found.sort, found.least, found.most, found.unit) == (sort, least, most, unit)


@pytest.mark.parametrize(
    ("text", "day"), [("до 5 июня", "05.06"), ("не позднее 01.09", "01.09"), ("к 20 мая", "20.05")]
)
def test_a_day_is_found(text: str, day: str) -> None:
    assert [one.day for one in numbers_in(text)] == [day]


@pytest.mark.parametrize(
    "text", ["приказ от 30.12.2021 № 1258", "до 31.02", "п. 3.2 и 5", "до 40 мая"]
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert numbers_in(text) == ()


def test_a_number_is_shown_where_it_stands() -> None:
    text = "Группа — 4–6 человек, раз в месяц."
    assert [text[one.start : one.end] for one in numbers_in(text)] == ["4–6 человек", "раз в месяц"]
