"""The main stage: steps with evidence, a question answered, a lesson visited, advice taken."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.browser.walking.stage import Stage, day

LESSON_DAY = day(10, 14)


def walk_steps(stage: Stage, folder: Path) -> None:
    """Evidence by a text and by a photo, the result handed in and accepted."""
    somova, lugova = stage.person("Сомова"), stage.person("Лугова")
    photo = folder / "доска.jpg"
    Image.new("RGB", (640, 480), "white").save(photo)
    somova.open("route", stage.keys["route"]).follow("step", near="Первая карта")
    stage.keys["step"] = somova.key
    somova.fill(text="Дети оценили себя сами.").press("step_evidence")
    somova.fill(received=photo).press("step_evidence").reads("доска.jpg")
    stage.done("evidence is added")
    somova.fill(result="Карта есть у каждого.").press("step_submit")
    stage.done("the result is handed in")
    lugova.open("step", stage.keys["step"]).press("step_accept")
    stage.done("the first step is accepted")


def ask_and_answer(stage: Stage) -> None:
    """The tutor asks for information by right; the tutee answers in time."""
    lugova, somova = stage.person("Лугова"), stage.person("Сомова")
    lugova.open("requests")
    if not stage.rules.may("tutor", "request_information"):
        assert not lugova.has_link("request_new"), "no clause gives this right"
        return
    lugova.follow("request_new")
    lugova.fill(enrolment="Сомова", what="Календарный план класса", why="Чтобы выбрать урок.")
    lugova.press()
    stage.done("information is asked for")
    somova.open("home").follow("request").follow("request_act", slug="answer")
    somova.fill(answer="План приложен к журналу.").press()
    stage.done("the question is answered")


def propose_visit(stage: Stage) -> None:
    """Nothing is visited without the tutee's word."""
    lugova, somova = stage.person("Лугова"), stage.person("Сомова")
    lugova.open("visits").follow("visit_new")
    lugova.fill(enrolment="Сомова", on=LESSON_DAY, lesson=3, school_class="5 «А»")
    lugova.fill(topic="Проценты", purpose="Как дети оценивают себя.").press()
    stage.done("a visit is proposed")
    somova.open("home").follow("visit").press("visit_act", slug="agree")
    stage.keys["visit"] = somova.key
    stage.done("the visit is agreed")


def tie_visit(stage: Stage) -> None:
    """A visit that serves no step would be an extra one."""
    lugova = stage.person("Лугова").open("route", stage.keys["route"])
    lugova.follow("step", near="Урок для коллег").follow("step_link")
    lugova.fill(visit="Проценты").press()
    stage.done("the visit is tied to a step")


def hold_visit(stage: Stage) -> None:
    """The sheet is handed over; the tutee replies to it."""
    lugova, somova, visit = stage.person("Лугова"), stage.person("Сомова"), stage.keys["visit"]
    lugova.open("visit", visit).follow("visit_act", slug="hold")
    lugova.fill(held_on=LESSON_DAY, sheet="Дети сверяли решение с образцом.").press()
    stage.done("the visit is held")
    lugova.follow("visit_act", slug="share").press()
    stage.done("the sheet is handed over")
    somova.open("visit", visit).reads("Дети сверяли решение с образцом.")
    somova.press("visit_act", slug="read").follow("visit_act", slug="reply")
    somova.fill(reply="Согласна, попробую парами.").press()
    stage.done("the tutee has replied")


def advise(stage: Stage) -> None:
    """A recommendation is given and marked as done."""
    lugova, somova = stage.person("Лугова"), stage.person("Сомова")
    lugova.open("visit", stage.keys["visit"]).follow("recommendation_new")
    lugova.fill(text="Дать карту для работы в паре.").press()
    stage.done("a recommendation is given")
    somova.open("home").follow("recommendation").follow("recommendation_act", slug="done")
    somova.press()
    stage.done("the recommendation is followed")
