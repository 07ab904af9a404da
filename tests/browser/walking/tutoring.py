"""Who supports whom: a project's leader becomes a candidate, refusals, a waiver, appointments."""

from __future__ import annotations

from tests.browser.hand import Hand
from tests.browser.walking.stage import SCHOOL, SMALL_SCHOOL, Stage


def find_candidates(stage: Stage) -> None:
    """By a developed project where the regulation says so, else named by the head."""
    by_project = any(entry.whom == "project_leader" for entry in stage.rules.entries("candidate"))
    tihonova = stage.person("Тихонова").open("programme", stage.keys["programme"])
    if by_project:
        _develop_project(stage, tihonova)
    else:
        name(tihonova, "Полева")
    stage.done("a candidate of the small school")
    name(stage.person("Ветров"), "Лугова", stage.keys["programme"])
    stage.done("a candidate of the big school")


def _develop_project(stage: Stage, head: Hand) -> None:
    head.follow("projects").follow("project_begin")
    head.fill(unit=SMALL_SCHOOL, title="Живая лаборатория", leader="Полева")
    head.fill(begun_on="2026-09-01").press()
    stage.done("a project is begun")
    head.follow("project_developed", near="Живая лаборатория").press()


def name(head: Hand, surname: str, programme: int = 0) -> None:
    if programme:
        head.open("programme", programme)
    head.follow("tutors").follow("tutor_name")
    head.fill(person=surname, why="ведёт коллег").press().reads(surname)


def agree(stage: Stage) -> None:
    """One agrees alone, from the first page; the other's word is on paper."""
    poleva = stage.person("Полева")
    poleva.open("home").follow("tutor").follow("tutor_agree").press()
    stage.keys["small tutor"] = int(poleva.key)
    vetrov = stage.person("Ветров").open("tutors", stage.keys["programme"])
    vetrov.follow("tutor", near="Лугова").follow("tutor_agree")
    vetrov.fill(basis="paper", happened_on=stage.today.isoformat()).press()
    stage.keys["tutor"] = vetrov.key
    stage.done("both have agreed")


def appoint(stage: Stage) -> None:
    """The deputy head is appointed by an order of the school; its teachers have a tutor at once."""
    vetrov = stage.person("Ветров")
    sign_order(vetrov, SCHOOL, "О назначении тьютора", "87-о", stage.today.isoformat())
    vetrov.open("tutor", stage.keys["tutor"]).follow("tutor_appoint")
    vetrov.fill(order="87-о").press()
    stage.done("the deputy head is appointed")


def sign_order(hand: Hand, school: str, title: str, number: str, on: str) -> None:
    """Drafted, then numbered and signed."""
    hand.open("orders").follow("order_new")
    hand.fill(unit=school, subject="appointment", title=title).press()
    hand.follow("order_register").fill(number=number, registered_on=on).press()
    hand.follow("order_sign").fill(signed_on=on).press()


def appoint_by_exception(stage: Stage) -> None:
    """The teacher is refused by the clause; a waiver is asked from the refusal itself."""
    tihonova = stage.person("Тихонова")
    sign_order(tihonova, SMALL_SCHOOL, "О назначении тьютора", "14", stage.today.isoformat())
    tihonova.open("tutor", stage.keys["small tutor"]).follow("tutor_appoint")
    tihonova.fill(order="14")
    tihonova.is_refused(stage.cite_of_tutors())
    stage.done("a refusal changes nothing")
    tihonova.follow("waiver_ask").fill(reason="Заместителя в школе нет.").press()
    stage.done("an exception is asked")
    _grant(stage)
    stage.done("the exception is granted")
    tihonova.open("tutor", stage.keys["small tutor"]).follow("tutor_appoint")
    tihonova.fill(order="14").press()
    stage.done("the teacher is appointed")


def _grant(stage: Stage) -> None:
    """The office that the regulation names decides."""
    by_head = stage.rules.waivers_by == "head"
    decides = stage.person("Тихонова" if by_head else "Зорина")
    decides.open("waivers", stage.keys["programme"]).follow("waiver", near="Полева")
    decides.fill(decision="grant", note="До конца учебного года.").press()


def see_tutees(stage: Stage) -> None:
    """Everyone whom the regulation includes by itself is on the list, with their tutor."""
    vetrov = stage.person("Ветров").open("tutees", stage.keys["programme"])
    vetrov.reads("Сомова", "Гусев")
    assert vetrov.text.count("Лугова") >= 2, vetrov.text


def include(stage: Stage) -> None:
    """Where nobody is included by the regulation itself, the head includes who wishes it."""
    vetrov = stage.person("Ветров").open("tutees", stage.keys["programme"])
    if not vetrov.has_link("tutee_include"):
        return
    for name in ("Сомова", "Гусев"):
        vetrov.open("tutees", stage.keys["programme"]).follow("tutee_include")
        vetrov.fill(job=name).press()
        stage.done(f"included: {name}")
