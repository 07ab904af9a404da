"""What pages of plans show: plans of a programme, one plan, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.plans import access, queries
from marshrut.plans.models import PlanLine
from marshrut.programmes.models import Programme
from marshrut.routes.access import may_read_plan, routes
from marshrut.routes.queries import with_parties
from marshrut.web.books import Column, last_day, status
from marshrut.web.names import short
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.routes.texts import need_titles, step_form


def plan_title(kind: str) -> str:
    if kind == queries.COMMON:
        return _("Common plan of events")
    return _("Plan of learning at work")


def crumbs(programme: Programme, unit: Unit | None = None) -> list[dict[str, str]]:
    """The programme, its plans, and the plan itself for what stands inside it."""
    key = programme.pk
    above = [
        {"href": reverse("programme", args=[key]), "title": str(programme)},
        {"href": reverse("plans", args=[key]), "title": _("Plans")},
    ]
    if unit is not None:
        above.append({"href": reverse("plan", args=[key, unit.pk]), "title": str(unit)})
    return above


def rest_title(request: Request) -> str:
    """«Опираются на ИППР»."""
    return _("Rest on: %(routes)s") % {"routes": say(request, "route", "acc", plural=True)}


def plans(request: Request, programme: Programme, rules: Rules) -> list[dict[str, Any]]:
    """Plans of the programme that the reader sees, with how far each is traced and held."""
    on = request.reach.on
    units = [
        unit
        for unit in queries.planning_units(programme, rules, on)
        if access.may_read_plan(request.reach, unit.pk)
    ]
    keys = [unit.pk for unit in units]
    known = queries.programmes_by_need(programme, keys, on)
    by_unit: dict[int, list[PlanLine]] = {key: [] for key in keys}
    for row in queries.lines_of(programme, keys, on):
        by_unit[row.unit_id].append(row)
    return [_plan(programme, unit, by_unit[unit.pk], known, request) for unit in units]


def _plan(
    programme: Programme, unit: Unit, rows: list[PlanLine], known: Any, request: Request
) -> dict[str, Any]:
    kind = queries.kind_of(programme, unit)
    linked, count = queries.linked_share(rows, known)
    return {
        "unit": unit,
        "kind": kind,
        "title": plan_title(kind),
        "count": count,
        "linked": linked if kind == queries.OF_SCHOOL else None,
        "held": sum(row.status(request.reach.on) == "held" for row in rows),
    }


def plan(request: Request, programme: Programme, unit: Unit) -> dict[str, Any]:
    """One plan with its lines, and the difficulties that individual programmes work on."""
    on, kind = request.reach.on, queries.kind_of(programme, unit)
    rows = access.plan_lines(request.reach).filter(programme=programme, unit=unit)
    # The common plan rests on the programmes of all schools.
    units = [unit.pk] if kind == queries.OF_SCHOOL else None
    needed = sum(queries.programmes_by_need(programme, units, on).values(), Counter())
    titles = need_titles()
    return {
        "unit": unit,
        "kind": kind,
        "difficulties": _("Difficulties: %(routes)s")
        % {"routes": say(request, "route", "pre", plural=True)},
        "lines": [_line(row, needed, titles, on) for row in rows],
        "needs": _needs(rows, needed, titles),
        "writes": access.may_write(request.reach, unit) and programme.closed_on is None,
    }


def _line(
    row: PlanLine, needed: Counter[str], titles: Mapping[str, str], on: Any
) -> dict[str, Any]:
    return {
        "row": row,
        "status": row.status(on),
        "needs": [titles.get(need, need) for need in row.needs],
        "rests": max((needed[need] for need in row.needs), default=0),
        "form": step_form(row.form, None),
    }


def _needs(rows: Any, needed: Counter[str], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Groups of competences in their order: how many programmes work on each, how many lines."""
    planned = Counter(need for row in rows if row.dropped_on is None for need in row.needs)
    return [
        {"key": key, "title": title, "programmes": needed[key], "lines": planned[key]}
        for key, title in titles.items()
        if needed[key]
    ]


def line(request: Request, row: PlanLine) -> dict[str, Any]:
    """A line with the individual programmes behind it, as far as the reader may open them."""
    reach, titles = request.reach, need_titles()
    seen = with_parties(queries.resting_on(row, routes(reach), reach.on))
    return {
        "title": row.topic,
        "row": row,
        "status": row.status(reach.on),
        "needs": [titles.get(need, need) for need in row.needs],
        "form_name": step_form(row.form, None),
        "last": last_day(row.until),
        "routes": [
            {"name": short(one.enrolment.person), "href": reverse("route", args=[one.pk])}
            for one in seen
            if may_read_plan(reach, one)
        ],
        "crumbs": crumbs(row.programme, row.unit),
    }


def columns(request: Request) -> tuple[Column | None, ...]:
    """The plan as a spreadsheet, in the order in which such plans are written."""
    said = status(request, "plan_line")
    return (
        Column("topic", _("Topic"), lambda one: one["row"].topic),
        Column("needs", _("Difficulties"), lambda one: "; ".join(one["needs"])),
        Column("audience", _("For whom"), lambda one: one["row"].audience),
        Column("form", _("Form"), lambda one: one["form"]),
        Column("hours", _("Hours"), lambda one: one["row"].hours),
        Column("leader", _("Who leads"), lambda one: one["row"].leader),
        Column("since", _("First day"), lambda one: one["row"].since),
        Column("last", _("Last day"), lambda one: last_day(one["row"].until)),
        Column("product", _("What will be made"), lambda one: one["row"].product),
        Column("assessment", _("How it is assessed"), lambda one: one["row"].assessment),
        Column("rests", say(request, "route", plural=True, capital=True), lambda one: one["rests"]),
        Column("state", _("State"), lambda one: said(one["status"])),
        Column("result", _("What came of it"), lambda one: one["row"].result),
    )


def of_plans(request: Request) -> tuple[Column | None, ...]:
    """All plans of a programme, a line each."""
    return (
        Column("unit", _("Organisation"), lambda one: str(one["unit"])),
        Column("plan", _("Plan"), lambda one: one["title"]),
        Column("lines", _("Events"), lambda one: one["count"]),
        Column("linked", rest_title(request), lambda one: one["linked"]),
        Column("held", _("Held"), lambda one: one["held"]),
    )
