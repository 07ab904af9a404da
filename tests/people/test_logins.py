"""Logins from names and one-time codes: pure values."""

from __future__ import annotations

import pytest

from marshrut.people import logins


@pytest.mark.parametrize(
    ("surname", "login"),
    [
        ("Лапшина", "lapshina"),
        ("Хромов", "hromov"),
        ("Прохоров", "prohorov"),
        ("Левандовская-Сыч", "levandovskayasych"),
        ("Щёкина", "schekina"),
        ("Дзюба", "dzyuba"),
        ("Подъячев", "podyachev"),
    ],
)
def test_a_surname_becomes_latin(surname: str, login: str) -> None:
    assert logins.proposed(surname, "Анна", "Петровна", frozenset()) == login


def test_a_namesake_gets_initials_then_a_number() -> None:
    taken = {"ivanova"}
    assert logins.proposed("Иванова", "Мария", "Ивановна", taken) == "ivanova.mi"
    taken.add("ivanova.mi")
    assert logins.proposed("Иванова", "Мария", "Ивановна", taken) == "ivanova.mi2"


def test_a_login_is_never_too_short() -> None:
    assert logins.proposed("Ли", "Анна", "", frozenset()) == "li.a"
    assert len(logins.proposed("Ы", "", "", frozenset())) >= logins.SHORTEST


def test_codes_differ_and_have_no_doubtful_letters() -> None:
    codes = {logins.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("ILOQ01") & set("".join(codes))


def test_a_code_typed_with_a_russian_keyboard_and_spaces_is_the_same_code() -> None:
    assert logins.plain_code("авек мнрс") == logins.plain_code("ABEK-MHPC")
