"""From an innovation to an acknowledged plan."""

from __future__ import annotations

from marshrut.routes.queries import agreement_of
from tests.browser.hand import Hand
from tests.browser.walking.stage import SCHOOL, Stage, day

TITLE = "Карты самооценки на уроке"


def begin_route(stage: Stage) -> None:
    """The tutor names the innovation; the support opens with its route."""
    lugova = stage.person("Лугова").open("routes").follow("route_begin")
    lugova.fill(listed="Сомова", title=TITLE, description="В пятых классах.")
    lugova.fill(since="2026-09-03", until="2027-05-25").press()
    stage.keys["route"] = lugova.key
    lugova.reads("Сомова Анна Юрьевна")
    stage.done("a subject opens a route")


def pass_first_stage(stage: Stage) -> None:
    """It cannot be passed before what the stage asks for is there."""
    lugova, first = stage.person("Лугова"), stage.stages[0]
    asked = stage.products("stage", first)
    lugova.open("route", stage.keys["route"]).follow("route_stage")
    lugova.is_told(*(c for one in asked for c in stage.cites("pass_stage", one.deliverable)))
    stage.done("the first stage is refused")
    for one in asked:
        make(stage, lugova, one.deliverable[0])
    stage.done("what the first stage asks for is there")
    lugova.open("route", stage.keys["route"]).follow("route_stage").press()
    stage.done("the first stage is passed")


def make(stage: Stage, hand: Hand, kind: str) -> None:
    """A product is written as a draft and handed in."""
    hand.open("route", stage.keys["route"]).follow("product_new", kind=kind)
    hand.write("Записано")
    for name, value in (("measure_0_name", "Читают условие"), ("measure_0_before", 40)):
        if name in hand.fields:
            hand.fill(**{name: value})
    hand.press().press("product_submit")


def write_plan(stage: Stage) -> None:
    """Conditions of the school are written once; the rest by the tutor; steps on the way."""
    vetrov = stage.person("Ветров").open("programme", stage.keys["programme"])
    vetrov.follow("conditions", near=SCHOOL).fill(text="Два кабинета с проектором.").press()
    stage.done("the school has written its conditions")
    lugova, route = stage.person("Лугова"), stage.keys["route"]
    lugova.open("route", route).follow("route_propose").is_told(*stage.cites("propose_route"))
    stage.done("an empty plan is refused")
    for form in stage.rules.forms("route"):
        hand = lugova if form.author != "tutee" else stage.person("Сомова")
        hand.open("route", route).follow("route_parts", form=form.form)
        hand.write("Написано", except_for=["conditions"]).press()
        stage.done(f"the form «{form.form}» is written")
    for title, due in (("Первая карта", day(10, 16)), ("Урок для коллег", day(12, 11))):
        lugova.open("route", route).follow("step_new")
        lugova.fill(title=title, stage=stage.stages[-2], due=due, expected="Есть карта.").press()
    stage.done("steps are planned")


def agree_on_plan(stage: Stage) -> None:
    """The tutee reads the plan on a phone, the school's conditions in it, and says their word."""
    lugova, somova = stage.person("Лугова"), stage.person("Сомова")
    lugova.open("route", stage.keys["route"]).follow("route_propose").press()
    stage.done("the plan is proposed")
    somova.open("home").follow("route")
    somova.follow("route_acknowledge")
    asked = agreement_of(stage.rules)
    if asked and "conditions" in asked.parts:
        somova.reads("Два кабинета с проектором.")
    somova.press()
    stage.done("the tutee has read the plan")
    if stage.rules.stages("case") and len(stage.stages) > 3:
        lugova.open("route", stage.keys["route"]).follow("route_stage").press()
        stage.done("the second stage is passed")


def revise(stage: Stage) -> None:
    """An agreed plan changes with a reason, and both revisions can be compared."""
    asked = agreement_of(stage.rules)
    assert asked
    lugova = stage.person("Лугова").open("route", stage.keys["route"])
    lugova.follow("route_parts", form=asked.form)
    lugova.fill(**{asked.parts[0]: "Начинаем с двух классов.", "reason": "Класс разделили."})
    lugova.press().open("route", stage.keys["route"]).follow("route_plan")
    lugova.follow("route_revisions").reads("Класс разделили.", "Начинаем с двух классов.")
    stage.done("the plan is revised")
