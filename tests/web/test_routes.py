"""Pages of routes: what each shows, to whom, and what their forms do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.activities import operations as activities
from marshrut.files.keeping import receive
from marshrut.programmes import operations as programmes
from marshrut.routes import operations
from marshrut.routes.models import Product, Route, StepEvidence
from tests.routes.walk import PLAN, Walk, begin
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
VERSION = re.compile(r'name="row_version" value="(\d+)"')
SECRET = "тайное-слово-пары"
STRANGERS = ("grachev", "oreshkina", "stranger", "belov")
LEADERS = ("zimin", "safronova", "prohorov")


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def walk(world: World) -> Walk:
    return begin(world)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def of(walk: Walk, name: str) -> Client:
    client = Client()
    user = walk.world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(walk: Walk, reader: str, name: str, *keys: Any, expect: int = 200, **query: Any) -> str:
    answer: Any = of(walk, reader).get(reverse(name, args=keys), query)
    if answer.streaming:
        body = b"".join(answer.streaming_content).decode()
        answer.close()
        return body
    assert answer.status_code == expect, answer.content.decode()[:3000]
    return str(answer.content.decode())


def send(walk: Walk, reader: str, name: str, *keys: Any, expect: Any = 302, **fields: Any) -> str:
    """Open the form, fill it in and send it with the row's version that it showed."""
    client, address = of(walk, reader), reverse(name, args=keys)
    shown = VERSION.search(client.get(address).content.decode())
    if shown:
        fields.setdefault("row_version", shown[1])
    answer = client.post(address, fields)
    assert answer.status_code == expect, answer.content.decode()[2500:8000]
    return answer.content.decode()


def furnish(walk: Walk) -> None:
    """A route in its main stage with a text of every sort, all of them secret."""
    walk.product("interview", date(2026, 9, 12), content={"talk": SECRET})
    walk.product("problem_field", date(2026, 9, 12), content={"problems": SECRET})
    walk.pass_stage(date(2026, 9, 20))
    step = walk.step("Критерии вместе с учениками", expected="Три критерия")
    walk.agree_plan(date(2026, 10, 3))
    walk.pass_stage(date(2026, 10, 10))
    received = receive(chunks=[SECRET.encode()], name="leaf.txt")
    operations.add_evidence(step=step.pk, text=SECRET, received=received, actor=walk.tutee(), at=AT)
    operations.submit_step(step=step.pk, row_version=None, result=SECRET, actor=walk.tutee(), at=AT)
    operations.add_note(route=walk.route.pk, step=step.pk, text=SECRET, **walk.at(None))
    operations.add_note(route=walk.route.pk, text=SECRET, **walk.at(None))
    operations.reflect(route=walk.route.pk, worked=SECRET, actor=walk.tutee(), at=AT)
    operations.write_parts(
        route=walk.route.pk,
        row_version=None,
        form="diagnosis",
        parts={"readiness": SECRET},
        **walk.at(None),
    )


PAGES = ("route", "route_plan", "route_print", "route_revisions")


# --- who sees what ---------------------------------------------------------------------------
@pytest.mark.parametrize("reader", ["dorohova", "lapshina"])
def test_the_pair_reads_everything(walk: Walk, reader: str) -> None:
    furnish(walk)
    for name in PAGES:
        read(walk, reader, name, walk.route.pk)
    step = walk.route.steps.get()
    assert SECRET in read(walk, reader, "route", walk.route.pk)
    assert SECRET in read(walk, reader, "step", step.pk)
    for product in Product.objects.all():
        read(walk, reader, "product", product.pk)
    evidence = StepEvidence.objects.get()
    assert SECRET in read(walk, reader, "evidence_file", evidence.pk)


@pytest.mark.parametrize("reader", LEADERS)
def test_leaders_see_stages_and_days_and_none_of_the_texts(walk: Walk, reader: str) -> None:
    furnish(walk)
    body = read(walk, reader, "route", walk.route.pk)
    assert "Основной" in body
    assert SECRET not in body
    step = walk.route.steps.get()
    read(walk, reader, "step", step.pk, expect=404)
    read(walk, reader, "evidence_file", StepEvidence.objects.get().pk, expect=404)
    for kind in ("interview", "problem_field"):
        read(walk, reader, "product", Product.objects.get(kind=kind).pk, expect=404)
    assert ("Критерии вместе" in body) == (reader == "zimin")


def test_the_head_of_the_school_reads_the_agreed_plan_and_no_diagnosis(walk: Walk) -> None:
    furnish(walk)
    for name in ("route_plan", "route_print", "route_revisions"):
        body = read(walk, "zimin", name, walk.route.pk)
        assert SECRET not in body
        read(walk, "safronova", name, walk.route.pk, expect=404)
    assert "Способы" in read(walk, "zimin", "route_plan", walk.route.pk)


