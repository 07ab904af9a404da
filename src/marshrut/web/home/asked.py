"""What people ask of the reader, beside what clauses ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from marshrut.activities import queries as activities
from marshrut.activities.models import LessonVisit
from marshrut.orders.queries import under_control
from marshrut.people.queries import objected
from marshrut.people.reach import Reach
from marshrut.programmes.waiting import agreements_to_give, waivers_to_decide
from marshrut.requests.models import Request
from marshrut.requests.queries import open_for
from marshrut.routes.models import Product, RouteStep
from marshrut.routes.waiting import products_to_accept, routes_to_acknowledge, steps_to_check
from marshrut.web.activities.acts import offers
from marshrut.web.activities.kinds import VISIT
from marshrut.web.home.community import community_waits
from marshrut.web.home.data import data_waits
from marshrut.web.home.diagnosis import diagnosis_waits
from marshrut.web.home.groups import group_waits
from marshrut.web.home.versions import version_waits
from marshrut.web.home.wait import Wait, wait
from marshrut.web.regulations.links import named
from marshrut.web.tags.dates import date_month
from marshrut.web.terms import term

# Buttons that answer on the spot.
ANSWERS = frozenset({"agree", "other-time", "decline", "accept"})


def asked_waits(reach: Reach) -> list[Wait]:
    """Open questions of people, each with the page where it is answered."""
    return [
        *_visits(reach),
        *_requests(reach),
        *_advice(reach),
        *_routes(reach),
        *_decisions(reach),
        *_objections(reach),
        *_controlled(reach),
        *community_waits(reach),
        *group_waits(reach),
        *version_waits(reach),
        *data_waits(reach),
        *diagnosis_waits(reach),
    ]


def _visits(reach: Reach) -> Iterator[Wait]:
    for visit in activities.visits_to_answer(reach):
        yield _proposal(visit, reach)
    for visit in activities.sheets_to_read(reach):
        yield wait(
            _("Read the record of the visit: %s") % visit.topic,
            "visit",
            visit.pk,
            programme=visit.programme_id,
        )
    for visit in activities.visits_to_hold(reach):
        who = visit.enrolment.person.short_name
        if visit.held_on is not None:
            yield wait(
                _("Hand over the record: %s") % who, "visit", visit.pk, programme=visit.programme_id
            )
        else:
            yield wait(
                _("Visit the lesson: %s") % who,
                "visit",
                visit.pk,
                visit.on,
                programme=visit.programme_id,
            )


def _proposal(visit: LessonVisit, reach: Reach) -> Wait:
    """A proposed day, with the buttons that answer it here and now."""
    mine = visit.enrolment_id in reach.cases
    on = (visit.on if mine else visit.other_on) or visit.on
    who = visit.appointment.person if mine else visit.enrolment.person
    told = {"who": who.short_name, "day": date_month(on), "topic": visit.topic}
    title = (
        _("Answer about the visit on %(day)s: %(topic)s")
        if mine
        else _("Answer about another day, %(day)s: %(who)s")
    )
    answers = [one for one in offers(VISIT, visit, reach) if one.act.slug in ANSWERS]
    return wait(
        title % told, "visit", visit.pk, visit.due, offers=answers, programme=visit.programme_id
    )


def _requests(reach: Reach) -> Iterator[Wait]:
    for request in open_for(reach):
        title = _("Answer the tutor: %s")
        if request.status == Request.Status.CLARIFY:
            title = _("Explain what you ask for: %s")
        elif request.kind in Request.DIRECT:
            title = _("Advise a colleague: %s")
        yield wait(
            title % request.what, "request", request.pk, request.due, programme=request.programme_id
        )


def _advice(reach: Reach) -> Iterator[Wait]:
    for row in activities.recommendations_to_answer(reach):
        yield wait(
            _("Answer the recommendation: %s") % row.text,
            "recommendation",
            row.pk,
            row.due,
            programme=row.programme_id,
        )


def _routes(reach: Reach) -> Iterator[Wait]:
    for route in routes_to_acknowledge(reach):
        yield wait(
            _("Read the plan and mark it"),
            "route",
            route.pk,
            asks="acknowledge",
            programme=route.programme_id,
        )
    for product in products_to_accept(reach):
        what = term("product", product.kind)
        if product.status == Product.Status.RETURNED:
            yield wait(
                _("Correct: %s") % what,
                "product",
                product.pk,
                text=product.remark,
                programme=product.programme_id,
            )
        else:
            who = product.author.short_name
            title = _("Look through: %(what)s, %(who)s") % {"what": what, "who": who}
            yield wait(title, "product", product.pk, programme=product.programme_id)
    for step in steps_to_check(reach):
        yield _step(step)


def _step(step: RouteStep) -> Wait:
    more: dict[str, Any] = {"asks": f"step {step.pk}"}
    if step.status == RouteStep.Status.TO_CORRECT:
        title = _("Correct the step: %s") % step.title
        return wait(title, "route", step.route_id, text=step.remark, **more)
    title = _("Check a step: %s") % step.route.enrolment.person.short_name
    return wait(title, "route", step.route_id, text=step.title, **more)


def _decisions(reach: Reach) -> Iterator[Wait]:
    for waiver in waivers_to_decide(reach):
        title = _("Decide on a waiver: %s") % waiver.label
        yield wait(title, "waiver", waiver.pk, text=waiver.reason, programme=waiver.programme_id)
    for row in agreements_to_give(reach):
        yield wait(_("Agree to be a tutor, or say no"), "tutor", row.pk, programme=row.programme_id)


def _objections(reach: Reach) -> Iterator[Wait]:
    for opinion in activities.complaints_to_settle(reach):
        who = opinion.enrolment.person.short_name
        yield wait(
            _("Settle a complaint: %s") % who, "opinion", opinion.pk, programme=opinion.programme_id
        )
    for attendance in activities.objections(reach):
        title = _("Look at an objection: %s") % attendance.person.short_name
        yield wait(title, "consultation", attendance.activity_id, text=attendance.objection)
    for record in objected(reach.user_id or 0):
        whose = record.person.short_name if record.person else record.unit
        title = _("Put right what was entered: %s") % whose
        yield Wait(
            title=title,
            href=named("paper_records"),
            thing=("paper", record.pk, ""),
            text=record.objection,
        )


def _controlled(reach: Reach) -> Iterator[Wait]:
    """Orders in force that name the reader in control, until the control is closed."""
    for order in under_control(reach.person or 0):
        title = _("See to the order: %s") % order.title
        yield wait(title, "order", order.pk, text=str(order))
