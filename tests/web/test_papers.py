"""Orders on screen and on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from marshrut import clock
from marshrut.orders import operations
from marshrut.orders.models import Order
from marshrut.people.models import PaperRecord
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> Order:
    return operations.draft_order(
        unit=world.school,
        subject="appointment",
        title="О назначении тьютора",
        preamble="На основании п. 4.2 Положения",
        text="1. Назначить.\nЗакрепить.",
        signer=world.people["zimin"],
        controller=world.people["zimin"],
        place="с. Еловое",
        actor=world.reach("zimin"),
        at=AT,
    )


def of(world: World, name: str) -> Client:
    client = Client()
    user = world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_an_order_goes_from_draft_to_force_on_its_page(world: World) -> None:
    client = of(world, "zimin")
    form = {
        "unit": world.school.pk, "subject": "appointment", "title": "О назначении тьютора",
        "text": "Назначить", "controller": world.people["zimin"].pk,
    }  # fmt: skip
    answer = client.post("/papers/new/", form)
    order = Order.objects.get(title="О назначении тьютора")
    assert answer.headers["Location"] == f"/papers/{order.pk}/"
    version = str(order.row_version)
    form = {"number": "90-о", "registered_on": "2027-01-22", "row_version": version}
    assert client.post(f"/papers/{order.pk}/register/", form).status_code == 302
    stale = client.post(
        f"/papers/{order.pk}/sign/", {"signed_on": "2027-01-22", "row_version": version}
    )
    assert stale.status_code == 200
    order.refresh_from_db()
    form = {"signed_on": "2027-01-22", "row_version": str(order.row_version)}
    assert client.post(f"/papers/{order.pk}/sign/", form).status_code == 302
    page = read(client, f"/papers/{order.pk}/")
    assert "Действует" in page
    assert "№ 90-о от 22.01.2027" in page
    assert "Снять с контроля" in page
    assert client.post(f"/papers/{order.pk}/control/").status_code == 302
    assert "снят 22" in read(client, f"/papers/{order.pk}/")


@pytest.mark.clause("chebula:шапка")
@pytest.mark.clause("chebula:преамбула")
def test_issuer_number_with_a_letter_date_place_and_preamble_stand_on_the_sheet(
    world: World, draft: Order
) -> None:
    operations.register_order(
        order=draft.pk,
        row_version=None,
        number="36-о",
        registered_on=TODAY,
        actor=world.reach("zimin"),
        at=AT,
    )
    sheet = read(of(world, "zimin"), f"/papers/{draft.pk}/print/")
    for part in (
        "Еловская СОШ", "ПРИКАЗ", "22.01.2027", "№ 36-о", "с. Еловое", "О назначении тьютора",
        "На основании п. 4.2 Положения", "Контроль за исполнением приказа оставляю за собой",
        "Директор", "С приказом ознакомлены",
    ):  # fmt: skip
        assert part in sheet
    assert "1. Назначить" not in sheet  # the number typed by hand is not doubled
    assert "<li>Назначить.</li>" in sheet


@pytest.mark.clause("chebula:шапка")
def test_a_methodical_centre_issues_orders_too(world: World) -> None:
    form = {
        "unit": world.centre.pk, "subject": "approval", "title": "Об утверждении Положения",
        "number": "50-о", "registered_on": "2027-01-20", "signed_on": "2027-01-20",
    }  # fmt: skip
    answer = of(world, "safronova").post("/papers/enter/", form)
    assert answer.status_code == 302
    assert Order.objects.get(number="50-о").since == date(2027, 1, 20)


def test_an_order_from_paper_keeps_what_was_typed_when_refused(world: World) -> None:
    form = {
        "unit": world.school.pk, "subject": "other", "title": "О чём-то важном",
        "number": "87-о", "registered_on": "2026-09-01", "signed_on": "2026-09-01",
    }  # fmt: skip
    answer = of(world, "zimin").post("/papers/enter/", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "уже есть" in page
    assert "О чём-то важном" in page


def test_a_number_out_of_order_is_said_and_not_refused(world: World, draft: Order) -> None:
    form = {"number": "80-о", "registered_on": "2026-09-05", "row_version": draft.row_version}
    answer = of(world, "zimin").post(f"/papers/{draft.pk}/register/", form, follow=True)
    assert "не по порядку" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.number == "80-о"


def test_signatures_of_acquaintance_come_from_paper(world: World, draft: Order) -> None:
    operations.sign_order(
        order=draft.pk, row_version=None, signed_on=TODAY, actor=world.reach("zimin"), at=AT
    )
    client, address = of(world, "zimin"), f"/papers/{draft.pk}/acquaint/"
    form = {"person": world.people["dorohova"].pk, "basis": "paper", "happened_on": "2027-01-22"}
    assert client.post(address, form).status_code == 302
    assert PaperRecord.objects.get().person == world.people["dorohova"]
    assert "Dorohova" in read(client, f"/papers/{draft.pk}/")
    stranger = form | {"person": world.people["stranger"].pk}
    assert client.post(address, stranger).status_code == 200
    assert client.post(f"/papers/{draft.pk}/acquaint/me/").status_code == 302
    assert draft.acquaintances.count() == 2
    assert "Дело: dorohova" not in read(of(world, "dorohova"), f"/papers/{draft.pk}/")


def test_a_cancelled_order_names_the_one_that_cancels_it(world: World, draft: Order) -> None:
    operations.sign_order(
        order=draft.pk, row_version=None, signed_on=TODAY, actor=world.reach("zimin"), at=AT
    )
    other = world.order(world.school, "91-о", TODAY)
    foreign = world.order(world.other_school, "92-о", TODAY)
    draft.refresh_from_db()
    client = of(world, "zimin")
    form = {"by": foreign.pk, "row_version": draft.row_version}
    assert client.post(f"/papers/{draft.pk}/cancel/", form).status_code == 200
    assert client.post(f"/papers/{draft.pk}/cancel/", form | {"by": other.pk}).status_code == 302
    page = read(client, f"/papers/{draft.pk}/")
    assert "Отменён" in page
    assert f"/papers/{other.pk}/" in page


def test_a_draft_is_deleted_and_what_is_signed_is_not(world: World, draft: Order) -> None:
    client = of(world, "zimin")
    signed = Order.objects.get(number="87-о")
    assert client.post(f"/papers/{signed.pk}/drop/").status_code == 302
    assert Order.objects.filter(pk=signed.pk).exists()
    assert client.post(f"/papers/{draft.pk}/drop/").headers["Location"] == "/papers/"
    assert not Order.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("q=назначении", True),
        ("q=36", False),
        ("status=draft", True),
        ("status=in_force", False),
        ("status=control", False),
        ("subject=approval", False),
        ("sort=title", True),
        ("status=nonsense&unit=x&page=9&sort=x", True),
    ],
)
def test_filters_stand_in_the_address(world: World, draft: Order, query: str, found: bool) -> None:
    page = read(of(world, "zimin"), f"/papers/?{query}")
    assert ("О назначении тьютора" in page) is found


@pytest.mark.parametrize(
    ("who", "status"),
    [("lapshina", 404), ("dorohova", 404), ("belov", 404), ("nechaev", 404), ("prohorov", 200)],
)
def test_who_opens_a_draft_of_the_school(world: World, draft: Order, who: str, status: int) -> None:
    client = of(world, who)
    read(client, f"/papers/{draft.pk}/", status)
    read(client, f"/papers/{draft.pk}/print/", status)
    for end in ("edit", "register", "sign", "acquaint", "cancel"):
        read(client, f"/papers/{draft.pk}/{end}/", 403 if status == 200 else 404)
    if status == 404:
        assert "О назначении тьютора" not in read(client, "/papers/")


def test_an_inspector_has_no_buttons(world: World, draft: Order) -> None:
    page = read(of(world, "prohorov"), f"/papers/{draft.pk}/")
    for button in ("Отметить подписание", "Указать номер", "Изменить проект", "Удалить"):
        assert button not in page
    read(of(world, "prohorov"), "/papers/new/", 403)


@pytest.mark.parametrize("many", [5, 60])
def test_the_list_asks_the_database_the_same_for_many(
    world: World, many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        world.order(world.school, str(1000 + number), TODAY)
    client = of(world, "zimin")
    with django_assert_max_num_queries(20):
        read(client, "/papers/")


@pytest.mark.clause("chebula:П2")
def test_an_order_waits_among_the_tasks_of_the_controller_until_closed(
    world: World, draft: Order
) -> None:
    system = world.system()
    operations.sign_order(order=draft.pk, row_version=None, signed_on=TODAY, actor=system, at=AT)
    operations.register_order(
        order=draft.pk, row_version=None, number="95-о", registered_on=TODAY, actor=system, at=AT
    )
    client = of(world, "zimin")
    assert "Проконтролировать приказ: О назначении тьютора" in read(client, "/")
    client.post(f"/papers/{draft.pk}/control/")
    assert "Проконтролировать" not in read(client, "/")
