"""A world with a community that has rules, a head and two members."""

from __future__ import annotations

import pytest

from marshrut.communities.models import Community
from tests.communities.doing import founded, joined
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    world = build()
    world.grant("oreshkina", "community_head", world.municipality)
    return world


@pytest.fixture
def community(world: World) -> Community:
    """Of tutors: ``oreshkina`` leads it, ``dorohova`` and ``grachev`` are in it."""
    row = founded(world)
    for name in ("oreshkina", "dorohova", "grachev"):
        joined(world, row, name)
    return row
