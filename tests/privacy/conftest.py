"""A world with a personal-data officer."""

from __future__ import annotations

import pytest

from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    """The first school's teacher lapshina has contacts; larionova answers for the municipality."""
    world = build()
    world.employ("larionova", world.centre, "методист", "methodist", pedagogical=False)
    world.grant("larionova", "data_officer", world.municipality)
    lapshina = world.people["lapshina"]
    lapshina.email, lapshina.phone = "lapshina@example.org", "+7 900 000-00-00"
    lapshina.save()
    return world
