"""What pages of supported schools show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.organisations.queries import flags_of
from marshrut.people.queries import open_offices_of
from marshrut.programmes import access
from marshrut.programmes.models import Programme, SchoolCriterion, SchoolEnrolment
from marshrut.programmes.supported import flagged_on
from marshrut.web.books import page_of
from marshrut.web.programmes.pages import crumbs, link
from marshrut.web.request import Request

DAY = timedelta(days=1)
Crumbs = list[dict[str, str]]


def may_look(request: Request) -> bool:
    """Requests of schools are for who oversees them and for the schools' own teams."""
    return bool(request.reach.units(*access.OVERSEERS, access.TEAM))


def seen(request: Request) -> QuerySet[SchoolEnrolment]:
    return access.schools(request.reach).select_related(
        "programme__unit", "unit", "asked_by__person", "decided_by__person"
    )


def listed(request: Request, programme: Programme) -> dict[str, Any]:
    """One page of the list; what waits comes first."""
    rows = seen(request).filter(programme=programme)
    found = page_of(request, rows.order_by("decided_on", "unit__name", "pk"))
    flagged = flagged_on([row.unit_id for row in found], request.reach.on)
    reach = request.reach
    return {
        "page_obj": found,
        "rows": [{"row": row, "flagged": row.unit_id in flagged} for row in found],
        "may_ask": bool(reach.deeds_in("head", "responsible", "municipal_coordinator")),
        "on_behalf": not reach.deeds_in("head", "responsible"),
        "criteria": programme.criteria.filter(dropped_on=None).count(),
    }


def criteria_of(programme: Programme) -> Sequence[SchoolCriterion]:
    return list(programme.criteria.filter(dropped_on=None).order_by("pk"))


def criteria_seen(request: Request, programme: Programme) -> QuerySet[SchoolCriterion]:
    rows = programme.criteria.all()
    return rows if may_look(request) else rows.none()


def to_assess(request: Request, row: SchoolEnrolment) -> dict[str, Any]:
    """What the form of criteria begins with."""
    return {
        "criteria": criteria_of(row.programme),
        "known": {value.criterion_id: value for value in row.valued.all()},
        "flagged": row.unit_id in flagged_on([row.unit_id], request.reach.on),
    }


def about(request: Request, row: SchoolEnrolment, rules: Rules) -> dict[str, Any]:
    """The page of one request: the same for the coordinator and for a refused head."""
    reach = request.reach
    decides = access.may_decide_school(reach, row)
    waits = row.status == "requested"
    return {
        "clause": clause_of(rules),
        "flags": flags_of(row.unit_id),
        "team": open_offices_of(row.unit_id, access.TEAM, reach.on),
        "values": row.valued.select_related("criterion").order_by("criterion"),
        "has_criteria": row.programme.criteria.filter(dropped_on=None).exists(),
        "asker": getattr(row.asked_by, "person", None),
        "decider": getattr(row.decided_by, "person", None),
        "last": row.until - DAY if row.until else None,
        "may_decide": decides and waits,
        "may_assess": decides and waits,
        "may_finish": decides and row.status == "included",
        "may_withdraw": waits and access.may_ask_support(reach, row.unit_id),
        "flags_url": link("unit_flags", row.unit_id) if decides else "",
        "crumbs": above(row.programme),
    }


def clause_of(rules: Rules) -> dict[str, str] | None:
    """The clause by which schools come in, as a page quotes it."""
    for clause in rules.clauses:
        if any(norm in rules.entries("school") for norm in clause.norms):
            english = get_language() == "en"
            text = clause.text or (english and clause.gist_en) or clause.gist
            return {"cite": (english and clause.cite_en) or clause.cite, "text": text}
    return None


def above(programme: Programme, row: SchoolEnrolment | None = None) -> Crumbs:
    """Crumbs down to the list, or to one request."""
    steps = crumbs(
        ("programme", programme.title, programme.pk), ("supported", _("Schools"), programme.pk)
    )
    return steps + (crumbs(("supported_school", str(row.unit), row.pk)) if row else [])
