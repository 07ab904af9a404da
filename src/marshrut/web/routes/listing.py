"""The list of routes: filters, order, pages, and what every line says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.activities.queries import last_contacts
from marshrut.norms.rules import Objection
from marshrut.organisations import access as organisations
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.programmes import access as programmes
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Unguarded, open_on
from marshrut.regulations.queries import rules_of
from marshrut.routes import access
from marshrut.routes.checks import remaining
from marshrut.routes.models import Route, RouteStep
from marshrut.routes.queries import paused_cases, stages_of, tutors_of, with_parties
from marshrut.web.books import page_of
from marshrut.web.fields import choices_of
from marshrut.web.labels import LABELS
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request
from marshrut.web.routes.forms import stage_name
from marshrut.web.terms import term

ORDERS = {
    "name": ("enrolment__person__surname", "enrolment__person__given"),
    "unit": ("unit__short_name", "enrolment__person__surname"),
    "stage": ("position", "enrolment__person__surname"),
    "steps": ("done", "enrolment__person__surname"),
}
STATUSES = {
    "draft": Q(proposed_on__isnull=True),
    "proposed": Q(proposed_on__isnull=False, agreed_on__isnull=True),
    "running": Q(agreed_on__isnull=False, evaluated_on__isnull=True, closed_on__isnull=True),
    "evaluated": Q(evaluated_on__isnull=False, closed_on__isnull=True),
    "closed": Q(closed_on__isnull=False),
}


class Finder(forms.Form):
    """Filters of the list; an impossible value finds nothing and breaks nothing."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    unit: Any = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), required=False, empty_label=_("all")
    )
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("routes", "not closed")),
            *((code, text) for code, text in choices_of(LABELS["route"]) if code in STATUSES),
            ("all", _("all")),
        ],
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if units.count() < 2:
            del self.fields["unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One route in the list."""

    route: Route
    stage: str
    tutor: str
    contact: date | None
    lacking: str
    state: str
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    finder: Finder
    page: Page[Route]
    lines: Sequence[Line]
    any: bool


def only_own(request: Request) -> int | None:
    """The only open route of a teacher who sees no other."""
    reach = request.reach
    if reach.offices or reach.pairs or reach.past_pairs:
        return None
    keys = list(access.routes(reach).filter(closed_on=None).values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def speak(request: Request) -> None:
    """Let the list speak with the words of the latest programme that the reader sees."""
    rows = programmes.programmes(request.reach).select_related("unit", "regulation")
    programme = rows.order_by("-since").first()
    if programme is None:
        return
    try:
        speaking_of(request, programme)
    except Unguarded:
        return


def beginners(request: Request) -> QuerySet[Enrolment]:
    """Enrolments for which the reader may open a case."""
    reach = request.reach
    rows = programmes.enrolments(reach).filter(
        open_on(reach.on),
        Q(pk__in=reach.pairs | reach.cases) | Q(unit__in=reach.deeds_in("head", "responsible")),
        programme__closed_on__isnull=True,
    )
    return rows.select_related("person", "unit").order_by("person__surname", "person__given", "pk")


def find(request: Request) -> Found:
    """The page of the address with everything that its lines say, in a fixed number of queries."""
    rows = access.routes(request.reach)
    known = rows.exists()
    units = organisations.units(request.reach).filter(routes__in=rows).distinct().order_by("name")
    finder = Finder(request.GET or None, units=units)
    chosen = _counted(with_parties(_filtered(rows, finder)))
    page = page_of(request, _ordered(request, chosen))
    return Found(finder=finder, page=page, lines=_lines(list(page), request.reach), any=known)


def _filtered(rows: QuerySet[Route], finder: Finder) -> QuerySet[Route]:
    finder.is_valid()
    asked: Mapping[str, Any] = getattr(finder, "cleaned_data", {})
    for word in str(asked.get("q") or "").split():
        rows = rows.filter(
            Q(enrolment__person__surname__istartswith=word)
            | Q(enrolment__person__given__istartswith=word)
            | Q(enrolment__person__patronymic__istartswith=word)
        )
    if asked.get("unit"):
        rows = rows.filter(unit=asked["unit"])
    status = asked.get("status") or ""
    if status == "all":
        return rows
    return rows.filter(STATUSES.get(status, Q(closed_on__isnull=True)))


def _counted(rows: QuerySet[Route]) -> QuerySet[Route]:
    walked = ~Q(steps__status=RouteStep.Status.DROPPED)
    return rows.annotate(
        done=Count("steps", filter=Q(steps__status=RouteStep.Status.ACCEPTED), distinct=True),
        of=Count("steps", filter=walked, distinct=True),
        position=Count("stages", filter=Q(stages__left_on__isnull=False), distinct=True),
    )


def _ordered(request: Request, rows: QuerySet[Route]) -> QuerySet[Route]:
    asked = request.GET.get("sort", "name")
    name = asked.lstrip("-")
    down = asked.startswith("-")
    if name == "contact":
        order = F("last_contact_on")
        last = order.desc(nulls_last=True) if down else order.asc(nulls_first=True)
        return rows.order_by(last, "pk")
    fields = ORDERS.get(name, ORDERS["name"])
    return rows.order_by(*(f"{'-' if down else ''}{field}" for field in fields), "pk")


def _lines(routes: Sequence[Route], reach: Reach) -> list[Line]:
    keys = [row.enrolment_id for row in routes]
    tutors = tutors_of(keys, on=reach.on)
    contacts = last_contacts(keys, reach.on)
    lacking = remaining(routes, reach.on)
    paused = paused_cases(keys, on=reach.on)
    return [
        Line(
            route=row,
            stage=_stage(row),
            tutor=tutors[row.enrolment_id].person.short_name if row.enrolment_id in tutors else "",
            contact=_latest(row.last_contact_on, contacts.get(row.enrolment_id)),
            lacking=_lacking(lacking.get(row.pk, ())),
            state=row.status,
            paused=row.enrolment_id in paused,
        )
        for row in routes
    ]


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _stage(row: Route) -> str:
    if row.evaluated_on or row.closed_on:
        return ""
    stages = stages_of(rules_of(row.version))
    return next((stage_name(stage) for stage in stages if stage.key == row.stage), "")


def _lacking(objections: Sequence[Objection]) -> str:
    """Products that closing still asks for, by their names; the rest stands on the page itself."""
    names = [
        term("product", objection.finding.wanted[0][0])  # type: ignore[index]
        for objection in objections
        if objection.code == "deliverable"
    ]
    return ", ".join(dict.fromkeys(names))
