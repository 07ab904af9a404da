"""Rows of mostovsky about group classes: by the route sheet of the group, or beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from marshrut.groups import operations
from marshrut.groups.models import Group, TopicDemand
from marshrut.groups.operations.sessions import Told
from marshrut.norms.findings import State
from marshrut.oversight.board import Board, board
from marshrut.regulations.guards import warnings
from tests.clauses.test_mostovsky_support import appoint
from tests.world import AT, PRESETS, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(PRESETS / "mostovsky.yaml", appointed=False)


@pytest.fixture
def group(world: World) -> Group:
    office = {"actor": world.reach("safronova"), "at": AT}
    topic = operations.add_topic(
        programme=world.programme, unit=world.municipality, title="Дебаты", source="need", **office
    )
    for name in ("lapshina", "grachev"):
        operations.need_topic(
            topic=topic.pk, person=world.people[name], unit=world.school.pk, basis="wish",
            actor=world.reach(name), at=AT,
        )  # fmt: skip
    row = operations.propose_group(
        topic=topic.pk,
        appointment=appoint(world),
        demands=list(TopicDemand.objects.all()),
        **office,
    )
    order = world.order(world.municipality, "77", TODAY, "other")
    [formed] = operations.approve_groups(
        groups=[row], order=order, until=world.programme.until, **office
    )
    return formed


def stand(world: World) -> Board:
    return board(world.programme, TODAY, world.reach("safronova"))


def lines(world: World, clause: str, state: str) -> list[tuple[str, str]]:
    return [(row.thing.kind, row.thing.label) for row in stand(world).things(clause, state)]


@pytest.mark.parametrize(
    ("clause", "audience", "other"),
    [
        pytest.param("1.3", "teachers", "1.4", marks=pytest.mark.clause("mostovsky:1.3")),
        pytest.param("1.4", "pupils", "1.3", marks=pytest.mark.clause("mostovsky:1.4")),
    ],
)
def test_a_class_follows_the_route_sheet_and_one_beside_it_is_let_pass_with_a_word(
    world: World, group: Group, clause: str, audience: str, other: str
) -> None:
    tutor: dict[str, Any] = {"actor": world.reach("dorohova"), "at": AT, "row_version": None}
    told = Told(on=TODAY, topic="Как спорить", audience=audience, pupils="8 «А»")
    assert stand(world).assessments[clause].state is State.NOT_YET
    row = operations.plan_session(group=group.pk, told=told, **tutor)
    with warnings() as heard:
        operations.hold_session(session=row.pk, held_on=TODAY, count=12, **tutor)
    assert heard == []
    assert stand(world).assessments[clause].state is State.MET
    assert stand(world).assessments[other].state is State.NOT_YET

    beside = Told(on=TODAY, topic="Без карты", audience=audience)
    with warnings() as heard:
        operations.hold_extra_session(group=group.pk, told=beside, count=5, **tutor)
    assert [one.objection.clause for one in heard] == [clause]
    found = stand(world).assessments[clause]
    assert (found.met, found.of) == (1, 2)
    assert found.state is not State.MET
    assert lines(world, clause, "lacking") == [("session", "Без карты")]
    day = TODAY - timedelta(days=1)
    before = board(world.programme, day, world.reach("safronova", day))
    assert before.assessments[clause].state is State.NOT_YET
