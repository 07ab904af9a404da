"""The way of a version: published, amended by a number, compared, tried, put in force."""

from __future__ import annotations

from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site

ADDRESS = "https://metod.example.org/polozhenie"
DAY = "2027-01-22"


def test_a_version_is_published_amended_compared_tried_and_put_in_force(
    demonstration: Site, people: People
) -> None:
    coordinator = people().come_in("safronova")
    version = _publish(coordinator)
    draft = _amend(coordinator, version)
    _compare(coordinator, draft)
    _try(coordinator, draft)
    order = _order(coordinator)
    _put_in_force(coordinator, draft, order)
    guest = people()
    guest.open("public").follow("public_regulation", near="36-о").reads(
        "УТВЕРЖДЕНО", "36-о", "Прежние редакции"
    )


def _publish(coordinator: Hand) -> int:
    """The version in force stands on the official site; a guest is led there."""
    coordinator.open("regulation_versions").follow("regulation_version", near="41-о")
    version = coordinator.key
    coordinator.follow("regulation_publish")
    coordinator.fill(address="metod.example.org").fill(published_on=DAY)
    _without_the_browsers_own_check(coordinator)
    assert "http" in coordinator.is_sent_back()
    coordinator.fill(address=ADDRESS).press()
    coordinator.reads(ADDRESS)
    coordinator.open("public").follow("public_regulation", near="41-о").reads(ADDRESS)
    return version


def _amend(coordinator: Hand, version: int) -> int:
    """«Взять за основу», then one number: two tutors in each organisation."""
    coordinator.open("regulation_version", version).press("regulation_amend")
    draft = coordinator.key
    coordinator.reads("Отличаются 0 пунктов")
    coordinator.open("regulation_clause", draft, "4.2")
    norms = coordinator.page.locator("textarea[name=norms]").first
    norms.fill(norms.input_value().replace("least: '1'", "least: '2'"))
    norms.locator("xpath=ancestor::form").locator("button").first.click()
    coordinator.page.wait_for_load_state()
    coordinator.well().reads("Отличается 1 пункт")
    return draft


def _compare(coordinator: Hand, draft: int) -> None:
    coordinator.open("regulation_version", draft).follow("regulation_compare")
    coordinator.reads("Изменён 1 пункт", "не менее 1", "не менее 2")
    page = coordinator.page
    assert (page.locator("del").all_inner_texts(), page.locator("ins").all_inner_texts()) == (
        ["1"],
        ["2"],
    )


def _try(coordinator: Hand, draft: int) -> None:
    """Things by name, before and after, with links."""
    coordinator.open("regulation_version", draft).follow("regulation_check")
    coordinator.reads("Еловская СОШ", "нужно не менее 2, сейчас 1", "Не исполнено")
    assert coordinator.has_link("tutees", near="Еловская СОШ")


def _order(coordinator: Hand) -> str:
    coordinator.open("order_enter")
    coordinator.fill(
        unit="Методический центр",
        subject="approval",
        title="О внесении изменений в Положение",
        number="36-о",
        registered_on=DAY,
        signed_on=DAY,
        controller="Сафронова",
    ).press()
    return "36-о"


def _put_in_force(coordinator: Hand, draft: int, order: str) -> None:
    """From this day the programme works by it; the board tells how many run under the older one."""
    coordinator.open("regulation_version", draft).follow("regulation_approve")
    coordinator.fill(order=order, since=DAY).press()
    coordinator.reads("Действует", order)
    coordinator.open("regulations").reads("Редакция 4", "Ещё по редакции 2")


def _without_the_browsers_own_check(coordinator: Hand) -> None:
    """An old browser sends what it does not understand."""
    coordinator.page.eval_on_selector("[name=address]", "field => field.type = 'text'")
