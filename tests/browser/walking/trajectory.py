"""Teachers come in by a wish and by a difficulty; one's own goals are agreed by both."""

from __future__ import annotations

from tests.browser.walking.listed import ENOUGH, TROUBLED, WISHING
from tests.browser.walking.stage import Stage

GOALS = "Освоить цифровую платформу и вести на ней проекты."


def come_in(stage: Stage) -> None:
    """One asks on a phone, the other is included by the head; both get the tutor."""
    programme = stage.keys["programme"]
    teacher = stage.person(WISHING.split()[0], phone=True)
    teacher.open("home").follow("tutee_join").fill(basis="wish").press()
    stage.done("included by a wish")
    vetrov = stage.person("Ветров").open("tutees", programme).follow("tutee_include")
    vetrov.fill(job=TROUBLED, basis="difficulty").press()
    stage.done("included by a difficulty")
    for who in (WISHING, TROUBLED):
        vetrov.open("tutees", programme).follow("tutee", near=who).follow("tutee_pair")
        vetrov.fill(appointment=ENOUGH).press()
    stage.done("both have a tutor")


def begin(stage: Stage) -> None:
    """The tutor opens the trajectory; what is agreed on first must be written."""
    tutor = stage.person(ENOUGH.split()[0]).open("routes").follow("route_begin")
    tutor.fill(listed=WISHING, title="Проекты на цифровой платформе")
    tutor.fill(since=stage.today.isoformat(), until="2027-05-25").press()
    stage.keys["route"] = tutor.key
    stage.done("a trajectory opens")
    tutor.follow("route_propose").is_told(*stage.cites("propose_route"))


def agree(stage: Stage) -> None:
    """Goals are written by the teacher, resources by the tutor; one proposes, the other agrees."""
    tutor, route = stage.person(ENOUGH.split()[0]), stage.keys["route"]
    teacher = stage.person(WISHING.split()[0]).open("route", route)
    teacher.follow("route_parts", form="goals").fill(goals=GOALS).press()
    stage.done("the teacher has written goals")
    tutor.open("route", route).follow("route_parts", form="resources").write("Кабинет").press()
    stage.done("resources are written")
    tutor.open("route", route).follow("route_propose").press()
    stage.done("the trajectory is proposed")
    teacher.open("home").follow("route").follow("route_acknowledge").reads(GOALS)
    teacher.press()
    stage.done("the trajectory is agreed")
