"""Staff typed in, offices given, the regulation acknowledged, a newcomer later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.browser.hand import Hand
from tests.browser.walking.stage import SCHOOL, SMALL_SCHOOL, Stage, read_slips

DEPUTY = "заместитель директора по УВР"
# Surname, given name, patronymic, gender, school, post, pedagogical, works since.
STAFF = (
    ("Ветров", "Андрей", "Ильич", "m", SCHOOL, "директор", False, "2012-09-01"),
    ("Лугова", "Марина", "Павловна", "f", SCHOOL, DEPUTY, True, "2014-09-01"),
    ("Сомова", "Анна", "Юрьевна", "f", SCHOOL, "учитель", True, "2016-09-01"),
    ("Гусев", "Пётр", "Ильич", "m", SCHOOL, "учитель", True, "2019-09-02"),
    ("Тихонова", "Вера", "Олеговна", "f", SMALL_SCHOOL, "директор", False, "2010-09-01"),
    ("Полева", "Нина", "Сергеевна", "f", SMALL_SCHOOL, "учитель", True, "2025-09-01"),
    ("Рябова", "Дарья", "Львовна", "f", SMALL_SCHOOL, "учитель", True, "2018-09-03"),
)


def hire(stage: Stage) -> None:
    """The coordinator types the staff of both schools in."""
    zorina = stage.person("Зорина")
    for row in STAFF:
        type_in(zorina, *row)
    zorina.open("people").follow("person", near="Лугова").follow("person_education")
    zorina.fill(level="higher", field="pedagogy", year="2013").press()
    stage.done("staff typed in")


def type_in(
    hand: Hand,
    surname: str,
    given: str,
    patronymic: str,
    gender: str,
    school: str,
    post: str,
    pedagogical: bool,
    since: str,
) -> None:
    hand.open("people").follow("person_new")
    hand.fill(surname=surname, given=given, patronymic=patronymic, gender=gender, unit=school)
    hand.fill(post=post, pedagogical=pedagogical, since=since).press()
    hand.reads(f"{surname} {given}")


def let_in(stage: Stage) -> None:
    """Heads get their offices, and everybody a slip."""
    give_offices(stage, {"Ветров": SCHOOL, "Тихонова": SMALL_SCHOOL})
    print_slips(stage, (SCHOOL, SMALL_SCHOOL))
    stage.done("offices and slips")


def give_offices(stage: Stage, heads: Mapping[str, str]) -> None:
    """Each heads the organisation beside the surname."""
    zorina = stage.person("Зорина")
    for name, school in heads.items():
        zorina.open("users")
        zorina.visit(zorina.page.url.removeprefix(zorina.address) + f"?q={name}")
        zorina.follow("user_card", near=name).follow("office_new")
        zorina.fill(role="head", unit=school, since="2026-09-01").press()


def print_slips(stage: Stage, schools: Iterable[str]) -> None:
    """One sheet for each organisation."""
    zorina = stage.person("Зорина")
    for school in schools:
        zorina.open("people").follow("slips").fill(unit=school, whom="never").press()
        stage.slips |= read_slips(zorina)


def acknowledge(stage: Stage) -> None:
    """Two mark it alone, the others have signed a sheet."""
    for hand in (stage.person("Сомова", phone=True), stage.person("Зорина")):
        hand.open("regulation_text").press("regulation_acknowledge")
    stage.done("two have acknowledged")
    _record_signatures(stage)
    stage.done("all have acknowledged")


def _record_signatures(stage: Stage) -> None:
    """The coordinator ticks everybody whose signature is on the sheet."""
    zorina = stage.person("Зорина").open("regulation_version", stage.keys["version"])
    zorina.follow("regulation_acknowledgements")
    for box in zorina.page.query_selector_all("main input[name=people]"):
        box.check()
    zorina.fill(basis="paper", happened_on=stage.today.isoformat()).press()


def welcome_newcomer(stage: Stage) -> None:
    """The head hires one more teacher: whom the regulation includes, it includes at once."""
    since = stage.today.isoformat()
    type_in(stage.person("Ветров"), "Ершов", "Глеб", "Ильич", "m", SCHOOL, "учитель", True, since)
    stage.done("a newcomer")
    _record_signatures(stage)
    stage.done("the newcomer has acknowledged")
