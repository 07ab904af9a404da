"""Rows that diagnosis tells of: growth before and after, the card of diagnosis, work of schools."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marshrut.diagnostics import operations as diagnostics
from marshrut.diagnostics.models import Response
from marshrut.norms import sheets
from marshrut.norms.assessing import Assessment
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.oversight.gather import gather
from marshrut.people.models import PaperRecord
from marshrut.people.operations import object_to
from marshrut.programmes.models import Enrolment, Subject
from marshrut.programmes.queries import guarding
from marshrut.routes import operations
from marshrut.routes.models import Route
from tests import world as worlds
from tests.clauses import kaltan
from tests.clauses.test_diagnosis import start
from tests.diagnostics.doing import DUE, answered, entered, filled, running
from tests.programmes.test_schools import District, district
from tests.world import AT, PRESETS, SEPTEMBER, TODAY, World

pytestmark = pytest.mark.django_db
__all__ = ["district"]
WINTER = TODAY - timedelta(days=7)


@pytest.fixture
def kaltan_world() -> World:
    return kaltan.district()


@pytest.fixture
def oktyabrsky_world() -> World:
    return worlds.build(PRESETS / "oktyabrsky.yaml", appointed=False)


def stand(world: World, clause: str, on: date = TODAY) -> Assessment:
    return board(world.programme, on, world.reach("safronova", on)).assessments[clause]


def share(world: World, name: str, on: date = TODAY) -> tuple[int, int]:
    """How many have grown, of how many who were measured twice."""
    found = gather(guarding(world.programme, on), on)[sheets.Figure] or ()
    figures = (row for row in found if isinstance(row, sheets.Figure))
    return next((row.value, row.of) for row in figures if row.label == name)


# --- kaltan -----------------------------------------------------------------------------------
@pytest.mark.clause("kaltan:2.2.2")
def test_motivation_is_measured_before_support_and_after_it(kaltan_world: World) -> None:
    world = kaltan_world
    kaltan.began(world)
    first, second = running(world, "motivation"), running(world, "motivation", title="Зима")
    answered(world, first, "lapshina", value=2)
    for name, before, after in (("grachev", 1, 3), ("ershova", 1, 3)):
        # They have grown too, but nobody supports them.
        answered(world, first, name, value=before)
        answered(world, second, name, WINTER, value=after)
    assert stand(world, "2.2.2").state is State.NOT_YET
    assert share(world, "motivation_growth") == (0, 0)

    answered(world, second, "lapshina", WINTER, value=3)
    assert share(world, "motivation_growth") == (1, 1)
    assert stand(world, "2.2.2").state is State.MET
    assert share(world, "motivation_growth", WINTER - timedelta(days=1)) == (0, 0)


@pytest.mark.clause("kaltan:2.2.2")
def test_who_wants_less_than_before_has_not_grown_and_another_scale_is_no_measure(
    kaltan_world: World,
) -> None:
    world = kaltan_world
    kaltan.began(world)
    answered(world, running(world, "motivation"), "lapshina", value=3)
    answered(world, running(world, "readiness"), "lapshina", WINTER, value=4)
    assert share(world, "motivation_growth") == (0, 0)
    answered(world, running(world, "motivation", title="Зима"), "lapshina", WINTER, value=2)
    assert share(world, "motivation_growth") == (0, 1)
    assert stand(world, "2.2.2").state is State.ON_TRACK


@pytest.mark.clause("kaltan:2.3.1")
def test_the_card_of_diagnosis_is_filled_by_the_tutor_and_by_instruments(
    kaltan_world: World,
) -> None:
    world = kaltan_world
    route = kaltan.began(world)
    answered(world, running(world), "grachev")
    assert lacking(world) == {"qualities", "motives", "readiness"}

    answered(world, running(world, "motivation"), "lapshina")
    answered(world, running(world, "self_diagnosis", title="Ещё одна"), "lapshina")
    assert lacking(world) == {"readiness"}
    assert stand(world, "2.3.1").state is State.ON_TRACK
    assert plan(world, "dorohova", route).count("известно по диагностике") == 2
    assert "известно по диагностике" not in plan(world, "zimin", route), "no office reads the card"

    operations.write_parts(
        route=route.pk, row_version=None, form="diagnosis",
        parts={"readiness": "Готова пробовать"}, actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    assert lacking(world) == set()
    assert stand(world, "2.3.1").state is State.MET


def plan(world: World, name: str, route: Route) -> str:
    """The text of the plan as this person reads it."""
    client, user = Client(headers={"accept-language": "ru"}), world.people[name].user
    assert user is not None
    client.force_login(user)
    return client.get(reverse("route_plan", args=[route.pk])).content.decode()


def lacking(world: World) -> set[str]:
    """Parts of the card that nothing tells yet."""
    found = gather(guarding(world.programme, TODAY), TODAY)[sheets.Route] or ()
    (row,) = (row for row in found if isinstance(row, sheets.Route))
    return {"qualities", "motives", "readiness"} - row.forms["diagnosis"]


# --- oktyabrsky -------------------------------------------------------------------------------
@pytest.mark.clause("oktyabrsky:2.1")
def test_competences_are_measured_before_support_and_after_it(oktyabrsky_world: World) -> None:
    world = oktyabrsky_world
    autumn, winter = running(world), running(world, title="Зима")
    for name, before in (("lapshina", 2), ("grachev", 3)):
        answered(world, autumn, name, value=before)
        assert isinstance(start(world, name, SEPTEMBER), Route)
    assert stand(world, "2.1").state is State.NOT_YET

    answered(world, winter, "lapshina", WINTER, value=3)
    answered(world, winter, "grachev", WINTER, value=2)
    assert share(world, "competence_growth") == (1, 2)
    assert stand(world, "2.1").state is State.ON_TRACK


@pytest.mark.clause("oktyabrsky:2.1")
def test_a_measurement_to_which_the_person_objects_is_none(oktyabrsky_world: World) -> None:
    world = oktyabrsky_world
    answered(world, running(world), "lapshina", value=1)
    start(world, "lapshina", SEPTEMBER)
    entered(world, running(world, title="Зима"), "lapshina")
    assert share(world, "competence_growth") == (1, 1)
    paper = PaperRecord.objects.get(kind="response")
    object_to(paper_record=paper.pk, text="Не так", actor=world.reach("lapshina"), at=AT)
    assert share(world, "competence_growth") == (0, 0)


# --- yaroslavl --------------------------------------------------------------------------------
@pytest.mark.clause("yaroslavl:Ш3")
def test_a_school_has_its_diagnosis_once_somebody_of_it_has_answered(district: District) -> None:
    for name in ("near", "other"):
        district.flag(district.schools[name])
    district.admit(district.assess(district.ask()))
    assert of_schools(district) == (State.ON_TRACK, 0, 1)

    row = diagnostics.prepare_campaign(
        instrument="self_diagnosis", unit=district.found.programme.unit, title="Осень",
        since=SEPTEMBER, due=DUE, actor=district.reach(), at=AT,
    )  # fmt: skip
    units = [unit.pk for unit in district.schools.values()]
    diagnostics.invite(campaign=row.pk, units=units, actor=district.reach(), at=AT)
    diagnostics.start_campaign(campaign=row.pk, row_version=None, actor=district.reach(), at=AT)
    complete(district, "other")
    assert of_schools(district) == (State.ON_TRACK, 0, 1)
    complete(district, "near")
    assert of_schools(district) == (State.MET, 1, 1)


@pytest.mark.clause("yaroslavl:Ш4")
def test_each_teacher_of_a_supported_school_has_a_programme_of_growth(district: District) -> None:
    district.included()
    assert district.board().assessments["Ш4"].state is State.NOT_YET
    programme, school = district.found.programme, district.schools["near"]
    for name in ("ershov", "elovsky"):
        enrolled = Enrolment.objects.create(
            programme=programme, person=district.people[name], unit=school, since=TODAY,
            subject=Subject.objects.create(
                programme=programme, person=district.people[name], unit=school, title="Тема",
                since=TODAY, until=DUE,
            ),
        )  # fmt: skip
        Route.objects.create(
            programme=programme, unit=school, enrolment=enrolled, due=DUE,
            version=district.found.version,
        )  # fmt: skip
    assert of_programmes(district) == (0, 2)
    Route.objects.filter(enrolment__person=district.people["ershov"]).update(agreed_on=TODAY)
    assert of_programmes(district) == (1, 2)
    assert district.board().assessments["Ш4"].state in {State.ON_TRACK, State.AT_RISK}
    Route.objects.update(agreed_on=TODAY)
    assert district.board().assessments["Ш4"].state is State.MET


def of_programmes(district: District) -> tuple[int, int]:
    found = gather(guarding(district.found.programme, TODAY), TODAY)[sheets.Figure] or ()
    figures = (row for row in found if isinstance(row, sheets.Figure))
    return next((row.value, row.of) for row in figures if row.label == "growth_programmes")


def complete(district: District, school: str) -> None:
    """Somebody of this school answers."""
    row = Response.objects.filter(unit=district.schools[school])[0]
    name = next(one for one, person in district.people.items() if person.pk == row.person_id)
    actor = district.reach(name)
    diagnostics.begin_response(response=row.pk, actor=actor, at=AT)
    diagnostics.finish_response(response=row.pk, filled=filled(), actor=actor, at=AT)


def of_schools(district: District) -> tuple[State, int, int]:
    found = district.board().assessments["Ш3"]
    return found.state, found.met, found.of
