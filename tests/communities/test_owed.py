"""What a clause lays on the community is the head's until somebody by name has it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from marshrut.communities import operations
from marshrut.communities.models import Community
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.oversight.owed import Owed, owed_for
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import digest_of
from tests.communities.doing import founded, given, joined, membership, met
from tests.world import AT, TODAY, World, build, document

pytestmark = pytest.mark.django_db


def laid(clause: str, *norms: dict[str, Any]) -> dict[str, Any]:
    """The Chebulinsky document, one clause of which is laid on the community."""
    found: dict[str, Any] = deepcopy(document())
    for part in found["parts"]:
        for one in part["clauses"]:
            if one["key"] == clause:
                one["norms"] = list(norms)
    return found


@pytest.fixture
def world(db: None) -> World:
    world = build()
    row = world.version
    norm = {"quota": "master_class", "per": "programme", "period": "quarter", "least": "2"}
    text = laid(
        "2.2.b",
        norm | {"who": "community"},
        {"size": "idle_days", "per": "member", "most": "60", "local": ["most"], "force": "soft"},
    )
    version = RegulationVersion.objects.create(
        regulation=row.regulation,
        number=2,
        status="approved",
        document=text,
        digest=digest_of(text),
        order=row.order,
        since=row.since,
    )
    world.programme.versions.update(version=version)
    world.grant("oreshkina", "community_head", world.municipality)
    return world


@pytest.fixture
def community(world: World) -> Community:
    row = founded(world)
    for name in ("oreshkina", "dorohova", "grachev"):
        joined(world, row, name)
    return row


def owed(world: World, name: str) -> list[Owed]:
    rows = owed_for(world.reach(name), [world.programme])
    return [row for row in rows if row.clause == "2.2.b" and row.kind == "tally"]


def test_until_it_is_distributed_it_is_the_heads(world: World, community: Community) -> None:
    assert owed(world, "oreshkina")
    for name in ("dorohova", "grachev", "safronova", "zimin"):
        assert not owed(world, name), name


def test_given_by_name_it_is_theirs_with_the_clause_and_the_nearer_day(
    world: World, community: Community
) -> None:
    duty = given(world, community, "grachev", due=date(2027, 2, 5))
    rows = owed(world, "grachev")
    assert {(row.cite, row.duty) for row in rows} == {("п. 2.2 Положения", duty.pk)}
    assert all(row.due and row.due <= date(2027, 2, 5) for row in rows)
    assert not owed(world, "oreshkina")
    operations.take_back_duty(duty=duty.pk, row_version=1, actor=world.reach("oreshkina"), at=AT)
    assert owed(world, "oreshkina")
    assert not owed(world, "grachev")


def test_without_a_head_it_is_the_coordinators(world: World) -> None:
    world.people["oreshkina"].offices.all().delete()
    assert owed(world, "safronova")


def test_members_are_judged_by_their_activity_and_by_the_local_number(
    world: World, community: Community
) -> None:
    met(world, community, "grachev")
    found = board(world.programme, TODAY, world.system())
    states = {
        row.thing.label: row.finding.state
        for row in found.things("2.2.b")
        if row.thing.kind == "member"
    }
    grachev = world.people["grachev"].short_name
    assert states.pop(grachev) == State.MET
    # The head led the meeting; who was not there has done nothing since September.
    assert states.pop(world.people["oreshkina"].short_name) == State.MET
    assert set(states.values()) == {State.AT_RISK}
    world.municipality.local_settings.create(name="size.idle_days.most", value=300)
    again = board(world.programme, TODAY, world.system())
    members = [row for row in again.things("2.2.b") if row.thing.kind == "member"]
    assert {row.finding.state for row in members} == {State.MET}


def test_a_head_of_a_school_sees_own_people_judged(world: World, community: Community) -> None:
    found = board(world.programme, TODAY, world.reach("belov"))
    members = [row for row in found.things("2.2.b") if row.thing.kind == "member"]
    own = membership(world, community, "oreshkina")
    assert [row.thing.key for row in members] == [own.pk]
