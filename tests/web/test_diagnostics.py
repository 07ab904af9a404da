"""Pages of diagnosis: answering with and without scripts, progress, results, who is told what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics.models import Campaign, Response
from marshrut.people.models import PaperRecord
from tests.diagnostics.doing import REQUEST, answered, filled, response, running
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return build()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return running(world)


def client(world: World, name: str, language: str = "ru") -> Client:
    found, user = Client(headers={"accept-language": language}), world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def text(client: Client, name: str, *keys: int) -> str:
    return client.get(reverse(name, args=keys)).content.decode()


def typed(value: int = 3, **more: Any) -> dict[str, Any]:
    return {f"a-{key}": str(value) for key in filled().answers} | more


def begun(world: World, campaign: Campaign, name: str) -> tuple[Client, Response]:
    row, found = response(world, campaign, name), client(world, name)
    found.post(reverse("response_begin", args=[row.pk]))
    return found, row


def test_before_the_first_answer_one_reads_how_long_it_takes_and_who_will_see(
    world: World, campaign: Campaign
) -> None:
    world.case("lapshina")
    row = response(world, campaign, "lapshina")
    said = text(client(world, "lapshina"), "response", row.pk)

    for part in ("36 утверждений", "15\xa0мин", "Dorohova", "В аттестации"):
        assert part in said
    row.refresh_from_db()
    assert row.started_on is None


def test_each_answer_is_saved_by_itself_and_is_there_on_another_device(
    world: World, campaign: Campaign
) -> None:
    found, row = begun(world, campaign, "lapshina")

    kept = found.post(reverse("response_save", args=[row.pk]), {"a-law-3": "2", "w-law-3": "on"})

    assert kept.status_code == 204
    said = text(client(world, "lapshina"), "response", row.pk)
    assert 'name="a-law-3" value="2" id="id_a-law-3_2" checked' in said
    assert "Отвечено 1 из 36" in said


def test_without_scripts_the_button_saves_and_one_goes_on_later(
    world: World, campaign: Campaign
) -> None:
    found, row = begun(world, campaign, "lapshina")
    sent = {"a-law-3": "2", "request": REQUEST, "keep": "1"}

    said = found.post(reverse("response", args=[row.pk]), sent, follow=True).content.decode()

    assert "Сохранено" in said
    assert REQUEST in said
    row.refresh_from_db()
    assert (row.answers, row.finished_on) == ({"law-3": 2}, None)


def test_finished_too_early_it_names_the_first_statement_and_keeps_the_rest(
    world: World, campaign: Campaign
) -> None:
    found, row = begun(world, campaign, "lapshina")
    sent = typed(finish="1")
    del sent["a-method-2"]

    said = found.post(reverse("response", args=[row.pk]), sent).content.decode()

    assert "Утверждений без ответа: 1" in said
    assert 'href="#id_a-method-2"' in said
    assert said.count(" checked") == 35


def test_finished_it_leads_to_results_by_group(world: World, campaign: Campaign) -> None:
    found, row = begun(world, campaign, "lapshina")

    sent = typed(finish="1", **{f"a-law-{n}": "1" for n in range(1, 7)})
    said = found.post(reverse("response", args=[row.pk]), sent, follow=True).content.decode()

    assert "Нормативно-правовые" in said
    assert "25\xa0%" in said
    assert "Заметные затруднения" in said
    assert "дефицит" not in said.lower()


def test_a_second_time_stands_beside_the_first_by_the_same_statements(
    world: World, campaign: Campaign
) -> None:
    answered(world, campaign, "lapshina", value=2)
    once = client(world, "lapshina").get(reverse("results")).content.decode()
    assert ">1\xa0сентября 2026\xa0г.</th>" not in once

    answered(world, running(world, title="Зима"), "lapshina", TODAY, value=3)
    found = client(world, "lapshina").get(reverse("results")).content.decode()
    heads = re.findall(r'<th scope="col" class="num">(.*?)</th>', found)
    assert [head.replace("\xa0", " ") for head in heads] == [
        "1 сентября 2026 г.", "22 января 2027 г.",
    ]  # fmt: skip
    line = re.search(r"Предметные.*?</tr>", found, re.DOTALL)
    assert line is not None
    assert re.findall(r"(\d+)\xa0%</td>", line[0]) == ["50", "75"]


def test_a_questionnaire_of_another_is_not_found_and_nothing_is_saved_in_it(
    world: World, campaign: Campaign
) -> None:
    row = response(world, campaign, "lapshina")
    for name in ("dorohova", "zimin", "safronova", "stranger", "prohorov"):
        found = client(world, name)
        assert found.get(reverse("response", args=[row.pk])).status_code == 404
        for page in ("response_save", "response_begin"):
            assert found.post(reverse(page, args=[row.pk]), typed()).status_code == 404


def test_the_head_sees_who_has_finished_and_nothing_of_what_they_answered(
    world: World, campaign: Campaign
) -> None:
    answered(world, campaign, "lapshina", request=REQUEST)
    head = client(world, "zimin")

    pages = [text(head, name, campaign.pk) for name in ("campaign", "campaign_people")]
    pages.append(text(head, "campaign_summary", campaign.pk))

    assert "Lapshina" in pages[1]
    assert "Завершено" in pages[1]
    assert "Stranger" not in pages[1]
    assert "Каменнобродская СОШ" not in pages[0]
    for said in pages:
        assert REQUEST not in said
        assert "Нормативно-правовые" not in said
    assert head.get(reverse("results_of", args=[world.people["lapshina"].pk])).status_code == 404


def test_a_paper_is_entered_by_the_head_and_the_person_may_say_that_it_is_not_so(
    world: World, campaign: Campaign
) -> None:
    row = response(world, campaign, "grachev")
    sent = typed(basis="paper", happened_on=TODAY.isoformat())
    assert client(world, "belov").get(reverse("response_paper", args=[row.pk])).status_code == 404

    found = client(world, "zimin").post(reverse("response_paper", args=[row.pk]), sent)

    assert found.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.scores.count()) == ("paper", 6)
    assert reverse("paper_object", args=[PaperRecord.objects.get().pk]) in text(
        client(world, "grachev"), "paper_records"
    )


def test_a_campaign_goes_from_preparing_to_the_end_by_its_pages(world: World) -> None:
    found = client(world, "safronova")
    sent = {
        "instrument": "self_diagnosis", "title": "Самодиагностика", "unit": world.municipality.pk,
        "since": TODAY.isoformat(), "due": TODAY.isoformat(),
    }  # fmt: skip
    found.post(reverse("campaign_new"), sent)
    row = Campaign.objects.get()
    found.post(reverse("campaign_invite", args=[row.pk]), {"units": [world.school.pk]})
    assert "Самодиагностика" not in text(client(world, "lapshina"), "diagnostics")

    found.post(reverse("campaign_start", args=[row.pk]), {"row_version": "1"})
    assert "Самодиагностика" in text(client(world, "lapshina"), "diagnostics")
    assert "Самодиагностика" in client(world, "lapshina").get("/").content.decode()
    said = found.post(reverse("campaign_remind", args=[row.pk]), follow=True).content.decode()
    assert "Напоминания отправлены" in said

    found.post(reverse("campaign_finish", args=[row.pk]), {"row_version": "2"})
    row.refresh_from_db()
    assert row.status == "finished"


def test_methodists_read_of_deficits_and_too_few_people_are_hidden(
    world: World, campaign: Campaign
) -> None:
    found = client(world, "safronova")
    for name in ("lapshina", "grachev", "ershova", "dorohova"):
        answered(world, campaign, name)
    assert "меньше 5" in text(found, "campaign_summary", campaign.pk)

    answered(world, campaign, "stranger")
    said = text(found, "campaign_summary", campaign.pk)
    assert "Средний дефицит" in said
    assert "75\xa0%" in said


def test_everything_is_said_in_english_too(world: World, campaign: Campaign) -> None:
    row = begun(world, campaign, "lapshina")[1]
    english = client(world, "lapshina", "en")

    said = text(english, "response", row.pk)

    assert "Setting the aim of a lesson" in said
    assert "I can teach others" in said
    assert "Ставить цель" not in said


@pytest.mark.parametrize("name", ["campaign", "campaign_people"])
def test_a_list_of_many_costs_no_more_queries(
    world: World, campaign: Campaign, name: str, django_assert_max_num_queries: Any
) -> None:
    found = client(world, "safronova")
    text(found, name, campaign.pk)
    for number in range(30):
        person = world.employ(f"many{number}", world.school)
        Response.objects.create(
            campaign=campaign, unit=world.school, person=person, invited_on=TODAY
        )
    with django_assert_max_num_queries(22):
        assert ("Many29" in text(found, name, campaign.pk)) is (name == "campaign_people")


def test_an_anonymous_diagnosis_says_so_before_and_shows_its_summary_when_it_is_over(
    world: World,
) -> None:
    found = client(world, "safronova")
    sent = {
        "instrument": "motivation", "title": "Что движет нами", "unit": world.municipality.pk,
        "since": TODAY.isoformat(), "due": TODAY.isoformat(), "anonymous": "on",
    }  # fmt: skip
    found.post(reverse("campaign_new"), sent)
    row = Campaign.objects.get()
    assert row.anonymous
    units = [world.school.pk, world.other_school.pk]
    found.post(reverse("campaign_invite", args=[row.pk]), {"units": units})
    found.post(reverse("campaign_start", args=[row.pk]), {"row_version": "1"})

    teacher, asked = client(world, "lapshina"), response(world, row, "lapshina")
    said = text(teacher, "response", asked.pk)
    assert "Анонимно: пока вы отвечаете" in said
    teacher.post(reverse("response_begin", args=[asked.pk]))
    assert "своими словами" not in text(teacher, "response", asked.pk)
    given = {f"a-{key}": "3" for key in filled(instrument="motivation").answers}
    page = teacher.post(reverse("response", args=[asked.pk]), given | {"finish": "1"}, follow=True)
    assert "Анкета завершена. Спасибо!" in page.content.decode()
    assert "личных результатов нет" in page.content.decode()
    assert "Что движет нами" not in text(teacher, "results")

    for name in ("grachev", "ershova", "dorohova", "stranger", "oreshkina"):
        answered(world, row, name, TODAY, instrument="motivation", value=3)
    assert "сводка откроется после её завершения" in text(found, "campaign_summary", row.pk)
    assert "Интерес и смысл" not in text(found, "campaign_summary", row.pk)
    people = text(client(world, "zimin"), "campaign_people", row.pk)
    paper = reverse("response_paper", args=[response(world, row, "lapshina").pk])
    assert paper not in people
    row.refresh_from_db()
    found.post(reverse("campaign_finish", args=[row.pk]), {"row_version": str(row.row_version)})
    assert "Интерес и смысл" in text(found, "campaign_summary", row.pk)
