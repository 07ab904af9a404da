"""Visits, answers and counts as the rules see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marshrut.activities import operations
from marshrut.activities.models import Activity
from marshrut.activities.sheets import (
    advice_sheets,
    proposal_sheets,
    tally_sheets,
    visit_sheets,
    visits_by,
)
from marshrut.norms.findings import State
from marshrut.norms.sheets import Request, Visit
from marshrut.organisations.models import CalendarPeriod
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Guarding, guarding
from tests.activities.doing import NEXT, agreed, consulted, held, proposed, recommended
from tests.norms.rulebook import rules
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db

LATER = date(2027, 3, 1)


def stands(world: World, clause: str, on: date, linked: frozenset[int] = frozenset()) -> State:
    found = guarding(world.programme, on)
    visits = visits_by(found, on)
    sheets = {
        Request: [*proposal_sheets(visits, on), *advice_sheets(found, on)],
        Visit: visit_sheets(visits, on, linked=linked),
    }
    return found.rules.assess(sheets, on)[clause].state  # type: ignore[arg-type]


def counting(world: World, *norms: str) -> Guarding:
    """The programme under a regulation with these quotas."""
    return replace(guarding(world.programme, TODAY), rules=rules(*norms))


def test_a_proposal_waits_and_silence_is_no_breach(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    assert stands(world, "5.1.b", TODAY) == State.ON_TRACK
    assert stands(world, "5.1.b", row.due) == State.AT_RISK
    assert stands(world, "5.1.b", row.due + timedelta(days=1)) == State.MET


def test_an_agreed_visit_fulfils_the_clause(world: World, case: Enrolment) -> None:
    held(world, case)
    assert stands(world, "5.1.b", NEXT) == State.MET
    assert stands(world, "5.1.b", TODAY - timedelta(days=1)) == State.NOT_YET


def test_a_visit_without_a_step_is_marked_as_extra(world: World, case: Enrolment) -> None:
    row = held(world, case)
    assert stands(world, "4.5.3", NEXT) == State.AT_RISK
    assert stands(world, "4.5.3", NEXT, frozenset({row.pk})) == State.MET


def test_a_visit_not_held_yet_asks_for_no_step(world: World, case: Enrolment) -> None:
    agreed(world, case)
    assert stands(world, "4.5.3", TODAY) == State.NOT_YET


def test_a_cancelled_proposal_is_not_counted(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    operations.cancel_visit(visit=row.pk, row_version=1, actor=world.reach("dorohova"), at=AT)
    assert stands(world, "5.1.b", TODAY) == State.NOT_YET


def test_to_accept_a_recommendation_is_not_to_answer_it(world: World, case: Enrolment) -> None:
    row = recommended(world, case)
    tutee = world.reach("lapshina")
    operations.accept_recommendation(recommendation=row.pk, row_version=1, actor=tutee, at=AT)
    assert stands(world, "6.2.b", LATER) == State.BREACHED
    operations.mark_not_done(
        recommendation=row.pk, row_version=2, reason="Нет проектора", actor=tutee, at=AT
    )
    assert stands(world, "6.2.b", LATER) == State.MET


def test_nothing_is_asked_after_the_case_has_ended(world: World, case: Enrolment) -> None:
    recommended(world, case)
    Enrolment.objects.filter(pk=case.pk).update(until=TODAY, end="finished")
    assert stands(world, "6.2.b", LATER) == State.NOT_YET


def test_sheets_cost_the_same_however_many_rows(
    world: World,
    case: Enrolment,
    other: Enrolment,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for one in (case, other):
        proposed(world, one)
        recommended(world, one)
    found = guarding(world.programme, TODAY)
    with django_assert_num_queries(2):  # type: ignore[operator]
        visits = visits_by(found, TODAY)
        assert len(proposal_sheets(visits, TODAY)) == len(visit_sheets(visits, TODAY)) == 2
        assert len(advice_sheets(found, TODAY)) == 2


def test_the_preset_counts_nothing_by_period(
    world: World, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    found = guarding(world.programme, TODAY)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert tally_sheets(found, TODAY) == []


def test_every_quarter_has_a_count_even_an_empty_one(world: World, case: Enrolment) -> None:
    consulted(world, case, on=date(2027, 1, 15))
    consulted(world, case, on=date(2027, 1, 20))
    norm = "- {quota: consultation, per: programme, period: quarter, least: 1}"
    found = tally_sheets(counting(world, norm), TODAY)
    assert [(one.since.month, one.held) for one in found if one.since] == [
        (9, 0),
        (11, 0),
        (1, 2),
        (4, 0),
    ]


def test_the_quarters_are_those_of_the_municipality(world: World) -> None:
    CalendarPeriod.objects.create(
        unit=world.municipality,
        scheme="quarter",
        number=1,
        since=date(2026, 9, 1),
        until=date(2026, 12, 1),
    )
    norm = "- {quota: consultation, per: programme, period: quarter, least: 1}"
    [only] = tally_sheets(counting(world, norm), TODAY)
    assert only.until == date(2026, 12, 1)


def test_tutors_organisations_and_cases_are_counted_apart(
    world: World, case: Enrolment, other: Enrolment
) -> None:
    consulted(world, case, other)
    consulted(world, case)
    per = "- {{quota: consultation, per: {}, period: school_year, least: 1}}"
    found = tally_sheets(
        counting(world, *(per.format(one) for one in ("tutor", "case", "unit"))), TODAY
    )
    held_ = {(one.per, one.label or one.key): one.held for one in found}
    names = {
        p: world.people[p].short_name for p in ("dorohova", "oreshkina", "lapshina", "grachev")
    }
    assert held_["tutor", names["dorohova"]] == held_["case", names["lapshina"]] == 2
    assert held_["case", names["grachev"]] == 1
    assert held_["tutor", names["oreshkina"]] == held_["unit", "Каменнобродская СОШ"] == 0
    assert len({one.key for one in found}) == len(found)


def test_planned_is_told_from_held_and_the_future_is_not_counted_as_held(
    world: World, case: Enrolment
) -> None:
    row = consulted(world, case)
    Activity.objects.filter(pk=row.pk).update(status="announced")
    norm = "- {quota: consultation, per: programme, period: school_year, least: 1}"
    [count] = tally_sheets(counting(world, norm), TODAY)
    assert (count.held, count.planned) == (0, 1)
    Activity.objects.filter(pk=row.pk).update(status="held")
    [count] = tally_sheets(counting(world, norm), TODAY - timedelta(days=1))
    assert (count.held, count.planned) == (0, 0)
