"""Rows of the Chebulinsky model about the order, the version, its text and its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.journal.deeds import Wrong
from marshrut.norms.assessing import Count
from marshrut.norms.findings import State
from marshrut.orders.models import Order
from marshrut.oversight.board import Board, board
from marshrut.oversight.owed import owed_for
from marshrut.people.paper import Paper
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Pairing
from marshrut.programmes.queries import guarding
from marshrut.programmes.sheets import case_sheet
from marshrut.regulations import operations
from marshrut.regulations.guards import Refused
from marshrut.regulations.models import RegulationVersion
from tests.routes.walk import begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
STATEMENTS = ("шапка", "преамбула", "1.1", "1.3")


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def stands(world: World, who: str = "safronova", on: date = TODAY) -> Board:
    return board(world.programme, on, world.reach(who))


def state(world: World, clause: str, on: date = TODAY) -> State:
    return stands(world, on=on).assessments[clause].state


def page(world: World, who: str, name: str, **query: Any) -> str:
    client = Client()
    user = world.people[who].user
    assert user is not None
    client.force_login(user)
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def amended(world: World) -> RegulationVersion:
    actor = world.reach("safronova")
    return operations.amend(version=world.version.pk, actor=actor, at=AT)


def order(world: World, **fields: Any) -> Order:
    row = world.order(world.centre, "36-о", date(2027, 1, 20), "approval")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def approve(world: World, draft: RegulationVersion, by: Order) -> RegulationVersion:
    return operations.approve(
        version=draft.pk,
        row_version=None,
        order=by,
        since=TODAY,
        actor=world.reach("safronova"),
        at=AT,
    )


def refused_by(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {objection.clause for objection in refused.value.decision.refusals}


@pytest.mark.clause("chebula:шапка")
def test_the_order_has_an_issuer_a_number_with_a_letter_a_date_and_a_place(world: World) -> None:
    row = order(world, place="пгт Каменный Брод")
    assert row.unit.kind == "centre"
    assert (row.number, row.registered_on, row.place) == (
        "36-о",
        date(2027, 1, 20),
        "пгт Каменный Брод",
    )
    assert state(world, "шапка") is State.STATEMENT
    assert "№ 41-о" in page(world, "safronova", "regulations")


@pytest.mark.clause("chebula:преамбула")
def test_the_preamble_is_written_in_the_order_and_shown_on_the_board(world: World) -> None:
    row = order(world, preamble="В целях распространения опыта")
    row.refresh_from_db()
    assert row.preamble == "В целях распространения опыта"
    assert state(world, "преамбула") is State.STATEMENT
    assert "налаживать взаимодействие между школами" in page(world, "safronova", "regulations")


@pytest.mark.clause("chebula:П1")
def test_a_version_comes_into_force_only_by_an_order_in_force(world: World) -> None:
    draft = amended(world)
    controller = world.people["safronova"]
    with pytest.raises(Refused) as refused:
        approve(world, draft, order(world, controller=controller, signed_on=None))
    assert refused_by(refused) == {"П1"}
    signed = Order.objects.get(number="36-о")
    signed.signed_on = date(2027, 1, 20)
    signed.save()
    assert approve(world, draft, signed).order == signed
    assert state(world, "П1") is State.MET


@pytest.mark.clause("chebula:П2")
def test_the_order_names_the_person_in_control_who_then_has_it_to_do(world: World) -> None:
    assert state(world, "П2") is State.BREACHED
    draft = amended(world)
    with pytest.raises(Refused) as refused:
        approve(world, draft, order(world, controller=None))
    assert refused_by(refused) == {"П2"}
    named = Order.objects.get(number="36-о")
    named.controller = world.people["safronova"]
    named.save()
    version = approve(world, draft, named)
    programmes.adopt_version(
        programme=world.programme.pk,
        row_version=None,
        version=version,
        since=TODAY,
        actor=world.reach("safronova"),
        at=AT,
    )
    assert state(world, "П2") is State.MET


@pytest.mark.clause("chebula:1.1")
def test_the_regulation_and_its_reading_stand_on_the_board_and_are_checked_by_nothing(
    world: World,
) -> None:
    found = stands(world)
    states = {key: found.assessments[key].state for key in STATEMENTS}
    assert set(states.values()) == {State.STATEMENT}
    said = page(world, "safronova", "regulations")
    assert "апробации вариативной модели наставничества" in said
    assert "углублённом изучении" in said
    assert world.programme.title in said


@pytest.mark.clause("chebula:1.2")
def test_support_opens_only_when_an_innovation_is_named(world: World) -> None:
    assert state(world, "1.2") is State.NOT_YET
    world.case("lapshina")
    assert state(world, "1.2") is State.MET
    found = stands(world)
    case = found.things("1.2")[0].thing
    bare = replace(case, subject="", counts={"subject": 0})  # type: ignore[call-arg]
    decision = found.rules.decide("open_case", [bare], TODAY)
    assert {one.clause for one in decision.refusals} == {"1.2", "1.6"}


@pytest.mark.clause("chebula:1.4")
def test_nobody_tutors_themselves(world: World) -> None:
    row = world.case("lapshina")
    pairing = Pairing.objects.select_related("appointment").get(enrolment=row, until=None)
    assert state(world, "1.4") is State.MET
    sheet = case_sheet(row, [pairing], frozenset(), TODAY)
    same = replace(sheet, tutor_person=row.person_id)
    decision = guarding(world.programme, TODAY).rules.decide("pair", [same], TODAY)
    assert {one.clause for one in decision.refusals} == {"1.4"}


@pytest.mark.clause("chebula:1.5")
def test_a_tutee_is_a_teacher_with_an_innovation_the_others_owe_nothing_more(
    world: World,
) -> None:
    world.case("lapshina")
    asked = {one.clause for one in owed_for(world.reach("grachev"), [world.programme])}
    assert asked == {"1.8"}
    assert set(stands(world).assessments["1.5"].counts) == {
        Count(kind="case", met=1, of=1),
        Count(kind="staff", met=4, of=4),
    }


@pytest.mark.clause("chebula:1.6")
def test_each_support_has_exactly_one_subject(world: World) -> None:
    row = world.case("lapshina")
    assert row.subject is not None
    assert state(world, "1.6") is State.MET
    sheet = replace(case_sheet(row, [], frozenset(), TODAY), counts={"subject": 2})
    decision = guarding(world.programme, TODAY).rules.decide("open_case", [sheet], TODAY)
    assert {one.clause for one in decision.refusals} == {"1.6"}


@pytest.mark.clause("chebula:1.8")
def test_everyone_acknowledges_by_themselves_or_from_a_signed_sheet(world: World) -> None:
    start = stands(world).assessments["1.8"]
    assert (start.state, start.met, start.of) == (State.ON_TRACK, 0, 6)
    me = world.reach("lapshina")
    assert me.person is not None
    assert "1.8" in {one.clause for one in owed_for(me, [world.programme])}
    operations.acknowledge(version=world.version, person=me.person, actor=me, at=AT)
    assert "1.8" not in {one.clause for one in owed_for(me, [world.programme])}
    rest = [row.thing.key for row in stands(world).things("1.8", "lacking")]
    operations.acknowledge_many(
        version=world.version,
        people=rest,
        paper=Paper(basis="paper", happened_on=date(2027, 1, 15)),
        actor=world.reach("safronova"),
        at=AT,
    )
    done = stands(world).assessments["1.8"]
    assert (done.state, done.met, done.of) == (State.MET, 6, 6)
    assert stands(world, on=date(2027, 1, 15)).assessments["1.8"].met == 5
    with pytest.raises(Wrong, match="twice"):
        operations.acknowledge(version=world.version, person=me.person, actor=me, at=AT)


@pytest.mark.clause("chebula:2.1")
def test_the_aim_is_seen_in_the_share_of_supports_closed_as_effective(world: World) -> None:
    walk = begin(world)
    before = stands(world).assessments["2.1"]
    assert (before.state, before.of) == (State.NOT_YET, 0)
    route = walk.route
    type(route).objects.filter(pk=route.pk).update(
        closed_on=TODAY, outcome="effective", evaluated_on=TODAY
    )
    after = stands(world).assessments["2.1"]
    assert (after.met, after.of) == (1, 1)


@pytest.mark.clause("chebula:2.2.a")
def test_coverage_counts_teachers_with_an_innovation_who_have_a_tutor(world: World) -> None:
    world.case("lapshina")
    world.case("grachev")
    assert stands(world).assessments["2.2.a"].met == 2
    Pairing.objects.filter(enrolment__person=world.people["grachev"]).delete()
    found = stands(world).assessments["2.2.a"]
    assert (found.met, found.of) == (1, 2)
    assert found.state in {State.ON_TRACK, State.AT_RISK}


@pytest.mark.clause("chebula:2.2.b")
def test_supports_that_passed_all_stages_are_counted(world: World) -> None:
    walk = begin(world)
    before = stands(world).assessments["2.2.b"]
    assert (before.met, before.of) == (0, 0)
    walk.route.stages.update(entered_on=date(2026, 9, 10), left_on=TODAY)
    after = stands(world).assessments["2.2.b"]
    assert (after.met, after.of) == (1, 1)
