"""Forty-eight teachers from a deliberately dirty spreadsheet to a clean list, in a browser."""

from __future__ import annotations

from pathlib import Path

from marshrut.clock.models import DemonstrationDay
from marshrut.imports.models import ImportBatch
from marshrut.people.models import Employment, Person
from marshrut.tables.reading import read
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.listing import answer, answer_words, finish, press, upload
from tests.browser.site import Site
from tests.imports import lists
from tests.world import TODAY, _unit, build

SCHOOLS = ("Еловская школа", "МБОУ «Каменнобродская СОШ»", "Озерковская школа №3")


def test_a_dirty_list_becomes_clean_and_a_second_one_tells_who_came_and_left(
    nothing: Site, people: People, tmp_path: Path
) -> None:
    world = build()
    _unit(world.municipality, "school", "МБОУ «Озерковская СОШ № 3»")
    DemonstrationDay.objects.create(day=TODAY)
    coordinator = people().sign_in("safronova")

    upload(coordinator, tmp_path / "Школы.xlsx", lists.dirty(SCHOOLS, "Школа за рекой"))
    coordinator.reads("38 строк из 48 готовы")
    coordinator.reads("Дата рождения, СНИЛС")
    coordinator.reads("E8: Здесь формула без значения")
    press(coordinator, "Принять исправления")
    coordinator.reads("40 строк из 48 готовы")
    answer_words(coordinator, "МБОУ «Озерковская СОШ № 3»")
    # The next doubts come one after another: a formula, initials, a day that is none.
    answer(coordinator, "experience", "7 лет")
    answer(coordinator, "name", "Долматова Елена Андреевна")
    answer(coordinator, "since", "01.02.2020")
    coordinator.page.get_by_label("Так и есть").check()
    press(coordinator, "Сохранить и дальше")
    coordinator.reads("осталась 1 строка")
    coordinator.open("list", ImportBatch.objects.get().pk)
    coordinator.reads("47 строк из 48 готовы")
    back = refused(coordinator, tmp_path)
    assert "99 лет" in str(back)

    press(coordinator, "Загрузить без этих строк")
    finish(coordinator)
    coordinator.reads("Список записан")
    assert Employment.objects.filter(person__surname__in=lists.SURNAMES).count() == 47

    second = lists.book(
        {
            "1": [
                lists.TITLES,
                *(lists.line(number, SCHOOLS[2]) for number in range(32, 46) if number != 38),
                lists.line(7, SCHOOLS[2], post="учитель"),
                lists.line(50, SCHOOLS[2], name="Новикова Зоя Павловна"),
            ]
        }
    )
    upload(coordinator, tmp_path / "Вторая.xlsx", second)
    coordinator.reads("15 строк из 15 готовы", "Новикова Зоя Павловна")
    coordinator.page.get_by_role("link", name="Отметить выбывших").click()
    coordinator.page.get_by_label(lists.person(46), exact=True).check()
    press(coordinator, "Сохранить выбор")
    press(coordinator, "Записать список")
    finish(coordinator)
    coordinator.reads("Список записан")
    assert Person.objects.filter(surname="Новикова", given="Зоя").count() == 1
    left = Employment.objects.get(person__surname=lists.person(46).split()[0])
    assert left.until is not None


def refused(hand: Hand, where: Path) -> object:
    """Rows of the spreadsheet that comes back."""
    hand.open("list", ImportBatch.objects.latest("pk").pk)
    with hand.page.expect_download() as waiting:
        hand.page.get_by_role("link", name="Эти строки в Excel").click()
    path = where / "back.xlsx"
    waiting.value.save_as(path)
    return read(path.read_bytes(), "back.xlsx")[0].rows
