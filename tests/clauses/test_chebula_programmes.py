"""Clauses of the Chebulinsky model about who supports whom: by deeds, and by the board."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.journal.deeds import Wrong
from marshrut.norms import sheets as kinds
from marshrut.norms.assessing import Assessment, Count
from marshrut.norms.findings import State
from marshrut.orders.models import Order
from marshrut.people.models import Employment
from marshrut.programmes import operations, sheets
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.programmes.queries import guarding, without_tutor
from marshrut.regulations.guards import Refused
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db

JANUARY = date(2027, 1, 11)


@pytest.fixture
def world() -> World:
    return build()


def board(world: World, on: date = TODAY) -> dict[str, Assessment]:
    rules = guarding(world.programme, on)
    gathered = {
        kinds.Unit: sheets.unit_sheets(rules, on),
        kinds.Staff: sheets.staff_sheets(rules, on),
        kinds.Project: sheets.project_sheets(rules, on),
        kinds.Tutor: sheets.tutor_sheets(rules, on),
        kinds.Case: sheets.case_sheets(rules, on),
        kinds.Route: [],
    }
    return rules.rules.assess(gathered, on, rules.waived)


def candidate(world: World, who: str) -> Appointment:
    row = operations.name_candidate(
        programme=world.programme, person=world.people[who], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    return operations.agree_to_tutor(
        appointment=row.pk, row_version=None, actor=world.system(), at=AT
    )


def appoint(world: World, row: Appointment, order_of: object = None) -> Appointment:
    order = world.order(order_of or world.school, f"{Order.objects.count()}-т", TODAY)  # type: ignore[arg-type]
    return operations.appoint(
        appointment=row.pk, row_version=None, order=order, since=TODAY,
        until=world.programme.until, actor=world.reach("zimin"), at=AT,
    )  # fmt: skip


def refused_by(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.clause for one in caught.value.decision.refusals}


@pytest.mark.clause("chebula:1.1")
def test_support_belongs_to_a_project_with_a_card_of_its_own(world: World) -> None:
    assert board(world)["1.1"].state is State.STATEMENT
    project = operations.begin_project(
        programme=world.programme, unit=world.school.pk, title="Вариативная модель",
        leader=world.people["grachev"], goals="Апробация", actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert (project.programme, project.goals) == (world.programme, "Апробация")


@pytest.mark.clause("chebula:1.2")
def test_support_opens_only_when_an_innovation_is_named(world: World) -> None:
    listed = world.enrolment("lapshina")
    with pytest.raises(Refused) as caught:
        operations.open_case(listed=listed.pk, subject=None, actor=world.reach("dorohova"), at=AT)
    assert refused_by(caught) >= {"1.2"}
    assert board(world)["1.2"].state is State.NOT_YET
    world.case("lapshina")
    found = board(world)["1.2"]
    assert (found.state, found.met, found.of) == (State.MET, 1, 1)


@pytest.mark.clause("chebula:1.2")
def test_an_innovation_that_is_over_opens_nothing(world: World) -> None:
    row = operations.name_subject(
        programme=world.programme, person=world.people["lapshina"], unit=world.school.pk,
        title="Прошлогодняя", since=date(2025, 9, 1), until=SEPTEMBER,
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        operations.open_case(
            listed=world.enrolment("lapshina").pk, subject=row,
            actor=world.reach("dorohova"), at=AT,
        )  # fmt: skip
    assert refused_by(caught) >= {"1.2", "1.6"}


@pytest.mark.clause("chebula:1.4")
def test_nobody_tutors_themselves(world: World) -> None:
    own = Enrolment.objects.create(
        programme=world.programme, unit=world.school, person=world.people["dorohova"],
        basis="automatic", since=SEPTEMBER,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        operations.pair(
            enrolment=own.pk, appointment=world.appointments["dorohova"].pk,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip
    assert refused_by(caught) == {"1.4"}
    assert not own.pairings.exists()


@pytest.mark.clause("chebula:1.4")
def test_the_board_counts_pairs_of_two_different_people(world: World) -> None:
    world.case("lapshina")
    found = board(world)["1.4"]
    assert (found.state, found.met, found.of) == (State.MET, 1, 1)


@pytest.mark.clause("chebula:1.5")
def test_a_tutee_without_an_innovation_owes_nothing_and_with_one_is_supported(
    world: World,
) -> None:
    assert world.enrolment("grachev").status == "listed"
    assert board(world)["1.5"].counts == (Count(kind="staff", met=4, of=4),)
    case = world.case("grachev")
    assert (case.status, case.subject is not None) == ("active", True)
    found = board(world)["1.5"]
    assert found.state is State.MET
    assert found.counts == (
        Count(kind="staff", met=4, of=4),
        Count(kind="case", met=1, of=1),
    )


@pytest.mark.clause("chebula:1.6")
def test_one_innovation_is_the_subject_of_one_support(world: World) -> None:
    case = world.case("lapshina")
    with pytest.raises(Wrong, match="case_exists"):
        operations.open_case(
            listed=case.pk, subject=case.subject, actor=world.reach("dorohova"), at=AT
        )
    second = operations.open_case(
        listed=case.pk,
        subject=operations.name_subject(
            programme=world.programme, person=world.people["lapshina"], unit=world.school.pk,
            title="Проекты", since=SEPTEMBER, until=date(2027, 5, 26),
            actor=world.reach("lapshina"), at=AT,
        ),
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    assert second.subject != case.subject
    found = board(world)["1.6"]
    assert (found.state, found.met, found.of) == (State.MET, 2, 2)


@pytest.mark.clause("chebula:4.1")
def test_the_leader_of_a_developed_project_is_a_potential_tutor_and_no_more(world: World) -> None:
    project = operations.begin_project(
        programme=world.programme, unit=world.school.pk, title="Цифровая лаборатория",
        leader=world.people["grachev"], begun_on=SEPTEMBER, actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    assert board(world)["4.1"].of == 0 or board(world)["4.1"].state is not State.BREACHED
    operations.mark_developed(
        project=project.pk, row_version=None, on=TODAY, actor=world.reach("zimin"), at=AT
    )
    row = Appointment.objects.get(person=world.people["grachev"])
    assert row.status(TODAY) == "candidate"
    found = board(world)["4.1"]
    assert (found.state, found.met, found.of) == (State.MET, 1, 1)


@pytest.mark.clause("chebula:4.1")
def test_a_developed_project_without_its_leader_in_the_pool_shows(world: World) -> None:
    project = operations.begin_project(
        programme=world.programme, unit=world.school.pk, title="Лаборатория",
        leader=world.people["grachev"], begun_on=SEPTEMBER, actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    type(project).objects.filter(pk=project.pk).update(developed_on=TODAY)
    assert board(world)["4.1"].state >= State.AT_RISK


@pytest.mark.clause("chebula:4.2")
def test_only_a_deputy_by_an_order_of_the_own_school_is_appointed(world: World) -> None:
    with pytest.raises(Refused) as teacher:
        appoint(world, candidate(world, "grachev"))
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    row = candidate(world, "deputy")
    with pytest.raises(Refused) as foreign:
        appoint(world, row, order_of=world.centre)
    assert refused_by(teacher) == refused_by(foreign) == {"4.2"}
    assert appoint(world, row).status(TODAY) == "appointed"


@pytest.mark.clause("chebula:4.2")
def test_a_post_nobody_recognises_asks_and_never_passes_silently(world: World) -> None:
    Employment.objects.filter(person=world.people["grachev"]).update(post="завуч", post_class="")
    row = candidate(world, "grachev")
    with pytest.raises(Refused) as caught:
        appoint(world, row)
    assert [one.code for one in caught.value.decision.refusals] == ["post_unrecognised"]
    Employment.objects.filter(person=world.people["grachev"]).update(post_class="deputy_head")
    assert appoint(world, Appointment.objects.get(pk=row.pk)).status(TODAY) == "appointed"


@pytest.mark.clause("chebula:4.2")
def test_a_small_school_appoints_under_an_exception_that_the_mark_keeps(world: World) -> None:
    row = candidate(world, "zimin")
    asked = operations.ask_waiver(
        programme=world.programme, unit=world.school.pk, clause="4.2", code="post", kind="tutor",
        key=row.pk, label="Зимин", reason="нет заместителя", actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    with pytest.raises(Refused):
        appoint(world, row)
    operations.decide_waiver(
        waiver=asked.pk, row_version=None, granted=True, actor=world.reach("safronova"), at=AT
    )
    appoint(world, row)
    found = board(world)["4.2"]
    assert [one.thing.key for one in found.waived] == [row.pk]


@pytest.mark.clause("chebula:4.2")
def test_a_school_left_without_a_tutor_breaches_the_clause(world: World) -> None:
    assert board(world)["4.2"].state is State.MET
    operations.end_appointment(
        appointment=world.appointments["dorohova"].pk, row_version=None, on=JANUARY,
        reason="переезд", actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    found = board(world)["4.2"]
    assert found.state is State.BREACHED
    assert [one.thing.label for one in found.lacking] == ["Еловская СОШ"]
    assert board(world, date(2027, 1, 10))["4.2"].state is State.MET, "the day before it was met"


@pytest.mark.clause("chebula:4.3")
def test_every_teacher_is_a_tutee_without_applying_and_a_newcomer_on_the_day_of_hiring(
    world: World,
) -> None:
    found = board(world)["4.3"]
    assert (found.state, found.met, found.of) == (State.MET, 4, 4)
    person = world.employ("savelev", world.centre, "методист", "methodist", pedagogical=False)
    operations.hire(
        person=person, unit=world.school, post="учитель", since=TODAY, actor=world.system(), at=AT
    )
    found = board(world)["4.3"]
    assert (found.state, found.met, found.of) == (State.MET, 5, 5)


@pytest.mark.clause("chebula:4.3")
def test_who_is_missed_shows_until_the_daily_repair(world: World) -> None:
    person = world.employ("newcomer", world.school)
    found = board(world)["4.3"]
    assert found.state is State.BREACHED
    assert [one.thing.person for one in found.lacking] == [person.pk]
    operations.repair_programme(programme=world.programme, actor=world.system(), at=AT)
    assert board(world)["4.3"].state is State.MET


@pytest.mark.clause("chebula:4.3")
def test_who_is_dismissed_leaves(world: World) -> None:
    job = Employment.objects.get(person=world.people["grachev"])
    operations.leave(employment=job.pk, until=JANUARY, actor=world.reach("zimin"), at=AT)
    found = board(world)["4.3"]
    assert (found.state, found.of) == (State.MET, 3)
    assert Enrolment.objects.get(person=world.people["grachev"]).end == "left"


@pytest.mark.clause("chebula:5.2")
def test_a_change_of_tutor_leaves_no_gap_and_a_gap_is_told(world: World) -> None:
    case = world.case("lapshina")
    operations.pair(
        enrolment=case.pk, appointment=world.appointments["oreshkina"].pk, since=JANUARY,
        reason="нагрузка", actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    for day in (date(2027, 1, 10), JANUARY, TODAY):
        assert board(world, day)["5.2"].state is State.MET, day
    operations.end_appointment(
        appointment=world.appointments["oreshkina"].pk, row_version=None, on=TODAY,
        reason="уход", actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    found = board(world)["5.2"]
    assert (found.state, [one.thing.key for one in found.lacking]) == (State.BREACHED, [case.pk])
    assert case in without_tutor(world.programme, TODAY)
