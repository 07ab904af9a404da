"""Names in cases, against a table kept by people."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from marshrut.web import names

TABLE = Path(__file__).with_name("names.txt")
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in TABLE.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@dataclass
class Someone:
    surname: str
    given: str
    patronymic: str = ""
    gender: str = ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_every_row_of_the_table(row: tuple[str, ...]) -> None:
    gender, *forms = row
    surname, given, patronymic = (*forms[0].split(), "")[:3]
    person = Someone(surname, given, patronymic, gender)
    assert [names.full(person, case) for case in names.CASES] == forms


def test_short_never_breaks_and_bends_only_the_surname() -> None:
    person = Someone("Дзюба", "Олег", "Николаевич", "m")
    assert names.short(person, "dat") == "Дзюбе\N{NO-BREAK SPACE}О.\N{NO-BREAK SPACE}Н."


def test_unknown_gender_stays_in_the_nominative() -> None:
    assert names.full(Someone("Дзюба", "Саша"), "dat") == "Дзюба Саша"


def test_without_a_patronymic() -> None:
    person = Someone("Ли", "Анна", "", "f")
    assert names.full(person) == "Ли Анна"
    assert names.polite(person, "gen") == "Анны"


def test_no_such_case() -> None:
    with pytest.raises(ValueError, match="no such case"):
        names.decline("Ли", "Анна", "", "f", "vocative")
