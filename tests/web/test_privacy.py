"""Pages about personal data: one's own, and those of the officer."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.test import Client

from marshrut import clock
from marshrut.notices.models import Job
from marshrut.notices.work import Task
from marshrut.people.models import Employment, Person
from marshrut.privacy.jobs import personal_export
from marshrut.privacy.models import Consent, ConsentText, DataRequest, Look
from marshrut.privacy.texts import shipped
from tests.web.test_settings import of, read
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
OFFICERS_PAGES = ("", "consents/", "texts/", "looks/", "terms/", "texts/contacts/")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    world = build()
    world.employ("larionova", world.centre, "методист", "methodist", pedagogical=False)
    world.grant("larionova", "data_officer", world.municipality)
    Person.objects.filter(surname="Lapshina").update(email="lapshina@example.org")
    return world


def answer(client: Client, what: str) -> None:
    digest = shipped()["contacts"].digest
    sent = client.post("/account/consents/contacts/", {"answer": what, "digest": digest})
    assert sent.status_code == 302, sent.content.decode()


def test_what_follows_is_said_before_and_done_after(world: World) -> None:
    lapshina, head = of(world, "lapshina"), of(world, "zimin")
    card = f"/people/{world.people['lapshina'].pk}/"
    assert "lapshina@example.org" in read(head, card)
    page = read(lapshina, "/account/consents/contacts/")
    assert "их больше не спрашивают" in page
    assert "Работа и сопровождение идут как прежде" in page
    answer(lapshina, "refused")
    assert "Отказано" in read(lapshina, "/account/consents/")
    assert "lapshina@example.org" not in read(head, card)
    assert 'name="email"' not in read(head, f"{card}edit/")
    assert lapshina.get("/account/contacts/").status_code == 302
    assert "lapshina@example.org" in read(lapshina, "/account/")


def test_an_unknown_purpose_has_no_page(world: World) -> None:
    for who in ("lapshina", "larionova"):
        read(of(world, who), "/account/consents/photo/", 404)
    read(of(world, "larionova"), "/settings/personal/texts/photo/", 404)


def test_the_officer_has_a_task_with_its_clock(world: World) -> None:
    lapshina, officer = of(world, "lapshina"), of(world, "larionova")
    answer(lapshina, "given")
    answer(lapshina, "withdrawn")
    waits = read(officer, "/")
    assert "Отозванное согласие: Lapshina" in waits
    assert "Осталось 10 рабочих дней" in waits
    key = DataRequest.objects.get().pk
    assert "Отозванное согласие" in read(officer, "/settings/personal/")
    sent = {"outcome": "done", "reason": "Удалено", "row_version": 1}
    assert officer.post(f"/settings/personal/asked/{key}/", sent).status_code == 302
    assert "Отозванное согласие: Lapshina" not in read(officer, "/")
    assert "Удалено" in read(lapshina, "/account/data/")
    assert lapshina.post(f"/settings/personal/asked/{key}/", sent).status_code == 403


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "zimin", "safronova", "nechaev"])
def test_pages_of_the_officer_are_the_officer_s(world: World, who: str) -> None:
    for page in OFFICERS_PAGES:
        read(of(world, who), f"/settings/personal/{page}", 404)
    officer = of(world, "larionova")
    for page in OFFICERS_PAGES:
        read(officer, f"/settings/personal/{page}")
    # Terms hold for the whole region, and this officer answers for one municipality of it.
    read(officer, "/settings/personal/terms/drafts/", 403)


def test_who_has_not_answered_stands_in_a_list(world: World) -> None:
    lapshina, officer = of(world, "lapshina"), of(world, "larionova")
    answer(lapshina, "given")
    digest = shipped()["publication"].digest
    given = {"answer": "refused", "digest": digest}
    assert lapshina.post("/account/consents/publication/", given).status_code == 302
    address = f"/settings/personal/units/{world.school.pk}/"
    assert "Lapshina" in read(officer, address)
    silent = read(officer, f"{address}?show=silent")
    assert "Lapshina" not in silent
    assert "Grachev" in silent
    entering = f"/settings/personal/people/{world.people['grachev'].pk}/contacts/"
    paper = {"basis": "paper", "happened_on": "2027-01-20"}
    told = paper | {"answer": "given", "digest": shipped()["contacts"].digest}
    assert officer.post(entering, told).status_code == 302
    assert Consent.objects.get(person=world.people["grachev"]).on == date(2027, 1, 20)
    read(of(world, "belov"), entering, 404)


def test_a_new_text_is_written_and_shown(world: World) -> None:
    officer = of(world, "larionova")
    sent = {"title": "Own title", "body": "Own words"}
    address = "/settings/personal/texts/contacts/"
    assert officer.post(address, sent).status_code == 302
    assert ConsentText.objects.get(unit=world.municipality).number == 1
    assert "Own words" in read(of(world, "lapshina"), "/account/consents/contacts/")
    # Whoever answers the text of yesterday is shown the one of today.
    old = {"answer": "given", "digest": shipped()["contacts"].digest}
    page = of(world, "lapshina").post("/account/consents/contacts/", old)
    assert page.status_code == 200
    assert "Текст за это время изменился" in page.content.decode()


def test_one_s_own_archive_is_taken_once(world: World) -> None:
    lapshina = of(world, "lapshina")
    assert lapshina.post("/account/data/export/").status_code == 302
    assert "Данные собираются" in read(lapshina, "/account/data/")
    job = Job.objects.get(kind="personal_export")
    personal_export(Task(payload=job.payload, at=AT, progress=lambda done, of: None))
    assert "Получить архив" in read(lapshina, "/account/data/")
    taken = lapshina.post("/account/data/take/")
    assert taken["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(BytesIO(taken.content)) as archive:
        assert "Lapshina" in archive.read("Обо мне.html").decode()
    assert lapshina.post("/account/data/take/").status_code == 404


def test_a_look_is_seen_by_the_person_and_by_the_officer(world: World) -> None:
    key = world.people["lapshina"].pk
    for _ in range(2):
        read(of(world, "zimin"), f"/people/{key}/")
    read(of(world, "lapshina"), f"/people/{key}/")
    read(of(world, "stranger"), f"/people/{key}/", 404)
    look = Look.objects.get()
    assert (look.reader, look.person, look.day) == (
        world.people["zimin"],
        world.people["lapshina"],
        TODAY,
    )
    assert "Zimin" in read(of(world, "lapshina"), "/account/data/")
    assert "Zimin" in read(of(world, "larionova"), "/settings/personal/looks/")
    assert "Zimin" not in read(of(world, "stranger"), "/account/data/")


def test_erasing_names_the_ground_or_asks_once(world: World) -> None:
    lapshina, officer = of(world, "grachev"), of(world, "larionova")
    sent = {"kind": "erasure", "text": "Прошу удалить"}
    assert lapshina.post("/account/data/ask/", sent).status_code == 302
    row = DataRequest.objects.get()
    address = f"/settings/personal/asked/{row.pk}/"
    page = read(officer, address)
    assert "трудовое законодательство" in page
    assert 'value="done"' not in page
    person = world.people["grachev"]
    Employment.objects.filter(person=person).update(until=date(2019, 9, 1))
    person.enrolments.update(until=TODAY, end="finished")
    decided = {"outcome": "done", "reason": "По просьбе", "row_version": row.row_version}
    assert officer.post(address, decided).status_code == 200  # not sure yet
    assert officer.post(address, decided | {"sure": "on"}).status_code == 302
    person.refresh_from_db()
    assert person.surname == f"№ {person.pk}"
    assert lapshina.get("/account/data/").status_code == 302  # nobody signs in any more
    assert "Grachev" not in read(officer, "/settings/personal/")


def test_terms_are_changed_at_the_root(world: World) -> None:
    region = world.municipality.parent
    assert region is not None
    world.grant("larionova", "data_officer", region)
    officer = of(world, "larionova")
    sent = {"amount": "7", "ground": "Own list", "row_version": "0"}
    assert officer.post("/settings/personal/terms/drafts/", sent).status_code == 302
    page = read(officer, "/settings/personal/terms/")
    assert "7 дней" in page
    assert "Own list" in page
    read(officer, "/settings/personal/terms/other/", 404)
