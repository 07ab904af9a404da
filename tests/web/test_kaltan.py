"""Pages of a regulation of another kind: words of its own, coming in by oneself, goals, lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marshrut import clock
from marshrut.activities.models import Activity
from marshrut.people.models import PaperRecord
from marshrut.programmes.models import Enrolment
from marshrut.routes import operations
from marshrut.routes.models import Route, RouteStep
from tests import world as worlds
from tests.clauses import kaltan
from tests.world import AT, PRESETS, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return kaltan.district()


@pytest.fixture
def route(world: World) -> Route:
    return kaltan.began(world)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def client(world: World, name: str) -> Client:
    found, user = Client(), world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def read(world: World, name: str, page: str, *keys: Any, status: int = 200) -> str:
    answer = client(world, name).get(reverse(page, args=keys))
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def send(world: World, name: str, page: str, *keys: Any, status: int = 302, **values: Any) -> str:
    answer = client(world, name).post(reverse(page, args=keys), values)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


# --- words ----------------------------------------------------------------------------------------
def test_no_page_speaks_of_an_innovation_or_its_introduction(world: World, route: Route) -> None:
    listed = kaltan.joined(world, "grachev")
    programme = world.programme
    programme.title = "Программа"
    programme.save()
    pages = [
        ("programme", programme.pk), ("tutors", programme.pk), ("tutees", programme.pk),
        ("tutee", listed.pk), ("tutee", route.enrolment_id), ("tutee_subject", listed.pk),
        ("routes",), ("route_begin",), ("route", route.pk), ("route_give_up", route.pk),
        ("route_close", route.pk), ("tutee_include", programme.pk), ("consultation_new",),
        ("home",), ("subject_give_up", route.enrolment.subject_id),
    ]  # fmt: skip
    for who in ("zimin", "dorohova", "lapshina"):
        for page in pages:
            answer = client(world, who).get(reverse(page[0], args=page[1:]))
            text = answer.content.decode().lower()
            assert "нноваци" not in text, (who, page)
            assert "недрени" not in text, (who, page)
            assert "недряет" not in text, (who, page)


def test_the_list_says_who_has_no_trajectory_yet(world: World) -> None:
    kaltan.joined(world, "lapshina")
    text = read(world, "zimin", "tutees", world.programme.pk)
    assert "В программе, без траектории" in text
    assert "с траекторией" in text


# --- coming in and leaving ------------------------------------------------------------------------
def test_a_teacher_asks_for_support_from_the_first_page(world: World) -> None:
    address = reverse("tutee_join", args=[world.programme.pk])
    assert address in read(world, "lapshina", "home")
    shown = read(world, "lapshina", "tutee_join", world.programme.pk)
    assert "п. 3.3 Положения" in shown
    assert 'value="request"' not in shown
    send(world, "lapshina", "tutee_join", world.programme.pk, basis="wish", unit=world.school.pk)
    assert Enrolment.objects.get().basis == "wish"
    assert address not in read(world, "lapshina", "home")
    read(world, "lapshina", "tutee_join", world.programme.pk, status=403)


def test_who_does_not_teach_is_not_asked_in(world: World) -> None:
    for name in ("zimin", "safronova"):
        assert "tutees/join" not in read(world, name, "home")
        read(world, name, "tutee_join", world.programme.pk, status=403)


def test_an_organisation_of_somebody_else_is_no_choice(world: World) -> None:
    send(
        world, "lapshina", "tutee_join", world.programme.pk, status=200,
        basis="wish", unit=world.other_school.pk,
    )  # fmt: skip
    assert not Enrolment.objects.exists()


def test_the_head_includes_on_a_basis_that_the_clause_allows(world: World) -> None:
    form = read(world, "zimin", "tutee_include", world.programme.pk)
    assert ('value="difficulty"' in form, 'value="diagnosis"' in form) == (True, False)
    job = world.people["grachev"].employments.get()
    send(
        world, "zimin", "tutee_include", world.programme.pk,
        job=job.pk, basis="difficulty", since="2027-01-22",
    )  # fmt: skip
    assert Enrolment.objects.get().basis == "difficulty"
    assert "Вас включили в программу" in read(world, "grachev", "home")


@pytest.fixture
def free(tmp_path: Path) -> World:
    """The same regulation, but people leave it at any time."""
    said = (PRESETS / "kaltan.yaml").read_text("utf-8")
    changed = said.replace("also: [wish]", "also: [wish]\n      leave: any_time")
    assert changed != said
    path = tmp_path / "free.yaml"
    path.write_text(changed, "utf-8")
    return worlds.build(path, appointed=False)


def test_a_teacher_leaves_at_will_where_the_clause_lets_them(free: World) -> None:
    row = kaltan.joined(free, "lapshina")
    assert reverse("tutee_leave", args=[row.pk]) in read(free, "lapshina", "tutee", row.pk)
    assert reverse("tutee_leave", args=[row.pk]) not in read(free, "zimin", "tutee", row.pk)
    read(free, "zimin", "tutee_leave", row.pk, status=403)
    read(free, "grachev", "tutee_leave", row.pk, status=404)
    read(free, "lapshina", "tutee_leave", row.pk)
    send(free, "lapshina", "tutee_leave", row.pk, reason="")
    row.refresh_from_db()
    assert (row.end, row.until) == ("left", TODAY)


def test_a_waiver_of_no_clause_lets_nobody_leave(world: World) -> None:
    row = kaltan.joined(world, "lapshina")
    assert reverse("tutee_leave", args=[row.pk]) not in read(world, "lapshina", "tutee", row.pk)
    read(world, "lapshina", "tutee_leave", row.pk, status=403)


# --- goals and steps ------------------------------------------------------------------------------
def test_goals_are_the_teachers_and_the_tutor_tells_on_what_paper(
    world: World, route: Route
) -> None:
    own = read(world, "lapshina", "route_parts", route.pk, "goals")
    assert 'name="basis"' not in own
    assert 'name="basis"' in read(world, "dorohova", "route_parts", route.pk, "goals")
    read(world, "zimin", "route_parts", route.pk, "goals", status=404)
    given = {"row_version": 1, "goals": "Освоить платформу"}
    send(world, "dorohova", "route_parts", route.pk, "goals", status=200, **given)
    paper = {"basis": "phone", "happened_on": "2027-01-21"}
    send(world, "dorohova", "route_parts", route.pk, "goals", **given, **paper)
    assert Route.objects.get().content["goals"]["goals"] == "Освоить платформу"
    assert PaperRecord.objects.get(person=world.people["lapshina"]).basis == "phone"


def test_a_route_without_stages_takes_steps_of_the_listed_forms(world: World, route: Route) -> None:
    form = read(world, "lapshina", "step_new", route.pk)
    assert 'name="stage"' not in form
    assert ('value="training"' in form, 'value="course"' in form) == (True, False)
    send(
        world, "lapshina", "step_new", route.pk, title="Тренинг", form="training",
        due="2027-03-01", hours="16", document="", words_methods="active",
    )  # fmt: skip
    step = RouteStep.objects.get()
    assert (step.hours, step.words) == (16, {"methods": "active"})
    page = read(world, "lapshina", "step", step.pk)
    assert "Методы активного обучения" in page
    assert "16\xa0часов" in page or "16 часов" in page
    assert "Тренинг" in read(world, "lapshina", "route", route.pk)


def test_hours_are_summed_on_the_plan_and_on_paper(world: World, route: Route) -> None:
    for title, hours, document in (("Курс", 36, "№ 42-17"), ("Вебинар", 4, "")):
        operations.add_step(
            route=route.pk, title=title, due=date(2027, 3, 1), form="training", hours=hours,
            document=document, actor=world.reach("lapshina"), at=AT,
        )  # fmt: skip
    for page in ("route_plan", "route_print"):
        text = read(world, "lapshina", page, route.pk)
        assert "Всего часов" in text
        assert ">40<" in text
        assert "№ 42-17" in text


def test_the_one_button_leads_from_goals_to_the_closing(world: World, route: Route) -> None:
    assert "Цели" in read(world, "dorohova", "route", route.pk)
    operations.write_parts(
        route=route.pk, row_version=None, form="goals", parts={"goals": "Освоить"},
        actor=world.reach("lapshina"), at=AT,
    )  # fmt: skip
    assert reverse("route_propose", args=[route.pk]) in read(world, "dorohova", "route", route.pk)
    operations.propose(route=route.pk, row_version=None, actor=world.reach("dorohova"), at=AT)
    asked = read(world, "lapshina", "route", route.pk)
    assert reverse("route_acknowledge", args=[route.pk]) in asked
    assert "Согласовать" in asked
    operations.acknowledge_route(
        route=route.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )
    assert "Согласовано" in read(world, "lapshina", "route_print", route.pk)
    assert reverse("route_close", args=[route.pk]) in read(world, "dorohova", "route", route.pk)
    version = Route.objects.get().row_version
    send(
        world, "dorohova", "route_close", route.pk,
        row_version=version, outcome="effective", happened_on="2027-01-22",
    )  # fmt: skip
    assert Route.objects.get().outcome == "effective"


# --- consultations --------------------------------------------------------------------------------
def test_a_consultation_has_one_of_the_forms_and_what_else_is_named(
    world: World, route: Route
) -> None:
    form = read(world, "dorohova", "consultation_new")
    assert "Индивидуальная тьюторская консультация" in form
    given = {
        "enrolments": route.enrolment_id, "on": "2027-01-21", "minutes": 40, "mode": "person",
        "title": "О платформах", "words_technologies": "counselling",
        "words_directions": "platforms",
    }  # fmt: skip
    send(world, "dorohova", "consultation_new", status=200, **given)
    send(world, "dorohova", "consultation_new", status=200, words_forms="made_up", **given)
    send(world, "dorohova", "consultation_new", words_forms="consultation", **given)
    row = Activity.objects.get()
    assert row.words["technologies"] == "counselling"
    assert "Технология консультирования" in read(world, "lapshina", "consultation", row.pk)


# --- appointing -----------------------------------------------------------------------------------
def test_the_check_and_the_refusal_tell_what_is_needed_and_what_is_there(world: World) -> None:
    kaltan.experienced(world, "dorohova", date(2024, 9, 22))
    row = kaltan.candidate(world, "dorohova", TODAY)
    order = world.order(kaltan.department(world), "15-п", TODAY)
    shown = read(world, "safronova", "tutor", row.pk)
    assert "2 года 4 месяца" in shown.replace("\xa0", " ")
    refused = send(
        world, "safronova", "tutor_appoint", row.pk, status=200, row_version=row.row_version,
        order=order.pk, since="2027-01-22", until="2027-08-31",
    )  # fmt: skip
    assert "п. 3.2 Положения" in refused
    assert "waivers/ask" in refused


def test_an_order_of_the_department_is_no_word_of_the_school(world: World) -> None:
    kaltan.appoint(world, kaltan.candidate(world, "dorohova"))
    assert not PaperRecord.objects.filter(unit=world.school).exists()


def test_many_candidates_cost_what_one_does(world: World) -> None:
    page = reverse("tutors", args=[world.programme.pk])
    coordinator, costs = client(world, "safronova"), []
    for name in ("dorohova", "grachev", "lapshina"):
        kaltan.candidate(world, name, TODAY)
        with CaptureQueriesContext(connection) as asked:
            assert coordinator.get(page).status_code == 200
        costs.append(len(asked))
    assert costs[1] == costs[2], costs


# --- a newer version ------------------------------------------------------------------------------
def test_a_newer_version_is_told_on_the_route_and_counted_on_the_board(
    world: World, route: Route
) -> None:
    kaltan.newer(world, date(2027, 1, 11))
    assert "идут по прежней редакции: 1" in read(world, "safronova", "regulations")
    shown = read(world, "dorohova", "route", route.pk)
    assert reverse("route_adopt", args=[route.pk]) in shown
    told = read(world, "lapshina", "route", route.pk)
    assert "здесь работа идёт по редакции 1" in told
    assert reverse("route_adopt", args=[route.pk]) not in told
    read(world, "lapshina", "route_keep", route.pk, status=403)
    read(world, "dorohova", "route_keep", route.pk)
    send(world, "dorohova", "route_keep", route.pk, row_version=1, reason="Дойдём по прежней")
    kept = read(world, "lapshina", "route", route.pk)
    assert "Дойдём по прежней" in kept
    read(world, "dorohova", "route_adopt", route.pk)
    version = Route.objects.get().row_version
    send(world, "dorohova", "route_adopt", route.pk, row_version=version, reason="Пора")
    assert "Принята редакция 2" in read(world, "dorohova", "route", route.pk)
    assert "идут по прежней" not in read(world, "safronova", "regulations")


# --- scenarios ------------------------------------------------------------------------------------
@pytest.fixture
def thinking(tmp_path: Path) -> World:
    """The same regulation, but the tutor offers scenarios."""
    said = (PRESETS / "kaltan.yaml").read_text("utf-8")
    right = "    norms:\n    - right: tutor\n      may: offer_scenarios\n"
    changed = said.replace(
        "    norms:\n    - right: municipal_coordinator",
        f"{right}    - right: municipal_coordinator",
    )
    path = tmp_path / "thinking.yaml"
    path.write_text(changed, "utf-8")
    found = worlds.build(path, appointed=False)
    kaltan.educate(found, "dorohova")
    return found


def test_scenarios_are_written_chosen_and_stay_on_the_line(thinking: World) -> None:
    route = kaltan.began(thinking)
    address = reverse("route_scenarios", args=[route.pk])
    assert address in read(thinking, "dorohova", "route", route.pk)
    assert "хотя бы два" in read(thinking, "lapshina", "route_scenarios", route.pk)
    for who, title in (("dorohova", "Курс и практика"), ("lapshina", "Стажировка")):
        send(thinking, who, "route_scenarios", route.pk, title=title, text="Подробно")
    second = route.scenarios.get(number=2)
    read(thinking, "zimin", "route_scenarios", route.pk, status=404)
    read(thinking, "zimin", "scenario_choose", second.pk, status=404)
    read(thinking, "lapshina", "scenario_choose", second.pk)
    send(thinking, "lapshina", "scenario_choose", second.pk, row_version=1)
    line = read(thinking, "dorohova", "route", route.pk)
    assert "Сценарий: Курс и практика" in line
    assert "не выбран" in line
    assert "Стажировка" not in read(thinking, "zimin", "route", route.pk)
    send(thinking, "dorohova", "route_scenarios", route.pk, status=403, title="Ещё", text="")


def test_where_no_clause_offers_scenarios_there_is_no_page(world: World, route: Route) -> None:
    read(world, "dorohova", "route_scenarios", route.pk, status=404)


# --- the dossier ----------------------------------------------------------------------------------
def test_a_line_of_the_dossier_has_a_file_for_who_sees_the_tutor(world: World) -> None:
    row = kaltan.candidate(world, "dorohova", TODAY)
    address = reverse("dossier_add", args=[row.pk])
    assert address in read(world, "dorohova", "tutor", row.pk)
    read(world, "dorohova", "dossier_add", row.pk)
    read(world, "belov", "dossier_add", row.pk, status=404)
    scan = SimpleUploadedFile("course.txt", b"72 hours", "text/plain")
    given = {"kind": "adult_training", "title": "Курс, 72 часа", "on": "2026-06-01"}
    send(world, "dorohova", "dossier_add", row.pk, received=scan, **given)
    send(world, "dorohova", "dossier_add", row.pk, status=200, **given | {"on": "2027-06-01"})
    line = row.evidence.get()
    shown = read(world, "zimin", "tutor", row.pk)
    assert "Курс, 72 часа" in shown
    assert reverse("dossier_file", args=[line.pk]) in shown
    answer = client(world, "zimin").get(reverse("dossier_file", args=[line.pk]))
    assert b"".join(answer.streaming_content) == b"72 hours"  # type: ignore[attr-defined]
    read(world, "belov", "dossier_file", line.pk, status=404)
    send(world, "zimin", "dossier_withdraw", line.pk)
    assert "отозвано" in read(world, "dorohova", "tutor", row.pk)


def test_what_only_warns_stands_in_the_check_as_a_warning_in_words(world: World) -> None:
    row = kaltan.candidate(world, "dorohova", TODAY)
    shown = read(world, "safronova", "tutor", row.pk)
    assert "product" not in shown
    assert "стаж не менее 3 лет" in shown.replace("\xa0", " ")
    assert "waivers/ask" not in shown
