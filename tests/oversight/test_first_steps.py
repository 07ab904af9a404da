"""First steps are told by facts: what is done, what comes next, and when it is over."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marshrut.oversight.first_steps import STEPS, are_done, is_empty, standing
from marshrut.people.models import Employment, Office, Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from tests.world import SEPTEMBER, TODAY, World, _unit, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def by_name(reach: Reach) -> dict[str, bool]:
    return {step.name: step.done for step in standing(reach).steps}


def test_an_empty_territory_begins_with_its_organisations() -> None:
    root = _unit(None, "municipality", "Новый округ")
    person = Person.objects.create(surname="Первая", given="Имя")
    Office.objects.create(person=person, role="municipal_coordinator", unit=root, since=SEPTEMBER)
    reach = Reach(user_id=1, on=TODAY, offices={"municipal_coordinator": frozenset({root.pk})})

    assert is_empty(reach)
    assert not are_done(reach)
    assert standing(reach).next == "territory"
    assert standing(reach).done == 0


def test_all_is_done_in_a_running_municipality_and_costs_one_question(world: World) -> None:
    reach = world.reach("safronova")

    assert by_name(reach) == dict.fromkeys(STEPS, True)
    with CaptureQueriesContext(connection) as asked:
        assert are_done(reach)
    assert len(asked) == 1


def test_each_step_is_undone_by_its_own_fact(world: World) -> None:
    reach = world.reach("safronova")
    here = {"unit": world.other_school}
    undo = {
        "staff": lambda: Employment.objects.filter(**here).update(until=SEPTEMBER),
        "offices": lambda: Office.objects.filter(**here).update(until=SEPTEMBER),
        "order": lambda: Programme.objects.update(started_on=None),
    }
    for name, change in undo.items():
        change()
        assert not by_name(reach)[name], name
        assert not are_done(reach)


def test_slips_are_printed_when_somebody_of_the_organisation_has_an_account(world: World) -> None:
    reach = world.reach("safronova")
    Person.objects.filter(employments__unit=world.other_school).update(user=None)

    assert not by_name(reach)["slips"]
    assert {step.name: step.count for step in standing(reach).steps}["slips"] == 1


def test_a_tutor_who_left_does_not_bring_the_step_back(world: World) -> None:
    reach = world.reach("safronova")
    Appointment.objects.filter(unit=world.school).update(until=TODAY, end_reason="left")

    assert by_name(reach)["tutors"]
    assert are_done(reach)


def test_the_order_step_walks_from_draft_to_a_running_programme(world: World) -> None:
    reach = world.reach("safronova")

    def stage() -> str:
        return next(step.stage for step in standing(reach).steps if step.name == "order")

    assert stage() == "running"
    Programme.objects.update(started_on=None)
    assert stage() == "prepared"


def test_an_organisation_elsewhere_is_nobodys_step_here(world: World) -> None:
    far = _unit(None, "municipality", "Другой округ")
    _unit(far, "school", "Чужая школа")
    reach = world.reach("safronova")

    assert standing(reach).steps[0].of == 2
    assert are_done(reach)


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "prohorov"])
def test_others_have_no_first_steps(world: World, who: str) -> None:
    reach = world.reach(who)

    assert are_done(reach)
    assert not is_empty(reach)
