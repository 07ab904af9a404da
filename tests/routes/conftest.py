import pytest

from tests.routes.walk import Walk, begin
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def walk(world: World) -> Walk:
    return begin(world)
