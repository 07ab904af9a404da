"""Walking a route: stages in their order, steps, evidence, notes, products, closing."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.files.keeping import receive
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Notice
from marshrut.people.models import Employment
from marshrut.people.paper import Paper
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Product, Reflection, Route, StepEvidence
from marshrut.routes.queries import route_guarding
from marshrut.routes.sheets import sheet_of
from tests.routes.walk import Walk
from tests.world import AT, TODAY, World

PARTY = ("lapshina", "dorohova")
OTHERS = ("zimin", "safronova", "grachev", "oreshkina", "prohorov")


def clauses(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {objection.clause for objection in refused.value.decision.refusals}


# --- stages ----------------------------------------------------------------------------------
def test_the_first_stage_is_not_left_without_an_interview_and_problems(walk: Walk) -> None:
    with pytest.raises(Refused) as refused:
        walk.pass_stage()
    assert clauses(refused) == {"4.5.1"}
    assert len(refused.value.decision.refusals) == 2
    walk.product("interview")
    with pytest.raises(Refused):
        walk.pass_stage()
    walk.product("problem_field")
    assert walk.pass_stage().stage == "organisational"


def test_the_plan_must_be_acknowledged_before_the_main_stage(walk: Walk) -> None:
    walk.interview()
    walk.pass_stage()
    walk.write_plan()
    walk.propose()
    with pytest.raises(Refused) as refused:
        walk.pass_stage()
    assert clauses(refused) == {"4.5.2"}
    walk.acknowledge()
    row = walk.pass_stage()
    assert (row.stage, row.status) == ("main", "running")


def test_after_the_last_stage_the_route_is_evaluated_and_no_stage_is_left(walk: Walk) -> None:
    walk.to_evaluated()
    assert walk.fresh().status == "evaluated"
    with pytest.raises(Wrong, match="stages_over"):
        walk.pass_stage()


def test_a_stage_entered_late_gets_time_of_its_own(walk: Walk) -> None:
    walk.interview()
    walk.pass_stage(TODAY)
    stage = walk.route.stages.get(key="organisational")
    assert (stage.entered_on, stage.due) == (TODAY, date(2027, 2, 22))


def test_no_stage_is_skipped_where_the_regulation_forbids_it(walk: Walk) -> None:
    with pytest.raises(Refused) as refused:
        operations.skip_stage(
            route=walk.route.pk, row_version=None, decision="Некогда", **walk.at(None)
        )
    assert clauses(refused) == {"4.5"}
    assert walk.fresh().stage == "diagnostic"


@pytest.mark.parametrize("name", ["lapshina", *OTHERS])
def test_only_the_tutor_leads_through_the_stages(walk: Walk, name: str) -> None:
    walk.interview()
    with pytest.raises(Forbidden):
        operations.pass_stage(
            route=walk.route.pk, row_version=None, actor=walk.world.reach(name), at=AT
        )


def test_a_stage_is_not_left_before_it_is_entered_or_in_the_future(walk: Walk) -> None:
    walk.interview()
    for day, code in ((date(2026, 9, 1), "dates"), (date(2027, 2, 1), "future_date")):
        with pytest.raises(Wrong, match=code):
            operations.pass_stage(
                route=walk.route.pk, row_version=None, happened_on=day, **walk.at(None)
            )


# --- steps -----------------------------------------------------------------------------------
def test_a_step_goes_from_evidence_through_checking_to_acceptance(walk: Walk) -> None:
    step = walk.step()
    tutee = walk.tutee()
    operations.add_evidence(step=step.pk, text="Листы 7Б", actor=tutee, at=AT)
    step.refresh_from_db()
    assert step.status == "in_work"
    operations.submit_step(step=step.pk, row_version=None, result="Вышло", actor=tutee, at=AT)
    operations.return_step(step=step.pk, row_version=None, remark="Уточнить", **walk.at(None))
    step.refresh_from_db()
    assert (step.status, step.remark) == ("to_correct", "Уточнить")
    operations.submit_step(step=step.pk, row_version=None, result="Вышло 2", actor=tutee, at=AT)
    operations.accept_step(step=step.pk, row_version=None, **walk.at(None))
    step.refresh_from_db()
    assert (step.status, step.accepted_on, step.remark) == ("accepted", TODAY, "")
    with pytest.raises(Wrong, match="step_done"):
        operations.submit_step(step=step.pk, row_version=None, result="?", actor=tutee, at=AT)


def test_evidence_may_be_a_photo_and_must_be_something(walk: Walk) -> None:
    step = walk.step()
    received = receive(chunks=[b"%PDF-1.4 leaf"], name="leaf.pdf")
    made = operations.add_evidence(step=step.pk, received=received, actor=walk.tutee(), at=AT)
    assert made.file is not None
    with pytest.raises(Wrong, match="nothing_given"):
        operations.add_evidence(step=step.pk, text=" ", actor=walk.tutee(), at=AT)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_outside_the_pair_touches_a_step(walk: Walk, name: str) -> None:
    step = walk.step()
    reach = walk.world.reach(name)
    calls = (
        lambda: operations.add_evidence(step=step.pk, text="чужое", actor=reach, at=AT),
        lambda: operations.submit_step(
            step=step.pk, row_version=None, result="чужое", actor=reach, at=AT
        ),
        lambda: operations.accept_step(step=step.pk, row_version=None, actor=reach, at=AT),
        lambda: operations.drop_step(
            step=step.pk, row_version=None, reason="чужое", actor=reach, at=AT
        ),
        lambda: operations.add_note(route=walk.route.pk, text="чужое", actor=reach, at=AT),
        lambda: operations.reflect(route=walk.route.pk, worked="чужое", actor=reach, at=AT),
    )
    for call in calls:
        with pytest.raises(Forbidden):
            call()
    assert not StepEvidence.objects.exists()


def test_a_tutee_accepts_no_step_of_their_own(walk: Walk) -> None:
    step = walk.step()
    with pytest.raises(Forbidden):
        operations.accept_step(step=step.pk, row_version=None, actor=walk.tutee(), at=AT)


def test_a_dropped_step_stays_with_its_reason(walk: Walk) -> None:
    step = walk.step()
    operations.drop_step(step=step.pk, row_version=None, reason="Ремонт", **walk.at(None))
    step.refresh_from_db()
    assert (step.status, step.dropped_reason) == ("dropped", "Ремонт")
    with pytest.raises(Wrong, match="step_done"):
        operations.add_evidence(step=step.pk, text="поздно", actor=walk.tutee(), at=AT)


def test_a_note_reaches_the_tutee_and_is_a_contact(walk: Walk) -> None:
    step = walk.step()
    note = operations.add_note(
        route=walk.route.pk, step=step.pk, text="Посмотрите листы", **walk.at(None)
    )
    assert note.author == walk.world.people["dorohova"]
    assert walk.fresh().last_contact_on == TODAY
    assert Notice.objects.filter(code="note_added").count() == 1


def test_a_reflection_may_leave_prompts_empty_but_not_all(walk: Walk) -> None:
    operations.reflect(route=walk.route.pk, worked="Критерии", actor=walk.tutee(), at=AT)
    assert Reflection.objects.get().hard == ""
    with pytest.raises(Wrong, match="nothing_given"):
        operations.reflect(route=walk.route.pk, actor=walk.tutee(), at=AT)


# --- products --------------------------------------------------------------------------------
def test_what_the_tutor_records_is_accepted_on_the_day_it_happened(walk: Walk) -> None:
    row = walk.product("interview", happened_on=date(2027, 1, 12))
    assert (row.status, row.accepted_on, row.submitted_on) == (
        "accepted",
        date(2027, 1, 12),
        TODAY,
    )
    assert walk.fresh().last_contact_on == date(2027, 1, 12)


def test_the_tutees_report_goes_to_the_tutor_and_back(walk: Walk) -> None:
    row = walk.product("final_report")
    assert row.status == "submitted"
    operations.return_product(product=row.pk, row_version=None, remark="Цифры", **walk.at(None))
    operations.edit_product(
        product=row.pk, row_version=None, content={"text": "С цифрами"}, actor=walk.tutee(), at=AT
    )
    operations.submit_product(product=row.pk, row_version=None, actor=walk.tutee(), at=AT)
    with pytest.raises(Forbidden):
        operations.accept_product(product=row.pk, row_version=None, actor=walk.tutee(), at=AT)
    row = operations.accept_product(product=row.pk, row_version=None, **walk.at(None))
    assert (row.status, row.accepted_on) == ("accepted", TODAY)


def test_a_product_is_made_by_who_owes_it(walk: Walk) -> None:
    wrong = (("final_report", "dorohova"), ("interview", "lapshina"), ("tutor_analysis", "zimin"))
    for kind, name in wrong:
        with pytest.raises(Forbidden):
            operations.keep_product(
                route=walk.route.pk,
                kind=kind,
                content={"text": "?"},
                actor=walk.world.reach(name),
                at=AT,
            )


def test_the_report_may_be_entered_from_paper_for_the_tutee(walk: Walk) -> None:
    row = operations.keep_product(
        route=walk.route.pk,
        kind="final_report",
        content={"done": "С листа"},
        paper=Paper(basis="paper", happened_on=TODAY),
        **walk.at(None),
    )
    assert row.author == walk.world.people["lapshina"]


def test_unknown_kinds_second_copies_and_empty_ones_are_refused(walk: Walk) -> None:
    for kind, code in (
        ("poem", "unknown_product"),
        ("trajectory", "unknown_product"),
        ("bloom_constructor", "unknown_product"),
    ):
        with pytest.raises(Wrong, match=code):
            walk.product(kind)
    walk.product("interview")
    with pytest.raises(Wrong, match="product_exists"):
        walk.product("interview")
    with pytest.raises(Wrong, match="product_empty"):
        walk.product("problem_field", content={"problems": ""})


def test_a_submitted_product_is_changed_no_more(walk: Walk) -> None:
    row = walk.product("interview")
    with pytest.raises(Wrong, match="product_submitted"):
        operations.edit_product(
            product=row.pk, row_version=None, content={"talk": "иначе"}, **walk.at(None)
        )


def test_a_constructor_is_the_tutors_own_and_may_be_drafted_together(walk: Walk) -> None:
    row = operations.keep_own_product(
        appointment=walk.world.appointments["dorohova"].pk,
        kind="bloom_constructor",
        title="Линейная функция",
        content={"aims": "Понимать"},
        together=walk.route,
        **walk.at(None),
    )
    operations.edit_product(
        product=row.pk, row_version=None, content={"aims": "Вместе"}, actor=walk.tutee(), at=AT
    )
    row = operations.submit_product(product=row.pk, row_version=None, **walk.at(None))
    assert row.status == "accepted"
    with pytest.raises(Forbidden):
        operations.keep_own_product(
            appointment=walk.world.appointments["dorohova"].pk,
            kind="bloom_constructor",
            content={"aims": "?"},
            actor=walk.world.reach("oreshkina"),
            at=AT,
        )


# --- closing ---------------------------------------------------------------------------------
def test_a_route_is_closed_only_with_everything_and_the_refusal_names_all(walk: Walk) -> None:
    walk.to_evaluated()
    with pytest.raises(Refused) as refused:
        walk.close()
    assert clauses(refused) == {"4.5.4", "4.6", "6.2.d", "6.1.a"}


def test_a_route_with_stages_ahead_is_not_closed(walk: Walk) -> None:
    with pytest.raises(Wrong, match="stages_ahead"):
        walk.close()


def test_closing_at_the_term_needs_no_agreement_and_ends_the_case(walk: Walk) -> None:
    last = date(2027, 5, 25)
    walk.to_evaluated(last)
    walk.papers(last)
    row = walk.close(last)
    assert (row.status, row.closed_on) == ("effective", last)
    case = Enrolment.objects.get(pk=walk.route.enrolment_id)
    assert (case.end, case.until) == ("finished", last)
    assert walk.world.enrolment("lapshina").subject is None
    with pytest.raises(Wrong, match="closed"):
        walk.pass_stage(last)


def test_closing_earlier_needs_the_tutees_own_agreement(walk: Walk) -> None:
    walk.to_evaluated()
    walk.papers()
    with pytest.raises(Refused) as refused:
        walk.close()
    assert clauses(refused) == {"6.1.a"}
    operations.agree_to_close(route=walk.route.pk, row_version=None, actor=walk.tutee(), at=AT)
    assert walk.close(outcome="partly").outcome == "partly"


def test_nobody_agrees_to_close_for_the_tutee_without_paper(walk: Walk) -> None:
    for name in ("dorohova", "zimin", "grachev"):
        with pytest.raises(Forbidden):
            operations.agree_to_close(
                route=walk.route.pk, row_version=None, actor=walk.world.reach(name), at=AT
            )


def test_giving_up_needs_only_a_reason_and_a_date(walk: Walk) -> None:
    with pytest.raises(Wrong, match="reason_needed"):
        operations.give_up(route=walk.route.pk, row_version=None, reason="", **walk.at(None))
    row = operations.give_up(
        route=walk.route.pk, row_version=None, reason="Перевели в другие классы", **walk.at(None)
    )
    assert (row.outcome, row.closed_on) == ("given_up", TODAY)
    subject = Route.objects.get(pk=row.pk).enrolment.subject
    assert subject is not None
    assert subject.given_up_on == TODAY


@pytest.mark.parametrize("name", ["grachev", "oreshkina", "prohorov", "stranger"])
def test_a_stranger_gives_nothing_up(walk: Walk, name: str) -> None:
    with pytest.raises(Forbidden):
        operations.give_up(
            route=walk.route.pk, row_version=None, reason="?", actor=walk.world.reach(name), at=AT
        )


@pytest.mark.parametrize("name", ["lapshina", "zimin", "grachev"])
def test_only_the_tutor_closes_with_a_result(walk: Walk, name: str) -> None:
    with pytest.raises(Forbidden):
        operations.close_route(
            route=walk.route.pk,
            row_version=None,
            outcome="effective",
            actor=walk.world.reach(name),
            at=AT,
        )


def test_a_given_up_result_cannot_be_slipped_in_by_closing(walk: Walk) -> None:
    with pytest.raises(Wrong, match="unknown_outcome"):
        walk.close(outcome="given_up")


# --- the tutor's own end ---------------------------------------------------------------------
def end(world: World, on: date) -> Appointment:
    return operations.finish_appointment(
        appointment=world.appointments["dorohova"].pk,
        row_version=None,
        on=on,
        reason="срок окончен",
        actor=world.reach("zimin", min(on, date(2027, 8, 31))),
        at=AT,
    )


def test_an_appointment_does_not_end_at_its_term_without_a_constructor(walk: Walk) -> None:
    last = walk.world.programme.until
    with pytest.raises(Refused) as refused:
        end(walk.world, last)
    assert clauses(refused) == {"6.1.c"}
    made = operations.keep_own_product(
        appointment=walk.world.appointments["dorohova"].pk,
        kind="bloom_constructor",
        content={"aims": "Понимать"},
        **walk.at(None),
    )
    operations.submit_product(product=made.pk, row_version=None, **walk.at(None))
    assert end(walk.world, last).end_reason == "срок окончен"


def test_an_appointment_that_ends_earlier_leaves_the_tutee_without_a_tutor(walk: Walk) -> None:
    end(walk.world, TODAY)
    assert not Pairing.objects.filter(enrolment=walk.route.enrolment, until=None).exists()
    assert Product.objects.count() == 0


# --- before the beginning, after the end ---------------------------------------------------------
def test_nothing_of_a_route_happens_before_the_case(walk: Walk) -> None:
    step = walk.step()
    walk.write_plan()
    early = date(2026, 9, 1)
    for deed, thing in (
        (operations.propose, {"route": walk.route.pk}),
        (operations.accept_step, {"step": step.pk}),
    ):
        with pytest.raises(Wrong, match="before_route"):
            deed(**thing, row_version=None, happened_on=early, **walk.at(None))  # type: ignore[operator]


def leave(walk: Walk) -> None:
    job = Employment.objects.get(person=walk.world.people["lapshina"])
    programmes.leave(employment=job.pk, until=TODAY, actor=walk.world.reach("zimin"), at=AT)


def test_the_route_of_who_left_owes_nothing_and_can_be_ended(walk: Walk) -> None:
    walk.to_main()
    leave(walk)
    row = walk.fresh()
    assert not sheet_of(row, route_guarding(row, TODAY), TODAY).open
    zimin = walk.world.reach("zimin")
    row = operations.give_up(route=row.pk, row_version=None, reason="Переезд", actor=zimin, at=AT)
    assert row.outcome == "given_up"
    assert row.enrolment.end == "left"


def test_who_left_writes_nothing_more_into_the_route(walk: Walk) -> None:
    walk.to_main()
    leave(walk)
    with pytest.raises(Forbidden):
        operations.reflect(route=walk.route.pk, worked="…", actor=walk.tutee(), at=AT)
