"""From an empty installation to a municipality that runs kaltan, by the pages alone.

After each step stands which clauses changed their mark, in `changes/kaltan.yaml`.
"""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import People
from tests.browser.site import Site
from tests.browser.walking import amending, beginning, candidates, closing, listed, trajectory
from tests.browser.walking.stage import Stage, day, open_stage

KALTAN = Path("src/marshrut/presets/regulations/kaltan.yaml")


def test_an_empty_installation_becomes_a_municipality_that_runs_kaltan(
    nothing: Site, people: People, tmp_path: Path
) -> None:
    stage = open_stage(KALTAN, nothing, people)
    _begin(stage, tmp_path)
    _appoint(stage)
    _support(stage)
    _amend(stage)
    stage.marks.all_told()


def _begin(stage: Stage, folder: Path) -> None:
    """1 September: «Первые шаги», one after another."""
    beginning.found(stage)
    beginning.adopt(stage)
    beginning.begin(stage)
    listed.take_on(stage, folder)
    listed.let_in(stage)
    beginning.name_publisher(stage)


def _appoint(stage: Stage) -> None:
    """The next days: the order is published; three candidates, one refused, one by an exception."""
    stage.on(day(9, 3))
    beginning.publish(stage)
    candidates.find(stage)
    candidates.be_refused(stage)
    candidates.appoint(stage)
    candidates.appoint_by_exception(stage)
    closing.look_at_board(stage)


def _support(stage: Stage) -> None:
    """September: two teachers come in, a trajectory is agreed."""
    stage.on(day(9, 11))
    trajectory.come_in(stage)
    trajectory.begin(stage)
    trajectory.agree(stage)


def _amend(stage: Stage) -> None:
    """October: three years become five."""
    stage.on(day(10, 7))
    amending.amend(stage)
    amending.ask_what_if(stage)
    amending.put_in_force(stage)
    closing.look_at_board(stage)
