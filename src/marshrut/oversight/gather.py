"""All sheets of a programme together: the one source of board, lists, reports and to-dos."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from marshrut.activities.holding import held_sheets
from marshrut.activities.models import LessonVisit, Recommendation
from marshrut.activities.sheets import (
    advice_sheets,
    proposal_sheets,
    tally_sheets,
    visit_sheets,
    visits_by,
)
from marshrut.communities.sheets import (
    community_sheets,
    cycle_sheets,
    material_sheets,
    member_sheets,
)
from marshrut.diagnostics.sheets import with_diagnosis
from marshrut.groups.models import Application
from marshrut.groups.sheets import group_sheets, service_sheets, topic_sheets
from marshrut.norms import sheets
from marshrut.norms.rules import Sheets
from marshrut.norms.serving import forms_on_request
from marshrut.norms.sheets import KINDS
from marshrut.oversight.figures import figure_sheets
from marshrut.oversight.scope import EVERYTHING, Scope
from marshrut.plans.sheets import with_common, with_plans
from marshrut.programmes.facts import Facts
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Guarding
from marshrut.programmes.sheets import case_sheets, project_sheets, staff_sheets, unit_sheets
from marshrut.programmes.supported import holder_sheets, school_sheets
from marshrut.regulations.queries import version_sheet
from marshrut.requests.models import Request
from marshrut.requests.sheets import request_sheets
from marshrut.routes.models import Route, RouteStep
from marshrut.routes.sheets import route_sheets, tutor_sheets, with_made

Maker = Callable[[], Sequence[sheets.Sheet]]


def gather(
    guarding: Guarding,
    on: date,
    *,
    scope: Scope = EVERYTHING,
    kinds: Collection[type[sheets.Sheet]] | None = None,
) -> Sheets:
    """Facts as of a day, of everything or of what a reader may see counted; or some kinds alone.

    The number of queries does not depend on the number of rows. A sheet that nothing collects yet
    is None: «no data», never a false mark.
    """
    makers = _makers(guarding, on, scope)
    wanted = [kind for kind in KINDS.values() if kinds is None or kind in kinds]
    found: dict[type[sheets.Sheet], Sequence[sheets.Sheet] | None] = {
        kind: makers[kind]() if kind in makers else None for kind in wanted
    }
    if sheets.Figure in found:
        found[sheets.Figure] = figure_sheets(guarding, on, found, scope) if scope.oversees else []
    return found


def _makers(guarding: Guarding, on: date, scope: Scope) -> Mapping[type[sheets.Sheet], Maker]:
    """How the facts of each kind are gathered; what no norm asks about is not looked for."""
    facts = Facts(guarding, on, None if scope.everything else scope.units, scope.person)
    asked = {norm.about for _, norm in guarding.rules.norms()}
    visits = cache(lambda: _visits(guarding, on, scope))
    cases = cache(lambda: _cases(guarding, on, scope))
    makers: dict[type[sheets.Sheet], Maker] = {
        sheets.Version: lambda: [version_sheet(guarding.version)] if scope.oversees else [],
        sheets.Unit: lambda: scope.only(unit_sheets(guarding, on, facts)) if scope.oversees else [],
        sheets.Staff: lambda: scope.only(staff_sheets(guarding, on, facts)),
        sheets.Project: lambda: scope.only(project_sheets(guarding, on, facts)),
        sheets.Tutor: lambda: tutor_sheets(guarding, on, facts=facts),
        sheets.Case: cases,
        sheets.Route: lambda: _routes(guarding, on, scope, cases()),
        sheets.Visit: lambda: visit_sheets(
            visits(), on, linked=frozenset(row.pk for row in visits() if row.linked)
        ),
        # Proposals of visits and recommendations wait for an answer too.
        sheets.Request: lambda: [
            *_requests(guarding, on, scope),
            *proposal_sheets(visits(), on),
            *_advice(guarding, on, scope),
            *_services(guarding, on, scope),
        ],
        sheets.Tally: lambda: scope.only(tally_sheets(guarding, on)),
        sheets.Holder: lambda: scope.only(holder_sheets(guarding, on, facts)),
    }
    together: dict[type[sheets.Sheet], Maker] = {
        sheets.Member: lambda: scope.only_together(member_sheets(guarding, on)),
        sheets.Community: lambda: scope.only_together(community_sheets(guarding, on)),
        sheets.Material: lambda: scope.only_together(material_sheets(guarding, on)),
        sheets.Cycle: lambda: scope.only_together(
            with_common(guarding, on, cycle_sheets(guarding, on))
        ),
        sheets.Topic: lambda: scope.only(topic_sheets(guarding, on)),
        sheets.Group: lambda: scope.only(group_sheets(guarding, on)),
        sheets.Held: lambda: [
            one for one in held_sheets(guarding, on) if not one.known or scope.keeps(one)
        ],
    }
    if guarding.programme.schools_ask:
        together[sheets.School] = lambda: with_plans(
            guarding, on, with_diagnosis(guarding, on, school_sheets(guarding, on, facts))
        )
    return makers | {kind: make for kind, make in together.items() if kind in asked}


def _cases(guarding: Guarding, on: date, scope: Scope) -> Sequence[sheets.Case]:
    rows = Enrolment.objects.filter(
        scope.rows(Q(pk__in=scope.cases)),
        programme=guarding.programme,
        subject__isnull=False,
        since__lte=on,
    )
    return with_made(guarding, on, case_sheets(guarding, on, rows))


def _routes(
    guarding: Guarding, on: date, scope: Scope, cases: Sequence[sheets.Case]
) -> Sequence[sheets.Route]:
    rows = Route.objects.filter(
        scope.rows(Q(enrolment__in=scope.cases)),
        programme=guarding.programme,
        enrolment__since__lte=on,
    )
    return route_sheets(guarding, on, rows, cases)


def _visits(guarding: Guarding, on: date, scope: Scope) -> list[Any]:
    """Visits of the scope, each with ``linked``: does a step of the route name it?"""
    # Until a route is agreed it has no steps to refer to.
    before = Q(enrolment__route__agreed_on__isnull=True) | Q(
        on__lt=F("enrolment__route__agreed_on")
    )
    named = Exists(RouteStep.objects.filter(visit=OuterRef("pk")))
    rows = LessonVisit.objects.filter(scope.rows(Q(enrolment__in=scope.cases))).annotate(
        linked=ExpressionWrapper(named | before, output_field=BooleanField())
    )
    return visits_by(guarding, on, rows)


def _requests(guarding: Guarding, on: date, scope: Scope) -> Sequence[sheets.Request]:
    rows = Request.objects.filter(
        scope.rows(Q(enrolment__in=scope.cases) | Q(asked_of=scope.person)),
        programme=guarding.programme,
        kind__in=Request.CLOCKED,
    )
    return request_sheets(guarding, on, rows)


def _advice(guarding: Guarding, on: date, scope: Scope) -> Sequence[sheets.Request]:
    rows = Recommendation.objects.filter(scope.rows(Q(enrolment__in=scope.cases)))
    return advice_sheets(guarding, on, rows)


def _services(guarding: Guarding, on: date, scope: Scope) -> Sequence[sheets.Service]:
    """What organisations ask, where the regulation lets them ask."""
    if not forms_on_request(guarding.rules):
        return []
    rows = Application.objects.filter(scope.rows(Q(appointment__in=scope.appointments)))
    return service_sheets(guarding, on, rows)
