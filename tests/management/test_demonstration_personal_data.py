"""Personal data of the demonstration: the officer, answers by version, requests with clocks."""

from collections import Counter

import pytest
from django.test import Client

from marshrut.management.demonstration.stage import Stage
from marshrut.organisations.calendars import calendar_of
from marshrut.people.models import PaperRecord
from marshrut.privacy.keeping import grounds
from marshrut.privacy.models import Consent, DataRequest, Look
from marshrut.privacy.queries import STANDINGS, counted, standings
from marshrut.programmes.queries import guarding
from marshrut.programmes.sheets import staff_sheets
from tests.demonstrated import Enter, built, enter, stage, text

__all__ = ["built", "enter", "stage"]


def open_request(stage: Stage, who: str) -> DataRequest:
    return DataRequest.objects.get(person=stage.people[who], outcome="")


def test_the_officer_answers_for_the_whole_region(stage: Stage) -> None:
    [office] = stage.people["larionova"].offices.all()

    assert (office.role, office.unit) == ("data_officer", stage.units["region"])


def test_a_withdrawn_consent_and_an_erasure_leave_three_working_days(stage: Stage) -> None:
    for who, kind in (("fomin", "withdrawal"), ("rogova", "erasure")):
        row = open_request(stage, who)
        assert row.kind == kind
        assert calendar_of(row.unit, stage.today).working_days_between(stage.today, row.due) == 3
    assert DataRequest.objects.filter(outcome="").count() == 2


def test_every_way_in_which_a_consent_stands_is_there(stage: Stage) -> None:
    units = [unit.pk for unit in stage.units.values()]

    found: Counter[str] = Counter()
    for row in counted(units, stage.today):
        for _, states in row.by_purpose:
            found.update(states)

    assert {state for state in STANDINGS if found[state]} == set(STANDINGS)


def test_one_teacher_refused_and_goes_on_without_contacts(stage: Stage) -> None:
    person = stage.people["zykina"]
    person.refresh_from_db()

    assert standings(person)[0].state == Consent.Answer.REFUSED
    assert person.contacts_withheld
    assert (person.email, person.phone) == ("", "")


def test_whoever_agreed_to_the_shipped_text_is_asked_anew_where_there_is_an_own_one(
    stage: Stage,
) -> None:
    anew, before = standings(stage.people["akhmetova"])[0], standings(stage.people["lukina"])[0]
    elsewhere = standings(stage.people["lapshina"])[0]

    assert (anew.state, before.state, elsewhere.state) == ("given", "new_text", "given")
    assert "приглашения на мероприятия округа" in anew.text.body
    assert anew.text.unit == stage.units["klyuchegorsk"].pk


def test_what_was_said_on_paper_is_recorded_so(stage: Stage) -> None:
    papers = PaperRecord.objects.filter(verb="answer_consent")

    assert papers.count() == 10
    assert {row.recorded_by.person for row in papers} == {stage.people["zimin"]}


def test_withdrawing_hides_the_contacts_until_the_officer_removes_them(stage: Stage) -> None:
    person = stage.people["fomin"]
    person.refresh_from_db()

    assert person.contacts_withheld
    assert person.email == "fomin@example.org"


def test_an_erasure_was_refused_on_a_ground_that_still_holds(stage: Stage) -> None:
    row = DataRequest.objects.get(person=stage.people["blinova"])

    assert (row.kind, row.outcome) == ("erasure", "refused")
    assert {one.code for one in grounds(row.person, stage.today)} >= {"staff"}


def test_looks_are_of_people_who_may_look(stage: Stage) -> None:
    looks = Look.objects.filter(person=stage.people["lapshina"]).order_by("-day")

    assert [look.reader for look in looks] == [
        stage.people[name] for name in ("dorohova", "zimin", "safronova")
    ]
    assert all(look.day <= stage.today for look in looks)


def test_larionova_sees_both_requests_with_their_clock(stage: Stage, enter: Enter) -> None:
    client = enter("larionova")
    first = text(client)

    assert "Отозванное согласие: Фомин А. В. Осталось 3 рабочих дня, до 27 января" in first
    assert "Просьба удалить данные: Рогова Н. Д. Осталось 3 рабочих дня, до 27 января" in first
    for section in ("Маршруты", "Мероприятия"):
        assert section not in first
    key = open_request(stage, "fomin").pk
    assert "вместе с ответом удаляются из карточки" in text(
        client, f"/settings/personal/asked/{key}/"
    )
    assert "Нужна новая редакция: 37" in text(client, "/settings/personal/consents/")
    texts = text(client, "/settings/personal/texts/")
    assert "Ключегорский городской округ," in texts
    found = text(client, "/settings/personal/looks/?q=Лапшина")
    assert "Зимин Анатолий Петрович" in found
    assert "Жердева" not in found


def test_she_answers_and_the_contacts_are_gone(stage: Stage, enter: Enter) -> None:
    client, row = enter("larionova"), open_request(stage, "fomin")

    sent = {"outcome": "done", "reason": "Удалено.", "row_version": row.row_version}
    assert client.post(f"/settings/personal/asked/{row.pk}/", sent).status_code == 302

    person = stage.people["fomin"]
    person.refresh_from_db()
    assert (person.email, person.phone) == ("", "")
    assert "Фомин" not in text(client)


def test_rogova_cannot_be_erased_while_the_term_of_staff_records_runs(
    stage: Stage, enter: Enter
) -> None:
    client, row = enter("larionova"), open_request(stage, "rogova")

    body = text(client, f"/settings/personal/asked/{row.pk}/")

    assert "Данные ещё обязаны храниться" in body or "Срок хранения" in body
    sent = {"outcome": "done", "reason": "-", "sure": "on", "row_version": row.row_version}
    assert client.post(f"/settings/personal/asked/{row.pk}/", sent).status_code == 200
    assert open_request(stage, "rogova")


@pytest.mark.parametrize("who", ["safronova", "zimin", "fomin", "nechaev", "belozyorova"])
def test_her_pages_are_nobody_else_s(stage: Stage, who: str) -> None:
    client = Client()
    user = stage.people[who].user
    assert user is not None
    client.force_login(user)

    assert client.get("/settings/personal/").status_code == 404


def test_she_is_no_part_of_any_programme(stage: Stage) -> None:
    key = stage.people["larionova"].pk
    for programme in stage.programmes.values():
        if programme.since <= stage.today < programme.until:
            rules = guarding(programme, stage.today)
            assert key not in {one.key for one in staff_sheets(rules, stage.today)}