@pytest.mark.parametrize("reader", STRANGERS)
def test_strangers_find_nothing(walk: Walk, reader: str) -> None:
    furnish(walk)
    for name in PAGES:
        read(walk, reader, name, walk.route.pk, expect=404)
    step = walk.route.steps.get()
    read(walk, reader, "step", step.pk, expect=404)
    for product in Product.objects.all():
        read(walk, reader, "product", product.pk, expect=404)
    assert "Lapshina" not in read(walk, reader, "routes", sort="name")


def test_what_is_not_the_readers_to_do_is_forbidden_and_has_no_button(walk: Walk) -> None:
    furnish(walk)
    body = read(walk, "lapshina", "route", walk.route.pk)
    for name in ("route_stage", "route_close", "step_new", "route_copy"):
        assert reverse(name, args=[walk.route.pk]) not in body
        read(walk, "lapshina", name, walk.route.pk, expect=403)
    body = read(walk, "zimin", "route", walk.route.pk)
    read(walk, "zimin", "route_stage", walk.route.pk, expect=403)
    read(walk, "zimin", "route_parts", walk.route.pk, "trajectory", expect=404)
    assert reverse("route_stage", args=[walk.route.pk]) not in body


# --- the list --------------------------------------------------------------------------------
def test_a_tutor_sees_the_table_and_a_teacher_goes_to_the_own_route(walk: Walk) -> None:
    begin(walk.world, "grachev")
    body = read(walk, "dorohova", "routes")
    assert "Lapshina" in body
    assert "Grachev" in body
    answer = of(walk, "lapshina").get(reverse("routes"))
    assert answer.headers["Location"] == reverse("route", args=[walk.route.pk])


def test_the_list_is_filtered_and_sorted_by_its_address(walk: Walk) -> None:
    begin(walk.world, "grachev")
    assert "Grachev" not in read(walk, "dorohova", "routes", q="lap")
    for sort in ("name", "-name", "unit", "stage", "-steps", "contact", "-contact", "?"):
        read(walk, "dorohova", "routes", sort=sort)
    for status in ("draft", "proposed", "running", "evaluated", "closed", "all", "?"):
        read(walk, "safronova", "routes", status=status)
    assert "Lapshina" not in read(walk, "safronova", "routes", status="closed")


def test_the_list_costs_the_same_for_more_routes(
    walk: Walk, django_assert_max_num_queries: Any
) -> None:
    client = of(walk, "safronova")
    client.get(reverse("routes"))
    for name in ("grachev", "ershova"):
        other = begin(walk.world, name)
        other.step()
    with django_assert_max_num_queries(40):
        client.get(reverse("routes"))


def test_an_empty_list_says_what_to_do_first(world: World) -> None:
    empty = Walk(world, Route())
    assert reverse("route_begin") in read(empty, "dorohova", "routes")
    assert reverse("route_begin") not in read(empty, "safronova", "routes")


# --- forms -----------------------------------------------------------------------------------
def test_a_tutor_opens_a_support_with_its_innovation(world: World) -> None:
    walk = Walk(world, Route())
    listed = world.enrolment("grachev")
    read(walk, "dorohova", "route_begin")
    send(
        walk,
        "dorohova",
        "route_begin",
        listed=listed.pk,
        title="Смысловое чтение",
        since="2027-01-11",
        until="2027-05-26",
    )
    route = Route.objects.get()
    assert route.enrolment.person == world.people["grachev"]
    # The last day is typed, as everywhere; a period is kept with the first day after it.
    assert route.enrolment.subject is not None
    assert route.enrolment.subject.until == date(2027, 5, 27)
    foreign = world.enrolment("stranger")
    body = send(
        walk,
        "dorohova",
        "route_begin",
        expect=200,
        listed=foreign.pk,
        title="?",
        since="2027-01-11",
        until="2027-05-26",
    )
    assert "Stranger" not in body


def test_the_whole_way_by_pages(walk: Walk) -> None:
    key = walk.route.pk
    for kind in ("interview", "problem_field"):
        read(walk, "dorohova", "product_new", key, kind)
        part = {"interview": "talk", "problem_field": "problems"}[kind]
        send(walk, "dorohova", "product_new", key, kind, took_place="2027-01-20", **{part: "Слова"})
        product = Product.objects.get(kind=kind)
        send(walk, "dorohova", "product_submit", product.pk)
    send(walk, "dorohova", "route_stage", key, happened_on="2027-01-21")
    body = send(walk, "dorohova", "route_propose", key, expect=200, happened_on="2027-01-21")
    assert "п. 1.7 Положения" in body
    assert "п. 4.4 Положения" in body
    for form, parts in PLAN.items():
        read(walk, "dorohova", "route_parts", key, form)
        send(walk, "dorohova", "route_parts", key, form, **parts)
    send(walk, "dorohova", "route_propose", key, happened_on="2027-01-22")
    assert "Способы" in read(walk, "lapshina", "route_acknowledge", key)
    send(walk, "lapshina", "route_acknowledge", key)
    send(walk, "dorohova", "route_stage", key, happened_on="2027-01-22")
    assert Route.objects.get(pk=key).stage == "main"


