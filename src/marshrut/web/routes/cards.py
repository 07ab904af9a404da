"""Cards beside the line: what waits for an answer, the plan's forms, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.activities import access as activities
from marshrut.activities.queries import last_contacts
from marshrut.diagnostics.access import observations, scored
from marshrut.diagnostics.observed import counting
from marshrut.diagnostics.queries import completed
from marshrut.requests import access as requests
from marshrut.routes import access
from marshrut.routes.models import Product
from marshrut.routes.queries import filled_parts, inherited_by, is_plan
from marshrut.routes.reporting import measures_of
from marshrut.web.request import Request
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import form_title
from marshrut.web.tags.dates import late

WAITING_VISITS = ("proposed", "other_time")
WAITING_ADVICE = ("given", "accepted")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something between the two that waits for a word."""

    title: str
    href: str
    due: date
    state: str
    line: str


def waiting(request: Request, page: Open) -> list[Waiting]:
    """Questions, proposals and advice of this case that are still open; soonest first."""
    if not page.reads_texts:
        return []
    case, reach = page.route.enrolment_id, request.reach
    asked = requests.requests(reach).filter(enrolment=case, status__in=("open", "clarify"))
    visits = activities.visits(reach).filter(enrolment=case, status__in=WAITING_VISITS)
    advice = activities.recommendations(reach).filter(enrolment=case, status__in=WAITING_ADVICE)
    found = [
        *(_waiting(_("Question: %s") % r.what, "requests", r, reach.on) for r in asked),
        *(_waiting(_("Visit: %s") % v.topic, "visits", v, reach.on) for v in visits),
        *(_waiting(_("Advice: %s") % a.text, "recommendations", a, reach.on) for a in advice),
    ]
    return sorted(found, key=lambda one: one.due)


def _waiting(title: str, section: str, row: Any, on: date) -> Waiting:
    return Waiting(
        title=title,
        href=f"/activities/{section}/{row.pk}/",
        due=row.due,
        state="risk",
        line=late(row.due, on),
    )


def contact(page: Open) -> date | None:
    """The last day on which the two met, by the journal or by the route."""
    met = last_contacts([page.route.enrolment_id], page.on).get(page.route.enrolment_id)
    return max((day for day in (met, page.route.last_contact_on) if day), default=None)


@dataclass(frozen=True, slots=True)
class FormCard:
    """A form of the route and how much of it is filled."""

    title: str
    filled: int
    of: int
    href: str
    state: str


def forms(request: Request, page: Open) -> list[FormCard]:
    """The route's forms for who may read them."""
    if not page.reads_texts:
        return []
    rules, row = page.found.rules, page.route
    asked = rules.forms("route")
    known = filled_parts(row, rules, inherited_by(row), page.measured, page.on)
    return [
        FormCard(
            title=form_title(form.form),
            filled=len(known[form.form] & set(form.parts)),
            of=len(form.parts),
            href=_form_href(request, page, form.form, form.author),
            state=_state(known[form.form] >= set(form.parts), plan=is_plan(form)),
        )
        for form in asked
    ]


def _state(full: bool, *, plan: bool) -> str:
    if full:
        return "met"
    return "track" if plan else "yet"


def _form_href(request: Request, page: Open, form: str, author: str) -> str:
    own = access.may_act_as(request.reach, page.route, author)
    writes = page.is_open and (own or (author == "tutee" and page.leads))
    if writes:
        return reverse("route_parts", args=[page.route.pk, form])
    return f"{reverse('route_plan', args=[page.route.pk])}#{form}"


SCALE_BEGINS, SCALE = 100, 190


def _x(value: int) -> int:
    return SCALE_BEGINS + SCALE * value // 100


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure on a scale of a hundred, as the drawing needs it."""

    name: str
    before: int | None
    after: int | None

    @property
    def x_before(self) -> int:
        return _x(self.before or 0)

    @property
    def x_after(self) -> int:
        return _x(self.after or 0)


def measures(request: Request, page: Open) -> list[Measure]:
    """«Было и стало», only where there are figures and the reader may read them."""
    rows = access.products(request.reach).filter(route=page.route, kind="result_sheet")
    readable = [
        row
        for row in rows.select_related("route", "together")
        if access.may_read_product(request.reach, row)
    ]
    return [_measure(one) for one in measures_of(readable)]


def _measure(one: Mapping[str, Any]) -> Measure:
    return Measure(str(one["name"]), one.get("before"), one.get("after"))


def joint(request: Request, page: Open) -> list[Product]:
    """Products of the tutor that are drafted together with this tutee."""
    if not page.reads_texts:
        return []
    return list(access.products(request.reach).filter(together=page.route))


def years(request: Request, page: Open) -> list[dict[str, Any]]:
    """The same support in the year before and in the next one, as far as the reader sees them."""
    case = page.route.enrolment
    near = Q(enrolment=case.continues_id) | Q(enrolment__continues=case)
    rows = access.routes(request.reach).filter(near).select_related("programme")
    return [
        {"href": reverse("route", args=[row.pk]), "title": row.programme.title}
        for row in rows.order_by("enrolment__since")
    ]


def diagnosis(request: Request, page: Open) -> str:
    """Where the scores of the tutee are, for the two who may read them."""
    person = page.route.enrolment.person_id
    rows = scored(request.reach).filter(pk__in=completed(request.reach.on).values("pk"))
    seen = counting(observations(request.reach), request.reach.on)
    found = rows.filter(person=person).exists() or seen.filter(person=person).exists()
    return reverse("results_of", args=[person]) if found else ""
