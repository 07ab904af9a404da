"""Pages of activities: one tap, refusals, and no word to who may not read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.clock.models import DemonstrationDay
from marshrut.people.models import PaperRecord
from marshrut.programmes.models import Enrolment
from marshrut.requests import operations as requests
from marshrut.requests.models import Request
from tests.activities.doing import (
    NEXT,
    agreed,
    consulted,
    held,
    opined,
    proposed,
    recommended,
    shared,
)
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db

TEXTS = (
    "ТЕМА",
    "СОДЕРЖАНИЕ",
    "СОВЕТ",
    "ПРОЦЕНТЫ",
    "ЦЕЛЬ",
    "ЛИСТ",
    "РЕКОМЕНДАЦИЯ",
    "МНЕНИЕ",
    "ЗАПРОС",
)
LISTS = (
    *("", "consultations/", "consultations/journal/", "visits/", "requests/"),
    *("recommendations/", "opinions/"),
)


@pytest.fixture
def world() -> World:
    DemonstrationDay.objects.create(day=TODAY)
    return build()


@pytest.fixture
def case(world: World) -> Enrolment:
    return world.case("lapshina")


@pytest.fixture
def enter(world: World) -> Callable[[str], Client]:
    def as_(name: str) -> Client:
        client = Client(headers={"accept-language": "ru"})
        client.force_login(world.people[name].user)  # type: ignore[arg-type]
        return client

    return as_


@pytest.fixture
def filled(world: World, case: Enrolment) -> list[str]:
    """One of everything; the addresses of the pages."""
    tutor = world.reach("dorohova")
    rows = {
        "consultations": consulted(world, case),
        "visits": shared(world, case),
        "recommendations": recommended(world, case),
        "opinions": opined(world, case),
        "requests": requests.ask(enrolment=case, what="ЗАПРОС", why="", actor=tutor, at=AT),
    }
    return [f"/activities/{name}/{row.pk}/" for name, row in rows.items()]


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


def send(client: Client, address: str, row: Any, **fields: Any) -> Any:
    return client.post(address, {"row_version": row.row_version, **fields}, follow=True)


def test_the_pair_reads_everything(enter: Callable[[str], Client], filled: list[str]) -> None:
    for name in ("dorohova", "lapshina"):
        text = "".join(body(enter(name), address) for address in filled)
        assert [word for word in TEXTS if word not in text] == []


@pytest.mark.parametrize("name", ["zimin", "safronova", "prohorov", "nechaev", "oreshkina"])
def test_nobody_else_reads_a_word(
    enter: Callable[[str], Client], filled: list[str], name: str
) -> None:
    client = enter(name)
    addresses = [*filled, *(f"/activities/{one}" for one in LISTS)]
    text = "".join(body(client, address) for address in addresses)
    assert [word for word in TEXTS if word in text] == []


@pytest.mark.parametrize("name", ["oreshkina", "stranger", "belov", "grachev", "nechaev"])
def test_what_is_not_visible_is_not_there(
    enter: Callable[[str], Client], filled: list[str], name: str
) -> None:
    client = enter(name)
    assert {client.get(address).status_code for address in filled} == {404}
    text = "".join(body(client, f"/activities/{one}") for one in LISTS)
    assert "Lapshina" not in text


def test_leaders_see_that_it_was_and_who_reads_it(
    enter: Callable[[str], Client], filled: list[str]
) -> None:
    text = body(enter("zimin"), filled[0])
    assert "Lapshina Имя Отчество" in text
    assert "Тексты читают только" in text


def test_a_guest_is_asked_to_sign_in(filled: list[str]) -> None:
    assert Client().get(filled[0]).status_code == 302


def test_a_visit_is_agreed_by_one_tap(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = proposed(world, case)
    client = enter("lapshina")
    assert "Согласовать" in body(client, f"/activities/visits/{row.pk}/")
    answer = send(client, f"/activities/visits/{row.pk}/agree/", row)
    assert "Согласовано" in answer.content.decode()
    assert LessonVisit.objects.get().status == "agreed"


def test_who_may_not_gets_no_button_and_a_refusal(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = proposed(world, case)
    client = enter("dorohova")
    assert "/agree/" not in body(client, f"/activities/visits/{row.pk}/")
    assert send(client, f"/activities/visits/{row.pk}/agree/", row).status_code == 403
    assert client.get(f"/activities/visits/{row.pk}/dance/").status_code == 404


def test_the_refusal_of_a_visit_quotes_the_clause(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = proposed(world, case)
    answer = send(
        enter("dorohova"),
        f"/activities/visits/{row.pk}/hold/",
        row,
        held_on="2027-01-22",
        sheet="ЧЕРНОВИК ЛИСТА",
    )
    text = answer.content.decode()
    assert "п. 5.1 Положения" in text
    assert "посещение не согласовано" in text.lower()
    assert "ЧЕРНОВИК ЛИСТА" in text


def test_another_time_is_taken_by_the_tutor(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = proposed(world, case)
    send(
        enter("lapshina"),
        f"/activities/visits/{row.pk}/other-time/",
        row,
        other_on="2027-01-29",
        other_lesson="2",
        other_time="",
    )
    row.refresh_from_db()
    assert row.status == "other_time"
    send(enter("dorohova"), f"/activities/visits/{row.pk}/accept/", row)
    row.refresh_from_db()
    assert (row.status, row.lesson) == ("agreed", 2)


def test_the_sheet_stays_with_the_tutor_until_it_is_handed_over(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = held(world, case)
    address = f"/activities/visits/{row.pk}/"
    assert "ЛИСТ" not in body(enter("lapshina"), address)
    assert "ЛИСТ" in body(enter("dorohova"), address)
    assert enter("lapshina").get(f"{address}sheet/").status_code == 404
    assert "ЛИСТ" in body(enter("dorohova"), f"{address}sheet/")


def test_a_stale_or_missing_version_changes_nothing(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = agreed(world, case)
    client = enter("lapshina")
    address = f"/activities/visits/{row.pk}/decline/"
    for version in ({}, {"row_version": "1"}, {"row_version": "x"}):
        assert client.post(address, version).status_code == 200
    assert LessonVisit.objects.get().status == "agreed"


def test_the_head_enters_a_consent_from_paper(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = proposed(world, case)
    client = enter("zimin")
    assert "Внести с бумаги" in body(client, f"/activities/visits/{row.pk}/")
    send(
        client,
        f"/activities/visits/{row.pk}/agree/",
        row,
        basis="paper",
        happened_on="2027-01-22",
    )
    assert LessonVisit.objects.get().status == "agreed"
    assert PaperRecord.objects.get().verb == "agree_visit"


def test_a_consultation_with_several_people_is_one_line(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    other = world.enrolment("grachev")
    client = enter("dorohova")
    form = {
        "enrolments": [case.pk, other.pk],
        "on": "2027-01-22",
        "begins": "14:20",
        "minutes": "45",
        "mode": "person",
        "title": "Критерии",
    }
    client.post("/activities/consultations/new/", form)
    row = Activity.objects.get()
    assert row.attendances.count() == 2
    assert "14:20" in body(client, f"/activities/consultations/{row.pk}/")


def test_a_stranger_cannot_be_chosen(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    foreign = world.enrolment("stranger")
    client = enter("dorohova")
    assert "Stranger" not in body(client, "/activities/consultations/new/")
    form = {"enrolments": [foreign.pk], "on": "2027-01-22", "mode": "person", "title": "…"}
    assert client.post("/activities/consultations/new/", form).status_code == 200
    assert not Activity.objects.exists()


@pytest.mark.parametrize("what", ["consultations", "visits", "requests", "recommendations"])
def test_who_has_no_tutees_makes_nothing(enter: Callable[[str], Client], what: str) -> None:
    assert enter("lapshina").get(f"/activities/{what}/new/").status_code == 403
    assert f"/{what}/new/" not in body(enter("zimin"), f"/activities/{what}/")


def test_a_tutee_confirms_by_one_tap_or_objects(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = consulted(world, case).attendances.get()
    client = enter("lapshina")
    assert f"/activities/attendances/{row.pk}/confirm/" in body(
        client, "/activities/consultations/"
    )
    send(client, f"/activities/attendances/{row.pk}/object/", row, objection="Не было")
    row.refresh_from_db()
    assert row.objection == "Не было"
    send(client, f"/activities/attendances/{row.pk}/confirm/", row)
    assert Attendance.objects.get().confirmed_on is not None


def test_a_colleague_sees_the_question_and_not_the_case(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = requests.ask_colleague(
        enrolment=case,
        colleague=world.appointments["oreshkina"],
        question="ВОПРОС",
        actor=world.reach("dorohova"),
        at=AT,
    )
    text = body(enter("oreshkina"), f"/activities/requests/{row.pk}/")
    assert "ВОПРОС" in text
    assert "Lapshina" not in text
    assert "Lapshina" in body(enter("dorohova"), f"/activities/requests/{row.pk}/")


def test_a_request_is_answered_on_its_page(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    form = {"enrolment": case.pk, "what": "Работы", "why": "", "days": ""}
    enter("dorohova").post("/activities/requests/new/", form)
    row = Request.objects.get()
    send(enter("lapshina"), f"/activities/requests/{row.pk}/answer/", row, answer="Вот")
    row.refresh_from_db()
    assert row.status == "answered"


def test_too_few_days_come_back_with_a_sentence(
    case: Enrolment, enter: Callable[[str], Client]
) -> None:
    form = {"enrolment": case.pk, "what": "Работы", "why": "", "days": "1"}
    answer = enter("dorohova").post("/activities/requests/new/", form)
    assert "не меньше, чем 3" in answer.content.decode()


def test_a_recommendation_that_was_not_done_keeps_its_reason(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = recommended(world, case)
    send(
        enter("lapshina"),
        f"/activities/recommendations/{row.pk}/not-done/",
        row,
        reason="Нет проектора",
    )
    assert Recommendation.objects.get().reason == "Нет проектора"


def test_a_complaint_opens_the_opinion_to_the_coordinator_alone(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = opined(world, case)
    address = f"/activities/opinions/{row.pk}/"
    send(enter("lapshina"), f"{address}complain/", row, complaint="ЖАЛОБА")
    assert "ЖАЛОБА" in body(enter("safronova"), address)
    assert "МНЕНИЕ" in body(enter("safronova"), address)
    assert "ЖАЛОБА" not in body(enter("dorohova"), address)
    assert enter("zimin").get(address).status_code == 404
    row.refresh_from_db()
    send(enter("safronova"), f"{address}settle/", row, settlement="РЕШЕНИЕ")
    assert "РЕШЕНИЕ" in body(enter("dorohova"), address)
    assert Opinion.objects.get().settled_on is not None


def test_the_address_keeps_the_filters(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    consulted(world, case)
    consulted(world, world.enrolment("ershova"))
    text = body(enter("dorohova"), f"/activities/consultations/?q=lap&case={case.pk}&status=held")
    assert "Lapshina" in text
    assert "Ershova" not in text
    assert "Ничего не нашлось" in body(enter("dorohova"), "/activities/visits/?q=никто&last=вчера")


def test_the_calendar_has_both_kinds_in_order(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    consulted(world, case)
    shared(world, case)
    text = body(enter("lapshina"), "/activities/")
    assert text.index("ПРОЦЕНТЫ") < text.index("ТЕМА")
    only = body(enter("dorohova"), "/activities/?form=consultation")
    assert "ПРОЦЕНТЫ" not in only


@pytest.mark.parametrize("address", ["", "consultations/", "visits/", "requests/"])
def test_lists_cost_the_same_however_many_rows(
    world: World,
    case: Enrolment,
    enter: Callable[[str], Client],
    django_assert_max_num_queries: Any,
    address: str,
) -> None:
    tutor = world.reach("dorohova")
    for _ in range(5):
        consulted(world, case)
        proposed(world, case)
        requests.ask(enrolment=case, what="…", why="", actor=tutor, at=AT)
    client = enter("dorohova")
    with django_assert_max_num_queries(20):
        assert client.get(f"/activities/{address}").status_code == 200


def test_a_paper_sheet_has_a_line_to_sign(
    world: World, case: Enrolment, enter: Callable[[str], Client]
) -> None:
    row = shared(world, case)
    text = body(enter("lapshina"), f"/activities/visits/{row.pk}/sheet/")
    assert "____" in text
    assert str(NEXT.day) in text