def test_a_step_is_added_walked_and_accepted_by_pages(walk: Walk) -> None:
    key = walk.route.pk
    read(walk, "dorohova", "step_new", key)
    send(
        walk,
        "dorohova",
        "step_new",
        key,
        title="Лист самопроверки",
        stage="main",
        due="2027-02-05",
        form="lesson",
    )
    step = walk.route.steps.get()
    send(walk, "lapshina", "step_evidence", step.pk, text="Фото доски")
    step.refresh_from_db()
    send(walk, "lapshina", "step_submit", step.pk, result="Вышло")
    send(walk, "dorohova", "step_return", step.pk, remark="Ещё раз")
    send(walk, "lapshina", "step_submit", step.pk, result="Вышло")
    for name in ("step_edit", "step_move", "step_drop", "step_accept", "step_return"):
        read(walk, "dorohova", name, step.pk)
        read(walk, "lapshina", name, step.pk, expect=403)
    send(walk, "dorohova", "step_accept", step.pk, happened_on="2027-01-22")
    step.refresh_from_db()
    assert step.status == "accepted"


def test_a_change_of_an_agreed_plan_asks_for_its_reason(walk: Walk) -> None:
    walk.agree_plan()
    key = walk.route.pk
    body = send(
        walk, "dorohova", "route_parts", key, "trajectory", expect=200, **PLAN["trajectory"]
    )
    assert 'name="reason"' in body
    parts = PLAN["trajectory"] | {"ways": "Иначе"}
    send(walk, "dorohova", "route_parts", key, "trajectory", reason="карантин", **parts)
    body = read(walk, "lapshina", "route_revisions", key)
    for said in ("карантин", "Иначе", "Способы"):
        assert said in body
    read(walk, "dorohova", "route_dues", key)


def test_two_editors_are_told_and_nothing_typed_is_lost(walk: Walk) -> None:
    key, old = walk.route.pk, walk.fresh().row_version
    send(walk, "dorohova", "route_parts", key, "trajectory", ways="Первый")
    body = send(
        walk,
        "dorohova",
        "route_parts",
        key,
        "trajectory",
        expect=200,
        ways="Второй",
        row_version=old,
    )
    assert "Второй" in body
    assert walk.fresh().content["trajectory"]["ways"] == "Первый"


def test_the_word_is_recorded_from_paper_with_its_basis(walk: Walk) -> None:
    walk.write_plan(date(2027, 1, 18))
    walk.propose(date(2027, 1, 18))
    key = walk.route.pk
    body = read(walk, "dorohova", "route_acknowledge", key)
    assert 'name="basis"' in body
    send(walk, "dorohova", "route_acknowledge", key, basis="paper", happened_on="2027-01-20")
    assert walk.fresh().agreed_on == date(2027, 1, 20)


def test_the_report_comes_drafted_from_the_routes_facts(walk: Walk) -> None:
    step = walk.step()
    walk.agree_plan()
    operations.accept_step(step=step.pk, row_version=None, **walk.at(None))
    body = read(walk, "lapshina", "product_new", walk.route.pk, "final_report")
    assert "22.01.2027 — Критерии вместе с учениками" in body


def test_the_closing_page_says_what_is_left_before_anybody_tries(walk: Walk) -> None:
    walk.to_evaluated()
    key = walk.route.pk
    body = read(walk, "dorohova", "route_close", key)
    for cite in ("п. 4.6 Положения", "п. 6.2 Положения", "п. 6.1 Положения"):
        assert cite in body
    assert 'name="outcome"' not in body
    walk.papers()
    send(walk, "lapshina", "route_agree_close", key)
    assert 'name="outcome"' in read(walk, "dorohova", "route_close", key)
    send(walk, "dorohova", "route_close", key, outcome="effective", happened_on="2027-01-22")
    assert walk.fresh().outcome == "effective"
    body = read(walk, "dorohova", "route", key)
    assert reverse("step_new", args=[key]) not in body


