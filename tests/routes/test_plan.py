"""Beginning a route, writing and agreeing its plan, changing it afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes.models import SchoolConditions
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Product, Route, RouteRevision
from tests.routes.walk import BEGUN, PLAN, Walk, begin
from tests.world import AT, TODAY, World


def lacking(refused: pytest.ExceptionInfo[Refused]) -> dict[str, object]:
    return {o.clause: o.finding.found for o in refused.value.decision.refusals}


def write(walk: Walk, form: str, **parts: str) -> Route:
    return operations.write_parts(
        route=walk.route.pk, row_version=None, form=form, parts=parts, **walk.at(None)
    )


def test_a_case_begins_with_its_route_on_the_first_stage(walk: Walk) -> None:
    stages = list(walk.route.stages.values_list("key", "entered_on", "due"))
    assert stages == [
        ("diagnostic", BEGUN, date(2026, 10, 9)),
        ("organisational", None, date(2026, 11, 9)),
        ("main", None, date(2027, 5, 10)),
        ("evaluation", None, date(2027, 5, 25)),
    ]
    assert walk.route.status == "draft"
    assert walk.route.due == date(2027, 5, 25)


def test_a_route_keeps_the_version_it_was_made_under(walk: Walk) -> None:
    assert walk.route.version == walk.world.version


def test_a_case_without_an_innovation_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        operations.begin_case(
            listed=world.enrolment("lapshina").pk,
            subject=None,
            actor=world.reach("dorohova"),
            at=AT,
        )
    assert "1.2" in lacking(refused)
    assert not Route.objects.exists()


def test_a_stranger_opens_no_case(world: World) -> None:
    subject = world.subject("lapshina")
    for name in ("stranger", "oreshkina", "belov", "grachev"):
        with pytest.raises(Forbidden):
            operations.begin_case(
                listed=world.enrolment("lapshina").pk,
                subject=subject,
                actor=world.reach(name),
                at=AT,
            )


def test_a_case_opened_before_gets_its_route_once(world: World) -> None:
    case = world.case("lapshina")
    route = operations.draft_route(enrolment=case.pk, actor=world.reach("dorohova"), at=AT)
    assert route.stage == "diagnostic"
    with pytest.raises(Wrong, match="twice"):
        operations.draft_route(enrolment=case.pk, actor=world.reach("dorohova"), at=AT)


def test_the_tutor_writes_the_parts_and_nobody_else(walk: Walk) -> None:
    write(walk, "trajectory", ways="  Приёмы  ")
    assert walk.fresh().content == {"trajectory": {"ways": "Приёмы"}}
    assert walk.fresh().filled == {"trajectory": {"ways": TODAY.isoformat()}}
    for name in ("lapshina", "zimin", "safronova", "oreshkina"):
        with pytest.raises(Forbidden):
            operations.write_parts(
                route=walk.route.pk,
                row_version=None,
                form="trajectory",
                parts={"ways": "чужое"},
                actor=walk.world.reach(name),
                at=AT,
            )


def test_only_parts_that_the_regulation_names_are_written(walk: Walk) -> None:
    with pytest.raises(Wrong, match="unknown_part"):
        write(walk, "trajectory", motto="Вперёд")
    with pytest.raises(Wrong, match="unknown_form"):
        write(walk, "poem", ways="Вперёд")


def test_two_editors_never_overwrite_each_other(walk: Walk) -> None:
    version = walk.fresh().row_version
    write(walk, "trajectory", ways="Первый")
    with pytest.raises(Stale):
        operations.write_parts(
            route=walk.route.pk,
            row_version=version,
            form="trajectory",
            parts={"ways": "Второй"},
            **walk.at(None),
        )


def test_texts_of_the_pair_stay_out_of_the_journal(walk: Walk) -> None:
    write(walk, "diagnosis", readiness="тайное слово")
    walk.interview()
    kept = [str(entry.after) for entry in JournalEntry.objects.all()]
    assert not any("тайное слово" in text or "Текст" in text for text in kept)


def test_a_plan_with_gaps_is_not_proposed_and_all_gaps_are_told(walk: Walk) -> None:
    write(walk, "trajectory", ways="Приёмы")
    with pytest.raises(Refused) as refused:
        walk.propose()
    assert lacking(refused) == {
        "1.7": ("introduction_plan", "conditions"),
        "4.4": ("experience", "conditions", "volume"),
    }


def test_conditions_written_by_the_school_need_not_be_repeated(walk: Walk) -> None:
    SchoolConditions.objects.create(
        programme=walk.world.programme, unit=walk.world.school, text="Один проектор"
    )
    for form, parts in PLAN.items():
        write(walk, form, **{part: text for part, text in parts.items() if part != "conditions"})
    assert walk.propose().status == "proposed"


def test_the_tutee_is_told_of_the_plan_and_acknowledges_it(walk: Walk) -> None:
    walk.write_plan()
    walk.propose()
    assert Notice.objects.filter(
        code="route_proposed", user=walk.world.people["lapshina"].user
    ).exists()
    row = walk.acknowledge()
    assert row.status == "acquainted"
    assert row.revisions.get().number == 1
    product = Product.objects.get(kind="trajectory")
    assert (product.status, product.accepted_on) == ("accepted", TODAY)


def test_nobody_acknowledges_for_the_tutee_without_paper(walk: Walk) -> None:
    walk.write_plan()
    walk.propose()
    for name in ("dorohova", "zimin", "safronova", "grachev"):
        with pytest.raises(Forbidden):
            operations.acknowledge_route(
                route=walk.route.pk, row_version=None, actor=walk.world.reach(name), at=AT
            )


def test_the_word_may_come_from_paper_with_its_real_day(walk: Walk) -> None:
    walk.write_plan(date(2027, 1, 10))
    walk.propose(date(2027, 1, 10))
    paper = Paper(basis="paper", happened_on=date(2027, 1, 15))
    row = operations.acknowledge_route(
        route=walk.route.pk, row_version=None, paper=paper, **walk.at(None)
    )
    assert row.agreed_on == date(2027, 1, 15)
    assert PaperRecord.objects.get().person == walk.world.people["lapshina"]


def test_a_word_from_paper_is_refused_to_strangers_and_to_the_future(walk: Walk) -> None:
    walk.write_plan()
    walk.propose()
    for name, day in (("grachev", TODAY), ("oreshkina", TODAY)):
        with pytest.raises(Forbidden):
            operations.acknowledge_route(
                route=walk.route.pk,
                row_version=None,
                paper=Paper(basis="phone", happened_on=day),
                actor=walk.world.reach(name),
                at=AT,
            )
    with pytest.raises(Wrong, match="future_date"):
        operations.acknowledge_route(
            route=walk.route.pk,
            row_version=None,
            paper=Paper(basis="phone", happened_on=date(2027, 1, 23)),
            **walk.at(None),
        )


def test_an_unproposed_plan_is_not_acknowledged(walk: Walk) -> None:
    walk.write_plan()
    with pytest.raises(Wrong, match="route_not_proposed"):
        walk.acknowledge()


def test_a_proposed_plan_may_be_taken_back_until_it_is_acknowledged(walk: Walk) -> None:
    walk.write_plan()
    walk.propose()
    operations.withdraw_proposal(route=walk.route.pk, row_version=None, **walk.at(None))
    assert walk.fresh().status == "draft"
    walk.propose()
    walk.acknowledge()
    with pytest.raises(Wrong, match="route_not_proposed"):
        operations.withdraw_proposal(route=walk.route.pk, row_version=None, **walk.at(None))


def test_a_proposed_plan_may_not_lose_a_part(walk: Walk) -> None:
    walk.write_plan()
    walk.propose()
    with pytest.raises(Refused):
        write(walk, "trajectory", ways=" ")
    assert walk.fresh().content["trajectory"]["ways"] == "Способы"


def test_after_agreement_the_plan_changes_only_by_a_revision_with_a_reason(walk: Walk) -> None:
    walk.agree_plan()
    with pytest.raises(Wrong, match="revise_instead"):
        write(walk, "trajectory", ways="Иначе")
    with pytest.raises(Wrong, match="reason_needed"):
        operations.revise(
            route=walk.route.pk,
            row_version=None,
            reason=" ",
            form="trajectory",
            parts={"ways": "Иначе"},
            **walk.at(None),
        )
    revision = operations.revise(
        route=walk.route.pk,
        row_version=None,
        reason="карантин",
        form="trajectory",
        parts={"ways": "Иначе"},
        **walk.at(None),
    )
    assert (revision.number, revision.reason) == (2, "карантин")
    first, second = RouteRevision.objects.order_by("number")
    assert first.content["texts"]["trajectory"]["ways"] == "Способы"
    assert second.content["texts"]["trajectory"]["ways"] == "Иначе"


def test_diagnosis_stays_open_for_writing_after_agreement(walk: Walk) -> None:
    walk.agree_plan()
    write(walk, "diagnosis", process_analysis="Идёт ровно")
    assert RouteRevision.objects.count() == 1


def test_a_revision_moves_the_last_day_of_a_stage_within_the_route(walk: Walk) -> None:
    walk.agree_plan()
    operations.revise(
        route=walk.route.pk,
        row_version=None,
        reason="карантин",
        dues={"diagnostic": date(2027, 2, 1)},
        **walk.at(None),
    )
    assert walk.route.stages.get(key="diagnostic").due == date(2027, 2, 1)
    with pytest.raises(Wrong, match="dates"):
        operations.revise(
            route=walk.route.pk,
            row_version=None,
            reason="карантин",
            dues={"main": date(2027, 8, 1)},
            **walk.at(None),
        )


def test_an_agreed_plan_cannot_be_revised_before_it_is_agreed(walk: Walk) -> None:
    with pytest.raises(Wrong, match="write_instead"):
        operations.revise(route=walk.route.pk, row_version=None, reason="повод", **walk.at(None))


def test_steps_of_an_agreed_plan_change_by_revisions(walk: Walk) -> None:
    step = walk.step()
    walk.agree_plan()
    with pytest.raises(Wrong, match="reason_needed"):
        walk.step("Ещё один")
    operations.move_step(
        step=step.pk,
        row_version=None,
        due=date(2027, 2, 5),
        reason="карантин",
        **walk.at(None),
    )
    step.refresh_from_db()
    assert (step.due, step.moved_from) == (date(2027, 2, 5), date(2026, 10, 14))
    assert [r.reason for r in RouteRevision.objects.order_by("number")] == ["", "карантин"]


def test_steps_stay_within_the_route_and_its_stages(walk: Walk) -> None:
    with pytest.raises(Wrong, match="after_route"):
        walk.step(due=date(2027, 6, 1))
    with pytest.raises(Wrong, match="before_route"):
        walk.step(due=date(2026, 9, 1))
    with pytest.raises(Wrong, match="unknown_stage"):
        walk.step(stage="graduation")


def test_a_tutee_does_not_write_steps_of_a_plan_that_the_tutor_draws_up(walk: Walk) -> None:
    with pytest.raises(Forbidden):
        operations.add_step(
            route=walk.route.pk,
            title="Свой шаг",
            stage="main",
            due=TODAY,
            actor=walk.tutee(),
            at=AT,
        )


def test_a_plan_is_copied_to_several_as_drafts(walk: Walk) -> None:
    walk.step()
    walk.agree_plan()
    others = [begin(walk.world, name).route.pk for name in ("grachev", "ershova")]
    operations.copy_route(route=walk.route.pk, to=others, **walk.at(None))
    for key in others:
        copy = Route.objects.get(pk=key)
        assert copy.status == "draft"
        assert copy.content["trajectory"]["ways"] == "Способы"
        assert [step.status for step in copy.steps.all()] == ["not_started"]


def test_copying_again_overwrites_nothing(walk: Walk) -> None:
    walk.step()
    walk.write_plan()
    other = begin(walk.world, "grachev")
    write(other, "trajectory", ways="Свои")
    for _ in range(2):
        operations.copy_route(route=walk.route.pk, to=[other.route.pk], **walk.at(None))
    assert other.fresh().content["trajectory"]["ways"] == "Свои"
    assert other.route.steps.count() == 1


def test_a_plan_is_not_copied_to_a_case_of_another_tutor(walk: Walk) -> None:
    foreign = begin(walk.world, "stranger", "oreshkina")
    with pytest.raises(Forbidden):
        operations.copy_route(route=walk.route.pk, to=[foreign.route.pk], **walk.at(None))
