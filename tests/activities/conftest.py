"""A world with two cases of one tutor, and what its people do."""

from __future__ import annotations

import pytest

from marshrut.programmes.models import Enrolment
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def case(world: World) -> Enrolment:
    return world.case("lapshina")


@pytest.fixture
def other(world: World) -> Enrolment:
    """Another case of the same tutor."""
    return world.case("grachev")
