"""Rows of self-diagnosis: a study plan begins with it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics import operations as diagnostics
from marshrut.journal.deeds import Forbidden
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.people.models import PaperRecord
from marshrut.people.operations import object_to
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Enrolment
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Route
from tests import world as worlds
from tests.clauses import kaltan
from tests.diagnostics.doing import REQUEST, answered, entered, filled, response, running
from tests.world import AT, PRESETS, SEPTEMBER, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build(PRESETS / "oktyabrsky.yaml", appointed=False)


def included(world: World, name: str) -> Enrolment:
    return programmes.include(
        programme=world.programme, person=world.people[name], unit=world.school.pk,
        basis="request", since=SEPTEMBER, actor=world.reach("zimin", SEPTEMBER), at=AT,
    )  # fmt: skip


def start(world: World, name: str, on: date = TODAY) -> Route:
    listed = Enrolment.objects.filter(person=world.people[name], subject=None).first()
    return operations.begin_with_subject(
        listed=(listed or included(world, name)).pk, title="Читательская грамотность", since=on,
        until=date(2027, 5, 26), actor=world.reach(name, on), at=AT,
    )  # fmt: skip


def refusals(world: World, name: str, on: date = TODAY) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        start(world, name, on)
    return [(one.clause, one.code) for one in refused.value.decision.refusals]


def stand(world: World) -> tuple[State, int, int]:
    found = board(world.programme, TODAY, world.reach("safronova")).assessments["1.3"]
    return found.state, found.met, found.of


@pytest.mark.clause("oktyabrsky:1.3")
def test_a_plan_waits_for_the_own_self_diagnosis_of_the_person_and_of_nobody_else(
    world: World,
) -> None:
    campaign = running(world)
    answered(world, campaign, "grachev")
    assert refusals(world, "lapshina") == [("1.3", "self_diagnosis")]
    assert not Route.objects.exists()
    answered(world, campaign, "lapshina", TODAY)
    assert start(world, "lapshina").enrolment.person == world.people["lapshina"]


@pytest.mark.clause("oktyabrsky:1.3")
def test_it_must_be_completed_by_the_day_of_the_start_and_be_no_other_questionnaire(
    world: World,
) -> None:
    scale = running(world, "readiness")
    answered(world, scale, "lapshina", instrument="readiness")
    assert refusals(world, "lapshina") == [("1.3", "self_diagnosis")]
    answered(world, running(world), "lapshina", TODAY)
    earlier = TODAY - timedelta(days=1)
    assert refusals(world, "lapshina", earlier) == [("1.3", "self_diagnosis")]


@pytest.mark.clause("oktyabrsky:1.3")
def test_a_self_diagnosis_entered_from_paper_does_as_well(world: World) -> None:
    entered(world, running(world), "lapshina")
    assert start(world, "lapshina").pk


@pytest.mark.clause("oktyabrsky:1.3")
def test_the_board_counts_plans_with_a_self_diagnosis_and_a_waiver_stands_apart(
    world: World,
) -> None:
    campaign = running(world)
    for name in ("lapshina", "grachev"):
        included(world, name)
    assert stand(world)[0] is State.NOT_YET
    answered(world, campaign, "grachev")
    start(world, "grachev")
    entered(world, campaign, "lapshina")
    route = start(world, "lapshina")
    assert stand(world) == (State.MET, 4, 4)

    paper = PaperRecord.objects.get()
    object_to(paper_record=paper.pk, text="Не так", actor=world.reach("lapshina"), at=AT)
    assert stand(world) == (State.BREACHED, 3, 4)
    asked = programmes.ask_waiver(
        programme=world.programme, unit=world.school.pk, clause="1.3", code="self_diagnosis",
        kind="route", key=route.pk, label="План", reason="Пройдёт после больничного",
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    programmes.decide_waiver(
        waiver=asked.pk, row_version=None, granted=True, actor=world.reach("safronova"), at=AT
    )
    found = board(world.programme, TODAY, world.reach("safronova")).assessments["1.3"]
    assert found.state is State.MET
    assert [one.thing.key for one in found.waived] == [route.pk]


@pytest.mark.clause("oktyabrsky:1.3")
def test_the_refusal_quotes_the_clause_keeps_what_was_typed_and_shows_the_way_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    listed, user = included(world, "lapshina"), world.people["lapshina"].user
    client = Client(headers={"accept-language": "ru"})
    assert user is not None
    client.force_login(user)
    typed = {
        "listed": listed.pk, "title": "Формирующее оценивание",
        "since": TODAY, "until": date(2027, 5, 26),
    }  # fmt: skip
    text = client.post(reverse("route_begin"), typed).content.decode()
    for said in ("п. 1.3 Положения", "Формирующее оценивание", "Пройти самодиагностику"):
        assert said in text
    assert f'href="{reverse("diagnostics")}"' in text


@pytest.mark.clause("oktyabrsky:3.2")
def test_the_tutor_reads_the_self_diagnosis_with_the_teacher_and_never_answers_for_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    row = kaltan.candidate(world, "ershova", SEPTEMBER)
    programmes.appoint(
        appointment=row.pk, row_version=None, order=world.order(world.school, "7-т", SEPTEMBER),
        since=SEPTEMBER, until=world.programme.until,
        actor=world.reach("zimin", SEPTEMBER), at=AT,
    )  # fmt: skip
    campaign = running(world)
    mine = answered(world, campaign, "lapshina", law=1, request=REQUEST)
    start(world, "lapshina")
    address = reverse("results_of", args=[mine.person_id])
    text = read(world, "ershova", address)
    assert "Нормативно-правовые" in text
    assert "Заметные затруднения" in text
    assert REQUEST not in text
    assert read(world, "grachev", address) == ""
    other = response(world, campaign, "grachev")
    for deed in (diagnostics.begin_response, partial(diagnostics.finish_response, filled=filled())):
        with pytest.raises(Forbidden):
            deed(response=other.pk, actor=world.reach("ershova"), at=AT)


def read(world: World, name: str, address: str) -> str:
    """What the page says to this person; nothing where it is not theirs to see."""
    client, user = Client(headers={"accept-language": "ru"}), world.people[name].user
    assert user is not None
    client.force_login(user)
    found = client.get(address)
    return found.content.decode() if found.status_code == 200 else ""
