"""A world with a campaign of self-diagnosis that runs in the first school."""

from __future__ import annotations

import pytest

from marshrut.diagnostics.models import Campaign
from tests.diagnostics.doing import running
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return running(world)
