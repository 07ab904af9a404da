"""Beside the story, in the office: orders at every step, a candidate, waivers refused and over."""

from __future__ import annotations

from marshrut.management.demonstration.beside import HEAD, SCHOOL, TUTOR, teacher
from marshrut.management.demonstration.stage import Stage
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.people.paper import Paper
from marshrut.programmes import operations
from marshrut.programmes.operations.waivers import Waivable


def play(stage: Stage) -> None:
    _orders(stage)
    _candidates(stage)
    _waivers(stage)


def _orders(stage: Stage) -> None:
    """Of the school's own orders one is a draft, one has no signature, one no number, one is cancelled."""
    day, unit = stage.day, stage.units[SCHOOL]

    def draft(title: str, month: int, on: int) -> Order:
        return orders.draft_order(
            unit=unit,
            subject="other",
            title=title,
            signer=stage.people[HEAD],
            **stage.by(HEAD, day(month, on)),
        )

    def enter(title: str, number: str, month: int, on: int) -> Order:
        return orders.enter_order(
            unit=unit,
            subject="other",
            title=title,
            number=number,
            registered_on=day(month, on),
            signed_on=day(month, on),
            signer=stage.people[HEAD],
            **stage.by(HEAD, day(month, on)),
        )

    draft("О проведении недели открытых уроков", 1, 20)
    registered = draft("О рабочей группе по итогам диагностики", 1, 18)
    orders.register_order(
        order=registered.pk,
        row_version=None,
        number="7-о",
        registered_on=day(1, 19),
        **stage.by(HEAD, day(1, 19)),
    )
    signed = draft("О поощрении участников мастер-классов", 1, 19)
    orders.sign_order(
        order=signed.pk,
        row_version=None,
        signed_on=day(1, 20),
        **stage.by(HEAD, day(1, 20)),
    )
    old = enter("О графике посещения занятий", "131-о", 10, 12)
    new = enter("О признании утратившим силу приказа № 131-о", "158-о", 11, 16)
    orders.cancel_order(order=old.pk, row_version=None, by=new, **stage.by(HEAD, day(11, 16)))
    orders.acquaint(
        order=new.pk,
        person=stage.people[TUTOR],
        paper=Paper(basis="paper", happened_on=day(11, 16)),
        **stage.by(HEAD, day(11, 17)),
    )


def _candidates(stage: Stage) -> None:
    """A second deputy conforms and has not agreed yet; somebody was named by mistake and taken off."""
    programme, unit = stage.programmes["this"], stage.units[SCHOOL].pk
    operations.name_candidate(
        programme=programme,
        person=stage.people[teacher(13)],
        unit=unit,
        why="Подменит тьютора в марте",
        **stage.by(HEAD, stage.day(1, 18)),
    )
    mistaken = operations.name_candidate(
        programme=programme,
        person=stage.people[teacher(20)],
        unit=unit,
        why="",
        **stage.by(HEAD, stage.day(9, 15)),
    )
    operations.withdraw_candidate(
        appointment=mistaken.pk, row_version=None, **stage.by(HEAD, stage.day(9, 16))
    )


def _waivers(stage: Stage) -> None:
    """One is refused, one is taken back, one was good until October."""
    programme, day = stage.programmes["this"], stage.day
    polozov = programme.appointments.get(person=stage.people["polozov"])
    refused = operations.ask_waiver(
        programme=programme,
        unit=polozov.unit_id,
        clause="4.2",
        code="post",
        kind="tutor",
        key=polozov.pk,
        label=polozov.person.short_name,
        reason="Руководил проектом «Цифровая лаборатория», коллеги сами обращаются к нему за советом.",
        **stage.by(HEAD, day(12, 17)),
    )
    operations.decide_waiver(
        waiver=refused.pk,
        row_version=None,
        granted=False,
        note="В школе есть заместители по учебной работе; проект можно показать на методическом объединении.",
        **stage.by("safronova", day(12, 21)),
    )
    ershova = stage.routes["ershova"]
    taken_back = operations.ask_waiver(
        programme=programme,
        unit=ershova.unit_id,
        clause="4.5.1",
        code="deliverable",
        kind="route",
        key=ershova.pk,
        label=ershova.enrolment.person.short_name,
        reason="Собеседование после каникул.",
        **stage.by("dorohova", day(12, 30)),
    )
    operations.withdraw_waiver(
        waiver=taken_back.pk, row_version=None, **stage.by("dorohova", day(1, 11))
    )
    late = stage.routes[teacher(9)]
    operations.waive_many(
        programme=programme,
        things=[
            Waivable(
                clause="4.5.1",
                code="deliverable",
                kind="route",
                key=late.pk,
                label=late.enrolment.person.short_name,
                unit=late.unit_id,
            )
        ],
        reason="Собеседование после возвращения с курсов.",
        until=day(10, 5),
        **stage.by("safronova", day(9, 18)),
    )
