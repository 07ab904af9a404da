"""Orders: two facts with their days, the organisation's own book, control and cancelling."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.orders import operations, queries
from marshrut.orders.models import Order
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> Order:
    return operations.draft_order(
        unit=world.school,
        subject="appointment",
        title="О назначении тьютора",
        preamble="В соответствии с Положением",
        text="Назначить",
        controller=world.people["zimin"],
        actor=world.reach("zimin"),
        at=AT,
    )


def register(
    world: World, order: Order, number: str, on: date = TODAY, who: str = "zimin"
) -> Order:
    return operations.register_order(
        order=order.pk,
        row_version=None,
        number=number,
        registered_on=on,
        actor=world.reach(who),
        at=AT,
    )


def sign(world: World, order: Order, on: date = TODAY, who: str = "zimin") -> Order:
    return operations.sign_order(
        order=order.pk, row_version=None, signed_on=on, actor=world.reach(who), at=AT
    )


def enter(world: World, number: str, on: date, title: str = "Приказ") -> Order:
    return operations.enter_order(
        unit=world.school,
        subject="other",
        title=title,
        number=number,
        registered_on=on,
        signed_on=on,
        actor=world.reach("zimin"),
        at=AT,
    )


def code_of(call: object) -> str:
    with pytest.raises(Wrong) as wrong:
        call()  # type: ignore[operator]
    return wrong.value.code


def test_an_order_is_in_force_from_the_later_of_two_facts(world: World, draft: Order) -> None:
    assert draft.status == "draft"
    order = sign(world, draft, YESTERDAY)
    assert (order.status, order.since) == ("signed", None)
    order = register(world, order, "36-о")
    assert (order.status, order.since) == ("in_force", TODAY)


def test_the_facts_come_in_either_order(world: World, draft: Order) -> None:
    order = register(world, draft, "36-о", YESTERDAY)
    assert (order.status, order.since) == ("registered", None)
    assert sign(world, order).since == TODAY


@pytest.mark.parametrize("number", ["36-о", "36-О", " 36 - о "])
def test_a_number_is_once_a_day_in_a_unit_however_it_is_typed(
    world: World, draft: Order, number: str
) -> None:
    enter(world, "36-о", TODAY)
    assert code_of(lambda: register(world, draft, number)) == "number_taken"
    assert register(world, draft, number, YESTERDAY).number


def test_other_units_have_books_of_their_own(world: World, draft: Order) -> None:
    world.order(world.other_school, "36-о", TODAY)
    assert register(world, draft, "36-о").number == "36-о"


@pytest.mark.parametrize("deed", [register, sign])
def test_no_fact_happens_tomorrow(world: World, draft: Order, deed: object) -> None:
    given = ("1",) if deed is register else ()
    assert code_of(lambda: deed(world, draft, *given, TOMORROW)) == "future_date"  # type: ignore[operator]


def test_a_number_is_needed(world: World, draft: Order) -> None:
    assert code_of(lambda: register(world, draft, "  ")) == "number_needed"


def test_a_number_out_of_the_order_of_dates_is_noticed(world: World) -> None:
    first = Order.objects.get(unit=world.school, number="87-о", registered_on=date(2026, 9, 1))
    late = enter(world, "86-о", date(2026, 9, 3))
    assert queries.out_of_order(late) == first
    assert queries.out_of_order(enter(world, "90-о", date(2026, 9, 10))) is None
    assert queries.out_of_order(enter(world, "5-к", date(2026, 9, 20))) is None
    assert queries.out_of_order(enter(world, "1-о", date(2027, 1, 12))) is None


@pytest.mark.parametrize("who", ["belov", "lapshina", "dorohova", "nechaev", "prohorov"])
def test_only_who_answers_for_the_unit_keeps_its_orders(
    world: World, draft: Order, who: str
) -> None:
    key: dict[str, Any] = {
        "order": draft.pk,
        "row_version": None,
        "actor": world.reach(who),
        "at": AT,
    }
    for call in (
        lambda: register(world, draft, "1", who=who),
        lambda: sign(world, draft, who=who),
        lambda: operations.edit_order(**key, title="Мой", subject="other"),
        lambda: operations.drop_order(**key),
        lambda: operations.close_control(**key),
        lambda: operations.cancel_order(**key, by=draft),
        lambda: operations.draft_order(
            unit=world.school, subject="other", title="Мой", actor=world.reach(who), at=AT
        ),
    ):
        with pytest.raises(Forbidden):
            call()


def test_what_is_signed_is_edited_no_more(world: World, draft: Order) -> None:
    key: dict[str, Any] = {"order": draft.pk, "actor": world.reach("zimin"), "at": AT}
    edited = operations.edit_order(
        **key, row_version=draft.row_version, title="О тьюторе", subject="appointment"
    )
    assert edited.title == "О тьюторе"
    with pytest.raises(Stale):
        operations.edit_order(**key, row_version=draft.row_version, title="Я", subject="other")
    sign(world, draft)
    edit: dict[str, Any] = {**key, "row_version": None, "title": "Я", "subject": "other"}
    assert code_of(lambda: operations.edit_order(**edit)) == "order_not_draft"
    assert code_of(lambda: operations.drop_order(**key, row_version=None)) == "order_not_draft"


def test_a_draft_can_go_and_the_journal_remembers(world: World, draft: Order) -> None:
    key = draft.pk
    operations.drop_order(order=key, row_version=None, actor=world.reach("zimin"), at=AT)
    assert not Order.objects.filter(pk=key).exists()
    assert JournalEntry.objects.filter(verb="drop_order", key=key).exists()


@pytest.mark.clause("chebula:П2")
def test_an_order_waits_in_the_controllers_list_until_control_is_closed(
    world: World, draft: Order
) -> None:
    zimin = world.people["zimin"]
    assert not queries.under_control(zimin.pk).exists()
    sign(world, draft, who="safronova")
    register(world, draft, "40-о", who="safronova")
    assert list(queries.under_control(zimin.pk)) == [draft]
    assert Notice.objects.get(code="order_under_control").user_id == zimin.user_id
    operations.close_control(order=draft.pk, row_version=None, actor=world.reach("zimin"), at=AT)
    assert not queries.under_control(zimin.pk).exists()
    draft.refresh_from_db()
    assert draft.controlled_on == TODAY


def test_control_is_closed_by_the_controller_of_another_unit_too(
    world: World, draft: Order
) -> None:
    Order.objects.filter(pk=draft.pk).update(controller=world.people["belov"])
    sign(world, draft)
    register(world, draft, "40-о")
    close: dict[str, Any] = {"order": draft.pk, "row_version": None, "at": AT}
    closed = operations.close_control(**close, actor=world.reach("belov"))
    assert closed.controlled_on == TODAY
    assert code_of(lambda: operations.close_control(**close, actor=world.reach("zimin"))) == "twice"


def test_control_of_what_is_not_in_force_is_not_closed(world: World, draft: Order) -> None:
    close: dict[str, Any] = {
        "order": draft.pk,
        "row_version": None,
        "actor": world.reach("zimin"),
        "at": AT,
    }
    assert code_of(lambda: operations.close_control(**close)) == "order_not_in_force"


def test_acquaintance_is_marked_by_oneself_or_from_paper(world: World, draft: Order) -> None:
    sign(world, draft, YESTERDAY)
    dorohova, lapshina = world.people["dorohova"], world.people["lapshina"]
    mark: dict[str, Any] = {"order": draft.pk, "at": AT}
    with pytest.raises(Forbidden):
        operations.acquaint(**mark, person=lapshina, actor=world.reach("dorohova"))
    bare: dict[str, Any] = {**mark, "person": dorohova, "actor": world.reach("zimin")}
    assert code_of(lambda: operations.acquaint(**bare)) == "paper_needed"
    paper = Paper(basis="paper", happened_on=YESTERDAY)
    assert operations.acquaint(**bare, paper=paper).on == YESTERDAY
    assert PaperRecord.objects.get(verb="acquaint").person == dorohova
    assert code_of(lambda: operations.acquaint(**bare, paper=paper)) == "twice"
    zimin = operations.acquaint(**mark, person=world.people["zimin"], actor=world.reach("zimin"))
    assert zimin.on == TODAY


def test_nobody_is_acquainted_with_a_draft_or_in_the_future(world: World, draft: Order) -> None:
    mark: dict[str, Any] = {"order": draft.pk, "at": AT, "person": world.people["zimin"]}
    zimin: dict[str, Any] = {**mark, "actor": world.reach("zimin")}
    assert code_of(lambda: operations.acquaint(**zimin)) == "order_not_signed"
    sign(world, draft)
    assert code_of(lambda: operations.acquaint(**zimin, on=TOMORROW)) == "future_date"


def test_an_order_is_cancelled_by_another_order_in_force(world: World, draft: Order) -> None:
    sign(world, draft)
    cancel: dict[str, Any] = {
        "order": draft.pk,
        "row_version": None,
        "actor": world.reach("zimin"),
        "at": AT,
    }
    unsigned = operations.draft_order(
        unit=world.school, subject="other", title="Об отмене", actor=world.reach("zimin"), at=AT
    )
    foreign = world.order(world.other_school, "9", TODAY)
    for by in (draft, unsigned, foreign):
        assert code_of(lambda by=by: operations.cancel_order(**cancel, by=by)) == (
            "order_cannot_cancel"
        )
    cancelled = operations.cancel_order(**cancel, by=enter(world, "41-о", TODAY))
    assert (cancelled.status, cancelled.since) == ("cancelled", None)
    assert code_of(lambda: register(world, draft, "42")) == "order_cancelled"


@pytest.mark.parametrize("status", ["draft", "signed", "registered", "in_force", "cancelled"])
def test_the_filter_of_a_list_says_what_the_order_says(
    world: World, draft: Order, status: str
) -> None:
    signed = operations.draft_order(
        unit=world.school, subject="other", title="С", actor=world.reach("zimin"), at=AT
    )
    sign(world, signed)
    registered = operations.draft_order(
        unit=world.school, subject="other", title="Р", actor=world.reach("zimin"), at=AT
    )
    register(world, registered, "50-о")
    world.order(world.school, "51-о", TODAY)
    Order.objects.filter(pk=world.order(world.school, "52-о", TODAY).pk).update(cancelled_by=draft)
    found = queries.with_status(Order.objects.all(), status)
    assert found
    assert set(found) == {order for order in Order.objects.all() if order.status == status}


def test_nothing_follows_from_an_order_before_it_was_made(world: World, draft: Order) -> None:
    order = enter(world, "44-о", TODAY)
    zimin: dict[str, Any] = {"order": order.pk, "actor": world.reach("zimin"), "at": AT}
    mine: dict[str, Any] = {**zimin, "person": world.people["zimin"]}
    assert code_of(lambda: operations.acquaint(**mine, on=YESTERDAY)) == "too_early_date"
    order.controller = world.people["zimin"]
    order.save()
    close: dict[str, Any] = {**zimin, "row_version": None, "controlled_on": YESTERDAY}
    assert code_of(lambda: operations.close_control(**close)) == "too_early_date"