def test_giving_up_by_its_page(walk: Walk) -> None:
    key = walk.route.pk
    read(walk, "zimin", "route_give_up", key)
    read(walk, "safronova", "route_give_up", key)
    read(walk, "prohorov", "route_give_up", key, expect=403)
    send(walk, "zimin", "route_give_up", key, reason="Перевод", on="2027-01-22")
    assert walk.fresh().outcome == "given_up"


def test_a_result_sheet_with_figures_draws_before_and_after(walk: Walk) -> None:
    key = walk.route.pk
    assert "before-after" not in read(walk, "dorohova", "route", key)
    send(
        walk,
        "dorohova",
        "product_new",
        key,
        "result_sheet",
        took_place="2027-01-20",
        measure_0_name="Самооценка",
        measure_0_before="52",
        measure_0_after="61",
    )
    assert "before-after" in read(walk, "dorohova", "route", key)
    assert "before-after" not in read(walk, "lapshina", "route", key)  # still a draft
    product = Product.objects.get()
    read(walk, "dorohova", "product_edit", product.pk)
    send(walk, "dorohova", "product_submit", product.pk)
    assert "before-after" in read(walk, "lapshina", "route", key)


def test_a_tutor_keeps_a_constructor_together_with_a_tutee(walk: Walk) -> None:
    key = walk.world.appointments["dorohova"].pk
    read(walk, "dorohova", "own_products")
    read(walk, "dorohova", "own_product_new", key, "bloom_constructor")
    send(
        walk,
        "dorohova",
        "own_product_new",
        key,
        "bloom_constructor",
        title="Линейная функция",
        took_place="2027-01-20",
        together=walk.route.pk,
        aims="Понимать",
    )
    product = Product.objects.get()
    assert "Линейная функция" in read(walk, "lapshina", "route", walk.route.pk)
    read(walk, "lapshina", "product", product.pk)
    read(walk, "zimin", "product", product.pk, expect=404)
    read(walk, "oreshkina", "own_product_new", key, "bloom_constructor", expect=404)


def test_a_plan_is_copied_by_its_page_only_to_own_drafts(walk: Walk) -> None:
    walk.write_plan()
    other = begin(walk.world, "grachev")
    foreign = begin(walk.world, "stranger", "oreshkina")
    body = read(walk, "dorohova", "route_copy", walk.route.pk)
    assert "Grachev" in body
    assert "Stranger" not in body
    send(walk, "dorohova", "route_copy", walk.route.pk, expect=200, to=[foreign.route.pk])
    send(walk, "dorohova", "route_copy", walk.route.pk, to=[other.route.pk])
    assert other.fresh().content["trajectory"]["ways"] == "Способы"


@pytest.mark.parametrize(
    "name",
    ["route_note", "route_give_up", "route_agree_close", "route_stage", "route_propose"],
)
def test_every_form_of_the_tutor_opens(walk: Walk, name: str) -> None:
    furnish(walk)
    read(walk, "dorohova", name, walk.route.pk)


def test_the_forms_of_the_tutee_open(walk: Walk) -> None:
    furnish(walk)
    for name in ("route_reflect", "route_give_up", "route_agree_close"):
        read(walk, "lapshina", name, walk.route.pk)
    send(walk, "lapshina", "route_reflect", walk.route.pk, worked="Критерии")


def test_pages_speak_english_too(walk: Walk) -> None:
    furnish(walk)
    client = of(walk, "dorohova")
    for name in PAGES:
        answer = client.get(reverse(name, args=[walk.route.pk]), headers={"accept-language": "en"})
        assert answer.status_code == 200


def test_what_lacks_offers_an_exception_to_the_tutor(walk: Walk) -> None:
    body = read(walk, "dorohova", "route_stage", walk.route.pk)
    assert reverse("waiver_ask", args=[walk.world.programme.pk]) in body
    assert "clause=4.5.1" in body
    assert 'name="happened_on"' not in body


def test_a_pause_shows_in_the_list_and_on_the_page(walk: Walk) -> None:
    programmes.pause_case(
        enrolment=walk.route.enrolment_id, row_version=None, reason="болезнь", **walk.at(None)
    )
    for name, keys in (("route", [walk.route.pk]), ("routes", [])):
        assert "Приостановлено" in read(walk, "dorohova", name, *keys)


def test_a_teacher_answers_a_proposed_visit_on_the_line(walk: Walk) -> None:
    visit = activities.propose_visit(
        enrolment=walk.route.enrolment,
        on=date(2027, 1, 26),
        topic="Линейная функция",
        purpose="Критерии",
        actor=walk.world.reach("dorohova"),
        at=AT,
    )
    agree = reverse("visit_act", args=[visit.pk, "agree"])
    assert agree in read(walk, "lapshina", "route", walk.route.pk)
    assert agree not in read(walk, "safronova", "route", walk.route.pk)
