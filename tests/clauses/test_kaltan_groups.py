"""Rows of kaltan on groups: a tutor attached to people with a difficulty or a wish."""

from __future__ import annotations

import pytest

from marshrut.groups import operations
from marshrut.groups.models import Group, Topic, TopicDemand
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.programmes.models import Enrolment
from marshrut.programmes.operations import end_appointment
from marshrut.regulations.guards import Refused
from tests.clauses import kaltan
from tests.groups.doing import UNTIL, applied, needed
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = kaltan.district()
    world.appointments["dorohova"] = kaltan.appoint(world, kaltan.candidate(world, "dorohova"))
    return world


def formed(world: World, row: Topic) -> Group:
    group = operations.propose_group(
        topic=row.pk, appointment=world.appointments["dorohova"],
        demands=list(TopicDemand.objects.filter(topic=row)),
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    operations.approve_groups(
        groups=[group], order=world.order(kaltan.department(world), "9-г", TODAY, "other"),
        until=UNTIL, actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    return Group.objects.get(pk=group.pk)


def added(world: World) -> Topic:
    return operations.add_topic(
        programme=world.programme, unit=world.municipality, title="Речь и цифровые игры",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip


@pytest.mark.clause("kaltan:3.3")
def test_people_are_in_a_group_by_a_difficulty_or_a_wish_with_one_tutor(world: World) -> None:
    row = added(world)
    needed(world, row, "lapshina", "difficulty")
    needed(world, row, "stranger", "wish")
    group = formed(world, row)
    assert set(Enrolment.objects.filter(places__group=group).values_list("basis", flat=True)) == {
        "difficulty",
        "wish",
    }
    found = board(world.programme, TODAY, world.reach("safronova")).assessments["3.3"]
    assert found.state is State.MET


@pytest.mark.clause("kaltan:3.3")
def test_what_the_organisation_wants_is_no_basis_of_the_person(world: World) -> None:
    row = added(world)
    applied(world, ["lapshina", "grachev"], world.school, "zimin", topic=row)
    with pytest.raises(Refused) as refused:
        formed(world, row)
    assert {one.clause for one in refused.value.decision.refusals} == {"3.3"}
    assert not Enrolment.objects.filter(places__isnull=False).exists()


@pytest.mark.clause("kaltan:3.3")
def test_a_group_whose_tutor_left_breaches_the_clause(world: World) -> None:
    row = added(world)
    needed(world, row, "lapshina", "difficulty")
    formed(world, row)
    end_appointment(
        appointment=world.appointments["dorohova"].pk, row_version=None, on=TODAY,
        order=world.order(kaltan.department(world), "10-г", TODAY), reason="увольнение",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    found = board(world.programme, TODAY, world.reach("safronova"))
    assert found.assessments["3.3"].state is State.BREACHED
