"""Rows of kaltan on eligibility, coming in, goals and the trajectory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from django.db.models import Max

from marshrut.activities.operations import record_consultation
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.assessing import Assessment
from marshrut.norms.findings import State
from marshrut.oversight.gather import gather
from marshrut.people.models import Education, PaperRecord
from marshrut.programmes import access
from marshrut.programmes import operations as programmes
from marshrut.programmes.checking import check
from marshrut.programmes.models import Appointment, Enrolment, Waiver
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Route, RouteRevision, RouteStep
from tests.clauses import kaltan
from tests.clauses.kaltan import PAPER, SINCE
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return kaltan.district()


@pytest.fixture
def route(world: World) -> Route:
    return kaltan.began(world)


def because(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.clause, one.code) for one in refused.value.decision.refusals]


def stands(world: World) -> Mapping[str, Assessment]:
    found = guarding(world.programme, TODAY)
    return found.rules.assess(gather(found, TODAY), TODAY, found.waived)


# --- who may be a tutor ---------------------------------------------------------------------------
@pytest.mark.clause("kaltan:3.2")
def test_two_years_and_four_months_are_refused_by_the_clause(world: World) -> None:
    kaltan.experienced(world, "dorohova", date(2024, 9, 22))
    row = kaltan.candidate(world, "dorohova", TODAY)
    with pytest.raises(Refused) as refused:
        kaltan.appoint(world, row, TODAY)
    assert because(refused) == [("3.2", "experience")]
    finding = refused.value.decision.refusals[0].finding
    assert (finding.wanted, finding.found) == (36, 28)


@pytest.mark.clause("kaltan:3.2")
def test_three_years_to_the_day_are_enough_and_a_day_less_is_not(world: World) -> None:
    row = kaltan.candidate(world, "dorohova", TODAY)
    kaltan.experienced(world, "dorohova", date(2024, 1, 23))
    with pytest.raises(Refused):
        kaltan.appoint(world, row, TODAY)
    kaltan.experienced(world, "dorohova", date(2024, 1, 22))
    assert kaltan.appoint(world, row, TODAY).since == TODAY


@pytest.mark.clause("kaltan:3.2")
def test_other_higher_education_needs_a_waiver_and_only_that(world: World) -> None:
    Education.objects.filter(person=world.people["dorohova"]).update(field="other")
    row = kaltan.candidate(world, "dorohova", TODAY)
    with pytest.raises(Refused) as refused:
        kaltan.appoint(world, row, TODAY)
    assert because(refused) == [("3.2", "education")]
    waiver = programmes.ask_waiver(
        programme=world.programme, unit=row.unit_id, clause="3.2", code="education", kind="tutor",
        key=row.pk, label="Дорохова", reason="Переподготовка 2025 года",
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    programmes.decide_waiver(
        waiver=waiver.pk, row_version=None, granted=True, actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert Waiver.objects.get().status == "granted"
    assert kaltan.appoint(world, row, TODAY).since == TODAY


@pytest.mark.clause("kaltan:3.2", "kaltan:1.3")
def test_the_department_appoints_and_the_school_only_hands_in_its_paper(world: World) -> None:
    row = kaltan.candidate(world, "dorohova", TODAY)
    order = world.order(kaltan.department(world), "15-п", TODAY)
    given = {
        "appointment": row.pk, "row_version": None, "order": order, "since": TODAY,
        "until": world.programme.until, "at": AT,
    }  # fmt: skip
    with pytest.raises(Forbidden):
        programmes.appoint(**given, actor=world.reach("zimin"))
    assert programmes.appoint(**given, actor=world.reach("safronova")).since == TODAY


@pytest.mark.clause("kaltan:3.2")
def test_the_check_shows_each_condition_with_what_was_found(world: World) -> None:
    row = kaltan.candidate(world, "dorohova", TODAY)
    kaltan.experienced(world, "dorohova", date(2024, 9, 22))
    found = {
        one.finding.code: (one.state, one.finding.found)
        for one in check(row, guarding(world.programme, TODAY), TODAY)
        if one.clause.key == "3.2"
    }
    assert found["experience"] == ("breached", 28)
    assert found["education"] == ("met", [("higher", "pedagogy")])
    assert found["employed_in"] == ("met", ["school"])
    assert found["order_of"][0] == "not_yet"


@pytest.mark.clause("kaltan:1.3")
def test_the_coordinator_sees_every_organisation_and_a_head_only_their_own(world: World) -> None:
    kaltan.appoint(world, kaltan.candidate(world, "dorohova"))
    kaltan.joined(world, "lapshina")
    programmes.include(
        programme=world.programme, person=world.people["stranger"], unit=world.other_school.pk,
        basis="wish", since=SINCE, actor=world.reach("belov", SINCE), at=AT,
    )  # fmt: skip
    seen = {
        name: access.enrolments(world.reach(name)).count()
        for name in ("safronova", "zimin", "belov", "grachev")
    }
    assert seen == {"safronova": 2, "zimin": 1, "belov": 1, "grachev": 0}


# --- the dossier ----------------------------------------------------------------------------------
def _evidence(world: World, row: Appointment, who: str, kind: str, on: date = SINCE) -> object:
    return programmes.add_evidence_of_tutor(
        appointment=row.pk, kind=kind, title="Курс, 72 часа", on=on, actor=world.reach(who), at=AT
    )


def _dossier(world: World, row: Appointment) -> list[str]:
    found = check(row, guarding(world.programme, TODAY), TODAY)
    return [one.state for one in found if one.clause.key == "3.1"]


@pytest.mark.clause("kaltan:3.1")
def test_results_and_training_lie_in_the_dossier_and_lacking_they_only_warn(world: World) -> None:
    row = kaltan.candidate(world, "dorohova")
    assert _dossier(world, row) == ["at_risk", "at_risk"]
    assert kaltan.appoint(world, row).since == SINCE
    assert stands(world)["3.1"].state is State.AT_RISK
    for year in (2024, 2025, 2026):
        _evidence(world, row, "dorohova", "learning_results", date(year, 6, 1))
    training = programmes.add_evidence_of_tutor(
        appointment=row.pk, kind="adult_training", title="Курс", on=SINCE,
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    row = Appointment.objects.get(pk=row.pk)
    assert _dossier(world, row) == ["met", "met"]
    assert stands(world)["3.1"].state is State.MET
    programmes.withdraw_evidence_of_tutor(
        evidence=training.pk, row_version=None, actor=world.reach("safronova"), at=AT
    )
    assert stands(world)["3.1"].state is State.AT_RISK


@pytest.mark.clause("kaltan:3.1")
def test_a_dossier_is_kept_by_its_own_tutor_and_who_answers_for_the_school(world: World) -> None:
    row = kaltan.candidate(world, "dorohova")
    for who in ("lapshina", "oreshkina", "belov"):
        with pytest.raises(Forbidden):
            _evidence(world, row, who, "adult_training")
        assert not access.evidence(world.reach(who)).exists()
    for kind, on, code in (
        ("medal", SINCE, "unknown_evidence"), ("adult_training", date(2027, 2, 1), "future_date"),
    ):  # fmt: skip
        with pytest.raises(Wrong, match=code):
            _evidence(world, row, "dorohova", kind, on)


# --- coming in ------------------------------------------------------------------------------------
def test_nobody_comes_in_without_a_word(world: World) -> None:
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("basis", ["difficulty", "wish"])
def test_a_teacher_comes_in_by_a_difficulty_or_a_wish_and_has_the_schools_tutor(
    world: World, basis: str
) -> None:
    kaltan.appoint(world, kaltan.candidate(world, "dorohova"))
    row = kaltan.joined(world, "lapshina", basis)
    assert (row.basis, row.status) == (basis, "listed")
    assert row.pairings.get().appointment.person == world.people["dorohova"]


def test_a_request_of_the_school_is_no_basis_here_and_the_clause_says_so(world: World) -> None:
    with pytest.raises(Refused) as refused:
        programmes.include(
            programme=world.programme, person=world.people["lapshina"], unit=world.school.pk,
            basis="request", since=SINCE, actor=world.reach("zimin", SINCE), at=AT,
        )  # fmt: skip
    assert because(refused) == [("3.3", "basis")]


def test_nobody_comes_in_for_another_or_where_they_do_not_work(world: World) -> None:
    with pytest.raises(Forbidden):
        programmes.join(
            programme=world.programme, unit=world.school.pk, basis="wish",
            actor=world.reach("stranger"), at=AT,
        )  # fmt: skip
    kaltan.joined(world, "lapshina")
    with pytest.raises(Wrong, match="twice"):
        kaltan.joined(world, "lapshina")


def test_where_no_clause_lets_them_people_do_not_leave_at_will(world: World) -> None:
    row = kaltan.joined(world, "lapshina")
    with pytest.raises(Wrong, match="not_at_will"):
        programmes.leave_programme(enrolment=row.pk, actor=world.reach("lapshina"), at=AT)


# --- the trajectory and its goals -----------------------------------------------------------------
@pytest.mark.clause("kaltan:1.5")
def test_the_subject_is_a_trajectory_one_for_each_support(world: World, route: Route) -> None:
    subject = route.enrolment.subject
    assert subject is not None
    assert subject.sort == "trajectory"
    assert stands(world)["1.5"].state is State.MET
    row = kaltan.joined(world, "grachev")
    with pytest.raises(Refused) as refused:
        programmes.open_case(listed=row.pk, subject=None, actor=world.reach("grachev"), at=AT)
    assert ("1.5", "subject") in because(refused)


def goals(world: World, route: Route, who: str, text: str = "Научиться", **more: object) -> Route:
    return operations.write_parts(
        route=route.pk, row_version=None, form="goals", parts={"goals": text},
        actor=world.reach(who), at=AT, **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.clause("kaltan:1.4")
def test_the_goals_are_written_by_the_teacher_and_by_nobody_else(
    world: World, route: Route
) -> None:
    for who in ("dorohova", "zimin", "safronova"):
        with pytest.raises(Forbidden):
            goals(world, route, who)
    with pytest.raises(Forbidden):
        goals(world, route, "zimin", paper=PAPER)
    assert goals(world, route, "lapshina").content["goals"] == {"goals": "Научиться"}


@pytest.mark.clause("kaltan:1.4")
def test_the_tutor_records_the_goals_from_the_teachers_paper(world: World, route: Route) -> None:
    goals(world, route, "dorohova", paper=PAPER)
    assert PaperRecord.objects.get(verb="write_parts").person == world.people["lapshina"]


@pytest.mark.clause("kaltan:1.4")
def test_without_goals_nothing_is_proposed_and_with_them_both_agree(
    world: World, route: Route
) -> None:
    with pytest.raises(Refused) as refused:
        _propose(world, route)
    assert because(refused) == [("1.4", "form")]
    _agreed(world, route)
    row = Route.objects.get(pk=route.pk)
    assert (row.status, row.agreed_as, row.running_on) == ("running", "agreed", TODAY)


def _propose(world: World, route: Route) -> Route:
    return operations.propose(
        route=route.pk, row_version=None, actor=world.reach("dorohova"), at=AT
    )


def _agreed(world: World, route: Route) -> None:
    goals(world, route, "lapshina")
    _propose(world, route)
    operations.acknowledge_route(
        route=route.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )


def _step(world: World, route: Route, who: str, **more: object) -> RouteStep:
    given = {"form": "training", "due": date(2027, 3, 1), **more}
    return operations.add_step(
        route=route.pk, title="Тренинг по платформе", actor=world.reach(who), at=AT,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.clause("kaltan:2.3.2")
def test_the_walk_along_the_trajectory_is_supported_step_by_step(
    world: World, route: Route
) -> None:
    _agreed(world, route)
    by_tutee = _step(world, route, "lapshina", reason="Вместе решили", due=TODAY)
    _step(world, route, "dorohova", reason="Вместе решили")
    operations.submit_step(
        step=by_tutee.pk, row_version=None, result="Получилось", actor=world.reach("lapshina"),
        at=AT,
    )  # fmt: skip
    operations.accept_step(step=by_tutee.pk, row_version=None, actor=world.reach("dorohova"), at=AT)
    found = stands(world)["2.3.2"]
    assert (found.met, found.of) == (1, 1)


@pytest.mark.clause("kaltan:2.3.3")
def test_a_correction_is_a_revision_with_a_reason_and_the_former_one_stays(
    world: World, route: Route
) -> None:
    _agreed(world, route)
    with pytest.raises(Wrong, match="revise_instead"):
        goals(world, route, "lapshina", "Другое")
    for who, error in (("dorohova", Forbidden), ("lapshina", Wrong)):
        with pytest.raises(error):
            _revise(world, route, who, reason="" if who == "lapshina" else "Причина")
    revision = _revise(world, route, "lapshina", reason="Платформу закрыли")
    assert (revision.number, revision.author) == (2, world.people["lapshina"])
    texts = [one.content["texts"]["goals"]["goals"] for one in route.revisions.all()]
    assert texts == ["Научиться", "Другое"]


def _revise(world: World, route: Route, who: str, reason: str) -> RouteRevision:
    return operations.revise(
        route=route.pk, row_version=None, reason=reason, form="goals", parts={"goals": "Другое"},
        actor=world.reach(who), at=AT,
    )  # fmt: skip


def test_a_trajectory_without_stages_is_closed_once_it_is_agreed(
    world: World, route: Route
) -> None:
    _agreed(world, route)
    operations.close_route(
        route=route.pk, row_version=None, outcome="effective", actor=world.reach("dorohova"), at=AT
    )
    assert Route.objects.get(pk=route.pk).status == "effective"


# --- catalogues -----------------------------------------------------------------------------------
@pytest.mark.clause("kaltan:2.1")
def test_how_far_needs_are_met_has_no_data_until_somebody_asks(world: World, route: Route) -> None:
    assert stands(world)["2.1"].state is State.NO_DATA


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        pytest.param("3.4", {"technologies": "magic"}, marks=pytest.mark.clause("kaltan:3.4")),
        pytest.param("3.5", {"methods": "lecture"}, marks=pytest.mark.clause("kaltan:3.5")),
        pytest.param("3.6", {"forms": "webinar"}, marks=pytest.mark.clause("kaltan:3.6")),
    ],
)
def test_a_closed_list_refuses_anything_else_by_its_clause(
    world: World, route: Route, clause: str, words: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        _consult(world, route, words)
    assert because(refused) == [(clause, "catalogue")]
    with pytest.raises(Refused) as refused:
        _step(world, route, "dorohova", words={k: v for k, v in words.items() if k != "forms"},
              form=words.get("forms", "training"))  # fmt: skip
    assert because(refused) == [(clause, "catalogue")]


@pytest.mark.clause("kaltan:2.4", "kaltan:3.4", "kaltan:3.5", "kaltan:3.6")
def test_work_is_called_by_the_catalogues_and_the_open_one_takes_more(
    world: World, route: Route
) -> None:
    words = {
        "forms": "consultation", "technologies": "counselling", "methods": "teaching_case",
        "directions": "robotics",
    }  # fmt: skip
    _consult(world, route, words)
    row = route.programme.activities.get()
    assert row.words == words


def _consult(world: World, route: Route, words: dict[str, str]) -> object:
    begins = AT.replace(hour=6)
    return record_consultation(
        enrolments=[route.enrolment], begins_at=begins, title="О платформах", words=words,
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip


def test_steps_are_numbered_whoever_adds_them(world: World, route: Route) -> None:
    _step(world, route, "lapshina")
    _step(world, route, "dorohova")
    assert route.steps.aggregate(last=Max("number"))["last"] == 2
