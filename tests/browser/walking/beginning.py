"""«Первые шаги» of a district with a department: units, the preset and its order, the programme."""

from __future__ import annotations

from tests.browser.hand import Hand
from tests.browser.walking import founding
from tests.browser.walking.stage import DISTRICT, SCHOOL, SMALL_SCHOOL, Stage, read_slips

DEPARTMENT, KINDERGARTEN = "Управление образования", "Детский сад «Рябинка»"
UNITS = (
    ("department", DEPARTMENT),
    ("school", SCHOOL),
    ("school", SMALL_SCHOOL),
    ("kindergarten", KINDERGARTEN),
)
ORDER, SIGNED = "604", "2026-08-31"


def comes_to(hand: Hand, step: str) -> None:
    """On «Первые шаги» this step stands out."""
    now = hand.open("start").page.locator(".first .now h2").all_inner_texts()
    assert now == [step], (now, hand.text)


def found(stage: Stage) -> None:
    """Home leads the administrator to the first step; the coordinator is let in."""
    founding.install(stage)
    admin = stage.hands["administrator"].open("home")
    assert admin.at == "start"
    for kind, name in UNITS:
        admin.open("start").follow("unit_new") if kind == "department" else admin.open("unit_new")
        admin.fill(parent=DISTRICT, kind=kind, name=name, short_name=name).press()
    founding.let_coordinator_in(stage)


def adopt(stage: Stage) -> None:
    """The preset is chosen, refused without a person in control, and approved by an order."""
    zorina = stage.person("Зорина")
    comes_to(zorina, "Положение")
    _hire(zorina, "Климов", "Олег", "Юрьевич", "m", "заместитель начальника")
    _hire(zorina, "Жукова", "Инна", "Павловна", "f", "заведующая сектором мониторинга")
    zorina.open("start").follow("regulation_load")
    zorina.fill(unit=DEPARTMENT, preset="kaltan").press()
    zorina.open("start").follow("regulation_version")
    stage.keys["version"] = zorina.key
    comes_to(zorina, "Приказ и программа")
    zorina.open("orders").follow("order_new")
    zorina.fill(unit=DEPARTMENT, subject="approval", title="Об утверждении Положения").press()
    stage.keys["approval"] = zorina.key
    zorina.open("start").follow("regulation_approve")
    zorina.fill(order="Об утверждении", since="2026-09-01")
    zorina.is_refused("п. 1 приказа", "п. 3 приказа", "п. 4.1")
    zorina.open("order", stage.keys["approval"])
    zorina.follow("order_edit").fill(controller="Климов", signer="Климов").press()
    zorina.follow("order_register").fill(number=ORDER, registered_on=SIGNED).press()
    zorina.follow("order_sign").fill(signed_on=SIGNED).press()
    zorina.open("start").follow("regulation_approve")
    zorina.fill(order=ORDER, since="2026-09-01").press().reads(ORDER)


def _hire(hand: Hand, surname: str, given: str, patronymic: str, gender: str, post: str) -> None:
    hand.open("person_new")
    hand.fill(surname=surname, given=given, patronymic=patronymic, gender=gender, unit=DEPARTMENT)
    hand.fill(post=post, pedagogical=False, since="2019-08-15").press()


def begin(stage: Stage) -> None:
    """From the same step: the programme of the year."""
    zorina = stage.person("Зорина").open("start").follow("programme_prepare")
    zorina.fill(unit=DISTRICT, title="Сопровождение 2026/27")
    zorina.fill(since="2026-09-01", until="2027-08-31").press()
    stage.done("programme prepared")
    zorina.open("start").follow("programme")
    stage.keys["programme"] = zorina.key
    zorina.press("programme_start")
    stage.done("programme started")


def name_publisher(stage: Stage) -> None:
    """Who publishes holds a post; the duty is theirs and stands on their first page."""
    zorina = stage.person("Зорина")
    _card(zorina, "Жукова").follow("office_new")
    zorina.fill(role="publisher", unit=DEPARTMENT, since=stage.today.isoformat()).press()
    _card(zorina, "Жукова").press("person_slip")
    stage.slips |= read_slips(zorina)
    stage.done("somebody publishes")


def _card(hand: Hand, surname: str) -> Hand:
    hand.open("users")
    hand.visit(hand.page.url.removeprefix(hand.address) + f"?q={surname}")
    return hand.follow("user_card", near=surname)


def publish(stage: Stage) -> None:
    """The address on the official site is recorded; the duty is gone, a guest is led there."""
    address = "https://uo.example.org/polozhenie"
    zhukova = stage.person("Жукова").open("home").follow("regulation_publish")
    zhukova.fill(address=address, published_on=stage.today.isoformat()).press()
    zhukova.reads(address).open("home")
    assert not zhukova.has_link("regulation_publish"), zhukova.text
    stage.arrive().open("public").follow("public_regulation").reads(ORDER, address)
    stage.done("published")
