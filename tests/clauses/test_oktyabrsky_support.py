"""Rows of oktyabrsky on tutors, and on the study plan that each teacher has of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics.models import Campaign, Response
from marshrut.journal.deeds import Forbidden
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.people.models import Employment
from marshrut.programmes import operations as programmes
from marshrut.programmes.checking import check
from marshrut.programmes.models import Appointment, Enrolment, Subject
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Product, Route
from tests import world as worlds
from tests.clauses import kaltan
from tests.diagnostics.doing import answered, running
from tests.world import AT, PRESETS, SEPTEMBER, TODAY, World

pytestmark = pytest.mark.django_db

SINCE = date(2026, 9, 10)


@pytest.fixture
def world() -> World:
    return worlds.build(PRESETS / "oktyabrsky.yaml", appointed=False)


def appoint(world: World, name: str, on: date = SINCE) -> Appointment:
    row = kaltan.candidate(world, name, on)
    return programmes.appoint(
        appointment=row.pk, row_version=None, order=world.order(world.school, "7-т", on),
        since=on, until=world.programme.until, actor=world.reach("zimin", on), at=AT,
    )  # fmt: skip


def included(world: World, name: str) -> Enrolment:
    return programmes.include(
        programme=world.programme, person=world.people[name], unit=world.school.pk,
        basis="request", since=SINCE, actor=world.reach("zimin", SINCE), at=AT,
    )  # fmt: skip


def began(world: World, name: str) -> Route:
    """The plan of somebody whose self-diagnosis is completed, as the clause asks."""
    if not Response.objects.filter(person=world.people[name], finished_on__isnull=False).exists():
        campaign = Campaign.objects.first() or running(world)
        answered(world, campaign, name)
    return start(world, name)


def start(world: World, name: str) -> Route:
    return operations.begin_with_subject(
        listed=included(world, name).pk, title="Функциональная грамотность", since=SINCE,
        until=date(2027, 5, 26), actor=world.reach(name, SINCE), at=AT,
    )  # fmt: skip


def page(world: World, name: str, key: int) -> str:
    """What the teacher reads there."""
    client, user = Client(), world.people["lapshina"].user
    assert user is not None
    client.force_login(user)
    return client.get(reverse(name, args=[key])).content.decode()


# --- tutors ---------------------------------------------------------------------------------------
@pytest.mark.clause("oktyabrsky:4.5")
def test_a_teacher_of_the_district_becomes_a_tutor_and_a_deputy_does_not(world: World) -> None:
    with pytest.raises(Refused) as refused:
        appoint(world, "dorohova")
    assert [(one.clause, one.code) for one in refused.value.decision.refusals] == [
        ("4.5", "post"),
    ]  # fmt: skip
    assert appoint(world, "ershova", TODAY).order is not None


@pytest.mark.clause("oktyabrsky:4.5")
def test_little_experience_is_pointed_out_and_refuses_nobody(world: World) -> None:
    Employment.objects.filter(person=world.people["ershova"]).update(since=date(2024, 9, 1))
    row = kaltan.candidate(world, "ershova", TODAY)
    found = {
        one.finding.code: one.state
        for one in check(row, guarding(world.programme, TODAY), TODAY)
        if one.clause.key == "4.5"
    }
    assert found["post"] == "met"
    assert found["experience"] == "at_risk"
    assert appoint(world, "grachev", TODAY).since == TODAY


@pytest.mark.clause("oktyabrsky:4.5")
def test_where_no_clause_says_who_appoints_the_head_and_the_coordinator_may(world: World) -> None:
    row = kaltan.candidate(world, "ershova", TODAY)
    given = {
        "appointment": row.pk, "row_version": None, "since": TODAY,
        "order": world.order(world.school, "8-т", TODAY), "until": world.programme.until,
        "at": AT,
    }  # fmt: skip
    for who in ("ershova", "belov", "oreshkina"):
        with pytest.raises(Forbidden):
            programmes.appoint(**given, actor=world.reach(who))
    assert programmes.appoint(**given, actor=world.reach("safronova")).since == TODAY


# --- the study plan -------------------------------------------------------------------------------
@pytest.mark.clause("oktyabrsky:1.2", "oktyabrsky:2.2.a")
def test_each_teacher_of_one_tutor_has_a_support_and_a_plan_of_their_own(world: World) -> None:
    appoint(world, "ershova")
    first, second = began(world, "lapshina"), began(world, "grachev")
    assert first.enrolment_id != second.enrolment_id
    write(world, first, "lapshina")
    assert not Route.objects.get(pk=second.pk).content
    with pytest.raises(Forbidden):
        write(world, second, "lapshina")


def write(world: World, route: Route, who: str) -> None:
    operations.write_parts(
        route=route.pk, row_version=None, form="study_plan",
        parts={"courses": "Два курса", "hours": "52", "terms": "До мая"},
        actor=world.reach(who), at=AT,
    )  # fmt: skip


@pytest.mark.clause("oktyabrsky:2.2.b")
def test_the_study_plan_is_written_together_and_agreed_by_both(world: World) -> None:
    appoint(world, "ershova")
    route = began(world, "lapshina")
    tutor = world.reach("ershova")
    with pytest.raises(Refused) as refused:
        operations.propose(route=route.pk, row_version=None, actor=tutor, at=AT)
    assert [one.clause for one in refused.value.decision.refusals] == ["2.2.b"]
    for who in ("ershova", "lapshina"):
        write(world, route, who)
    operations.propose(route=route.pk, row_version=None, actor=tutor, at=AT)
    operations.acknowledge_route(
        route=route.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )
    assert Route.objects.get(pk=route.pk).agreed_as == "agreed"
    # Clause 4.4 asks for the plan by the name of the trajectory: it is found.
    assert Product.objects.get(route=route).kind == "trajectory"


def test_a_step_says_which_competence_of_clause_2_1_it_develops(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of oktyabrsky:2.1; nobody's growth is measured yet, and the board says so."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    appoint(world, "ershova")
    route = began(world, "lapshina")
    given = {"route": route.pk, "title": "Курс", "form": "course", "due": date(2027, 4, 1)}
    with pytest.raises(Refused) as refused:
        operations.add_step(
            **given, words={"competences": "digital"}, actor=world.reach("lapshina"), at=AT
        )
    assert [(one.clause, one.code) for one in refused.value.decision.refusals] == [
        ("2.1", "catalogue")
    ]
    step = operations.add_step(
        **given, words={"competences": "informational"}, actor=world.reach("lapshina"), at=AT
    )
    text = page(world, "step", step.pk)
    assert "Компетентность" in text
    assert "Информационная" in text
    found = board(world.programme, TODAY, world.system()).assessments
    assert found["2.1"].state is State.NOT_YET


@pytest.mark.clause("oktyabrsky:2.2.b")
def test_courses_have_hours_a_document_and_a_sum(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    appoint(world, "ershova")
    route = began(world, "lapshina")
    for title, form, hours, number in (
        ("Курс о читательской грамотности", "course", 36, "№ 0417"),
        ("Модуль об оценивании", "module", 16, ""),
        ("Стажировка", "internship", None, ""),
    ):
        operations.add_step(
            route=route.pk, title=title, form=form, due=date(2027, 4, 1), hours=hours,
            document=number, actor=world.reach("lapshina"), at=AT,
        )  # fmt: skip
    text = page(world, "route_plan", route.pk)
    assert ">52<" in text
    for said in ("№ 0417", "стажировка", "модуль"):
        assert said in text


def test_a_wish_alone_lets_nobody_in(world: World) -> None:
    with pytest.raises(Refused):
        programmes.include(
            programme=world.programme, person=world.people["lapshina"], unit=world.school.pk,
            basis="wish", since=SEPTEMBER, actor=world.reach("zimin", SINCE), at=AT,
        )  # fmt: skip


# --- the start of a plan --------------------------------------------------------------------------
def client(world: World, name: str) -> Client:
    found, user = Client(headers={"accept-language": "ru"}), world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def opened(world: World, name: str, listed: Enrolment, until: date) -> str:
    """What the page says after somebody has asked to open a support until this day."""
    said = {
        "listed": listed.pk,
        "title": "Читательская грамотность",
        "since": TODAY,
        "until": until,
    }
    return client(world, name).post(reverse("route_begin"), said, follow=True).content.decode()


@pytest.fixture
def asking(tmp_path: Path) -> World:
    """The same regulation, asking at the start for a sheet that can be there or not."""
    said = (PRESETS / "oktyabrsky.yaml").read_text("utf-8")
    path = tmp_path / "asking.yaml"
    path.write_text(
        said.replace("      - self_diagnosis\n", "      - product: [own_sheet]\n"), "utf-8"
    )
    return worlds.build(path, appointed=False)


@pytest.mark.clause("oktyabrsky:1.3")
def test_no_plan_starts_without_what_the_clause_asks_and_nothing_is_left_of_it(
    asking: World,
) -> None:
    listed = included(asking, "lapshina")
    with pytest.raises(Refused) as refused:
        operations.begin_with_subject(
            listed=listed.pk, title="Функциональная грамотность", since=SINCE,
            until=date(2027, 5, 26), actor=asking.reach("lapshina", SINCE), at=AT,
        )  # fmt: skip
    assert [(one.clause, one.code) for one in refused.value.decision.refusals] == [
        ("1.3", "product")
    ]
    assert not Route.objects.exists()
    assert not Subject.objects.exists()
    assert list(Enrolment.objects.filter(until=None)) == [listed]


@pytest.mark.clause("oktyabrsky:1.3")
def test_the_refused_start_names_its_clause_and_keeps_what_was_typed(
    asking: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    page = opened(asking, "lapshina", included(asking, "lapshina"), date(2027, 5, 26))
    assert "п. 1.3 Положения" in page
    assert "Читательская грамотность" in page
    assert not Route.objects.exists()


@pytest.mark.clause("oktyabrsky:4.6")
def test_who_opens_a_support_across_the_summer_is_warned_with_a_tutor_and_without(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    warning = "п. 4.6 Положения: срок переходит через 31 августа."
    campaign = running(world)
    for name in ("lapshina", "grachev", "dorohova"):
        answered(world, campaign, name)
    page = opened(world, "lapshina", included(world, "lapshina"), date(2027, 11, 1))
    assert warning in page
    assert Route.objects.count() == 1
    appoint(world, "ershova")
    page = opened(world, "grachev", included(world, "grachev"), date(2027, 11, 1))
    # Said of the opening and of the pair, told once.
    assert page.count(warning) == 1
    assert warning not in opened(world, "dorohova", included(world, "dorohova"), date(2027, 8, 31))


@pytest.mark.clause("oktyabrsky:4.6")
def test_a_support_across_the_summer_requires_attention_before_it_has_a_tutor(
    world: World,
) -> None:
    answered(world, running(world), "lapshina")
    operations.begin_with_subject(
        listed=included(world, "lapshina").pk, title="Функциональная грамотность", since=SINCE,
        until=date(2027, 10, 1), actor=world.reach("lapshina", SINCE), at=AT,
    )  # fmt: skip
    found = board(world.programme, TODAY, world.reach("safronova")).assessments["4.6"]
    assert (found.state, found.met, found.of) == (State.AT_RISK, 0, 1)
