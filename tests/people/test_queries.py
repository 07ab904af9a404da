"""Search by name on both databases, and the main place of work."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.organisations.models import Unit
from marshrut.people import queries
from marshrut.people.models import Employment, Person

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 22)


@pytest.fixture
def people() -> None:
    for full in ("Тёркин Павел Львович", "Левандовская-Сыч Мария Петровна", "Ким Наталья Петровна"):
        surname, given, patronymic = full.split()
        Person.objects.create(surname=surname, given=given, patronymic=patronymic)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("тер", {"Тёркин"}),
        ("Тёр", {"Тёркин"}),
        ("ТЁРКИН", {"Тёркин"}),
        ("сыч", {"Левандовская-Сыч"}),
        ("петровна", {"Левандовская-Сыч", "Ким"}),
        ("ким н.", {"Ким"}),
        ("наталья ким", {"Ким"}),
        ("Ким Мария", set()),
        ("", {"Тёркин", "Левандовская-Сыч", "Ким"}),
    ],
)
@pytest.mark.usefixtures("people")
def test_people_are_found_by_any_part_of_the_name(typed: str, found: set[str]) -> None:
    rows = Person.objects.filter(queries.named_like(typed))
    assert {row.surname for row in rows} == found


def test_the_main_place_of_work_is_pedagogical_and_open() -> None:
    unit = Unit.objects.create(kind="school", name="СОШ", short_name="СОШ", path="1/")
    person = Person.objects.create(surname="Черных", given="Алла")
    since = date(2010, 9, 1)
    for post, pedagogical, until in (
        ("директор", False, None),
        ("учитель", True, None),
        ("воспитатель", True, date(2020, 1, 1)),
    ):
        Employment.objects.create(
            person=person, unit=unit, post=post, pedagogical=pedagogical, since=since, until=until
        )
    assert queries.main_jobs([person.pk], DAY)[person.pk].post == "учитель"
