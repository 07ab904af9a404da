"""From three years to five: drafted, compared, tried on today's people, put in force by order."""

from __future__ import annotations

from tests.browser.walking.beginning import DEPARTMENT
from tests.browser.walking.listed import ENOUGH
from tests.browser.walking.stage import Stage

ORDER = "655"


def amend(stage: Stage) -> None:
    """«Взять за основу», then one number of one clause."""
    zorina = stage.person("Зорина").open("regulation_version", stage.keys["version"])
    zorina.press("regulation_amend")
    stage.keys["draft"] = zorina.key
    zorina.open("regulation_clause", zorina.key, "3.2")
    norms = zorina.page.locator("textarea[name=norms]").first
    norms.fill(norms.input_value().replace("3 years", "5 years"))
    norms.locator("xpath=ancestor::form").locator("button").first.click()
    zorina.page.wait_for_load_state()
    zorina.well().reads("Отличается 1 пункт")
    zorina.open("regulation_version", stage.keys["draft"]).follow("regulation_compare")
    zorina.reads("Изменён 1 пункт")
    marked = [zorina.page.locator(tag).all_inner_texts() for tag in ("del", "ins")]
    assert marked == [["3"], ["5"]], marked
    stage.done("an amendment is drafted")


def ask_what_if(stage: Stage) -> None:
    """Who would not pass is named, with what was found; a draft changes nothing."""
    surname = ENOUGH.split()[0]
    zorina = stage.person("Зорина").open("regulation_version", stage.keys["draft"])
    zorina.follow("regulation_check").reads(surname, "5 лет", "4 года")
    assert zorina.has_link("tutor", near=surname)
    stage.done("tried on today’s people")


def put_in_force(stage: Stage) -> None:
    """By an order of the same body; the board stands under the new version."""
    zorina, today = stage.person("Зорина").open("order_enter"), stage.today.isoformat()
    zorina.fill(unit=DEPARTMENT, subject="approval", title="О внесении изменений в Положение")
    zorina.fill(number=ORDER, registered_on=today, signed_on=today, controller="Климов").press()
    zorina.open("regulation_version", stage.keys["draft"]).follow("regulation_approve")
    zorina.fill(order=ORDER, since=today).press().reads("Действует", ORDER)
    stage.done("the amendment is in force")
    zorina.open("regulations").reads("Редакция 2")
