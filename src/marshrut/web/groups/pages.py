"""What the pages of a topic, an application and a group show."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.diagnostics.queries import LEAST_SHOWN
from marshrut.groups import access
from marshrut.groups.models import Group, Topic
from marshrut.groups.offering import fitting, who_could_ask
from marshrut.groups.queries import last_formation, topics_of
from marshrut.organisations.models import Unit
from marshrut.people.queries import teachers_of
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes.access import may_see_enrolment, reached
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import open_on
from marshrut.web.activities.acts import offers
from marshrut.web.groups import kinds, lists
from marshrut.web.groups.fields import those_who_wait
from marshrut.web.groups.progress import progress
from marshrut.web.groups.reasons import told
from marshrut.web.groups.sheet_pages import OF_SHEET, lines_of
from marshrut.web.groups.topic_forms import ApplicationForm
from marshrut.web.groups.words import (
    PARTS,
    group_title,
    part_title,
    room,
    source_title,
)
from marshrut.web.looking import looked_at
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request
from marshrut.web.routes.texts import need_title


def _above(name: str, title: str) -> list[dict[str, str]]:
    return [{"href": reverse(name), "title": title}]


def topic(request: Request, row: Topic) -> dict[str, Any]:
    """A topic with its demand; names as far as the reader answers for them."""
    rules = speaking_of(request, row.programme).rules
    lines = lists.demand_lines(row, request.reach)
    groups = access.groups(request.reach).filter(topic=row).select_related("appointment__person")
    applied = access.applications(request.reach).filter(topic=row).select_related("unit")
    return {
        "title": row.title,
        "row": row,
        "source": source_title(rules, row.source),
        "lines": [
            {
                "line": line,
                "offers": offers(kinds.DEMAND, line.row, request.reach),
                "why": told(line.row.waits) if line.status == "waiting" else "",
            }
            for line in lines
        ],
        "formed": last_formation(row.programme),
        "helps": [need_title(key) for key in row.competences],
        "fits": row.pk in fitting(request.reach.person, [row], request.reach.on),
        "could_ask": _could_ask(row, request.reach),
        "board": row.closed_on is None and access.may_form(request.reach, row.programme.unit_id),
        "waits": sum(line.status == "waiting" for line in lines),
        "applications": [(one, one.shown_status(request.reach.on)) for one in applied],
        "groups": [(one, one.status(request.reach.on)) for one in groups.order_by("number")],
        "offers": offers(kinds.TOPIC, row, request.reach),
        "crumbs": _above("topics", _("Topics")),
    }


def _could_ask(row: Topic, reach: Reach) -> dict[str, Any] | None:
    """To who forms groups: how many have the difficulty and have not asked; of a few, not so."""
    if row.closed_on or not row.competences or not access.may_form(reach, row.programme.unit_id):
        return None
    count = len(who_could_ask(row, reach.on))
    return {"count": count if count == 0 or count >= LEAST_SHOWN else None, "least": LEAST_SHOWN}


def group(request: Request, row: Group) -> dict[str, Any]:
    """A group: names for all who see it, bases and reasons for its tutor and who forms groups."""
    reach = request.reach
    rules = speaking_of(request, row.programme).rules
    members = lists.members(row, reach)
    inside = access.may_read_reasons(reach, row)
    if inside:
        looked_at(request, *(member.person_id for member in members))
    made = [one for one in offers(kinds.GROUP, row, reach) if one.act.slug not in OF_SHEET]
    works = inside and row.status(reach.on) == "running"
    done = progress(members, rules, reach) if works else None
    return {
        "title": group_title(row),
        "row": row,
        "status": row.status(reach.on),
        "room": room(rules, len(members)),
        "members": [
            {
                "row": member,
                "case": member.enrolment
                if member.enrolment and may_see_enrolment(reach, member.enrolment)
                else None,
                "offers": offers(kinds.PLACE, member, reach),
                "step": done.steps.get(member.pk) if done else None,
                "why": told(member.reasons) if inside else "",
            }
            for member in members
        ],
        "former": lists.former(row, reach) if inside else [],
        "inside": inside,
        "progress": done,
        "external": [
            {"row": one, "offers": offers(kinds.EXTERNAL, one, reach)}
            for one in row.external.filter(open_on(reach.on)).select_related("person")
        ],
        "sessions": [] if row.is_proposal else lines_of(request, row),
        "plans": access.may_plan(reach, row) and row.status(reach.on) != "closed",
        "plan": [(part_title(part), row.plan.get(part, "")) for part in PARTS],
        "waiting": those_who_wait(row.topic_id, request) if inside else [],
        "topic_open": access.may_see_topic(reach, row.topic),
        "may_approve": row.is_proposal and access.may_form(reach, row.unit_id),
        "offers": made,
        "crumbs": _above("groups", _("Groups")),
    }


# --- applying ---------------------------------------------------------------------------------
def applying_units(programme: Programme, reach: Reach) -> QuerySet[Unit]:
    """Organisations in whose name the reader may apply."""
    return reached(programme, reach.deeds_in(access.COORDINATOR, *SCHOOL))


def chosen_unit(units: QuerySet[Unit], asked: str) -> Unit | None:
    """The organisation of the address, else the first."""
    known = asked.isascii() and asked.isdigit() and len(asked) < 10
    return units.filter(pk=asked if known else 0).first() or units.first()


def application_form(request: Request, programme: Programme, unit: Unit) -> ApplicationForm:
    """Topics that take demand, and teachers of the organisation."""
    return ApplicationForm(
        request.POST or None,
        topics=topics_of(programme),
        people=teachers_of(unit, request.reach.on),
    )
