"""Rows of the Chebulinsky model that routes close: by deeds, and by how the clause stands."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities.models import LessonVisit
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.assessing import Assessment
from marshrut.norms.findings import State
from marshrut.oversight.gather import gather
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Product
from tests.routes.walk import PLAN, Walk, begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
LAST = date(2027, 5, 25)


@pytest.fixture
def walk() -> Walk:
    return begin(build())


def board(walk: Walk, on: date = TODAY) -> dict[str, Assessment]:
    """How the clauses stand by all that the programme's nouns show."""
    found = guarding(walk.world.programme, on)
    return found.rules.assess(gather(found, on), on, found.waived)


def state(walk: Walk, clause: str, on: date = TODAY) -> State:
    return board(walk, on)[clause].state


def refused_by(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {objection.clause for objection in refused.value.decision.refusals}


def write(walk: Walk, form: str, **parts: str) -> None:
    operations.write_parts(
        route=walk.route.pk, row_version=None, form=form, parts=parts, **walk.at(None)
    )


@pytest.mark.clause("chebula:1.3")
def test_support_has_two_parties_and_resources_in_two_lists(walk: Walk) -> None:
    pair = Pairing.objects.get(enrolment=walk.route.enrolment_id, until=None)
    assert pair.appointment.person != walk.world.people["lapshina"]
    with pytest.raises(Wrong, match="unknown_part"):
        write(walk, "resources", other_resources="Прочее")
    write(walk, "resources", inner_resources="Опыт", outer_resources="Методобъединение")
    walk.write_plan()
    walk.propose()
    assert state(walk, "3.1.b") is State.MET


@pytest.mark.clause("chebula:1.7")
def test_a_trajectory_is_a_plan_with_ways_and_conditions(walk: Walk) -> None:
    write(walk, "trajectory", introduction_plan="План", ways="Способы")
    write(walk, "schedule", **PLAN["schedule"])
    with pytest.raises(Refused) as refused:
        walk.propose()
    assert refused_by(refused) == {"1.7"}
    assert state(walk, "1.7") is State.ON_TRACK
    write(walk, "trajectory", conditions="Один проектор")
    walk.propose()
    assert state(walk, "1.7") is State.MET


@pytest.mark.clause("chebula:3.1.a")
def test_conditions_readiness_process_and_results_are_studied(walk: Walk) -> None:
    parts = ("conditions", "readiness", "process_analysis", "results_analysis")
    for part in parts:
        assert state(walk, "3.1.a") is not State.MET
        write(walk, "diagnosis", **{part: "Записано"})
    assert state(walk, "3.1.a") is State.MET


@pytest.mark.clause("chebula:3.1.b")
def test_the_tutor_authors_the_trajectory_and_not_the_tutee(walk: Walk) -> None:
    with pytest.raises(Forbidden):
        operations.write_parts(
            route=walk.route.pk,
            row_version=None,
            form="trajectory",
            parts={"ways": "Свои"},
            actor=walk.tutee(),
            at=AT,
        )
    write(walk, "trajectory", ways="Способы")
    assert walk.fresh().content["trajectory"]["ways"] == "Способы"


@pytest.mark.clause("chebula:3.1.c")
def test_the_tutor_leaves_notes_against_steps(walk: Walk) -> None:
    step = walk.step()
    note = operations.add_note(
        route=walk.route.pk, step=step.pk, text="Материал к шагу", **walk.at(None)
    )
    assert list(step.notes.all()) == [note]
    with pytest.raises(Forbidden):
        operations.add_note(route=walk.route.pk, text="?", actor=walk.tutee(), at=AT)


@pytest.mark.clause("chebula:4.4")
def test_each_pair_justifies_its_own_schedule(walk: Walk) -> None:
    write(walk, "trajectory", **PLAN["trajectory"])
    with pytest.raises(Refused) as refused:
        walk.propose()
    assert refused_by(refused) == {"4.4"}
    write(walk, "schedule", experience="22 года", conditions="Вторник", volume="Два класса")
    walk.propose()
    assert state(walk, "4.4") is State.MET


@pytest.mark.clause("chebula:4.5")
def test_four_stages_go_in_order_and_none_is_skipped(walk: Walk) -> None:
    with pytest.raises(Refused) as refused:
        operations.skip_stage(
            route=walk.route.pk, row_version=None, decision="Некогда", **walk.at(None)
        )
    assert refused_by(refused) == {"4.5"}
    assert state(walk, "4.5", date(2026, 9, 20)) is State.ON_TRACK
    assert state(walk, "4.5") is State.AT_RISK
    walk.to_evaluated()
    passed = walk.route.stages.values_list("key", flat=True)
    assert list(passed) == ["diagnostic", "organisational", "main", "evaluation"]
    assert not walk.route.stages.filter(left_on=None).exists()
    assert state(walk, "4.5") is State.MET


@pytest.mark.clause("chebula:4.5.1")
def test_the_diagnostic_stage_needs_an_interview_and_a_field_of_problems(walk: Walk) -> None:
    day = date(2026, 9, 15)
    assert state(walk, "4.5.1", day) is State.ON_TRACK
    assert state(walk, "4.5.1", date(2026, 10, 5)) is State.AT_RISK
    assert state(walk, "4.5.1", date(2026, 10, 10)) is State.BREACHED
    walk.product("interview", day)
    with pytest.raises(Refused) as refused:
        walk.pass_stage(day)
    assert refused_by(refused) == {"4.5.1"}
    walk.product("problem_field", day)
    walk.pass_stage(day)
    assert state(walk, "4.5.1", day) is State.MET


@pytest.mark.clause("chebula:4.5.2")
@pytest.mark.clause("chebula:6.1.b")
def test_the_organisational_stage_needs_an_acknowledged_trajectory(walk: Walk) -> None:
    assert state(walk, "4.5.2", date(2026, 9, 15)) is State.NOT_YET
    walk.interview()
    walk.pass_stage()
    walk.write_plan()
    walk.propose()
    with pytest.raises(Refused) as refused:
        walk.pass_stage()
    assert refused_by(refused) == {"4.5.2"}
    assert state(walk, "6.1.b") is State.ON_TRACK
    walk.acknowledge()
    walk.pass_stage()
    assert state(walk, "4.5.2") is State.MET
    assert state(walk, "6.1.b") is State.MET


@pytest.mark.clause("chebula:4.5.3")
def test_a_visit_is_tied_to_a_step_or_marked_as_extra(walk: Walk) -> None:
    walk.to_main()
    step = walk.step(reason="посещение")
    visit = LessonVisit.objects.create(
        programme=walk.world.programme,
        unit=walk.world.school,
        enrolment=walk.route.enrolment,
        appointment=walk.world.appointments["dorohova"],
        on=date(2027, 1, 20),
        topic="Линейная функция",
        purpose="Критерии",
        status="held",
        proposed_on=date(2027, 1, 10),
        due=date(2027, 1, 14),
        agreed_on=date(2027, 1, 11),
        held_on=date(2027, 1, 20),
    )
    assert state(walk, "4.5.3") is State.AT_RISK  # soft: it stays, and the board says so
    operations.link_step(step=step.pk, visit=visit, **walk.at(None))
    assert state(walk, "4.5.3") is State.MET


@pytest.mark.clause("chebula:4.5.4")
def test_the_result_is_assessed_before_the_route_is_closed(walk: Walk) -> None:
    walk.to_evaluated(LAST)
    walk.product("tutor_analysis", LAST)
    report = walk.product("final_report", LAST)
    operations.accept_product(product=report.pk, row_version=None, **walk.at(LAST))
    with pytest.raises(Refused) as refused:
        walk.close(LAST)
    assert refused_by(refused) == {"4.5.4"}
    walk.product("result_sheet", LAST)
    walk.close(LAST)
    assert state(walk, "4.5.4", LAST) is State.MET


@pytest.mark.clause("chebula:4.6")
def test_effect_is_confirmed_by_the_tutors_analysis(walk: Walk) -> None:
    walk.to_evaluated(LAST)
    walk.product("result_sheet", LAST)
    report = walk.product("final_report", LAST)
    operations.accept_product(product=report.pk, row_version=None, **walk.at(LAST))
    for outcome in ("effective", "partly", "unconfirmed"):
        with pytest.raises(Refused) as refused:
            walk.close(LAST, outcome)
        assert refused_by(refused) == {"4.6"}
    walk.product("tutor_analysis", LAST)
    walk.close(LAST)
    assert state(walk, "4.6", LAST) is State.MET
    assert board(walk, LAST)["2.1"].met == 1


@pytest.mark.clause("chebula:4.6")
def test_an_introduction_given_up_needs_no_analysis(walk: Walk) -> None:
    operations.give_up(route=walk.route.pk, row_version=None, reason="Перевод", **walk.at(None))
    assert state(walk, "4.6") is State.NOT_YET
    assert not Product.objects.exists()


@pytest.mark.clause("chebula:5.2")
def test_a_case_is_not_closed_over_the_tutees_head_while_the_innovation_lasts(walk: Walk) -> None:
    walk.to_evaluated()
    walk.papers()
    with pytest.raises(Refused) as refused:
        walk.close()
    assert refused_by(refused) == {"6.1.a"}
    assert Enrolment.objects.get(pk=walk.route.enrolment_id).until is None
    operations.agree_to_close(route=walk.route.pk, row_version=None, actor=walk.tutee(), at=AT)
    walk.close()
    assert state(walk, "5.2") is State.MET


@pytest.mark.clause("chebula:5.2")
@pytest.mark.clause("chebula:6.1.a")
def test_a_tutee_left_without_a_tutor_shows_at_once_until_another_takes_over(walk: Walk) -> None:
    assert state(walk, "6.1.a") is State.ON_TRACK
    world = walk.world
    operations.finish_appointment(
        appointment=world.appointments["dorohova"].pk,
        row_version=None,
        on=TODAY,
        reason="переезд",
        actor=world.reach("zimin"),
        at=AT,
    )
    assert state(walk, "6.1.a") is State.BREACHED
    assert state(walk, "5.2") is State.BREACHED
    successor = _another_tutor(world)
    Pairing.objects.get_or_create(
        enrolment=walk.route.enrolment,
        until=None,
        defaults={"appointment": successor, "since": TODAY},
    )
    assert state(walk, "6.1.a") is State.ON_TRACK


def _another_tutor(world: World) -> Appointment:
    post = "заместитель директора по УМР"
    world.employ("nikitina", world.school, post, "deputy_head")
    return world.appoint("nikitina", world.school, "12-о", TODAY)


@pytest.mark.clause("chebula:6.1.c")
def test_the_tutor_owes_an_analysis_of_each_case_and_one_constructor(walk: Walk) -> None:
    walk.to_evaluated(LAST)
    assert state(walk, "6.1.c", LAST) is State.AT_RISK  # 4.6 is repeated here
    walk.papers(LAST)
    walk.close(LAST)
    world = walk.world
    last = date(2027, 8, 31)
    with pytest.raises(Refused) as refused:
        operations.finish_appointment(
            appointment=world.appointments["dorohova"].pk,
            row_version=None,
            on=world.programme.until,
            reason="срок",
            actor=world.reach("zimin", last),
            at=AT,
        )
    assert refused_by(refused) == {"6.1.c"}
    for name in ("dorohova", "oreshkina"):
        by = world.reach(name, LAST)
        made = operations.keep_own_product(
            appointment=world.appointments[name].pk,
            kind="bloom_constructor",
            content={"aims": "Понимать"},
            actor=by,
            at=AT,
        )
        operations.submit_product(product=made.pk, row_version=None, actor=by, at=AT)
    assert state(walk, "6.1.c", LAST) is State.MET


@pytest.mark.clause("chebula:6.2.c")
def test_growth_along_the_route_shows_in_steps_done(walk: Walk) -> None:
    assert state(walk, "6.2.c") is State.NOT_YET
    first, second = walk.step(), walk.step("Лист самопроверки", due=date(2027, 1, 15))
    walk.agree_plan()
    operations.submit_step(
        step=first.pk, row_version=None, result="Вышло", actor=walk.tutee(), at=AT
    )
    operations.accept_step(step=first.pk, row_version=None, **walk.at(None))
    found = board(walk)["6.2.c"]
    assert (found.met, found.of, found.state) == (1, 2, State.ON_TRACK)
    operations.accept_step(step=second.pk, row_version=None, **walk.at(None))
    assert state(walk, "6.2.c") is State.MET


@pytest.mark.clause("chebula:6.2.d")
def test_the_route_waits_for_the_tutees_final_report(walk: Walk) -> None:
    walk.to_evaluated(LAST)
    walk.product("result_sheet", LAST)
    walk.product("tutor_analysis", LAST)
    report = walk.product("final_report", LAST)
    with pytest.raises(Refused) as refused:
        walk.close(LAST)
    assert refused_by(refused) == {"6.2.d"}
    operations.accept_product(product=report.pk, row_version=None, **walk.at(LAST))
    walk.close(LAST)
    assert state(walk, "6.2.d", LAST) is State.MET


@pytest.mark.clause("chebula:6.1.a")
def test_a_paused_case_keeps_its_tutor(walk: Walk) -> None:
    programmes.pause_case(
        enrolment=walk.route.enrolment_id, row_version=None, reason="болезнь", **walk.at(None)
    )
    assert state(walk, "6.1.a") is State.ON_TRACK
