"""Pages of the section «Сопровождение»: what each shows, to whom, and what their forms do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marshrut import clock
from marshrut.people.models import Employment, PaperRecord
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment, Enrolment, Pairing, Programme, Waiver
from marshrut.routes.models import Route
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db

STRANGE = ("lapshina", "stranger", "belov", "nechaev")


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def candidate(world: World) -> Appointment:
    """Грачёв, named and agreed, but no deputy head."""
    row = operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    return operations.agree_to_tutor(
        appointment=row.pk, row_version=None, actor=world.system(), at=AT
    )


def of(world: World, name: str) -> Client:
    client = Client()
    user = world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(client: Client, name: str, *keys: int, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(name, args=keys), query)
    text = answer.content.decode()
    assert answer.status_code == status, text[:3000]
    return text


def post(client: Client, name: str, *keys: int, path: str = "", **values: Any) -> Any:
    return client.post(path or reverse(name, args=keys), {"row_version": 1} | values)


# --- who opens what --------------------------------------------------------------------------
def test_the_coordinator_opens_every_page(world: World, candidate: Appointment) -> None:
    client, key = of(world, "safronova"), world.programme.pk
    lists = ("programme", "tutors", "tutees", "projects", "waivers", "tutor_name", "project_begin")
    for name in lists:
        read(client, name, key)
    read(client, "programme_prepare")
    read(client, "programmes", all="")
    read(client, "conditions", key, world.school.pk)
    for name in ("tutor", "tutor_agree", "tutor_appoint", "tutor_end"):
        read(client, name, candidate.pk)
    for name in ("tutee", "tutee_subject", "tutee_pair", "tutee_pause"):
        read(client, name, world.enrolment("lapshina").pk)


@pytest.mark.parametrize("who", STRANGE)
def test_a_tutor_of_another_is_not_found(world: World, candidate: Appointment, who: str) -> None:
    client = of(world, who)
    for name in ("tutor", "tutor_agree", "tutor_appoint", "tutor_end"):
        read(client, name, candidate.pk, status=404)


@pytest.mark.parametrize("who", ["stranger", "belov", "nechaev", "grachev"])
def test_support_of_another_is_not_found(world: World, who: str) -> None:
    client, row = of(world, who), world.enrolment("lapshina")
    for name in ("tutee", "tutee_subject", "tutee_pair", "tutee_pause"):
        read(client, name, row.pk, status=404)


def test_names_of_another_school_reach_no_page_of_a_head(world: World) -> None:
    client, key = of(world, "belov"), world.programme.pk
    for name in ("programme", "tutors", "tutees", "projects", "waivers"):
        text = read(client, name, key)
        for surname in ("Lapshina", "Grachev", "Ershova", "Dorohova"):
            assert surname not in text, (name, surname)


def test_a_teacher_sees_no_coverage_and_nobody_else(world: World) -> None:
    client, key = of(world, "lapshina"), world.programme.pk
    for name in ("programme", "tutors", "tutees", "waivers"):
        text = read(client, name, key)
        assert "Grachev" not in text
        assert "Stranger" not in text
    read(client, "conditions", key, world.other_school.pk, status=404)


def test_an_inspector_reads_and_finds_no_button(world: World, candidate: Appointment) -> None:
    client = of(world, "prohorov")
    text = read(client, "tutor", candidate.pk)
    assert reverse("tutor_appoint", args=[candidate.pk]) not in text
    assert reverse("tutor_withdraw", args=[candidate.pk]) not in text
    for name in ("tutor_agree", "tutor_appoint", "tutor_end"):
        read(client, name, candidate.pk, status=403)
    for name in ("tutee_subject", "tutee_pair", "tutee_pause"):
        read(client, name, world.enrolment("lapshina").pk, status=403)
    answer = post(client, "tutor_withdraw", candidate.pk)
    assert answer.status_code == 403


def test_without_sign_in_every_page_leads_to_it(world: World) -> None:
    answer = Client().get(reverse("programme", args=[world.programme.pk]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_single_programme_opens_at_once_and_two_are_listed(world: World) -> None:
    client = of(world, "safronova")
    answer = client.get(reverse("programmes"))
    assert answer["Location"] == reverse("programme", args=[world.programme.pk])
    operations.prepare_programme(
        unit=world.municipality, version=world.version, title="Следующая",
        since=date(2027, 9, 1), until=date(2028, 9, 1), actor=world.system(), at=AT,
    )  # fmt: skip
    assert "Следующая" in read(client, "programmes")


# --- the programme ---------------------------------------------------------------------------
def end_of_dorohova(world: World) -> None:
    operations.end_appointment(
        appointment=world.appointments["dorohova"].pk, row_version=None, on=date(2027, 1, 11),
        reason="переезд", actor=world.system(), at=AT,
    )  # fmt: skip


def test_the_overview_tells_the_gap_in_people_and_days(world: World) -> None:
    end_of_dorohova(world)
    text = read(of(world, "safronova"), "programme", world.programme.pk)
    assert "4 человека без тьютора 11 дней" in text
    assert "III четверть" in text
    assert "4 человека" not in read(of(world, "belov"), "programme", world.programme.pk)


def test_the_link_of_the_gap_leads_to_exactly_those_people(world: World) -> None:
    end_of_dorohova(world)
    key = world.programme.pk
    text = read(of(world, "safronova"), "tutees", key, without="tutor", unit=world.school.pk)
    assert "Lapshina" in text
    assert "Stranger" not in text


def test_a_programme_is_prepared_started_and_enters_earlier_facts_unguarded(world: World) -> None:
    client = of(world, "safronova")
    answer = post(
        client, "programme_prepare", version=world.version.pk, unit=world.municipality.pk,
        title="Ещё одна", since="2026-09-01", until="2027-08-31",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    row = Programme.objects.get(title="Ещё одна")
    assert (row.until, row.entered_on) == (date(2027, 9, 1), TODAY)
    assert "Запустить программу" in read(client, "programme", row.pk)
    post(client, "programme_start", row.pk)
    row.refresh_from_db()
    assert row.started_on == TODAY
    assert Enrolment.objects.filter(programme=row).exists()


@pytest.mark.parametrize("who", ["zimin", "prohorov", "lapshina"])
def test_only_the_coordinator_prepares(world: World, who: str) -> None:
    read(of(world, who), "programme_prepare", status=403)


def test_conditions_are_written_by_the_tutor_and_read_by_teachers(world: World) -> None:
    keys = world.programme.pk, world.school.pk
    post(of(world, "dorohova"), "conditions", *keys, text="Один проектор", resources="")
    text = read(of(world, "lapshina"), "conditions", *keys)
    assert "Один проектор" in text
    assert "<textarea" not in text


# --- tutors ----------------------------------------------------------------------------------
def test_the_list_shows_candidates_with_their_check(world: World, candidate: Appointment) -> None:
    client, key = of(world, "safronova"), world.programme.pk
    text = read(client, "tutors", key)
    assert "Проверен: не соответствует" in text
    only = client.get(reverse("tutors", args=[key]), {"status": "candidates"}).content.decode()
    assert "Grachev" in only
    assert "Dorohova" not in only


def test_filters_of_nonsense_break_nothing(world: World) -> None:
    client, key = of(world, "safronova"), world.programme.pk
    for query in ("status=нет", "unit=9999", "unit=x", "page=99", "sort=-нет", "q=%25_", "tutor=x"):
        for name in ("tutors", "tutees", "waivers", "projects"):
            answer = client.get(f"{reverse(name, args=[key])}?{query}")
            assert answer.status_code == 200, (name, query)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("tutors", ("name", "unit", "since")),
        ("tutees", ("name", "unit", "since")),
        ("waivers", ("asked", "clause", "unit")),
        ("projects", ("title", "leader", "unit", "begun")),
    ],
)
def test_every_heading_turns_the_order_and_turns_it_back(
    world: World, name: str, columns: tuple[str, ...]
) -> None:
    client, address = of(world, "safronova"), reverse(name, args=[world.programme.pk])

    for sort in (*columns, *(f"-{column}" for column in columns)):
        assert client.get(address, {"sort": sort}).status_code == 200, sort


def test_search_finds_a_name_written_small(world: World) -> None:
    person = world.people["lapshina"]
    person.surname = "Лапшина"
    person.save()
    text = read(of(world, "safronova"), "tutees", world.programme.pk, q="лапш")
    assert "Лапшина" in text
    assert "Grachev" not in text


def test_the_check_shows_what_is_wanted_and_found(world: World, candidate: Appointment) -> None:
    text = read(of(world, "zimin"), "tutor", candidate.pk)
    assert "п. 4.2 Положения" in text
    assert "заместитель директора по учебной работе" in text
    assert "Оформить отступление" in text


def test_a_refused_appointment_quotes_the_clause_and_offers_three_ways(
    world: World, candidate: Appointment
) -> None:
    client = of(world, "zimin")
    order = world.order(world.school, "5-о", TODAY)
    answer = post(
        client, "tutor_appoint", candidate.pk, order=order.pk, since="2027-01-22",
        until="2027-08-31", row_version=candidate.row_version,
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "п. 4.2 Положения" in text
    assert reverse("waiver_ask", args=[world.programme.pk]) in text
    assert "Выбрать другого" in text
    assert 'value="2027-08-31"' in text, "what was typed is kept"
    candidate.refresh_from_db()
    assert candidate.since is None


def test_the_head_appoints_and_the_last_day_is_inclusive(world: World) -> None:
    world.employ("deputy", world.other_school, "зам. директора по УВР", "deputy_head")
    row = operations.name_candidate(
        programme=world.programme, person=world.people["deputy"], unit=world.other_school.pk,
        why="", actor=world.system(), at=AT,
    )  # fmt: skip
    post(of(world, "deputy"), "tutor_agree", row.pk, row_version=1)
    order = world.order(world.other_school, "5-о", TODAY)
    client = of(world, "belov")
    answer = post(
        client,
        "tutor_appoint",
        row.pk,
        order=order.pk,
        since="2027-01-22",
        until="2027-05-31",
        row_version=2,
    )
    assert answer.status_code == 302, answer.content.decode()
    row.refresh_from_db()
    assert (row.agreed_on, row.until) == (TODAY, date(2027, 6, 1))
    assert "Прекратить и передать" in read(client, "tutor", row.pk)


def test_orders_of_another_school_are_no_choice(world: World, candidate: Appointment) -> None:
    foreign = world.order(world.other_school, "77-о", TODAY)
    text = read(of(world, "safronova"), "tutor_appoint", candidate.pk)
    assert "77-о" not in text
    answer = post(
        of(world, "zimin"), "tutor_appoint", candidate.pk, row_version=candidate.row_version,
        order=foreign.pk, since="2027-01-22", until="2027-05-31",
    )  # fmt: skip
    assert answer.status_code == 200
    candidate.refresh_from_db()
    assert candidate.since is None


def test_an_agreement_from_paper_wants_its_basis_and_day(world: World) -> None:
    row = operations.name_candidate(
        programme=world.programme, person=world.people["ershova"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    client = of(world, "zimin")
    assert post(client, "tutor_agree", row.pk).status_code == 200
    late = post(client, "tutor_agree", row.pk, basis="paper", happened_on="2027-02-01")
    assert "Этот день ещё не наступил." in late.content.decode()
    post(client, "tutor_agree", row.pk, basis="paper", happened_on="2027-01-20")
    row.refresh_from_db()
    assert row.agreed_on == date(2027, 1, 20)
    assert PaperRecord.objects.get(key=row.pk).person == world.people["ershova"]


def test_a_form_without_the_version_of_its_row_changes_nothing(
    world: World, candidate: Appointment
) -> None:
    order = world.order(world.school, "5-о", TODAY)
    answer = post(
        of(world, "zimin"), "tutor_appoint", candidate.pk, row_version="", order=order.pk,
        since="2027-01-22", until="2027-05-31",
    )  # fmt: skip
    assert answer.status_code == 200
    assert "Обязательное поле" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_deed(world: World) -> None:
    client = of(world, "zimin")
    values: dict[str, Any] = {
        "person": world.people["ershova"].pk,
        "why": "сама",
        "deed_key": "one-and-the-same",
    }
    for _ in range(2):
        answer = post(client, "tutor_name", world.programme.pk, **values)
    assert answer.status_code in {200, 302}
    assert Appointment.objects.filter(person=world.people["ershova"]).count() == 1


def test_a_head_names_only_people_of_the_own_school(world: World) -> None:
    client = of(world, "zimin")
    text = read(client, "tutor_name", world.programme.pk)
    assert "Ershova" in text
    assert "Stranger" not in text
    read(of(world, "lapshina"), "tutor_name", world.programme.pk, status=403)


def test_an_end_warns_and_hands_over(world: World) -> None:
    client, row = of(world, "safronova"), world.appointments["dorohova"]
    assert "останутся без сопровождения" in read(client, "tutor_end", row.pk)
    answer = post(
        client, "tutor_end", row.pk, on="2027-01-21", reason="переезд",
        successor=world.appointments["oreshkina"].pk, row_version=row.row_version,
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    row.refresh_from_db()
    assert row.until == TODAY
    assert (
        Pairing.objects.filter(appointment=world.appointments["oreshkina"], until=None).count() > 3
    )


def test_at_its_term_the_end_is_refused_by_the_clause(world: World) -> None:
    row = world.appointments["dorohova"]
    answer = post(
        of(world, "zimin"),
        "tutor_end",
        row.pk,
        on="2027-08-31",
        reason="срок",
        row_version=row.row_version,
    )
    assert "п. 6.1 Положения" in answer.content.decode()


# --- tutees ----------------------------------------------------------------------------------
def test_an_innovation_opens_the_support_and_its_route(world: World) -> None:
    client, row = of(world, "dorohova"), world.enrolment("lapshina")
    answer = post(
        client, "tutee_subject", row.pk, title="Развивающее оценивание", since="2026-09-01",
        until="2027-05-25",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    case = world.enrolment("lapshina")
    assert case.subject is not None
    assert (case.subject.until, case.since) == (date(2027, 5, 26), TODAY)
    assert Route.objects.filter(enrolment=case).exists()


def test_an_innovation_that_is_over_is_refused_with_the_clause_and_leaves_nothing(
    world: World,
) -> None:
    row = world.enrolment("lapshina")
    answer = post(
        of(world, "dorohova"), "tutee_subject", row.pk, title="Прошлая", since="2025-09-01",
        until="2026-05-25",
    )  # fmt: skip
    assert "п. 1.2 Положения" in answer.content.decode()
    assert not row.person.subjects.exists()


def test_the_support_page_of_a_teacher_has_no_button_of_the_tutor(world: World) -> None:
    case = world.case("lapshina")
    text = read(of(world, "lapshina"), "tutee", case.pk)
    assert "Dorohova" in text
    for name in ("tutee_pause", "tutee_pair"):
        assert reverse(name, args=[case.pk]) not in text
        read(of(world, "lapshina"), name, case.pk, status=403)


def test_a_pause_and_its_end(world: World) -> None:
    client, case = of(world, "dorohova"), world.case("lapshina")
    post(client, "tutee_pause", case.pk, reason="болезнь", since="2027-01-20")
    assert "Приостановлено" in read(client, "tutee", case.pk)
    only = read(client, "tutees", world.programme.pk, state="paused")
    assert "Lapshina" in only
    assert "Grachev" not in only
    post(client, "tutee_resume", case.pk)
    assert case.pauses.get().until == TODAY


def test_a_change_of_tutor(world: World) -> None:
    client, row = of(world, "safronova"), world.enrolment("lapshina")
    answer = post(
        client, "tutee_pair", row.pk, appointment=world.appointments["oreshkina"].pk,
        since="2027-01-11", reason="нагрузка",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert "нагрузка" in read(client, "tutee", row.pk)


def test_a_head_cannot_give_the_school_a_tutor_of_another(world: World) -> None:
    row = world.enrolment("lapshina")
    text = read(of(world, "zimin"), "tutee_pair", row.pk)
    assert "Oreshkina" not in text


def test_giving_up_keeps_reason_and_day(world: World) -> None:
    case = world.case("lapshina")
    assert case.subject is not None
    client = of(world, "lapshina")
    post(
        client, "subject_give_up", case.subject.pk, on="2027-01-20", reason="Нет условий",
        row_version=1,
    )  # fmt: skip
    case.subject.refresh_from_db()
    assert case.subject.given_up_reason == "Нет условий"
    read(of(world, "grachev"), "subject_give_up", case.subject.pk, status=404)


# --- projects --------------------------------------------------------------------------------
def test_a_developed_project_puts_its_leader_on_the_list(world: World) -> None:
    client, key = of(world, "zimin"), world.programme.pk
    answer = post(
        client, "project_begin", key, unit=world.school.pk, title="Цифровая лаборатория",
        leader=world.people["grachev"].pk, begun_on="2026-10-01",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    row = world.programme.projects.get()
    post(client, "project_developed", row.pk, on="2026-12-15", row_version=1)
    assert "Grachev" in read(client, "tutors", key, q="Grachev")


def test_a_project_is_offered_to_who_may_begin_one(world: World) -> None:
    key, href = world.programme.pk, reverse("project_begin", args=[world.programme.pk])
    assert href in read(of(world, "zimin"), "projects", key)
    # The inspector works above the municipality: there is nowhere to begin one.
    assert href not in read(of(world, "prohorov"), "projects", key)
    read(of(world, "prohorov"), "project_begin", key, status=403)
    Programme.objects.filter(pk=key).update(closed_on=TODAY)
    assert href not in read(of(world, "zimin"), "projects", key)


# --- waivers ---------------------------------------------------------------------------------
def ask_path(world: World, row: Appointment, **more: object) -> str:
    asked = {"clause": "4.2", "code": "post", "kind": "tutor", "key": row.pk} | more
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('waiver_ask', args=[world.programme.pk])}?{query}"


def test_a_waiver_is_asked_for_exactly_what_the_refusal_named(
    world: World, candidate: Appointment
) -> None:
    client = of(world, "zimin")
    post(client, "", path=ask_path(world, candidate), reason="Заместителя нет")
    row = Waiver.objects.get()
    assert (row.clause, row.code, row.kind, row.key, row.unit) == (
        "4.2", "post", "tutor", candidate.pk, world.school,
    )  # fmt: skip
    assert "Отступление запрошено" in read(client, "tutor", candidate.pk)


@pytest.mark.parametrize(
    "more", [{"clause": "99"}, {"kind": "spoon"}, {"key": 9999}, {"key": "x"}, {"code": ""}]
)
def test_a_waiver_of_nothing_is_not_found(
    world: World, candidate: Appointment, more: dict[str, object]
) -> None:
    assert of(world, "zimin").get(ask_path(world, candidate, **more)).status_code == 404


@pytest.mark.parametrize("who", STRANGE)
def test_a_stranger_asks_for_nothing(world: World, candidate: Appointment, who: str) -> None:
    assert of(world, who).get(ask_path(world, candidate)).status_code == 404


@pytest.fixture
def asked(world: World, candidate: Appointment) -> Waiver:
    return operations.ask_waiver(
        programme=world.programme, unit=world.school.pk, clause="4.2", code="post", kind="tutor",
        key=candidate.pk, label="Грачёв", reason="Заместителя нет", actor=world.reach("zimin"),
        at=AT,
    )  # fmt: skip


def test_the_coordinator_decides_and_the_appointment_passes(
    world: World, candidate: Appointment, asked: Waiver
) -> None:
    answer = post(
        of(world, "safronova"), "waiver", asked.pk, decision="grant", note="", row_version=1
    )
    assert answer.status_code == 302, answer.content.decode()
    order = world.order(world.school, "6-о", TODAY)
    answer = post(
        of(world, "zimin"), "tutor_appoint", candidate.pk, row_version=candidate.row_version,
        order=order.pk, since="2027-01-22", until="2027-05-31",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert "Оформлено отступление" in read(of(world, "zimin"), "tutor", candidate.pk)


def test_who_asked_sees_no_form_of_the_decision(world: World, asked: Waiver) -> None:
    client = of(world, "zimin")
    text = read(client, "waiver", asked.pk)
    assert 'name="decision"' not in text
    assert "Отозвать" in text
    assert post(client, "waiver", asked.pk, decision="grant").status_code == 403
    post(client, "waiver_withdraw", asked.pk)
    asked.refresh_from_db()
    assert asked.status == "withdrawn"


def test_a_waiver_calls_its_thing_by_the_word_of_the_regulation(
    world: World, asked: Waiver
) -> None:
    assert "<dt>Тьютор</dt>" in read(of(world, "safronova"), "waiver", asked.pk)


def test_nothing_is_put_right_in_an_appointment_that_is_over(
    world: World, candidate: Appointment
) -> None:
    client = of(world, "zimin")
    assert reverse("waiver_ask", args=[world.programme.pk]) in read(client, "tutor", candidate.pk)
    since, until = date(2026, 9, 1), date(2027, 1, 11)
    order = world.order(world.school, "9-о", since)
    Appointment.objects.filter(pk=candidate.pk).update(since=since, until=until, order=order)
    text = read(client, "tutor", candidate.pk)
    assert "Не исполнено" in text
    for way in ("Оформить отступление", "Выбрать другого", "Уточнить запись"):
        assert way not in text


def test_several_are_decided_at_once(world: World, asked: Waiver) -> None:
    client, key = of(world, "safronova"), world.programme.pk
    assert 'name="waivers"' in read(client, "waivers", key)
    answer = client.post(reverse("waivers_decide", args=[key]), {"decision": "grant"}, follow=True)
    assert "Отметьте хотя бы одну строку." in answer.content.decode()
    post(client, "waivers_decide", key, decision="refuse", note="нет оснований", waivers=asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.decision_note) == ("refused", "нет оснований")


def test_a_waiver_of_another_school_is_not_found(world: World, asked: Waiver) -> None:
    for who in ("belov", "lapshina", "nechaev"):
        read(of(world, who), "waiver", asked.pk, status=404)


# --- cost and language -----------------------------------------------------------------------
def test_longer_lists_cost_no_more_queries(world: World) -> None:
    client, key = of(world, "safronova"), world.programme.pk

    def cost() -> dict[str, int]:
        found = {}
        for name in ("programme", "tutors", "tutees", "waivers", "projects"):
            with CaptureQueriesContext(connection) as context:
                read(client, name, key)
            found[name] = len(context)
        return found

    operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    cost()
    before = cost()
    for number in range(8):
        world.employ(f"teacher{number}", world.school)
        operations.name_candidate(
            programme=world.programme, person=world.people[f"teacher{number}"],
            unit=world.school.pk, why="", actor=world.system(), at=AT,
        )  # fmt: skip
    operations.repair_programme(programme=world.programme, actor=world.system(), at=AT)
    after = cost()
    assert all(after[name] <= before[name] for name in before), (before, after)
    assert max(after.values()) <= 40, after


def test_pages_speak_english_too(world: World, candidate: Appointment) -> None:
    client = of(world, "safronova")
    client.cookies["marshrut_language"] = "en"
    text = read(client, "tutor", candidate.pk)
    assert "Check against the regulation" in text
    assert "clause 4.2 of the Regulation" in text


def test_a_post_that_is_not_recognised_is_quoted(world: World, candidate: Appointment) -> None:
    Employment.objects.filter(person=world.people["grachev"]).update(post="завуч", post_class="")
    text = read(of(world, "zimin"), "tutor", candidate.pk)
    assert "«завуч»: нет в перечне должностей" in text
