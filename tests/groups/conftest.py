"""The world of oktyabrsky: a district with twelve teachers who may need a group."""

from __future__ import annotations

import pytest

from tests.groups.doing import staffed
from tests.world import PRESETS, World, build


@pytest.fixture
def world(db: None) -> World:
    return staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))
