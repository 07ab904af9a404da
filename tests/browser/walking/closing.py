"""The end: what lacks is told, the products are made, the route is closed as effective."""

from __future__ import annotations

from tests.browser.hand import Hand
from tests.browser.walking.planning import make
from tests.browser.walking.stage import Stage


def finish_steps(stage: Stage) -> None:
    """The last step is accepted straight away; the remaining stages are passed."""
    lugova = stage.person("Лугова").open("route", stage.keys["route"])
    lugova.follow("step", near="Урок для коллег").follow("step_accept").press()
    stage.done("the second step is accepted")
    while _has_stage_ahead(lugova, stage):
        lugova.follow("route_stage").press()
        stage.done(f"the stage is passed, number {stage.passed()}")


def _has_stage_ahead(hand: Hand, stage: Stage) -> bool:
    return hand.open("route", stage.keys["route"]).has_link("route_stage")


def be_refused(stage: Stage) -> None:
    """Without its products the route cannot be closed: every clause that asks is quoted."""
    lugova = stage.person("Лугова").open("route", stage.keys["route"])
    lugova.follow("route_close").is_told(*stage.cites("close_route"))
    stage.done("closing is refused")


def make_products(stage: Stage) -> None:
    """Each is made by who owes it; what the tutee makes the tutor accepts."""
    for norm in stage.products("closing"):
        kind = norm.deliverable[0]
        if norm.by == "tutor":
            make(stage, stage.person("Лугова"), kind)
        else:
            _report(stage, kind)
        stage.done(f"made: {kind}")


def _report(stage: Stage, kind: str) -> None:
    """A draft of the report is made of facts; the tutee looks it through and hands it in."""
    somova, lugova = stage.person("Сомова"), stage.person("Лугова")
    make(stage, somova, kind)
    lugova.open("product", somova.key).press("product_accept")


def close(stage: Stage) -> None:
    """The tutee agrees to close before the term; the tutor chooses the outcome."""
    somova, lugova = stage.person("Сомова"), stage.person("Лугова")
    somova.open("route", stage.keys["route"]).follow("route_agree_close").press()
    stage.done("the tutee agrees to close")
    lugova.open("route", stage.keys["route"]).follow("route_close")
    lugova.fill(outcome="effective").press()
    stage.done("the route is closed as effective")
    lugova.open("route", stage.keys["route"])
    assert not lugova.has_link("route_close"), lugova.text


def look_at_board(stage: Stage) -> None:
    """What the coordinator sees on the board is what was counted all along."""
    zorina = stage.person("Зорина").open("regulations")
    for key, mark in stage.marks.known.items():
        if mark != "statement":
            state = zorina.page.get_attribute(f"[id='c-{key}']", "data-s")
            assert state == SHORT[mark.removesuffix(" ⚑")], (key, mark, state)


SHORT = {
    "met": "met",
    "not_yet": "yet",
    "on_track": "track",
    "no_data": "none",
    "at_risk": "risk",
    "breached": "breach",
}
