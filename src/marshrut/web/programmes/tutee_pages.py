"""What pages of tutees show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from marshrut.norms.admission import enrols_by_itself, leaves_at_will
from marshrut.norms.rules import Rules
from marshrut.programmes import access
from marshrut.programmes import outside as links
from marshrut.programmes.coverage import alone_on, left_alone_on, paired_on, with_tutors
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.queries import Guarding, open_on, standing_on
from marshrut.routes import access as routes
from marshrut.routes.queries import has_route
from marshrut.web.books import page_of
from marshrut.web.programme_words import say
from marshrut.web.programmes.forms.tutees import leading
from marshrut.web.programmes.lists import by_name, ordered
from marshrut.web.programmes.pages import crumbs, link
from marshrut.web.request import Request

COLUMNS = {
    "name": ("person__surname", "person__given"),
    "unit": ("unit__short_name", "person__surname"),
    "since": ("since", "person__surname"),
}


def with_facts(request: Request) -> QuerySet[Enrolment]:
    """Supports that the reader sees, with their tutor of today, pauses and places of work."""
    rows = access.enrolments(request.reach).select_related("programme__unit")
    return with_tutors(rows, request.reach.on)


def listed(request: Request, programme: Programme, finder: Any) -> dict[str, Any]:
    """One page of the list."""
    reach, on = request.reach, request.reach.on
    rows = _filtered(access.enrolments(reach).filter(programme=programme), finder, on)
    found = page_of(request, ordered(request, with_tutors(rows, on), COLUMNS))
    return {
        "page_obj": found,
        "rows": [_line(row, request) for row in found],
        "count": found.paginator.count,
        "alone": alone_on(access.enrolments(reach).filter(programme=programme), on).count(),
        "started": programme.status != "prepared",
    }


def including(request: Request, guarding: Guarding) -> dict[str, Any]:
    """Who comes in by themselves, and whether the reader includes people one by one."""
    programme, reach = guarding.programme, request.reach
    by_itself = enrols_by_itself(guarding.rules)
    may = not by_itself and programme.status == "running" and leading(reach, programme).exists()
    return {"by_itself": by_itself, "may_include": may}


def _filtered(rows: QuerySet[Enrolment], finder: Any, on: date) -> QuerySet[Enrolment]:
    state = finder.value("state") or ""
    here = open_on(on)
    states = {
        "": here,
        "case": here & Q(subject__isnull=False),
        "listed": here & Q(subject__isnull=True),
        "paused": here & Q(Exists(standing_on(on).filter(enrolment=OuterRef("pk")))),
        "left": Q(until__lte=on) & ~Q(end=Enrolment.End.OPENED),
    }
    rows = rows.filter(states.get(state, here))
    if finder.value("q"):
        rows = rows.filter(by_name(finder.value("q")))
    if finder.value("unit"):
        rows = rows.filter(unit=finder.value("unit"))
    if finder.value("without") == "tutor":
        rows = alone_on(rows, on)
    if tutor := finder.value("tutor"):
        rows = rows.filter(
            Exists(paired_on(on).filter(enrolment=OuterRef("pk"), appointment=tutor))
        )
    return rows


def _line(row: Any, request: Request) -> dict[str, Any]:
    on = request.reach.on
    return {
        "row": row,
        "post": post_of(row),
        "tutor": row.now[0].appointment.person if row.now else None,
        "status": status_of(row),
        "may_introduce": row.is_open(on)
        and not row.is_case
        and access.may_introduce(request.reach, row),
    }


def post_of(row: Any) -> str:
    """The post in this organisation today."""
    return next((job.post for job in row.person.jobs if job.unit_id == row.unit_id), "")


def status_of(row: Any) -> str:
    """A pause is a row of its own and is told first."""
    return "paused" if row.standing and not row.until else str(row.status)


def about(request: Request, row: Any, rules: Rules) -> dict[str, Any]:
    """The page of one support."""
    reach, on = request.reach, request.reach.on
    is_open = row.is_open(on)
    may_pair = is_open and access.may_pair(reach, row.unit_id)
    may_pause = is_open and access.may_pause(reach, row)
    return {
        "post": post_of(row),
        "status": status_of(row),
        "is_open": is_open,
        "pairing": row.now[0] if row.now else None,
        "alone_since": None if row.now or not is_open else _alone_since(row, request),
        "standing": row.standing[0] if row.standing else None,
        "pairings": row.pairings.select_related("appointment__person").order_by("-since", "-pk"),
        "pauses": row.pauses.order_by("-since"),
        "may_link": may_link(request, row, rules),
        "outside": outside(request, row),
        "others": access.enrolments(reach)
        .filter(programme=row.programme_id, person=row.person_id)
        .exclude(pk=row.pk)
        .select_related("subject")
        .order_by("-since"),
        "route_url": _route_url(request, row),
        "may_draft": may_draft(request, row),
        "person_url": link("person", row.person_id) if access.may_enrol(reach, row.unit_id) else "",
        "may_introduce": is_open and access.may_introduce(reach, row),
        "may_pair": may_pair,
        "may_pause": may_pause and not row.standing,
        "may_resume": may_pause and bool(row.standing),
        "may_leave": is_open and access.may_leave(reach, row) and leaves_at_will(rules),
        "may_give_up": is_open
        and row.subject is not None
        and row.subject.given_up_on is None
        and access.may_give_up(reach, row.subject),
        "crumbs": above_list(request, row.programme),
    }


def outside(request: Request, row: Enrolment) -> list[dict[str, Any]]:
    """Tutors from outside who see this case, and what the reader may do about it."""
    reach = request.reach
    rows = links.links(reach).filter(enrolment=row.pk).select_related("person", "enrolment")
    return [
        {
            "row": one,
            "is_open": one.is_open(reach.on),
            "may_open": one.is_open(reach.on) and links.may_open_texts(reach, one),
            "may_end": one.is_open(reach.on) and links.may_link_external(reach, one.enrolment),
        }
        for one in rows.order_by("-since", "-pk")
    ]


def may_link(request: Request, row: Enrolment, rules: Rules) -> bool:
    """The coordinator, where the regulation knows of such tutors."""
    granted = rules.may("external_tutor", "see_case")
    return granted and row.is_open(request.reach.on) and links.may_link_external(request.reach, row)


def _alone_since(row: Enrolment, request: Request) -> date | None:
    found = left_alone_on(access.enrolments(request.reach).filter(pk=row.pk), request.reach.on)
    return found.get(row.pk)


def _route_url(request: Request, row: Enrolment) -> str:
    route = routes.routes(request.reach).filter(enrolment=row.pk).first()
    return link("route", route.pk) if route else ""


def may_draft(request: Request, row: Enrolment) -> bool:
    """The support is open and has no route: the pair and who answers for the school begin it."""
    may = routes.may_begin(request.reach, row.unit_id, row.pk, row.person_id)
    asked = may and row.is_case and row.is_open(request.reach.on)
    return asked and not has_route(row.pk)


def newest(request: Request, row: Enrolment) -> str:
    """Where to go after a support was opened: its route, or its own page."""
    case = (
        access.enrolments(request.reach)
        .filter(programme=row.programme_id, person=row.person_id, subject__isnull=False)
        .order_by("-pk")
        .first()
    )
    if case is None:
        return reverse("tutees", args=[row.programme_id])
    return onward(request, case)


def onward(request: Request, row: Enrolment) -> str:
    """The route of this support, or its own page where there is none."""
    return _route_url(request, row) or reverse("tutee", args=[row.pk])


def above_list(request: Request, programme: Programme) -> list[dict[str, str]]:
    """Crumbs down to the list; a tutee has no list to go back to."""
    if not request.reach.units(*access.OVERSEERS) and not request.reach.pairs:
        return []
    tutees = say(request, "tutee", plural=True, capital=True)
    return crumbs(("programme", programme.title, programme.pk), ("tutees", tutees, programme.pk))


def above(request: Request, row: Enrolment) -> list[dict[str, str]]:
    """Crumbs down to one support."""
    return [*above_list(request, row.programme), *crumbs(("tutee", str(row.person), row.pk))]
