"""An empty installation walks its seven steps, each by the button of its line."""

from __future__ import annotations

import pytest

from marshrut.users.models import User
from tests.browser.conftest import People
from tests.browser.hand import PASSWORD, Hand
from tests.browser.site import Site
from tests.browser.test_walk import CHEBULA
from tests.browser.walking import founding, hiring
from tests.browser.walking.stage import DISTRICT, SCHOOL, SMALL_SCHOOL, open_stage


@pytest.fixture
def installed(nothing: Site, people: People) -> Hand:
    """What the console leaves: a root, an administrator, and nothing else."""
    stage = open_stage(CHEBULA, nothing, people)
    founding.install(stage)
    return stage.hands["administrator"]


def now(hand: Hand) -> str:
    """The title of the step that stands out."""
    return hand.page.locator(".first .now h2").inner_text()


def test_an_empty_installation_begins_with_the_territory(installed: Hand) -> None:
    installed.open("home")
    assert installed.at == "start"
    assert now(installed) == "Территория и четверти"
    installed.follow("unit_new", near="Территория")
    installed.fill(parent=DISTRICT, kind="school", name=SCHOOL, short_name=SCHOOL).press()
    installed.open("home")
    assert installed.at == "home"
    installed.open("start")
    assert now(installed) == "Положение"


def test_seven_steps_one_after_another(nothing: Site, people: People) -> None:
    stage = open_stage(CHEBULA, nothing, people)
    founding.found(stage)
    zorina = stage.person("Зорина").open("start")
    assert now(zorina) == "Положение"
    founding.adopt(stage)
    assert now(zorina.open("start")) == "Приказ и программа"
    founding.begin(stage)
    assert now(zorina.open("start")) == "Педагоги"
    hiring.hire(stage)
    assert now(zorina.open("start")) == "Назначения и приказы"
    zorina.follow("orders_table", near="Назначения")
    zorina.reads(SCHOOL, SMALL_SCHOOL)
    _appoint_in_the_table(zorina)
    zorina.reads("Лугова")
    hiring.let_in(stage)
    zorina.open("start").reads("Листки напечатаны", "Руководители есть")
    zorina.follow("start_who").reads("Ветров", "Тихонова")


def _appoint_in_the_table(hand: Hand) -> None:
    """The good row is kept; the row with a young teacher is refused and stays typed."""
    rows = hand.page.locator("table.typed tbody tr")
    for school, number, who in ((SCHOOL, "5-о", "Лугова"), (SMALL_SCHOOL, "6-о", "Полева")):
        row = rows.filter(has_text=school)
        row.locator("[name$='-number']").fill(number)
        for name in ("registered_on", "signed_on", "since"):
            row.locator(f"[name$='-{name}']").fill("2026-09-01")
        select = row.locator("select")
        label = select.locator("option", has_text=who).inner_text()
        select.select_option(label=label)
        row.locator("[type=checkbox]").check()
    hand.page.locator("main form button.main").click()
    hand.page.wait_for_load_state()
    hand.reads("п. 4.2 Положения")
    assert hand.page.locator("[name$='-number']").input_value() == "6-о"


def test_the_table_works_without_scripts_on_a_phone(demonstration: Site, people: People) -> None:
    user = User.objects.get(login="safronova")
    user.set_password(PASSWORD)
    user.save()
    hand = people(phone=True, java_script_enabled=False).sign_in("safronova")
    hand.open("orders_table")
    number = hand.page.locator("[name$='-number']").first
    number.fill("15-о")
    hand.page.locator("main form button.main").click()
    hand.page.wait_for_load_state()
    hand.reads("Номер и дату вносят вместе")
    assert hand.page.locator("[name$='-number']").first.input_value() == "15-о"
