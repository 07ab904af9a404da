"""Who may be a tutor: refused by what is lacking, let by an exception, appointed at once."""

from __future__ import annotations

from tests.browser.walking.beginning import DEPARTMENT
from tests.browser.walking.listed import ENOUGH, OTHER, SHORT
from tests.browser.walking.stage import Stage
from tests.browser.walking.tutoring import name, sign_order

ORDER = "612"


def find(stage: Stage) -> None:
    """The head names three of the staff; each agrees, two on paper."""
    vetrov = stage.person("Ветров")
    for who in (SHORT, OTHER, ENOUGH):
        name(vetrov, who, stage.keys["programme"])
    stage.done("three candidates")
    for who in (SHORT, OTHER):
        vetrov.open("tutors", stage.keys["programme"]).follow("tutor", near=who)
        stage.keys[who] = vetrov.key
        vetrov.follow("tutor_agree")
        vetrov.fill(basis="paper", happened_on=stage.today.isoformat()).press()
    own = stage.person(ENOUGH.split()[0]).open("home").follow("tutor")
    stage.keys[ENOUGH] = own.key
    own.follow("tutor_agree").press()
    stage.done("three have agreed")


def be_refused(stage: Stage) -> None:
    """The clause is quoted with what it asks and what was found, before and after trying."""
    zorina = stage.person("Зорина")
    sign_order(zorina, DEPARTMENT, "О назначении тьюторов", ORDER, stage.today.isoformat())
    zorina.open("tutor", stage.keys[SHORT]).reads("п. 3.2", "2 года 4 месяца")
    zorina.follow("tutor_appoint").fill(order=ORDER).is_refused("п. 3.2", "2 года 4 месяца")
    stage.done("a refusal changes nothing")


def appoint(stage: Stage) -> None:
    """Just over three years are enough."""
    zorina = stage.person("Зорина").open("tutor", stage.keys[ENOUGH]).follow("tutor_appoint")
    zorina.fill(order=ORDER).press()
    stage.done("a tutor is appointed")


def appoint_by_exception(stage: Stage) -> None:
    """Another education than the clause asks: the head asks for an exception and gets it."""
    zorina, programme = stage.person("Зорина"), stage.keys["programme"]
    zorina.open("tutor", stage.keys[OTHER]).follow("tutor_appoint")
    zorina.fill(order=ORDER).is_refused("п. 3.2")
    vetrov = stage.person("Ветров").open("tutor", stage.keys[OTHER]).follow("waiver_ask")
    vetrov.fill(reason="Прошла переподготовку по педагогике.").press()
    stage.done("an exception is asked")
    zorina.open("waivers", programme).follow("waiver", near=OTHER)
    zorina.fill(decision="grant", note="До конца учебного года.").press()
    stage.done("the exception is granted")
    zorina.open("tutor", stage.keys[OTHER]).follow("tutor_appoint").fill(order=ORDER).press()
    stage.done("the other is appointed")
