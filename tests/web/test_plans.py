"""Pages of the library of steps, of steps drafted by difficulties, and of plans."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.people.models import Office
from marshrut.plans.models import PlanLine
from marshrut.routes import operations
from marshrut.routes.models import LibraryStep, RouteStep
from tests.diagnostics.doing import answered, running
from tests.plans.test_plans import add, programme_of_growth
from tests.programmes.test_schools import District, district
from tests.routes.walk import Walk, begin
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
__all__ = ["district"]
DUE = "2027-03-12"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def walk() -> Walk:
    return begin(build())


def client(world: World | District, name: str, language: str = "ru") -> Client:
    found, user = Client(headers={"accept-language": language}), world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def text(client: Client, name: str, *keys: int, **asked: str) -> str:
    answer = client.get(reverse(name, args=keys), asked)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode()).replace("\xa0", " ")


def shared(world: World, title: str, **more: Any) -> LibraryStep:
    actor = world.reach("safronova")
    return operations.keep_library_step(
        title=title, unit=world.municipality, actor=actor, at=AT, **more
    )


# --- the library -----------------------------------------------------------------------------
def test_a_tutor_keeps_a_step_offers_it_and_reads_the_answer(walk: Walk) -> None:
    tutor, office = client(walk.world, "dorohova"), client(walk.world, "safronova")
    typed = {"title": "Разбор урока", "needs": ["method"], "days": "14", "about": "Вдвоём"}
    tutor.post(reverse("library_new"), typed)
    row = LibraryStep.objects.get()
    assert (row.status, row.needs, row.days) == ("own", ["method"], 14)
    tutor.post(reverse("library_offer", args=[row.pk]), {"row_version": row.row_version})
    said = text(office, "library")
    assert "Разбор урока" in said
    assert "Предложен в общую" in said
    row.refresh_from_db()
    office.post(
        reverse("library_decline", args=[row.pk]),
        {"answer": "Добавьте вопросы", "row_version": row.row_version},
    )
    assert "Добавьте вопросы" in text(tutor, "library_step", row.pk)
    assert office.get(reverse("library_step", args=[row.pk])).status_code == 404
    assert "Ваш шаг пока остался у вас" in text(tutor, "notices")


def test_a_coordinator_takes_an_offered_step_for_the_whole_territory(walk: Walk) -> None:
    tutor, office = client(walk.world, "dorohova"), client(walk.world, "safronova")
    tutor.post(reverse("library_new"), {"title": "Разбор урока"})
    row = LibraryStep.objects.get()
    tutor.post(reverse("library_offer", args=[row.pk]), {"row_version": row.row_version})
    row.refresh_from_db()
    office.post(
        reverse("library_share", args=[row.pk]),
        {"unit": str(walk.world.municipality.pk), "row_version": row.row_version},
    )
    assert "Разбор урока" in text(client(walk.world, "oreshkina"), "library")
    assert office.get(reverse("library_share", args=[row.pk])).status_code == 403, "decided already"
    assert tutor.get(reverse("library_edit", args=[row.pk])).status_code == 403


def test_the_library_is_narrowed_by_difficulty_and_by_form(walk: Walk) -> None:
    shared(walk.world, "Курс", needs=["method"], form="course")
    shared(walk.world, "Беседа", needs=["law"], form="consultation")
    tutor = client(walk.world, "dorohova")
    assert "Беседа" not in text(tutor, "library", need="method")
    assert "Беседа" not in text(tutor, "library", form="training")
    assert "Курс" not in text(tutor, "library", form="consultation")
    assert "ничего не нашлось" in text(tutor, "library", need="psychology")
    book = tutor.get(reverse("library"), {"as": "xlsx"})
    assert book.headers["Content-Type"].endswith("sheet")


def test_a_step_of_a_route_goes_into_the_library_from_its_own_page(walk: Walk) -> None:
    step = walk.step("Критерии вместе", need="method", expected="Лист критериев")
    tutor = client(walk.world, "dorohova")
    assert f"?from={step.pk}" in text(tutor, "step", step.pk)
    said = tutor.get(reverse("library_new"), {"from": step.pk}).content.decode()
    assert 'value="Критерии вместе"' in said
    assert "Лист критериев" in said
    other = client(walk.world, "oreshkina")
    said = other.get(reverse("library_new"), {"from": step.pk}).content.decode()
    assert "Критерии вместе" not in said, "a step of another pair"
    for junk in ("x", "999999999999999999999", "-1", "²"):
        assert other.get(reverse("library_new"), {"from": junk}).status_code == 200


def test_a_link_that_is_no_address_is_sent_back(walk: Walk) -> None:
    tutor = client(walk.world, "dorohova")
    answer = tutor.post(reverse("library_new"), {"title": "Шаг", "link": "javascript:alert(1)"})
    assert "адрес целиком" in answer.content.decode()
    assert not LibraryStep.objects.exists()


# --- steps by difficulties -------------------------------------------------------------------
def test_steps_are_proposed_with_the_reason_and_taken_with_their_days(walk: Walk) -> None:
    world = walk.world
    answered(world, running(world), "lapshina", value=4, method=0, law=2)
    course = shared(world, "Курс об оценивании", needs=["method"], form="course", hours=36)
    shared(world, "Другое", needs=["subject"])
    tutor = client(world, "dorohova")
    said = text(tutor, "route_suggest", walk.route.pk)
    assert "0 %, заметные затруднения" in said
    assert said.index("Методические") < said.index("Нормативно-правовые")
    assert said.index("Курс об оценивании") < said.index("Остальное в библиотеке")
    assert said.index("Остальное в библиотеке") < said.index("Другое")
    assert "Для этого в библиотеке пока ничего нет" in said
    typed = {f"take-{course.pk}": "on", f"due-{course.pk}": DUE, "stage": "main"}
    answer = tutor.post(reverse("route_suggest", args=[walk.route.pk]), typed)
    assert answer.status_code == 302
    step = RouteStep.objects.get()
    assert (step.title, step.need, step.hours, step.due) == (
        *("Курс об оценивании", "method", 36),
        date(2027, 3, 12),
    )
    assert "Курс об оценивании" not in text(tutor, "route_suggest", walk.route.pk)
    assert "Методические" in text(tutor, "route_plan", walk.route.pk)
    assert "Методические" in text(tutor, "step", step.pk)


def test_a_step_without_its_day_is_asked_for_it_and_nothing_is_lost(walk: Walk) -> None:
    one, two = shared(walk.world, "Первый"), shared(walk.world, "Второй")
    tutor = client(walk.world, "dorohova")
    typed = {f"take-{one.pk}": "on", f"due-{one.pk}": "", f"take-{two.pk}": "on"}
    typed |= {f"due-{two.pk}": DUE, "stage": "main"}
    said = tutor.post(reverse("route_suggest", args=[walk.route.pk]), typed).content.decode()
    assert "Укажите срок" in said
    assert DUE in said
    assert said.count("checked") >= 2
    assert not RouteStep.objects.exists()
    answer = tutor.post(reverse("route_suggest", args=[walk.route.pk]), {"stage": "main"})
    assert "Выберите хотя бы один шаг" in answer.content.decode()


def test_difficulties_of_a_teacher_are_shown_to_nobody_but_the_pair(walk: Walk) -> None:
    answered(walk.world, running(walk.world), "lapshina", value=0)
    for name in ("zimin", "safronova", "oreshkina", "prohorov", "stranger"):
        answer = client(walk.world, name).get(reverse("route_suggest", args=[walk.route.pk]))
        assert answer.status_code in {403, 404}, name
        assert "заметные затруднения" not in answer.content.decode()


def test_without_results_the_whole_library_is_offered(walk: Walk) -> None:
    shared(walk.world, "Первый", needs=["method"])
    said = text(client(walk.world, "dorohova", "en"), "route_suggest", walk.route.pk)
    assert "there are no results yet" in said
    assert "Первый" in said
    LibraryStep.objects.all().delete()
    said = text(client(walk.world, "dorohova"), "route_suggest", walk.route.pk)
    assert "К библиотеке шагов" in said


# --- plans -----------------------------------------------------------------------------------
def test_a_head_plans_from_what_teachers_work_on(district: District) -> None:
    district.included()
    programme_of_growth(district)
    head, school = client(district, "elovsky"), district.schools["near"]
    place = (district.found.programme.pk, school.pk)
    said = text(head, "plan", *place)
    assert "Затруднения в ИППР" in said
    assert "1 ИППР" in said
    assert "в плане пока нет" in said
    said = text(head, "plan_line_new", *place, need="method")
    assert 'value="method" id="id_needs_1" checked' in said
    typed = {"topic": "Листы обратной связи", "needs": ["method"], "hours": "8"}
    typed |= {"since": "2027-02-01", "until": "2027-02-26"}
    head.post(reverse("plan_line_new", args=place), typed)
    row = PlanLine.objects.get()
    assert (row.until, row.needs) == (date(2027, 2, 27), ["method"])
    assert "1 из 1" in text(head, "plans", place[0])
    assert "Ershov" in text(head, "plan_line", row.pk)
    head.post(
        reverse("plan_line_act", args=[row.pk, "hold"]),
        {"held_on": "2027-01-20", "result": "Банк листов", "row_version": row.row_version},
    )
    assert "Банк листов" in text(head, "plan_line", row.pk)
    book = head.get(reverse("plan", args=place), {"as": "xlsx"})
    assert book.headers["Content-Type"].endswith("sheet")


def test_who_keeps_the_library_of_a_region_finds_it_beside_the_plans(district: District) -> None:
    programme = district.found.programme
    district.employ("belova", district.schools["other"])
    Office.objects.create(
        person=district.people["belova"], role="regional_coordinator", unit=programme.unit,
        since=date(2026, 9, 1),
    )  # fmt: skip
    region = client(district, "belova")
    assert reverse("library") in text(region, "plans", programme.pk)
    region.post(reverse("library_new"), {"title": "Модуль", "unit": str(programme.unit_id)})
    assert "Модуль" in text(region, "library")


def test_what_is_owed_leads_to_where_it_is_made(district: District) -> None:
    district.included()
    place = (district.found.programme.pk, district.schools["near"].pk)
    head = client(district, "elovsky")
    assert reverse("plan", args=place) in text(head, "home")
    add(district)
    assert reverse("plan", args=place) not in text(head, "home")


def test_a_colleague_reads_the_plan_and_not_who_stands_behind_it(district: District) -> None:
    district.included()
    programme_of_growth(district)
    row = add(district, needs=["method"])
    teacher = client(district, "sedova")
    assert teacher.get(reverse("plan_line", args=[row.pk])).status_code == 404
    district.employ("kolosova", district.schools["near"])
    colleague = client(district, "kolosova")
    said = text(colleague, "plan_line", row.pk)
    assert "Листы обратной связи" in said
    assert "Ershov" not in said
    place = (district.found.programme.pk, district.schools["near"].pk)
    assert "Добавить мероприятие" not in text(colleague, "plan", *place)
    assert colleague.get(reverse("plan_line_new", args=place)).status_code == 403


def test_where_the_regulation_asks_for_no_plan_there_is_none() -> None:
    world = build()
    office = client(world, "safronova")
    assert office.get(reverse("plans", args=[world.programme.pk])).status_code == 404
    said = text(office, "programme", world.programme.pk)
    assert reverse("plans", args=[world.programme.pk]) not in said
