"""Who looks after the installation: administrators and jobs, nobody else."""

import pytest

from marshrut.people.reach import Reach
from marshrut.upkeep import access
from tests.world import TODAY, build


@pytest.mark.django_db
def test_only_an_administrator_looks_after_the_installation() -> None:
    world = build()

    may = {
        name
        for name in world.people
        if world.people[name].user and access.may_look_after(world.reach(name))
    }

    assert may == {"nechaev"} == {n for n in may if access.may_order_copy(world.reach(n))}
    assert access.may_look_after(Reach.system("test", TODAY))
    assert not access.may_tell_of_copies(world.reach("nechaev"))
