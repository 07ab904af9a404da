"""The beginning: units, calendar, the coordinator, the regulation and its order, the programme."""

from __future__ import annotations

from datetime import UTC, datetime

from marshrut.management.administrator import Answers, make_first_administrator
from marshrut.people.reach import Reach
from tests.browser.hand import PASSWORD
from tests.browser.walking.stage import CENTRE, DISTRICT, SCHOOL, SMALL_SCHOOL, Stage, read_slips

QUARTERS = (
    ("2026-09-01", "2026-10-25"),
    ("2026-11-02", "2026-12-30"),
    ("2027-01-11", "2027-03-21"),
    ("2027-03-29", "2027-05-26"),
)


def found(stage: Stage) -> None:
    """The administrator raises the tree and lets the coordinator in."""
    install(stage)
    admin = stage.hands["administrator"]
    for kind, name in (("centre", CENTRE), ("school", SCHOOL), ("school", SMALL_SCHOOL)):
        admin.open("units").follow("unit_new", near=DISTRICT)
        admin.fill(kind=kind, name=name, short_name=name, place="с. Привольное").press()
        admin.reads(name)
    admin.open("calendars").follow("unit_calendar", near=DISTRICT)
    admin.fill(scheme="quarter")
    for number, (since, until) in enumerate(QUARTERS, 1):
        admin.fill(**{f"since_{number}": since, f"until_{number}": until})
    admin.press()
    let_coordinator_in(stage)


def let_coordinator_in(stage: Stage) -> None:
    """The administrator gives the office and prints the slip."""
    admin = stage.hands["administrator"]
    admin.open("users").follow("user_new")
    admin.fill(surname="Зорина", given="Ольга", patronymic="Игоревна", gender="f")
    admin.fill(role="municipal_coordinator", unit=DISTRICT).press()
    admin.follow("user_card", near="Зорина").press("person_slip")
    stage.slips |= read_slips(admin)


def install(stage: Stage) -> None:
    """What the console asks at an installation."""
    answers = Answers(
        territory=DISTRICT,
        surname="Носов",
        given="Павел",
        patronymic="Егорович",
        login="nosov",
        password=PASSWORD,
    )
    make_first_administrator(
        answers=answers,
        actor=Reach.system("first administrator", stage.today),
        at=datetime.combine(stage.today, datetime.min.time(), UTC),
    )
    stage.hands["administrator"] = stage.arrive().sign_in("nosov")


def adopt(stage: Stage) -> None:
    """The regulation file is loaded and approved by an order; without one it is refused."""
    zorina = stage.person("Зорина")
    zorina.open("people").follow("person_new")
    zorina.fill(surname="Климов", given="Олег", patronymic="Юрьевич", gender="m", unit=CENTRE)
    zorina.fill(post="директор", pedagogical=False, since="2019-08-15").press()
    zorina.open("regulation_versions").follow("regulation_begin")
    zorina.follow("regulation_load")
    zorina.fill(unit=CENTRE, file=stage.file).press()
    zorina.follow("regulation_version")
    stage.keys["version"] = zorina.key
    _draft_order(stage)
    _be_refused(stage)
    _bring_into_force(stage)
    zorina.open("regulation_version", stage.keys["version"]).follow("regulation_approve")
    zorina.fill(order="41-о", since="2026-09-01").press()
    zorina.reads("41-о")


def _draft_order(stage: Stage) -> None:
    zorina = stage.person("Зорина").open("orders").follow("order_new")
    zorina.fill(unit=CENTRE, subject="approval", title="Об утверждении документа").press()
    stage.keys["approval"] = zorina.key


def _be_refused(stage: Stage) -> None:
    """No order in force, and nobody in control: whatever of it the file asks is quoted."""
    zorina = stage.person("Зорина")
    zorina.open("regulation_version", stage.keys["version"]).follow("regulation_approve")
    asked = stage.cites("approve_version")
    zorina.fill(order="Об утверждении", since="2026-09-01")
    zorina.is_refused(*asked)


def _bring_into_force(stage: Stage) -> None:
    zorina = stage.person("Зорина").open("order", stage.keys["approval"])
    zorina.follow("order_edit").fill(controller="Климов", signer="Климов").press()
    zorina.follow("order_register").fill(number="41-о", registered_on="2026-08-26").press()
    zorina.follow("order_sign").fill(signed_on="2026-08-26").press()


def begin(stage: Stage) -> None:
    """The programme is prepared and started."""
    zorina = stage.person("Зорина").open("programmes").follow("programme_prepare")
    zorina.fill(unit=DISTRICT, title="Сопровождение 2026/27")
    zorina.fill(since="2026-09-01", until="2027-08-31").press()
    stage.keys["programme"] = zorina.open("programmes").key
    stage.done("programme prepared")
    zorina.press("programme_start")
    stage.done("programme started")
