"""Cards of the demonstration: one press each, and what a card promises is there to be seen."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration.stage import Stage
from marshrut.programmes.checking import check, passes
from marshrut.programmes.models import Waiver
from marshrut.programmes.queries import guarding
from marshrut.routes.models import Route
from marshrut.web.account.personas import personas
from tests.browser.pages import found_by
from tests.demonstrated import Enter, built, enter, stage, text

__all__ = ["built", "enter", "stage"]

LOGINS = [
    *("lapshina", "dorohova", "hromov", "safronova"),
    *("maslova", "rostovtseva", "zhuravlev", "goncharenko", "tishchenko"),
    *("vedernikova", "akhmetova"),
    *("belozyorova", "solovyov", "kuzmin"),
    *("nechaev", "larionova", "prohorov"),
]


def test_every_card_is_somebody_of_the_district(stage: Stage) -> None:
    cards = {persona.login: persona.name for persona in personas()}

    assert list(cards) == [*LOGINS, ""]
    assert all(cards[login] == str(stage.people[login]) for login in LOGINS)


def test_the_inspector_s_card_tells_the_last_day_of_this_year(stage: Stage) -> None:
    cards = {persona.login: persona.role for persona in personas()}

    assert cards["prohorov"] == "проверяющий, доступ до 29\xa0января"


@pytest.mark.parametrize(("language", "word"), [("ru", "Гость"), ("en", "Guest")])
def test_the_door_shows_the_cards_in_both_languages(
    stage: Stage, client: Client, language: str, word: str
) -> None:
    body = text(Client(headers={"accept-language": language}), "/account/login/")

    with override(language):
        for persona in personas():
            assert persona.name in body
            assert persona.card.replace("\xa0", " ") in body
    assert word in body


def test_the_guest_comes_to_the_open_page(stage: Stage, client: Client) -> None:
    answer = client.post("/account/demonstration/in/", {"login": ""})

    assert answer.headers["Location"] == "/public/"
    assert "Положение о тьюторском сопровождении педагогов" in text(client, "/public/")


def test_one_role_is_changed_for_another(enter: Enter) -> None:
    client = enter("lapshina")
    assert "Лапшина Валентина Сергеевна" in text(client, "/account/demonstration/")

    client.post("/account/demonstration/in/", {"login": "hromov"})

    assert "Хромов В. П." in text(client)


def test_lapshina_answers_the_visit_from_the_first_page(enter: Enter) -> None:
    client = enter("lapshina")
    body = text(client)
    assert "Ответить о посещении занятия 26 января: Линейная функция" in body
    answer = client.get("/").content.decode()
    action = re.search(r'action="(/activities/visits/\d+/agree/)"', answer)
    version = re.search(r'name="row_version" value="(\d+)"', answer)
    assert action
    assert version

    client.post(action[1], {"row_version": version[1], "deed_key": "once"})

    assert "Ответить о посещении" not in text(client)


def test_dorohova_sees_when_each_was_last_met(enter: Enter, stage: Stage) -> None:
    client = enter("dorohova")
    body = text(client, "/routes/")

    for name in ("Лапшина", "Грачёв", "Дзюба", "Мищенко", "Ершова"):
        assert name in body
    assert "Лосев" not in body
    # The list and the first page count alike: Dzyuba was met a month ago.
    assert "30 дней назад" in body
    assert "последняя встреча 30 дней назад" in text(client)


def test_hromov_is_refused_by_the_clause_and_sees_what_he_asked(enter: Enter, stage: Stage) -> None:
    client = enter("hromov")
    row = stage.programmes["this"].appointments.get(person=stage.people["hromov"])

    body = text(client, f"/programmes/tutors/{row.pk}/")

    assert "4.2" in body
    assert "директор" in body
    assert "Назначить тьютора: Нижнеключевская ООШ" in text(client)
    assert "Отступление: Хромов В. П." in text(client)
    asked = Waiver.objects.get(key=row.pk, kind="tutor")
    assert "Единственный заместитель уволился" in text(client, f"/programmes/waivers/{asked.pk}/")


def test_safronova_sees_two_clauses_not_met_and_one_waiver(enter: Enter, stage: Stage) -> None:
    client = enter("safronova")

    body = text(client, "/regulations/")

    assert "Не исполнено 2" in body
    assert "Нижнеключевская ООШ: никто не назначен; 7 человек без сопровождения, 11 дней" in body
    assert "Отступление: Тёркин П. Л.: Собеседование перенесено: длительная болезнь" in body
    waivers = f"/programmes/{stage.programmes['this'].pk}/waivers/?status=granted"
    assert "Тёркин П. Л." in text(client, waivers)


def test_safronova_grants_what_hromov_asked_and_he_may_be_appointed(
    enter: Enter, stage: Stage
) -> None:
    asked = Waiver.objects.get(status="asked")
    client, page = enter("safronova"), f"/programmes/waivers/{asked.pk}/"
    assert "переезд" in text(client, page)

    sent = {"decision": "grant", "note": "", "row_version": str(asked.row_version)}
    assert client.post(page, sent).status_code == 302

    told = enter("hromov")
    assert "Отступление оформлено: Хромов В. П." in text(told)
    assert "руководитель организации" in text(told, f"/programmes/tutors/{asked.key}/")
    rules = guarding(stage.programmes["this"], stage.today)
    row = stage.programmes["this"].appointments.get(pk=asked.key)
    assert passes(check(row, rules, stage.today))


def test_nechaev_keeps_users_and_opens_no_route(enter: Enter, stage: Stage) -> None:
    client = enter("nechaev")

    for route in Route.objects.filter(programme=stage.programmes["this"])[:5]:
        assert client.get(f"/routes/{route.pk}/").status_code == 404
    assert "Сафронова" in text(client, "/settings/users/")
    assert "Журнал действий" in text(client, "/settings/journal/")


def test_prohorov_reads_and_changes_nothing(enter: Enter, stage: Stage) -> None:
    client = enter("prohorov")

    assert "4.2" in text(client, "/regulations/")
    asked = Waiver.objects.get(status="asked")
    page = client.get(f"/programmes/waivers/{asked.pk}/").content.decode()
    assert 'name="granted"' not in page
    answer = client.post(f"/programmes/{stage.programmes['this'].pk}/tutors/name/", {})
    assert answer.status_code in {403, 404}


def test_prohorov_sees_nothing_after_his_last_day(enter: Enter, stage: Stage) -> None:
    DemonstrationDay.objects.update(day=date(2027, 1, 29))
    assert "4.2" in text(enter("prohorov"), "/regulations/")

    DemonstrationDay.objects.update(day=date(2027, 1, 30))

    body = text(enter("prohorov"), "/regulations/")
    assert "Нижнеключевская" not in body
    assert "не исполнено" not in body.lower()


@pytest.mark.parametrize("login", [*LOGINS, "grachev", "nobody"])
def test_only_people_of_the_cards_come_in_without_a_password(
    stage: Stage, client: Client, login: str
) -> None:
    answer = client.post("/account/demonstration/in/", {"login": login})

    assert answer.status_code == (302 if login in LOGINS else 404)


@pytest.mark.parametrize("login", ["maslova", "goncharenko", "belozyorova", "kuzmin"])
def test_no_link_of_a_page_leads_to_a_refusal(stage: Stage, login: str) -> None:
    assert found_by(login)


def test_where_the_first_day_cannot_return_the_strip_says_so(
    enter: Enter, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    body = text(enter("lapshina"))

    assert "Первый день здесь не вернуть." in body
    assert "Вернуть 22 января" not in body


def test_where_it_can_the_button_names_the_day(
    enter: Enter, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "first-day-2027-01-22.sqlite3").touch()

    assert "Вернуть 22 января" in text(enter("lapshina"))
