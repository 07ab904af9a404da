"""Pages of requests: choosing a kind, a teacher's own, where it stands, another tutor."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.groups.models import Application
from marshrut.organisations.models import LocalSetting
from marshrut.programmes.operations import end_appointment
from tests.clauses.test_mostovsky_support import appoint, began
from tests.groups.test_requests import asked, given, moved, own, second_tutor
from tests.world import AT, PRESETS, TODAY, World, build

TITLE = "Карта урока о кислотах"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return build(PRESETS / "mostovsky.yaml", appointed=False)


def client(world: World, name: str, language: str = "ru") -> Client:
    user = world.people[name].user
    assert user is not None
    found = Client(headers={"accept-language": language})
    found.force_login(user)
    return found


def read(world: World, name: str, address: str, *keys: int, **query: str) -> str:
    answer = client(world, name).get(reverse(address, args=keys), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ").replace("\u2060", "")


def test_one_says_first_what_for_and_gets_the_form_that_fits(world: World) -> None:
    key = world.programme.pk
    page = read(world, "zimin", "service_new", key)
    for kind in ("Индивидуальная консультация", "Экспертиза", "Мероприятие", "Сопровождение школы"):
        assert kind in page
    assert "Ответ за 5 рабочих дней" in page
    assert '<form method="post" enctype' not in page
    review = read(world, "zimin", "service_new", key, kind="review")
    assert "Технологическая карта урока" in review
    assert 'type="file"' in review
    assert "Lapshina" in review
    event = read(world, "zimin", "service_new", key, kind="event")
    assert "Мастер-класс" in event
    assert 'type="file"' not in event
    support = read(world, "zimin", "service_new", key, kind="school_support")
    assert "С какого дня" in support
    assert "Для кого, если не поимённо" not in support
    assert "О чём заявка?" in read(world, "zimin", "service_new", key, kind="group_class")


def test_a_review_is_asked_for_with_a_file_which_only_those_who_see_it_take(world: World) -> None:
    page = reverse("service_new", args=[world.programme.pk])
    sent = {
        "kind": "review", "sort": "lesson_map", "title": TITLE, "until": "2027-02-10",
        "received": SimpleUploadedFile("map.pdf", b"%PDF-1.4 text"), "why": "ПРИЧИНА",
        "people": [world.people["lapshina"].pk],
    }  # fmt: skip
    answer = client(world, "zimin").post(page, sent, follow=True)
    assert "Заявка подана" in answer.content.decode()
    row = Application.objects.get()
    shown = read(world, "zimin", "application", row.pk)
    assert "Экспертиза: технологическая карта урока" in shown
    assert "map.pdf" in shown
    assert "по 10 февраля 2027 г." in shown
    file = reverse("application_file", args=[row.pk])
    taken: Any = client(world, "safronova").get(file)
    assert b"".join(taken.streaming_content) == b"%PDF-1.4 text"
    assert client(world, "belov").get(file).status_code == 404
    plain = asked(world)
    assert (
        client(world, "zimin").get(reverse("application_file", args=[plain.pk])).status_code == 404
    )


def test_what_was_typed_stays_when_something_is_missing(world: World) -> None:
    page = reverse("service_new", args=[world.programme.pk])
    sent = {"kind": "event", "sort": "seminar", "title": TITLE, "why": "ПРИЧИНА"}
    said = client(world, "zimin").post(page, sent).content.decode()
    assert "ПРИЧИНА" in said
    assert TITLE in said
    assert not Application.objects.exists()


def test_a_teacher_asks_from_themselves_and_the_head_learns_nothing(world: World) -> None:
    key = world.programme.pk
    listed = read(world, "grachev", "applications")
    assert "Подать заявку от себя" in listed
    assert "Подать заявку</a>" not in listed
    page = reverse("service_own", args=[key])
    sent = {"kind": "review", "sort": "portfolio", "title": TITLE, "why": "ДЛЯ СЕБЯ"}
    assert "руководитель организации не увидит" in read(
        world, "grachev", "service_own", key, kind="review"
    )
    client(world, "grachev").post(page, sent)
    row = Application.objects.get()
    assert row.personal
    assert TITLE in read(world, "grachev", "applications")
    assert TITLE not in read(world, "zimin", "applications")
    for name in ("zimin", "belov", "prohorov", "lapshina"):
        address = reverse("application", args=[row.pk])
        assert client(world, name).get(address).status_code == 404, name
    assert "ДЛЯ СЕБЯ" in read(world, "safronova", "application", row.pk)
    assert "Grachev" in read(world, "safronova", "applications")
    book = client(world, "zimin").get(reverse("applications") + "?as=xlsx")
    assert TITLE.encode() not in book.getvalue()


def test_with_a_tutor_of_one_s_own_only_a_review_is_asked_for(world: World) -> None:
    appoint(world)
    began(world, "lapshina")
    page = read(world, "lapshina", "service_own", world.programme.pk)
    assert "Экспертиза" in page
    assert "Индивидуальная консультация" not in page
    LocalSetting.objects.create(unit=world.municipality, name="requests.left_out", value=["review"])
    address = reverse("service_own", args=[world.programme.pk])
    assert client(world, "lapshina").get(address).status_code == 403
    assert "Подать заявку от себя" not in read(world, "lapshina", "applications")
    assert client(world, "safronova").get(address).status_code == 403


def test_the_page_tells_the_way_from_hand_to_hand_and_marks_what_lacks_a_tutor(
    world: World,
) -> None:
    row = asked(world)
    assert "Отвечает координатор" in read(world, "zimin", "application", row.pk)
    first, second = appoint(world), second_tutor(world)
    given(world, row, first)
    assert "Принята и поручена тьютору" in read(world, "zimin", "application", row.pk)
    end_appointment(
        appointment=first.pk, row_version=None, on=TODAY, reason="Отпуск",
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    assert "Ищем другого тьютора" in read(world, "zimin", "application", row.pk)
    assert "Нужен другой тьютор" in read(world, "safronova", "applications")
    assert "Передать другому тьютору" in read(world, "safronova", "home")
    assert "Передать другому тьютору" not in read(world, "zimin", "home")
    form = read(world, "safronova", "application_act", row.pk, "reassign")
    assert "Ershova" in form
    version = Application.objects.get().row_version
    client(world, "safronova").post(
        reverse("application_act", args=[row.pk, "reassign"]),
        {"appointment": second.pk, "reason": "Прежний в отпуске", "row_version": version},
    )
    page = read(world, "zimin", "application", row.pk)
    assert "Передана другому тьютору" in page
    assert "Прежний в отпуске" in page
    assert page.index("Dorohova") < page.index("Прежний в отпуске")
    assert client(world, "dorohova").get(reverse("application", args=[row.pk])).status_code == 404


def test_the_ways_end_in_words_too(world: World) -> None:
    rows = [asked(world), own(world), given(world, asked(world), appoint(world))]
    moved(world, rows[2], second_tutor(world))
    post = {"answer": "Нет свободных", "row_version": 1}
    client(world, "safronova").post(reverse("application_act", args=[rows[0].pk, "refuse"]), post)
    client(world, "grachev").post(
        reverse("application_act", args=[rows[1].pk, "withdraw"]), {"row_version": 1}
    )
    assert "Отклонена, причина указана" in read(world, "zimin", "application", rows[0].pk)
    assert "Отозвана автором" in read(world, "grachev", "application", rows[1].pk)
    finish = {"result": "ИТОГ", "row_version": 3}
    client(world, "ershova").post(reverse("application_act", args=[rows[2].pk, "finish"]), finish)
    assert "ИТОГ" in read(world, "zimin", "application", rows[2].pk)
    page = client(world, "zimin", "en").get(reverse("application", args=[rows[2].pk]))
    assert "Accepted and given to a tutor" in page.content.decode()


def test_the_coordinator_says_which_kinds_the_place_does_not_take(world: World) -> None:
    page = read(world, "safronova", "locals")
    assert "Рабочих дней на ответ на остальные заявки" in page
    fields = [line.split('"')[0] for line in page.split('name="')[1:]]
    kinds = next(name for name in fields if f'name="{name}" value="event"' in page)
    assert f'name="{kinds}" value="consultation"' not in page
    key = {"programme": world.programme.pk}
    client(world, "safronova").post(reverse("locals"), key | {kinds: ["event"]})
    assert LocalSetting.objects.get(name="requests.left_out").value == ["event"]
    shown = read(world, "zimin", "service_new", world.programme.pk)
    assert "Экспертиза" in shown
    assert "Мероприятие" not in shown
    client(world, "safronova").post(reverse("locals"), key)
    assert not LocalSetting.objects.exists()


def test_what_another_programme_of_the_place_does_not_take_stays_so(world: World) -> None:
    both = ["consultation", "event"]
    LocalSetting.objects.create(unit=world.municipality, name="requests.left_out", value=both)
    client(world, "safronova").post(reverse("locals"), {"programme": world.programme.pk})
    assert LocalSetting.objects.get().value == ["consultation"]
