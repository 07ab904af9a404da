"""Several ways are thought over, the tutee chooses one, the others stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.routes import access, operations
from marshrut.routes.models import Route, Scenario
from tests import world as worlds
from tests.clauses import kaltan
from tests.world import AT, PRESETS, TODAY, World

pytestmark = pytest.mark.django_db

COORDINATOR = "    - right: municipal_coordinator"
SCENARIOS = "    - right: tutor\n      may: offer_scenarios\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Kaltan with one more right: the tutor offers scenarios."""
    said = (PRESETS / "kaltan.yaml").read_text("utf-8")
    changed = said.replace(COORDINATOR, f"{SCENARIOS}{COORDINATOR}")
    assert changed != said
    path = tmp_path / "scenarios.yaml"
    path.write_text(changed, "utf-8")
    found = worlds.build(path, appointed=False)
    kaltan.educate(found, "dorohova")
    return found


@pytest.fixture
def route(world: World) -> Route:
    return kaltan.began(world)


def add(world: World, route: Route, who: str, title: str = "Курс и практика") -> Scenario:
    return operations.add_scenario(
        route=route.pk, title=title, text="Сначала курс", actor=world.reach(who), at=AT
    )


def choose(world: World, row: Scenario, who: str, paper: Paper | None = None) -> Scenario:
    return operations.choose_scenario(
        scenario=row.pk, row_version=None, paper=paper, actor=world.reach(who), at=AT
    )


def test_either_of_the_pair_adds_and_the_tutee_chooses_once(world: World, route: Route) -> None:
    first = add(world, route, "dorohova")
    with pytest.raises(Wrong, match="scenarios_too_few"):
        choose(world, first, "lapshina")
    second = add(world, route, "lapshina", "Стажировка")
    assert [first.number, second.number] == [1, 2]
    with pytest.raises(Forbidden):
        choose(world, second, "dorohova")
    assert choose(world, second, "lapshina").chosen_on == TODAY
    for deed in (lambda: choose(world, first, "lapshina"), lambda: add(world, route, "dorohova")):
        with pytest.raises(Wrong, match="scenario_chosen"):
            deed()
    assert Scenario.objects.filter(chosen_on=None).get() == first


def test_the_choice_may_come_from_paper(world: World, route: Route) -> None:
    add(world, route, "dorohova")
    row = add(world, route, "dorohova", "Стажировка")
    choose(world, row, "dorohova", kaltan.PAPER)
    assert PaperRecord.objects.get(verb="choose_scenario").person == world.people["lapshina"]


def test_scenarios_are_seen_by_the_pair_alone(world: World, route: Route) -> None:
    add(world, route, "dorohova")
    seen = {
        who: access.scenarios(world.reach(who)).count()
        for who in ("dorohova", "lapshina", "zimin", "safronova", "grachev", "stranger")
    }
    assert seen == {
        "dorohova": 1, "lapshina": 1, "zimin": 0, "safronova": 0, "grachev": 0, "stranger": 0,
    }  # fmt: skip
    for who in ("zimin", "safronova", "stranger"):
        with pytest.raises(Forbidden):
            add(world, route, who)


def test_without_the_right_nobody_offers_scenarios() -> None:
    world = kaltan.district()
    with pytest.raises(Forbidden):
        add(world, kaltan.began(world), "dorohova")
