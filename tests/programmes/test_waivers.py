"""Waivers: exactly one refusal for exactly one thing, by the office that the regulation names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Notice
from marshrut.orders.models import Order
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment, Waiver
from marshrut.programmes.operations import Waivable
from marshrut.programmes.queries import waived
from marshrut.regulations.guards import Refused
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def candidate(world: World) -> Appointment:
    row = operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    return operations.agree_to_tutor(
        appointment=row.pk, row_version=None, actor=world.system(), at=AT
    )


def ask(world: World, row: Appointment, actor: str = "zimin", **more: object) -> Waiver:
    given = {"clause": "4.2", "code": "post", "kind": "tutor", "reason": "нет заместителя"} | more
    return operations.ask_waiver(
        programme=world.programme, unit=row.unit_id, key=row.pk, label="Грачёв С. И.",
        actor=world.reach(actor), at=AT, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def decide(world: World, row: Waiver, actor: str = "safronova", **more: object) -> Waiver:
    given = {"granted": True} | more
    return operations.decide_waiver(
        waiver=row.pk, row_version=row.row_version, actor=world.reach(actor), at=AT,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def appoint(world: World, row: Appointment) -> Appointment:
    order = world.order(world.school, f"{Order.objects.count()}-о", TODAY)
    return operations.appoint(
        appointment=row.pk, row_version=None, order=order, since=TODAY,
        until=world.programme.until, actor=world.reach("zimin"), at=AT,
    )  # fmt: skip


def test_asked_is_not_granted(world: World, candidate: Appointment) -> None:
    ask(world, candidate)
    with pytest.raises(Refused):
        appoint(world, candidate)


def test_a_granted_waiver_lets_exactly_this_candidate_pass(
    world: World, candidate: Appointment
) -> None:
    decide(world, ask(world, candidate))
    assert appoint(world, candidate).status(TODAY) == "appointed"
    other = operations.name_candidate(
        programme=world.programme, person=world.people["ershova"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    with pytest.raises(Refused):
        appoint(world, other)


def test_what_the_law_asks_is_never_waived(world: World, candidate: Appointment) -> None:
    with pytest.raises(Wrong, match="law_has_no_waiver"):
        ask(world, candidate, clause="law", code="agreement")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"clause": "99"}, "unknown_clause"),
        ({"kind": "spoon"}, "unknown_clause"),
        ({"reason": "  "}, "reason_needed"),
        ({"until": TODAY}, "until_before_since"),
    ],
)
def test_a_senseless_request_is_refused(
    world: World, candidate: Appointment, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Wrong, match=code):
        ask(world, candidate, **more)


def test_the_same_is_not_asked_twice(world: World, candidate: Appointment) -> None:
    ask(world, candidate)
    with pytest.raises(Wrong, match="waiver_exists"):
        ask(world, candidate)


@pytest.mark.parametrize("who", ["lapshina", "belov", "oreshkina", "nechaev", "prohorov"])
def test_who_does_not_answer_for_the_school_does_not_ask(
    world: World, candidate: Appointment, who: str
) -> None:
    with pytest.raises(Forbidden):
        ask(world, candidate, actor=who)


@pytest.mark.parametrize("who", ["zimin", "dorohova", "nechaev", "prohorov"])
def test_only_the_named_office_decides(world: World, candidate: Appointment, who: str) -> None:
    row = ask(world, candidate)
    with pytest.raises(Forbidden):
        decide(world, row, actor=who)


def test_a_refusal_wants_a_note_and_reaches_who_asked(world: World, candidate: Appointment) -> None:
    row = ask(world, candidate)
    with pytest.raises(Wrong, match="reason_needed"):
        decide(world, row, granted=False)
    decide(world, row, granted=False, note="заместитель выходит в феврале")
    assert Notice.objects.filter(code="waiver_refused", user=world.people["zimin"].user).exists()
    row.refresh_from_db()
    with pytest.raises(Wrong, match="decided_already"):
        decide(world, row)


def test_the_deciding_office_is_told_and_nobody_tells_themselves(
    world: World, candidate: Appointment
) -> None:
    ask(world, candidate)
    ask(world, candidate, actor="safronova", code="order_of")
    told = Notice.objects.filter(code="waiver_asked").values_list("user", flat=True)
    assert list(told) == [world.people["safronova"].user_id]


def test_a_term_ends_the_waiver_and_it_can_be_asked_again(
    world: World, candidate: Appointment
) -> None:
    decide(world, ask(world, candidate), until=date(2027, 2, 1))
    assert len(waived(world.programme, date(2027, 1, 31))) == 1
    assert not waived(world.programme, date(2027, 2, 1))
    later = operations.ask_waiver(
        programme=world.programme, unit=candidate.unit_id, clause="4.2", code="post", kind="tutor",
        key=candidate.pk, label="Г.", reason="снова", actor=world.reach("zimin", date(2027, 2, 2)),
        at=AT,
    )  # fmt: skip
    assert later.status == "asked"


def test_ending_a_granted_waiver_leaves_its_past_as_it_was(
    world: World, candidate: Appointment
) -> None:
    row = decide(world, ask(world, candidate))
    on = date(2027, 2, 10)
    operations.withdraw_waiver(
        waiver=row.pk, row_version=None, actor=world.reach("safronova", on), at=AT
    )
    assert len(waived(world.programme, date(2027, 2, 9))) == 1
    assert not waived(world.programme, on)


def test_who_asked_takes_it_back_until_it_is_decided(world: World, candidate: Appointment) -> None:
    row = ask(world, candidate)
    with pytest.raises(Forbidden):
        operations.withdraw_waiver(
            waiver=row.pk, row_version=None, actor=world.reach("dorohova"), at=AT
        )
    row = operations.withdraw_waiver(
        waiver=row.pk, row_version=None, actor=world.reach("zimin"), at=AT
    )
    assert row.status == "withdrawn"


def test_several_are_waived_at_once_only_within_the_office(
    world: World, candidate: Appointment
) -> None:
    things = [
        Waivable(clause="4.2", code=code, kind="tutor", key=candidate.pk, label="Г.",
                 unit=candidate.unit_id)
        for code in ("post", "order_of")
    ]  # fmt: skip
    with pytest.raises(Forbidden):
        operations.waive_many(
            programme=world.programme, things=things, reason="мало людей",
            actor=world.reach("zimin"), at=AT,
        )  # fmt: skip
    operations.waive_many(
        programme=world.programme, things=things, reason="мало людей",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert Waiver.objects.filter(status="granted").count() == 2


def test_one_decision_on_several_that_wait(world: World, candidate: Appointment) -> None:
    keys = [ask(world, candidate, code=code).pk for code in ("post", "order_of")]
    with pytest.raises(Forbidden):
        operations.decide_many(
            programme=world.programme, waivers=keys, granted=True, actor=world.reach("zimin"), at=AT
        )
    done = operations.decide_many(
        programme=world.programme, waivers=keys, granted=True, actor=world.reach("safronova"), at=AT
    )
    assert done == 2
    with pytest.raises(Wrong, match="nobody_chosen"):
        operations.decide_many(
            programme=world.programme, waivers=keys, granted=True,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip
