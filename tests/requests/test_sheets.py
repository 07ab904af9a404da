"""Requests as the rules see them, on any day."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.norms.findings import State
from marshrut.norms.sheets import Request as Sheet
from marshrut.programmes.queries import guarding
from marshrut.requests import operations
from marshrut.requests.models import Request
from marshrut.requests.sheets import request_sheets
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def row(world: World) -> Request:
    return operations.ask(
        enrolment=world.case("lapshina"), what="Планы", why="", actor=world.reach("dorohova"), at=AT
    )


def stands(world: World, on: date) -> State:
    rules = guarding(world.programme, on)
    return rules.rules.assess({Sheet: request_sheets(rules, on)}, on)["6.2.a"].state


def test_an_open_request_goes_from_on_track_to_breached(world: World, row: Request) -> None:
    days = (date(2027, 1, 21), TODAY, date(2027, 1, 27), date(2027, 1, 28))
    assert [stands(world, day) for day in days] == [
        State.NOT_YET,
        State.ON_TRACK,
        State.AT_RISK,
        State.BREACHED,
    ]


def test_an_answer_counts_from_its_own_day(world: World, row: Request) -> None:
    operations.answer(
        request=row.pk,
        row_version=1,
        answer="…",
        actor=world.reach("lapshina", date(2027, 1, 29)),
        at=AT,
    )
    assert stands(world, date(2027, 1, 28)) == State.BREACHED
    assert stands(world, date(2027, 1, 29)) == State.MET


def test_a_question_of_the_tutee_stops_the_clock(world: World, row: Request) -> None:
    operations.clarify(
        request=row.pk, row_version=1, question="?", actor=world.reach("lapshina"), at=AT
    )
    assert stands(world, date(2027, 3, 1)) == State.ON_TRACK


def test_a_withdrawn_request_is_not_counted(world: World, row: Request) -> None:
    operations.withdraw(request=row.pk, row_version=1, actor=world.reach("dorohova"), at=AT)
    assert stands(world, date(2027, 3, 1)) == State.NOT_YET


def test_the_number_of_queries_does_not_grow(
    world: World, row: Request, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    operations.ask(
        enrolment=row.enrolment,
        what="Ещё",
        why="",
        actor=world.reach("dorohova"),
        at=AT,  # type: ignore[arg-type]
    )
    rules = guarding(world.programme, TODAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(request_sheets(rules, TODAY)) == 2
