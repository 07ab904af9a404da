"""«Справка за период»: every figure counts exactly what its list shows, as far as one sees."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities.models import Activity, LessonVisit
from marshrut.monitoring.brief import FIGURES, Brief, Span, brief, listed
from marshrut.norms.findings import State
from marshrut.programmes.models import Appointment, Enrolment, Waiver
from marshrut.routes.models import Route
from tests.activities.doing import consulted, held
from tests.world import TODAY, World, build

pytestmark = pytest.mark.django_db

YEAR = Span(date(2026, 9, 1), TODAY)
SPRING = Span(date(2027, 1, 11), TODAY)


@pytest.fixture
def world() -> World:
    return build()


def told(world: World, who: str = "safronova", span: Span = YEAR) -> Brief:
    return brief(world.programme, span, world.reach(who))


def with_route(world: World, name: str, on: date = date(2026, 9, 10)) -> Route:
    case = world.case(name, on)
    return Route.objects.create(
        programme=world.programme,
        unit=case.unit,
        enrolment=case,
        version=world.version,
        stage="",
        due=date(2027, 5, 26),
    )


def test_figures_are_the_lengths_of_their_lists(world: World) -> None:
    route = with_route(world, "lapshina")
    consulted(world, route.enrolment)
    held(world, route.enrolment)
    for span in (YEAR, SPRING):
        for who in ("safronova", "zimin", "belov", "prohorov"):
            found = told(world, who, span)
            for figure in FIGURES:
                rows = listed(figure, world.programme, span, world.reach(who))
                assert found.total(figure) == len(rows), (figure, who)


def test_people_are_counted_on_the_last_day_and_events_inside_the_span(world: World) -> None:
    with_route(world, "lapshina")
    year, spring = told(world), told(world, span=SPRING)

    assert year.total("supported") == spring.total("supported") > 0
    assert (year.total("appointed"), spring.total("appointed")) == (2, 0)
    assert (year.total("opened"), spring.total("opened")) == (1, 0)
    assert year.total("tutors") == spring.total("tutors") == 2


def test_a_person_with_a_case_is_one_person(world: World) -> None:
    before = told(world).total("supported")
    world.case("lapshina")
    Enrolment.objects.create(
        programme=world.programme,
        unit=world.school,
        person=world.people["lapshina"],
        basis="wish",
        since=TODAY,
        subject=world.subject("grachev", "Другая тема"),
    )

    assert told(world).total("supported") == before


def test_the_last_day_of_a_tutor_is_the_day_that_is_counted(world: World) -> None:
    row = world.appointments["dorohova"]
    Appointment.objects.filter(pk=row.pk).update(until=date(2027, 1, 11))

    assert told(world, span=Span(date(2026, 12, 1), date(2027, 1, 9))).total("ended") == 0
    assert told(world, span=Span(date(2026, 12, 1), date(2027, 1, 10))).total("ended") == 1
    assert told(world, span=SPRING).total("ended") == 0
    assert told(world, span=SPRING).total("tutors") == 1


def test_closed_routes_are_told_by_outcome(world: World) -> None:
    for name, outcome in (("lapshina", "effective"), ("grachev", "given_up")):
        route = with_route(world, name)
        Route.objects.filter(pk=route.pk).update(closed_on=TODAY, outcome=outcome)
    found = told(world)

    assert found.outcomes == {"effective": 1, "given_up": 1}
    assert found.total("closed") == 2


def test_what_did_not_take_place_is_not_counted(world: World) -> None:
    case = world.case("lapshina")
    row = consulted(world, case)
    assert told(world).total("consultations") == 1

    Activity.objects.filter(pk=row.pk).update(status=Activity.Status.CANCELLED)
    assert told(world).total("consultations") == 0
    assert LessonVisit.objects.count() == told(world).total("visits") == 0


def test_a_waiver_counts_on_the_day_of_its_decision(world: World) -> None:
    given = {"programme": world.programme, "unit": world.school, "clause": "4.3", "code": "post"}
    for number, status in enumerate(("asked", "refused", "granted")):
        Waiver.objects.create(
            **given, kind="tutor", key=number, label="", reason="", asked_on=TODAY, status=status,
            asked_by=world.people["safronova"].user, decided_on=TODAY,
        )  # fmt: skip

    assert told(world).total("waivers") == 1


def test_a_head_has_the_own_school_alone(world: World) -> None:
    found = told(world, "zimin")

    assert [unit.pk for unit in found.units] == [world.school.pk]
    assert all(set(counts) <= {world.school.pk} for counts in found.counts.values())
    assert found.total("tutors") == 1


def test_clauses_stand_as_on_the_first_day_and_as_on_the_last(world: World) -> None:
    row = world.appointments["dorohova"]
    Appointment.objects.filter(pk=row.pk).update(until=date(2027, 1, 20))
    found = told(world)
    states = {one.clause.key: (one.before, one.after) for one in found.moves}

    assert states
    assert State.STATEMENT not in {state for pair in states.values() for state in pair}
    assert any(before is not after for before, after in states.values())
