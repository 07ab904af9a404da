"""From an empty municipality to a closed route: everything through pages, as people would do it.

After each step stands which clauses changed their mark; the tables are in `changes/`, one for a
regulation file. Nothing else differs: words, stages, products and forms come from the file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import People
from tests.browser.site import Site
from tests.browser.walking import closing, doing, founding, hiring, planning, tutoring
from tests.browser.walking.stage import Stage, day, open_stage

CHEBULA = Path("src/marshrut/presets/regulations/chebula.yaml")
STEPNOVSKY = Path("tests/regulations/stepnovsky.yaml")


@pytest.mark.parametrize("file", [CHEBULA, STEPNOVSKY], ids=lambda file: file.stem)
def test_a_municipality_walks_from_nothing_to_a_closed_route(
    nothing: Site, people: People, file: Path, tmp_path: Path
) -> None:
    stage = open_stage(file, nothing, people)
    _found(stage)
    _appoint(stage)
    _plan(stage)
    _do(stage, tmp_path)
    _close(stage)
    stage.marks.all_told()


def _found(stage: Stage) -> None:
    """1 September: the district, the regulation, the programme, the staff."""
    founding.found(stage)
    founding.adopt(stage)
    founding.begin(stage)
    hiring.hire(stage)
    hiring.let_in(stage)
    hiring.acknowledge(stage)


def _appoint(stage: Stage) -> None:
    """The same day: tutors, one of them by an exception; then a newcomer."""
    tutoring.find_candidates(stage)
    tutoring.agree(stage)
    tutoring.appoint(stage)
    tutoring.appoint_by_exception(stage)
    stage.on(day(9, 3))
    hiring.welcome_newcomer(stage)
    tutoring.include(stage)
    tutoring.see_tutees(stage)


def _plan(stage: Stage) -> None:
    """September: an innovation, its first stage, the plan."""
    planning.begin_route(stage)
    stage.on(day(9, 11))
    planning.pass_first_stage(stage)
    planning.write_plan(stage)
    planning.agree_on_plan(stage)
    planning.revise(stage)


def _do(stage: Stage, folder: Path) -> None:
    """Autumn: a step, a question, a visit, advice."""
    stage.on(day(9, 18))
    doing.walk_steps(stage, folder)
    doing.ask_and_answer(stage)
    stage.on(day(10, 7))
    doing.propose_visit(stage)
    stage.on(doing.LESSON_DAY)
    doing.tie_visit(stage)
    doing.hold_visit(stage)
    doing.advise(stage)


def _close(stage: Stage) -> None:
    """December: the last stage, the products, the outcome."""
    stage.on(day(12, 11))
    closing.finish_steps(stage)
    stage.on(day(12, 18))
    closing.be_refused(stage)
    closing.make_products(stage)
    closing.close(stage)
    closing.look_at_board(stage)
