"""Forty-eight teachers come from a dirty spreadsheet; heads by hand; everybody gets a slip."""

from __future__ import annotations

from pathlib import Path

from marshrut.people.models import Employment
from tests.browser import listing
from tests.browser.walking import beginning, hiring
from tests.browser.walking.beginning import KINDERGARTEN
from tests.browser.walking.stage import SCHOOL, SMALL_SCHOOL, Stage
from tests.imports import lists

# Rows on which the walk goes on: too short a service; another education; just enough.
SHORT, OTHER, ENOUGH = "Петров Артём Сергеевич", lists.person(11), lists.person(12)
WISHING, TROUBLED = lists.person(0), lists.person(1)
CHANGED = {
    10: {"name": SHORT, "experience": "2 года 4 мес."},
    11: {"education": "высшее техническое"},
    12: {"experience": "4 года 1 мес."},
} | {number: {"post": "воспитатель"} for number in range(32, 47)}
HEADS = (
    ("Ветров", "Андрей", "Ильич", "m", SCHOOL, "директор", False, "2012-09-01"),
    ("Тихонова", "Вера", "Олеговна", "f", SMALL_SCHOOL, "директор", False, "2010-09-01"),
    ("Рябова", "Дарья", "Львовна", "f", KINDERGARTEN, "заведующая", False, "2018-09-03"),
)


def take_on(stage: Stage, folder: Path) -> None:
    """Errors stand by cells; what can be put right is, and one row is left out."""
    zorina = stage.person("Зорина")
    beginning.comes_to(zorina, "Педагоги")
    zorina.follow("people", near="Педагоги").follow("lists")
    schools = (SCHOOL, SMALL_SCHOOL, KINDERGARTEN)
    content = lists.dirty(schools, "Школа за рекой", CHANGED)
    listing.upload(zorina, folder / "Педагоги.xlsx", content)
    batch = zorina.key
    zorina.reads("38 строк из 48 готовы", "E8: Здесь формула без значения")
    listing.press(zorina, "Принять исправления")
    listing.answer_words(zorina, SMALL_SCHOOL)
    listing.answer(zorina, "experience", "7 лет")
    listing.answer(zorina, "name", "Долматова Елена Андреевна")
    listing.answer(zorina, "since", "01.02.2020")
    zorina.page.get_by_label("Так и есть").check()
    listing.press(zorina, "Сохранить и дальше")
    zorina.open("list", batch).reads("47 строк из 48 готовы")
    listing.press(zorina, "Загрузить без этих строк")
    listing.finish(zorina)
    zorina.reads("Список записан")
    assert Employment.objects.filter(unit__short_name__in=schools).count() == 47
    stage.done("teachers from a list")


def let_in(stage: Stage) -> None:
    """Heads are typed in and get their offices; then slips for whole organisations."""
    for row in HEADS:
        hiring.type_in(stage.person("Зорина"), *row)
    hiring.give_offices(stage, {row[0]: row[4] for row in HEADS})
    hiring.print_slips(stage, {row[4] for row in HEADS})
    stage.done("offices and slips")
