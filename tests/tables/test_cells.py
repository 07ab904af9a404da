"""One cell: what is understood, what is asked about and what is proposed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marshrut.tables.cells import (
    Unclear,
    day_of,
    email_of,
    name_of,
    percent_of,
    service_of,
)

ROUND = {"max_examples": 120, "derandomize": True}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Иванова Мария Петровна", "Иванова Мария Петровна"),
        ("ИВАНОВА  МАРИЯ ПЕТРОВНА", "Иванова Мария Петровна"),
        ("Левандовская - Сыч Анна Ивановна", "Левандовская-Сыч Анна Ивановна"),
        ("Мамедов Али Гасан оглы", "Мамедов Али Гасан оглы"),
        ("Ким Ольга", "Ким Ольга"),
        ("Иванова (Петрова) Мария Петровна", "Иванова Мария Петровна"),
    ],
)
def test_names_are_put_right_where_nothing_is_doubtful(said: str, name: str) -> None:
    assert str(name_of(said)) == name


@pytest.mark.parametrize(
    ("said", "code", "fix"),
    [
        ("Иванoва Мария Петровна", "latin_letters", "Иванова Мария Петровна"),
        ("Иваноva Мария", "latin_letters", ""),
        ("1. Иванова Мария", "digits_in_name", "Иванова Мария"),
        ("Петров А. С.", "initials", ""),
        ("Иванова", "name_too_short", ""),
        ("Иванова Мария Петровна Анна", "name_too_long", ""),
        ("Smith John", "signs_in_name", ""),
        ("=Иванова Мария", "signs_in_name", ""),
    ],
)
def test_a_doubtful_name_comes_with_a_proposal(said: str, code: str, fix: str) -> None:
    with pytest.raises(Unclear) as doubt:
        name_of(said)
    assert (doubt.value.code, doubt.value.fix) == (code, fix)


def test_names_are_compared_without_case_and_yo() -> None:
    assert name_of("Тёркин Пётр").folded == name_of("ТЕРКИН ПЕТР").folded


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (12, 144),
        ("12 лет 3 мес.", 147),
        ("2 года", 24),
        ("1 год 11 месяцев", 23),
        ("5 мес", 5),
        ("12 years 3 months", 147),
        ("нет", 0),
        ("с 01.09.2010", date(2010, 9, 1)),
        (date(2010, 9, 1), date(2010, 9, 1)),
        (40422, date(2010, 9, 1)),
    ],
)
def test_lengths_of_service(said: object, found: object) -> None:
    assert service_of(said) == found


@pytest.mark.parametrize(
    ("said", "code", "fix"),
    [
        (12.5, "decimal_service", "12 лет 5 мес."),
        ("12,3", "decimal_service", "12 лет 3 мес."),
        ("99 лет", "service_too_long", ""),
        ("3 года 15 мес", "months_of_a_year", "4 лет 3 мес."),
        ("много", "not_a_service", ""),
        ("31.02.2010", "no_such_day", ""),
    ],
)
def test_doubtful_lengths_of_service(said: object, code: str, fix: str) -> None:
    with pytest.raises(Unclear) as doubt:
        service_of(said)
    assert (doubt.value.code, doubt.value.fix) == (code, fix)
    if fix:
        assert isinstance(service_of(fix), int)


@pytest.mark.parametrize(
    "said", ["1.9.2010", "01.09.10", "2010-09-01", "01.09.2010 г.", 40422, "40422"]
)
def test_days_as_texts_and_numbers(said: object) -> None:
    assert day_of(said) == date(2010, 9, 1)


def test_a_number_of_the_old_epoch_is_four_years_later() -> None:
    assert day_of(38960, epoch_1904=True) == date(2010, 9, 1)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("31.02.2010", "no_such_day"),
        ("2010", "year_only"),
        ("вчера", "not_a_day"),
        (3, "not_a_day"),
        (True, "not_a_day"),
        ("01.01.1800", "year_out_of_reason"),
    ],
)
def test_what_is_no_day_is_told_so(said: object, code: str) -> None:
    with pytest.raises(Unclear, match=code):
        day_of(said)


def test_an_address_with_a_comma_is_proposed_with_a_point() -> None:
    assert email_of("a@b.ru") == "a@b.ru"
    with pytest.raises(Unclear) as doubt:
        email_of("a@b, ru")
    assert doubt.value.fix == "a@b.ru"


anything = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.dates(),
    st.booleans(),
    st.none(),
)


@settings(**ROUND)
@given(value=anything)
def test_any_value_is_understood_or_unclear_and_nothing_else(value: object) -> None:
    for understand in (day_of, service_of):
        try:
            understand(value)
        except Unclear:
            continue
    with suppress(Unclear):
        name_of(str(value))


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        (65, 65),
        (65.9, 65),
        ("65,9 %", 65),
        (0.65, 65),
        (0, 0),
        (100, 100),
        ("1 %", 1),
        ("100%", 100),
    ],
)
def test_a_share_is_whole_percent_rounded_down(said: object, percent: int) -> None:
    assert percent_of(said) == percent  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "code"),
    [(1, "one_or_hundred"), (1.0, "one_or_hundred"), (101, "not_a_percent"), (-1, "not_a_percent")],
)
def test_a_share_that_may_mean_two_things_is_asked_about(said: object, code: str) -> None:
    with pytest.raises(Unclear) as unclear:
        percent_of(said)  # type: ignore[arg-type]
    assert unclear.value.code == code
