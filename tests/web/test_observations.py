"""Pages of observations: filling in with and without scripts, reading, the own word, refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics.models import Observation, OwnInstrument
from marshrut.diagnostics.observed import record_of
from marshrut.diagnostics.questionnaires import UNSEEN
from tests.diagnostics.doing import answered, begun, recorded, running, seen
from tests.routes.walk import begin
from tests.web.test_diagnostics import client, text
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
WORDS = "ЧТО-ЗАПОМНИЛОСЬ"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    found = build()
    found.case("lapshina")
    return found


def marked(value: int = 1, **more: Any) -> dict[str, Any]:
    return {f"a-{key}": str(value) for key in seen().answers} | more


def post(found: Client, name: str, row: Observation, sent: dict[str, Any]) -> str:
    return found.post(reverse(name, args=[row.pk]), sent, follow=True).content.decode()


def test_a_tutor_opens_a_card_from_the_results_of_a_tutee_and_records_it(world: World) -> None:
    tutor, person = client(world, "dorohova"), world.people["lapshina"]
    assert f'href="{reverse("observation_new")}?person={person.pk}"' in text(
        tutor, "results_of", person.pk
    )
    opened = tutor.get(reverse("observation_new"), {"person": person.pk}).content.decode()
    for part in ("Карта наблюдения занятия", "Протокол собеседования", "17 утверждений"):
        assert part in opened
    sent = {"person": person.pk, "card": "lesson_observation", "observed_on": "2027-01-20"}
    filling = tutor.post(reverse("observation_new"), sent, follow=True).content.decode()
    assert "не было возможности увидеть" in filling
    assert "Отмечено 0 из 17" in filling
    row = Observation.objects.get()

    sent = marked(2, circumstances="7 Б, алгебра", conclusion=WORDS, finish="1")
    said = post(tutor, "observation", row, sent | {"a-information-1": str(UNSEEN)})
    for part in ("Записано.", WORDS, "7 Б, алгебра", "Выше базового", "100\xa0%"):
        assert part in said
    mine = text(client(world, "lapshina"), "results")
    assert "Карта наблюдения занятия" in mine
    assert "Dorohova" in mine
    page = text(client(world, "lapshina"), "observation", row.pk)
    assert WORDS in page
    assert "не было возможности увидеть" in page
    assert "Записано наблюдение о вас" in text(client(world, "lapshina"), "notices")


def test_what_is_marked_is_saved_by_itself_and_a_post_without_texts_loses_none(
    world: World,
) -> None:
    row, tutor = begun(world, "dorohova"), client(world, "dorohova")
    save = reverse("observation_save", args=[row.pk])
    assert tutor.post(save, {"a-method-1": "2", "conclusion": WORDS}).status_code == 204
    assert tutor.post(save, {"a-method-2": "0"}).status_code == 204
    said = text(tutor, "observation", row.pk)
    assert 'name="a-method-1" value="2" id="id_a-method-1_2" checked' in said
    assert WORDS in said
    assert "Отмечено 2 из 17" in said

    said = post(tutor, "observation", row, {"a-method-3": "1", "keep": "1"})
    assert "Отмечено 3 из 17" in said
    for name in ("lapshina", "safronova", "zimin"):
        assert client(world, name).post(save, {"a-method-1": "0"}).status_code == 404
        assert client(world, name).get(reverse("observation", args=[row.pk])).status_code == 404


def test_recorded_too_early_it_names_the_statement_and_keeps_the_rest(world: World) -> None:
    row, tutor = begun(world, "dorohova"), client(world, "dorohova")
    sent = marked(conclusion=WORDS, finish="1")
    del sent["a-method-2"]
    said = post(tutor, "observation", row, sent)
    assert "Утверждений без ответа: 1" in said
    assert 'href="#id_a-method-2"' in said
    assert WORDS in said
    assert said.count(" checked") == 16
    row.refresh_from_db()
    assert row.is_open


def test_recorded_it_is_saved_to_no_more(world: World) -> None:
    row, tutor = recorded(world, "dorohova"), client(world, "dorohova")
    save = reverse("observation_save", args=[row.pk])
    assert tutor.post(save, {"a-method-1": "0"}).status_code == 409
    row.refresh_from_db()
    assert row.answers["method-1"] == 1


def test_no_employer_reads_an_observation_anywhere(world: World) -> None:
    row = recorded(world, "dorohova", conclusion=WORDS)
    for name in ("zimin", "belov", "safronova", "grachev", "prohorov"):
        found = client(world, name)
        assert found.get(reverse("observation", args=[row.pk])).status_code == 404
        assert found.get(reverse("observation_word", args=[row.pk])).status_code == 404
        assert WORDS not in found.get(reverse("diagnostics")).content.decode()
    assert client(world, "zimin").get(reverse("observations")).status_code == 403
    assert client(world, "zimin").get(reverse("observation_new")).status_code == 403


def test_the_person_objects_and_it_is_told_on_every_page(world: World) -> None:
    row = recorded(world, "dorohova")
    kept, me, tutor = record_of(row), client(world, "lapshina"), client(world, "dorohova")
    assert kept is not None
    href = reverse("paper_object", args=[kept.pk])
    assert f'href="{href}"' in text(me, "observation", row.pk)
    assert f'href="{href}"' not in text(tutor, "observation", row.pk)

    me.post(href, {"text": "Этого не было"})
    for found in (me, tutor):
        said = text(found, "observation", row.pk)
        assert "Есть возражение" in said
        assert "Этого не было" in said
    assert "Есть возражение" in text(tutor, "observations")
    assert "Есть возражение" in text(me, "results")
    # Said once, it is said.
    assert f'href="{href}"' not in text(me, "observation", row.pk)


def test_the_own_word_stands_beside_the_record(world: World) -> None:
    row, me = recorded(world, "dorohova"), client(world, "lapshina")
    assert "Моё слово" in text(me, "observation_word", row.pk)
    said = post(me, "observation_word", row, {"reply": WORDS, "row_version": row.row_version})
    assert WORDS in said
    assert WORDS in text(client(world, "dorohova"), "observation", row.pk)
    assert client(world, "dorohova").get(
        reverse("observation_word", args=[row.pk])
    ).status_code == 403  # fmt: skip
    stale = post(me, "observation_word", row, {"reply": "Другое", "row_version": row.row_version})
    assert "Другое" in stale
    row.refresh_from_db()
    assert row.reply == WORDS


def test_a_tutor_takes_back_what_was_recorded_and_throws_away_what_was_begun(
    world: World,
) -> None:
    row, tutor = recorded(world, "dorohova"), client(world, "dorohova")
    said = post(tutor, "observation_withdraw", row, {"row_version": row.row_version})
    assert "запись не учитывается" in said
    assert "Отозвано" in text(client(world, "lapshina"), "results")

    other = begun(world, "dorohova")
    said = post(tutor, "observation_withdraw", other, {"row_version": other.row_version})
    assert not Observation.objects.filter(pk=other.pk).exists()
    assert client(world, "lapshina").post(
        reverse("observation_withdraw", args=[row.pk]), {"row_version": row.row_version}
    ).status_code == 403  # fmt: skip


def test_an_interview_has_conclusions_and_no_word_of_difficulties(world: World) -> None:
    row = begun(world, "safronova", card="readiness_interview")
    office = client(world, "safronova")
    said = text(office, "observation", row.pk)
    assert "Выводы собеседования" in said
    sent = {f"a-{item.key}": "2" for item in row.instrument.questionnaire.items}
    said = post(office, "observation", row, sent | {"conclusion": WORDS, "finish": "1"})
    for part in ("Готовность учиться", "Выражено", WORDS):
        assert part in said
    assert "базового" not in said
    assert WORDS in text(client(world, "lapshina"), "observation", row.pk)
    assert "протокол" in text(office, "observations").lower()


def test_a_card_of_ones_own_is_written_in_plain_lines_with_its_own_thresholds(
    world: World,
) -> None:
    office = client(world, "safronova")
    page = office.get(reverse("instrument_new"), {"kind": "observation"}).content.decode()
    assert 'value="75"' in page
    assert 'name="minutes"' not in page
    assert 'value="self_diagnosis"' not in page
    assert 'value="observation"' not in text(office, "instrument_new")
    assert "видно уверенно" in page
    sent = {
        "title": "Карта нашего округа",
        "unit": str(world.municipality.pk),
        "kind": "observation",
        "scale": "нет\nда",
        "none_from": "75",
        "middle_from": "50",
        "source": "Методсовет",
        "lines-method": "(*) Спрашивает\n(-) Отвечает за класс",
    }
    address = reverse("instrument_new") + "?kind=observation"
    said = office.post(address, sent, follow=True).content.decode()
    for part in ("карта наблюдения", "можно пропустить", "считается с другого конца"):
        assert part in said
    row = OwnInstrument.objects.get()
    assert [(one.optional, one.reverse) for one in row.questionnaire.items] == [
        (True, False),
        (False, True),
    ]
    again = text(office, "instrument_edit", row.pk)
    assert "(*) Спрашивает\n(-) Отвечает за класс" in again
    assert "карта наблюдения" in text(office, "instruments")


def test_in_english_everything_is_english(world: World) -> None:
    row = recorded(world, "dorohova")
    english = client(world, "lapshina", "en")
    said = text(english, "observation", row.pk)
    for part in ("Observation card of a lesson", "This is not so", "Basic", "Subject"):
        assert part in said
    assert str(TODAY.year) in said


def test_both_views_stand_side_by_side_with_the_gap_for_the_person_and_the_tutor(
    world: World,
) -> None:
    answered(world, running(world), "lapshina", value=3)
    recorded(world, "dorohova", method=1, subject=0)
    person = world.people["lapshina"].pk
    for said in (
        text(client(world, "lapshina"), "results"),
        text(client(world, "dorohova"), "results_of", person),
    ):
        assert "Свой взгляд и взгляд со стороны" in said
        assert "Расхождение 75\xa0п.\xa0п." in said
        assert "Расхождение 25\xa0п.\xa0п." in said
        assert "Карта наблюдения занятия, 22" in said
    english = text(client(world, "lapshina", "en"), "results")
    assert "Differ by 75 points" in english


def test_what_a_lesson_shows_as_hard_is_a_reason_for_a_step_with_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    walk = begin(build())
    recorded(walk.world, "dorohova", method=0)
    said = text(client(walk.world, "dorohova"), "route_suggest", walk.route.pk)
    assert "0 %, ниже базового: «Карта наблюдения занятия», 22" in said.replace("\xa0", " ")
    assert "Методические" in said
