"""Educational trajectories of Klyuchegorsk, each as far as the story tells."""

from __future__ import annotations

from marshrut.management.demonstration.stage import Stage, content
from marshrut.management.demonstration.trajectories import Pair
from marshrut.routes import operations
from marshrut.routes.models import Route


def play(stage: Stage) -> None:
    tutees = content("klyuchegorsk")["tutees"]
    for name, told in content("klyuchegorsk_routes").items():
        pair = Pair(stage=stage, tutee=name, tutor=tutees[name][1], told=told)
        route = pair.open()
        if "proposed" in told:
            _plan(pair)
            pair.agree(route)
        if "revised" in told:
            _revise(pair, route)
        pair.talk()
        if "closed" in told:
            _close(pair, route)


def _plan(pair: Pair) -> None:
    """The goals by the teacher, what was found and the resources by the tutor, the steps."""
    day = pair.stage.after(pair.day("opened"), 3)
    told = pair.told
    pair.write("goals", day, by="tutee", goals=told["goals"])
    qualities, motives, readiness = told["diagnosis"]
    pair.write("diagnosis", day, qualities=qualities, motives=motives, readiness=readiness)
    pair.write("resources", day, inner_resources=told["inner"], outer_resources=told["outer"])
    pair.plan_steps(day)


def _revise(pair: Pair, route: Route) -> None:
    """The teacher corrects the goals with a reason; the former revision stays."""
    operations.revise(
        route=route.pk,
        row_version=None,
        reason=pair.told["reason"],
        form="goals",
        parts={"goals": pair.told["revision"]},
        **pair.by_tutee(pair.day("revised")),
    )


def _close(pair: Pair, route: Route) -> None:
    day = pair.day("closed")
    process, results = pair.told["analysis"]
    pair.write("analysis", day, process_analysis=process, results_analysis=results)
    operations.agree_to_close(route=route.pk, row_version=None, **pair.by_tutee(day))
    operations.close_route(
        route=route.pk, row_version=None, outcome="effective", **pair.by_tutor(day)
    )
