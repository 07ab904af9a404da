"""Rows of mostovsky on the tutor and the teacher: a free word, an order of one's own, scenarios."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities.models import Activity
from marshrut.activities.operations import record_consultation
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.findings import State
from marshrut.oversight.gather import gather
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Reflection, Route, Scenario
from tests import world as worlds
from tests.clauses import kaltan
from tests.world import AT, PRESETS, TODAY, World

pytestmark = pytest.mark.django_db

SINCE = date(2026, 9, 10)
PROGRAMME = {
    "motives": "Хочу учить детей спорить", "interests": "Дебаты", "resources": "Клуб в школе",
    "educational_order": "Освоить дебаты на уроке истории", "reflection": "Раз в месяц",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return worlds.build(PRESETS / "mostovsky.yaml", appointed=False)


def appoint(world: World, name: str = "dorohova") -> Appointment:
    row = kaltan.candidate(world, name)
    return programmes.appoint(
        appointment=row.pk, row_version=None, order=world.order(world.school, "3-т", SINCE),
        since=SINCE, until=world.programme.until, actor=world.reach("zimin", SINCE), at=AT,
    )  # fmt: skip


@pytest.fixture
def route(world: World) -> Route:
    appoint(world)
    return began(world, "lapshina")


def began(world: World, name: str) -> Route:
    row = kaltan.joined(world, name, "wish")
    return operations.begin_with_subject(
        listed=row.pk, title="Дебаты на уроке истории", since=SINCE, until=date(2027, 5, 26),
        actor=world.reach(name, SINCE), at=AT,
    )  # fmt: skip


def write(world: World, route: Route, who: str, form: str, **parts: str) -> Route:
    return operations.write_parts(
        route=route.pk, row_version=None, form=form, parts=parts, actor=world.reach(who), at=AT
    )


def states(world: World) -> dict[str, State]:
    found = guarding(world.programme, TODAY)
    stood = found.rules.assess(gather(found, TODAY), TODAY, found.waived)
    return {key: one.state for key, one in stood.items()}


# --- a free word ----------------------------------------------------------------------------------
@pytest.mark.clause("mostovsky:ПР1")
def test_a_teacher_comes_by_a_wish_and_leaves_at_any_time_with_all_that_is_open(
    world: World, route: Route
) -> None:
    for who in ("zimin", "safronova", "dorohova", "grachev"):
        with pytest.raises(Forbidden):
            programmes.leave_programme(enrolment=route.enrolment_id, actor=world.reach(who), at=AT)
    row = programmes.leave_programme(
        enrolment=route.enrolment_id, actor=world.reach("lapshina"), at=AT
    )
    row.refresh_from_db()
    assert (row.end, row.until, row.end_reason) == ("left", TODAY, "own_wish")
    assert not row.pairings.filter(until=None).exists()
    assert not Enrolment.objects.filter(until=None).exists()
    with pytest.raises(Wrong, match="closed"):
        programmes.leave_programme(enrolment=row.pk, actor=world.reach("lapshina"), at=AT)
    assert kaltan.joined(world, "lapshina", "wish", TODAY).status == "listed"


@pytest.mark.clause("mostovsky:ПР1")
def test_nobody_is_a_tutor_without_their_own_agreement(world: World) -> None:
    row = programmes.name_candidate(
        programme=world.programme, person=world.people["dorohova"], unit=world.school.pk, why="",
        actor=world.system(SINCE), at=AT,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        programmes.appoint(
            appointment=row.pk, row_version=None, order=world.order(world.school, "3-т", SINCE),
            since=SINCE, until=world.programme.until, actor=world.reach("zimin", SINCE), at=AT,
        )  # fmt: skip
    assert "ПР1" in {one.clause for one in refused.value.decision.refusals}


# --- the individual programme ---------------------------------------------------------------------
@pytest.mark.clause("mostovsky:В4", "mostovsky:ФТ2")
def test_the_programme_for_an_educational_order_is_made_and_agreed_by_both(
    world: World, route: Route
) -> None:
    subject = route.enrolment.subject
    assert subject is not None
    assert subject.sort == "order"
    half = {part: PROGRAMME[part] for part in ("motives", "interests")}
    write(world, route, "lapshina", "individual_programme", **half)
    tutor = world.reach("dorohova")
    with pytest.raises(Refused) as refused:
        operations.propose(route=route.pk, row_version=None, actor=tutor, at=AT)
    [lacking] = refused.value.decision.refusals
    assert lacking.clause == "В4"
    assert set(lacking.finding.found) == set(PROGRAMME) - set(half)  # type: ignore[call-overload]
    write(world, route, "dorohova", "individual_programme", **PROGRAMME)
    operations.propose(route=route.pk, row_version=None, actor=tutor, at=AT)
    operations.acknowledge_route(
        route=route.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )
    row = Route.objects.get(pk=route.pk)
    assert (row.status, row.agreed_as) == ("running", "agreed")
    assert states(world)["В4"] is State.MET


@pytest.mark.clause("mostovsky:ФТ1", "mostovsky:ФТ3")
@pytest.mark.parametrize(
    ("clause", "form", "parts"),
    [
        ("ФТ1", "resources", ("inner_resources", "outer_resources")),
        ("ФТ3", "diagnosis", ("needs", "possibilities")),
    ],
)
def test_the_map_of_resources_and_the_needs_are_reminded_of_until_written(
    world: World, route: Route, clause: str, form: str, parts: tuple[str, ...]
) -> None:
    before = states(world)[clause]
    write(world, route, "dorohova", form, **dict.fromkeys(parts, "Записано"))
    after = states(world)[clause]
    assert (before is State.MET, after) == (False, State.MET)


# --- scenarios, reflection, consultations ---------------------------------------------------------
@pytest.mark.clause("mostovsky:ФТ4")
def test_two_scenarios_are_kept_the_teacher_chooses_and_the_other_stays(
    world: World, route: Route
) -> None:
    first, second = (
        operations.add_scenario(route=route.pk, title=title, actor=world.reach("dorohova"), at=AT)
        for title in ("Клуб и уроки", "Только уроки")
    )
    with pytest.raises(Forbidden):
        operations.choose_scenario(
            scenario=first.pk, row_version=None, actor=world.reach("dorohova"), at=AT
        )
    operations.choose_scenario(
        scenario=second.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )
    kept = Scenario.objects.filter(route=route).values_list("title", "chosen_on")
    assert dict(kept) == {"Клуб и уроки": None, "Только уроки": TODAY}


@pytest.mark.clause("mostovsky:ФТ4")
def test_the_teacher_looks_back_in_records_of_their_own(world: World, route: Route) -> None:
    operations.reflect(
        route=route.pk, worked="Спорили о Петре I", hard="Шумно", actor=world.reach("lapshina"),
        at=AT,
    )  # fmt: skip
    assert Reflection.objects.get().author == world.people["lapshina"]


@pytest.mark.clause("mostovsky:ФТ5")
def test_a_tutor_consults_and_the_journal_keeps_it(world: World, route: Route) -> None:
    record_consultation(
        enrolments=[route.enrolment], begins_at=AT.replace(hour=6), title="Как начать спор",
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    assert Activity.objects.get().attendances.get().person == world.people["lapshina"]


@pytest.mark.clause("mostovsky:З1")
def test_the_ways_of_teachers_stand_side_by_side_and_may_be_models(
    world: World, route: Route
) -> None:
    other = began(world, "grachev")
    write(world, route, "dorohova", "individual_programme", **PROGRAMME)
    operations.copy_route(route=route.pk, to=[other.pk], actor=world.reach("dorohova"), at=AT)
    assert Route.objects.get(pk=other.pk).content["individual_programme"] == PROGRAMME
    assert Route.objects.filter(programme=world.programme).count() == 2
