"""Clauses of the Chebulinsky model about advice, visits, requests and recommendations."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities import access, operations
from marshrut.activities.models import Activity
from marshrut.activities.sheets import advice_sheets, proposal_sheets, visit_sheets, visits_by
from marshrut.journal.deeds import Forbidden
from marshrut.norms.assessing import Assessment
from marshrut.norms.findings import State
from marshrut.norms.sheets import Request, Visit
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from marshrut.requests import access as request_access
from marshrut.requests import operations as requests
from marshrut.requests.sheets import request_sheets
from tests.activities.doing import NEXT, agreed, consulted, held, opined, proposed, recommended
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Enrolment:
    return world.case("lapshina")


def board(world: World, on: date, linked: frozenset[int] = frozenset()) -> dict[str, Assessment]:
    rules = guarding(world.programme, on)
    visits = visits_by(rules, on)
    sheets = {
        Request: [
            *request_sheets(rules, on),
            *proposal_sheets(visits, on),
            *advice_sheets(rules, on),
        ],
        Visit: visit_sheets(visits, on, linked=linked),
    }
    return rules.rules.assess(sheets, on)  # type: ignore[arg-type]


@pytest.mark.clause("chebula:3.1.d")
def test_the_tutor_records_a_consultation_in_one_line(world: World, case: Enrolment) -> None:
    row = consulted(world, case)
    assert row in access.activities(world.reach("lapshina"))
    assert Activity.objects.filter(status="held", attendances__enrolment=case).count() == 1


@pytest.mark.clause("chebula:4.5.3")
def test_a_visit_of_the_main_stage_names_a_step_or_is_marked_as_extra(
    world: World, case: Enrolment
) -> None:
    row = held(world, case)
    extra = board(world, NEXT)["4.5.3"]
    assert (extra.state, [one.thing.key for one in extra.lacking]) == (State.AT_RISK, [row.pk])
    assert board(world, NEXT, frozenset({row.pk}))["4.5.3"].state == State.MET


@pytest.mark.clause("chebula:5.1.a")
def test_the_tutor_may_ask_for_information_and_nobody_else(world: World, case: Enrolment) -> None:
    row = requests.ask(
        enrolment=case, what="Работы", why="Анализ", actor=world.reach("dorohova"), at=AT
    )
    assert (row.what, row.why, row.due) == ("Работы", "Анализ", date(2027, 1, 27))
    with pytest.raises(Forbidden):
        requests.ask(enrolment=case, what="…", why="", actor=world.reach("zimin"), at=AT)


@pytest.mark.clause("chebula:5.1.b")
def test_a_visit_needs_the_consent_of_the_teacher_and_the_innovation(
    world: World, case: Enrolment
) -> None:
    tutor = world.reach("dorohova", NEXT)
    silent = proposed(world, case)
    outside = agreed(world, case, within_subject=False)
    for row in (silent, outside):
        with pytest.raises(Refused) as refused:
            operations.hold_visit(
                visit=row.pk, row_version=None, held_on=NEXT, sheet="Лист", actor=tutor, at=AT
            )
        assert refused.value.decision.refusals[0].clause == "5.1.b"
        row.refresh_from_db()
        assert row.sheet == ""
    assert held(world, case).status == "held"
    assert board(world, NEXT)["5.1.b"].state == State.MET


@pytest.mark.clause("chebula:5.1.c")
def test_an_opinion_is_read_by_the_tutee_who_may_complain_of_it(
    world: World, case: Enrolment
) -> None:
    row = opined(world, case)
    assert access.may_read_texts(world.reach("lapshina"), row)
    assert not access.opinions(world.reach("safronova")).exists()
    operations.complain(
        opinion=row.pk, row_version=1, complaint="Тон", actor=world.reach("lapshina"), at=AT
    )
    assert row in access.opinions(world.reach("safronova"))


@pytest.mark.clause("chebula:5.1.d")
def test_a_colleague_is_told_only_what_the_advice_requires(world: World, case: Enrolment) -> None:
    row = requests.ask_colleague(
        enrolment=case,
        colleague=world.appointments["oreshkina"],
        question="Как быть?",
        actor=world.reach("dorohova"),
        at=AT,
    )
    colleague = world.reach("oreshkina")
    assert request_access.may_read_texts(colleague, row)
    assert not request_access.may_see_case(colleague, row)
    assert not access.visits(colleague).exists()
    row = requests.answer(request=row.pk, row_version=1, answer="Совет", actor=colleague, at=AT)
    assert row.status == "answered"


@pytest.mark.clause("chebula:6.2.a")
def test_a_request_without_an_answer_breaches_the_clause_after_its_day(
    world: World, case: Enrolment
) -> None:
    row = requests.ask(enrolment=case, what="…", why="", actor=world.reach("dorohova"), at=AT)
    late = date(2027, 1, 28)
    states = [board(world, day)["6.2.a"].state for day in (TODAY, row.due, late)]
    assert states == [State.ON_TRACK, State.AT_RISK, State.BREACHED]
    requests.answer(
        request=row.pk, row_version=1, answer="…", actor=world.reach("lapshina", late), at=AT
    )
    assert board(world, late)["6.2.a"].state == State.MET


@pytest.mark.clause("chebula:6.2.b")
def test_a_recommendation_is_done_or_has_a_reason(world: World, case: Enrolment) -> None:
    done, not_done = recommended(world, case), recommended(world, case)
    tutee = world.reach("lapshina")
    late = date(2027, 2, 6)
    assert board(world, late)["6.2.b"].state == State.BREACHED
    operations.mark_done(recommendation=done.pk, row_version=1, actor=tutee, at=AT)
    operations.mark_not_done(
        recommendation=not_done.pk, row_version=1, reason="Нет проектора", actor=tutee, at=AT
    )
    stands = board(world, late)["6.2.b"]
    assert (stands.state, stands.met, stands.of) == (State.MET, 2, 2)
