"""Reading routes: the version that guards one, who is the pair, what is filled, when stages end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import QuerySet

from marshrut.diagnostics.sheets import Measured, parts_measured
from marshrut.norms.lasting import Stage
from marshrut.norms.making import Form
from marshrut.norms.rules import Rules
from marshrut.organisations.calendars import calendar_of
from marshrut.programmes.models import (
    Appointment,
    CasePause,
    Pairing,
    Programme,
    SchoolConditions,
)
from marshrut.programmes.queries import Guarding, nearest_settings, open_on, set_here, waived
from marshrut.regulations.queries import rules_of
from marshrut.routes.models import Route, RouteStage

DAY = timedelta(days=1)
# Parts that an organisation writes once for all its routes, and the field that holds them.
INHERITED = {"conditions": "text", "outer_resources": "resources"}

Texts = Mapping[str, str]
NO_TEXTS: Texts = {}


def route_guarding(route: Route, on: date) -> Guarding:
    """Stages, forms and products of a route follow the version that it was made under."""
    return Guarding(
        programme=route.programme,
        version=route.version,
        rules=set_here(rules_of(route.version), route.programme),
        waived=waived(route.programme, on),
    )


def tutors_of(enrolments: Collection[int], *, on: date) -> dict[int, Appointment]:
    """Who supports each of these cases on this day."""
    rows = (
        Pairing.objects.filter(open_on(on) & open_on(on, "appointment__"), enrolment__in=enrolments)
        .select_related("appointment__person")
        .order_by("since")
    )
    return {row.enrolment_id: row.appointment for row in rows}


def paused_cases(enrolments: Collection[int], *, on: date) -> frozenset[int]:
    """Cases that stand still on this day."""
    rows = CasePause.objects.filter(open_on(on), enrolment__in=enrolments)
    return frozenset(rows.values_list("enrolment", flat=True))


def last_tutor(route: Route, *, on: date) -> Appointment | None:
    """Who supports the case, or who was the last to do so."""
    row = (
        Pairing.objects.filter(enrolment=route.enrolment_id, since__lte=on)
        .select_related("appointment__person")
        .order_by("-since", "-pk")
        .first()
    )
    return row.appointment if row else None


# --- forms and their parts -------------------------------------------------------------------
def form_of(rules: Rules, name: str) -> Form | None:
    return next((form for form in rules.forms("route") if form.form == name), None)


def is_plan(form: Form) -> bool:
    """Is it agreed with the tutee, so that later changes need a reason?"""
    return bool(form.guards) or form.agreement != "none"


def agreement_of(rules: Rules) -> Form | None:
    """The form that the tutee agrees to or acknowledges, if the regulation has one."""
    return next((form for form in rules.forms("route") if form.agreement != "none"), None)


def is_agreed_by_both(rules: Rules) -> bool:
    """Is the plan agreed to, and not only acknowledged?"""
    norm = agreement_of(rules)
    return norm is not None and norm.agreement == "both"


def planner_of(rules: Rules) -> str:
    """Who plans the steps: the tutor where the plan is theirs, else either of the pair."""
    norm = agreement_of(rules)
    return norm.author if norm is not None and norm.author == "tutor" else "both"


def has_scenarios(rules: Rules) -> bool:
    """Does the regulation let the pair think over several ways?"""
    return rules.may("tutor", "offer_scenarios")


def under_older(rows: QuerySet[Route], programme: Programme, version: int) -> QuerySet[Route]:
    """Open ones of these routes that follow another version than the programme does today."""
    return rows.filter(programme=programme, closed_on__isnull=True).exclude(version=version)


def inherited_texts(
    programmes: Collection[int], units: Collection[int]
) -> dict[tuple[int, int], Texts]:
    """What organisations wrote once for all their routes, by programme and unit."""
    rows = SchoolConditions.objects.filter(programme__in=programmes, unit__in=units)
    return {
        (row.programme_id, row.unit_id): {
            part: text for part, name in INHERITED.items() if (text := getattr(row, name).strip())
        }
        for row in rows
    }


def inherited_by(route: Route) -> Texts:
    key = (route.programme_id, route.unit_id)
    return inherited_texts([route.programme_id], [route.unit_id]).get(key, NO_TEXTS)


def filled_parts(
    route: Route, rules: Rules, inherited: Texts, known: Measured, on: date
) -> dict[str, frozenset[str]]:
    """Parts with a text by this day, the organisation's own and what was measured among them."""
    found = {}
    for form in rules.forms("route"):
        texts = route.content.get(form.form, {})
        days = route.filled.get(form.form, {})
        own = {
            part
            for part, text in texts.items()
            if text.strip() and days.get(part, "") <= on.isoformat()
        }
        given = set(form.parts) & set(inherited)
        found[form.form] = frozenset(own | given | parts_measured(form, known).keys())
    return found


# --- stages ----------------------------------------------------------------------------------
def stages_of(rules: Rules) -> tuple[Stage, ...]:
    norm = rules.stages("case")
    return norm.items if norm else ()


def stage_due(route: Route, stage: Stage, entered: date) -> date:
    """The last good day of a stage entered on a day: never after the route's own."""
    if stage.to:
        return min(_next(stage.to, entered), route.due)
    name = f"stage.{stage.key}.days"
    days = nearest_settings(route.programme, [name]).get(name, stage.days)
    if days is None:
        return route.due
    # The length is a local setting, so the end moves off days off.
    last = entered + timedelta(days=days - 1)
    return min(calendar_of(route.programme.unit, last).moved_off(last), route.due)


def planned_dues(route: Route, stages: Iterable[Stage], since: date) -> dict[str, date]:
    """Stages one after another from the first day of the case."""
    dues: dict[str, date] = {}
    entered = since
    for stage in stages:
        dues[stage.key] = stage_due(route, stage, entered)
        entered = min(dues[stage.key] + DAY, route.due)
    return dues


def _next(day_month: str, since: date) -> date:
    """The first such day («05.06») not before ``since``; the regulation's dates do not move."""
    day, month = (int(part) for part in day_month.split("."))
    this = date(since.year, month, day)
    return this if this >= since else date(since.year + 1, month, day)


def stage_rows(routes: Collection[int]) -> dict[int, list[RouteStage]]:
    found: dict[int, list[RouteStage]] = {}
    for row in RouteStage.objects.filter(route__in=routes).order_by("position"):
        found.setdefault(row.route_id, []).append(row)
    return found


def with_parties(rows: QuerySet[Route]) -> QuerySet[Route]:
    """Routes with what every page and sheet says of them."""
    return rows.select_related(
        "enrolment__person", "enrolment__subject", "unit", "programme__unit", "version"
    )


def has_route(case: int) -> bool:
    """Has the route of this support begun, whoever may see it?"""
    return Route.objects.filter(enrolment=case).exists()
