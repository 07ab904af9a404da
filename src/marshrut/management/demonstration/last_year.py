"""Last year's programme: nine routes, all closed, so that results and the archive exist."""

from __future__ import annotations

from datetime import date

from marshrut.management.demonstration.programme import appoint, run_programme
from marshrut.management.demonstration.stage import Stage, content
from marshrut.management.demonstration.walking import Walker
from marshrut.programmes.operations import close_programme
from marshrut.routes import operations

# Days of last year are written for the school year 2025/26, as those of this year for the next one.
BEGAN = 2025


def play_last_year(stage: Stage) -> None:
    since, until = stage.last_year()
    run_programme(stage, "last", 1, since, until)
    appoint(stage, "last", "dorohova", "elovskaya", "79-о", since)
    appoint(stage, "last", "oreshkina", "kamennobrodskaya", "104-о", since)
    appoint(stage, "last", "blinova", "nizhneklyuchevskaya", "31-о", since)
    texts = content("innovations")
    for number, (name, of, tutor, outcome) in enumerate(content("routes")["last_year"]):
        walker = Walker(stage=stage, programme="last", tutor=tutor, tutee=name, text=texts[of])
        _play(walker, stage.after(stage.day(9, 8, BEGAN), number), outcome)
    close_programme(
        programme=stage.programmes["last"].pk,
        row_version=None,
        **stage.sys(stage.day(6, 11, BEGAN + 1)),
    )


def _play(walker: Walker, opened: date, outcome: str) -> None:
    """From the first day to the closing in May; one gives the innovation up in March."""
    stage = walker.stage
    route = walker.begin(opened, stage.day(5, 26, BEGAN + 1))
    walker.talk(route, stage.after(opened, 5))
    walker.leave_stage(route, stage.after(opened, 10))
    walker.plan(route, stage.after(opened, 14), opened)
    walker.agree(route, stage.after(opened, 16), stage.after(opened, 18))
    walker.leave_stage(route, stage.after(opened, 18))
    if outcome == "given_up":
        given_up = stage.day(3, 16, BEGAN + 1)
        operations.give_up(
            route=route.pk,
            row_version=None,
            on=given_up,
            reason="Сменился класс, продолжать внедрение не с кем.",
            **walker.by_tutor(given_up),
        )
        return
    walker.walk_steps(route, stage.day(5, 6, BEGAN + 1))
    walker.leave_stage(route, stage.day(5, 7, BEGAN + 1))
    walker.evaluate(route, stage.day(5, 21, BEGAN + 1), outcome=outcome)
    walker.leave_stage(route, stage.day(5, 25, BEGAN + 1))
    closed = stage.day(5, 27, BEGAN + 1)
    operations.close_route(
        route=route.pk, row_version=None, outcome=outcome, **walker.by_tutor(closed)
    )
