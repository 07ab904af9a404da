"""Sheets of routes: facts of the day, and as many queries for ten as for one."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from marshrut.norms.sheets import Route as Sheet
from marshrut.programmes import operations as programmes
from marshrut.programmes.queries import guarding
from marshrut.routes import operations
from marshrut.routes.queries import DAY
from marshrut.routes.sheets import route_sheets, tutor_sheets
from tests.routes.walk import Walk, begin
from tests.world import AT, TODAY


def sheet(walk: Walk, on: date = TODAY) -> Sheet:
    found = guarding(walk.world.programme, on)
    return next(s for s in route_sheets(found, on) if s.key == walk.route.pk)


def test_a_fresh_route_says_where_it_stands(walk: Walk) -> None:
    found = sheet(walk)
    assert (found.stage, found.left, found.outcome) == ("diagnostic", frozenset(), "")
    assert found.dues["diagnostic"] == date(2026, 10, 9)
    assert (found.since, found.ends) == (date(2026, 9, 10), date(2027, 5, 25))
    assert found.subject_until == date(2027, 5, 25)
    assert found.paired
    assert not found.proposed


def test_a_sheet_of_an_earlier_day_knows_nothing_of_what_came_later(walk: Walk) -> None:
    walk.interview(date(2026, 9, 12))
    walk.pass_stage(date(2026, 9, 20))
    walk.agree_plan(date(2026, 10, 3))
    before = sheet(walk, date(2026, 9, 12) - DAY)
    assert before.products == {}
    assert before.stage == "diagnostic"
    between = sheet(walk, date(2026, 9, 25))
    assert between.stage == "organisational"
    assert not between.proposed
    assert between.forms["trajectory"] == frozenset()
    after = sheet(walk)
    assert after.proposed
    assert after.products["trajectory"] == (date(2026, 10, 3),)
    assert after.forms["trajectory"] == {"introduction_plan", "ways", "conditions"}


def test_drafts_and_returned_products_do_not_count(walk: Walk) -> None:
    walk.product("final_report")
    assert sheet(walk).products == {}


def test_a_pause_and_a_gap_are_seen(walk: Walk) -> None:
    programmes.pause_case(
        enrolment=walk.route.enrolment_id,
        row_version=None,
        reason="болезнь",
        **walk.at(None),
    )
    assert sheet(walk).paused
    operations.finish_appointment(
        appointment=walk.world.appointments["dorohova"].pk,
        row_version=None,
        on=TODAY,
        reason="переезд",
        actor=walk.world.reach("zimin"),
        at=AT,
    )
    assert not sheet(walk).paired


def test_a_closed_route_keeps_its_end(walk: Walk) -> None:
    operations.give_up(route=walk.route.pk, row_version=None, reason="Повод", **walk.at(None))
    found = sheet(walk)
    assert (found.outcome, found.closed_on, found.open) == ("given_up", TODAY, False)
    assert sheet(walk, TODAY - DAY).outcome == ""


def test_ten_routes_cost_as_many_queries_as_one(walk: Walk) -> None:
    found = guarding(walk.world.programme, TODAY)

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(route_sheets(found, TODAY))
        return len(caught)

    one = count()
    for name in ("grachev", "ershova"):
        begin(walk.world, name)
    assert count() == one


def test_tutor_sheets_carry_what_tutors_made(walk: Walk) -> None:
    made = operations.keep_own_product(
        appointment=walk.world.appointments["dorohova"].pk,
        kind="bloom_constructor",
        content={"aims": "Понимать"},
        **walk.at(None),
    )
    operations.submit_product(product=made.pk, row_version=None, **walk.at(None))
    found = tutor_sheets(guarding(walk.world.programme, TODAY), TODAY)
    by_person = {row.person: row.products for row in found}
    assert by_person[walk.world.people["dorohova"].pk] == {"bloom_constructor": (TODAY,)}
    assert by_person[walk.world.people["oreshkina"].pk] == {}
