"""Pages of teachers: who opens them, what they show, and what leaks nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from marshrut import clock
from marshrut.people.models import Employment, Person, SignInSlip
from marshrut.programmes.models import Enrolment
from tests.world import AT, TODAY, World, _unit, build

pytestmark = pytest.mark.django_db
Door = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    found = build()
    Person.objects.filter(pk=found.people["lapshina"].pk).update(
        email="lapshina@example.org", phone="+7 900 000-00-01"
    )
    return found


@pytest.fixture
def come_in(world: World) -> Door:
    def client(name: str) -> Client:
        found, user = Client(), world.people[name].user
        assert user is not None
        found.force_login(user)
        return found

    return client


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


# --- the list ----------------------------------------------------------------------------------
def test_a_head_sees_the_own_school_and_nobody_else(world: World, come_in: Door) -> None:
    page = body(come_in("zimin"), "/people/")
    assert all(name in page for name in ("Lapshina", "Grachev", "Dorohova"))
    assert "Stranger" not in page
    assert "Oreshkina" not in page


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "stranger", "nechaev", "prohorov"])
def test_the_list_does_not_exist_for_others(come_in: Door, who: str) -> None:
    body(come_in(who), "/people/", 404)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=lapsh", {"Lapshina"}),
        ("q=nobody", set()),
        ("show=unrecognised", {"Ershova"}),
        ("sort=-name", {"Lapshina", "Ershova", "Stranger"}),
        ("sort=nonsense&page=99&unit=x&show=x", {"Lapshina", "Stranger"}),
    ],
)
def test_filters_stand_in_the_address(
    world: World, come_in: Door, query: str, names: set[str]
) -> None:
    world.people["ershova"].employments.update(post_class="", post="завуч")
    page = body(come_in("safronova"), f"/people/?{query}")
    known = {"Lapshina", "Ershova", "Stranger"}
    assert {name for name in known if re.search(rf"/people/\d+/\">{name}", page)} == names or (
        "sort" in query and names <= {name for name in known if name in page}
    )


def test_search_leaks_no_stranger(come_in: Door) -> None:
    assert "Stranger" not in body(come_in("zimin"), "/people/?q=stranger").replace(
        'value="stranger"', ""
    )


@pytest.mark.parametrize("many", [5, 60])
def test_the_list_asks_the_database_the_same_for_many(
    world: World, come_in: Door, many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        person = Person.objects.create(surname=f"Учитель{number}", given="Имя")
        Employment.objects.create(
            person=person, unit=world.school, post="учитель", post_class="teacher", since=TODAY
        )
    client = come_in("zimin")
    with django_assert_max_num_queries(22):
        body(client, "/people/")


# --- the card ----------------------------------------------------------------------------------
def card(world: World, name: str) -> str:
    return f"/people/{world.people[name].pk}/"


def test_a_head_sees_contacts_and_the_tutor_sees_name_and_post(world: World, come_in: Door) -> None:
    assert "lapshina@example.org" in body(come_in("zimin"), card(world, "lapshina"))
    page = body(come_in("dorohova"), card(world, "lapshina"))
    assert "учитель" in page
    for secret in ("lapshina@example.org", "900 000", "login", "/slip/"):
        assert secret not in page.split("<main")[1]


def test_the_tutee_sees_the_tutor_and_no_neighbour(world: World, come_in: Door) -> None:
    body(come_in("lapshina"), card(world, "dorohova"))
    body(come_in("lapshina"), card(world, "grachev"), 404)
    body(come_in("belov"), card(world, "lapshina"), 404)


def test_experience_is_counted_to_the_day_of_the_address(world: World, come_in: Door) -> None:
    world.people["lapshina"].employments.update(since=date(2024, 9, 1))
    client = come_in("zimin")
    assert "2 года 4 месяца" in body(client, card(world, "lapshina") + "?on=2027-01-22")
    assert "1 год" in body(client, card(world, "lapshina") + "?on=2025-09-01")
    body(client, card(world, "lapshina") + "?on=nonsense")


@pytest.mark.parametrize("end", ["edit/", "education/", "experience/"])
def test_nobody_but_leaders_writes_on_a_card(world: World, come_in: Door, end: str) -> None:
    address = card(world, "lapshina") + end
    body(come_in("zimin"), address)
    body(come_in("dorohova"), address, 403)
    body(come_in("lapshina"), address, 403)
    body(come_in("belov"), address, 404)


def test_what_is_written_on_a_card_is_read_back(world: World, come_in: Door) -> None:
    client, address = come_in("zimin"), card(world, "lapshina")
    client.post(
        f"{address}education/",
        {"level": "higher", "field": "pedagogy", "place": "Пединститут", "year": "1994"},
    )
    client.post(
        f"{address}experience/",
        {"kind": "managing", "years": "2", "months": "3", "on": "2026-09-01"},
    )
    page = body(client, address)
    assert "Пединститут" in page
    assert "2 года 3 месяца" in page


# --- newcomers and leavers ---------------------------------------------------------------------
NEW = {
    "surname": "Савельев", "given": "Кирилл", "patronymic": "Петрович", "gender": "m",
    "post": "учитель", "pedagogical": "on", "since": "2027-01-18",
}  # fmt: skip


def test_a_newcomer_is_hired_and_enrolled_by_the_regulation(world: World, come_in: Door) -> None:
    answer = come_in("zimin").post("/people/new/", NEW | {"unit": world.school.pk})
    assert answer.status_code == 302
    job = Employment.objects.get(person__surname="Савельев")
    assert job.post_class == "teacher"
    assert Enrolment.objects.filter(person=job.person, until=None).exists()


def test_a_namesake_is_asked_about_once(world: World, come_in: Door) -> None:
    client = come_in("zimin")
    form = NEW | {"unit": world.school.pk}
    client.post("/people/new/", form)
    again = client.post("/people/new/", form | {"post": "воспитатель"})
    assert again.status_code == 200
    assert "Савельев Кирилл Петрович" in again.content.decode()
    assert Person.objects.filter(surname="Савельев").count() == 1
    client.post("/people/new/", form | {"post": "воспитатель", "another": "on"})
    assert Person.objects.filter(surname="Савельев").count() == 2


def test_a_form_offers_only_the_own_school(world: World, come_in: Door) -> None:
    client = come_in("zimin")
    answer = client.post("/people/new/", NEW | {"unit": world.other_school.pk})
    assert answer.status_code == 200
    assert not Person.objects.filter(surname="Савельев").exists()


def test_people_of_the_department_are_written_down(world: World, come_in: Door) -> None:
    department = _unit(world.municipality, "department", "Управление образования")
    assert come_in("zimin").post("/people/new/", NEW | {"unit": department.pk}).status_code == 200
    assert not department.employments.exists()
    come_in("safronova").post("/people/new/", NEW | {"unit": department.pk})
    assert department.employments.get().person.surname == "Савельев"
    assert "Савельев" in body(come_in("safronova"), f"/people/?unit={department.pk}")


def test_a_form_that_came_twice_hires_once(world: World, come_in: Door) -> None:
    client = come_in("zimin")
    for _ in range(2):
        client.post("/people/new/", NEW | {"unit": world.school.pk, "deed_key": "once"})
    assert Person.objects.filter(surname="Савельев").count() == 1


@pytest.mark.clause("chebula:4.2")
def test_a_post_that_is_not_recognised_asks_and_is_recognised_by_a_person(
    world: World, come_in: Door
) -> None:
    job = world.people["dorohova"].employments.get()
    Employment.objects.filter(pk=job.pk).update(post="завуч", post_class="")
    client = come_in("zimin")
    assert "Должность нужно распознать" in body(client, "/people/")
    form = {"post": "завуч", "post_class": "deputy_head", "since": "2015-09-01"}
    client.post(f"/people/jobs/{job.pk}/", form | {"row_version": job.row_version})
    job.refresh_from_db()
    assert job.post_class == "deputy_head"


def test_two_editors_of_a_place_of_work_are_told(world: World, come_in: Door) -> None:
    job = world.people["grachev"].employments.get()
    form = {"post": "учитель физики", "since": "2015-09-01", "row_version": job.row_version}
    client = come_in("zimin")
    assert client.post(f"/people/jobs/{job.pk}/", form).status_code == 302
    again = client.post(f"/people/jobs/{job.pk}/", form | {"post": "учитель химии"})
    assert again.status_code == 200
    assert "учитель химии" in again.content.decode()
    job.refresh_from_db()
    assert job.post == "учитель физики"


def test_who_leaves_leaves_the_support_too(world: World, come_in: Door) -> None:
    job = world.people["grachev"].employments.get()
    come_in("zimin").post(
        f"/people/jobs/{job.pk}/end/", {"until": "2027-01-21", "reason": "переезд"}
    )
    job.refresh_from_db()
    assert job.until == TODAY
    assert not Enrolment.objects.filter(person=job.person, until=None).exists()


@pytest.mark.parametrize(("who", "status"), [("lapshina", 404), ("belov", 404), ("grachev", 403)])
def test_nobody_else_ends_or_corrects_a_work(
    world: World, come_in: Door, who: str, status: int
) -> None:
    job = world.people["grachev"].employments.get()
    for end in ("", "end/"):
        body(come_in(who), f"/people/jobs/{job.pk}/{end}", status)


# --- slips -------------------------------------------------------------------------------------
def test_a_school_prints_slips_and_a_teacher_comes_in_with_one(world: World, come_in: Door) -> None:
    form = {"unit": world.school.pk, "whom": "never"}
    answer = come_in("zimin").post("/people/slips/", form)
    sheet = answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    assert sheet.count('class="slip"') == 4
    assert "<svg" in sheet
    found = re.search(r"lapshina</span>.*?secret\">([A-Z-]+)<", sheet, re.DOTALL)
    assert found
    door = Client()
    assert 'value="lapshina"' in door.get("/account/slip/?login=lapshina").content.decode()
    password = "достаточно-длинный-7"
    form = {"login": "lapshina", "code": found[1], "password": password, "again": password}
    assert door.post("/account/slip/", form).status_code == 302
    assert "Lapshina" in door.get("/account/").content.decode()


def test_a_head_prints_no_slip_for_oneself_or_for_a_coordinator(
    world: World, come_in: Door
) -> None:
    Employment.objects.create(
        person=world.people["safronova"], unit=world.school, post="учитель", since=TODAY
    )
    sheet = come_in("zimin").post("/people/slips/", {"unit": world.school.pk, "whom": "all"})
    text = sheet.content.decode()
    assert "zimin</span>" not in text
    assert "safronova</span>" not in text
    person = world.people["safronova"].pk
    assert come_in("zimin").post(f"/people/{person}/slip/").status_code == 403


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "prohorov"])
def test_others_print_nothing(world: World, come_in: Door, who: str) -> None:
    client = come_in(who)
    assert client.get("/people/slips/").status_code == 403
    address = card(world, "lapshina") + "slip/"
    assert client.post(address).status_code in {403, 404}
    assert not SignInSlip.objects.exists()
