"""What pages of a community have in common: tabs, the way up, who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marshrut.communities import access, queries
from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    CommunityMeeting,
    Membership,
)
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.web.activities.acts import offers
from marshrut.web.communities.kinds import COMMUNITY
from marshrut.web.communities.words import cite_of, form_name, gist_of, laid_clauses
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request

# Deeds that have their place on a tab; the rest stand on the card.
ON_TABS = ("enter", "compose", "document", "meeting", "duty")
QUIET = ("edit", "rules", "complain", "close")


def read(request: Request, key: int) -> Community:
    """The community whose inside the reader sees; else it is not found."""
    row: Community = get_object_or_404(COMMUNITY.rows(request.reach), pk=key)
    if not access.may_read(request.reach, row):
        raise Http404
    return row


def page(request: Request, row: Community, current: str, **more: Any) -> dict[str, Any]:
    """What the templates of the section share."""
    found = speaking_of(request, row.programme)
    inside = access.may_read(request.reach, row)
    made = offers(COMMUNITY, row, request.reach)
    shown = {
        "title": row.name,
        "community": row,
        "inside": inside,
        "leads": access.may_lead(request.reach, row),
        "tabs": tabs(row, current) if inside else [],
        "rules": found.rules,
        "offers": [one for one in made if one.act.slug not in ON_TABS + QUIET],
        "quiet": [one for one in made if one.act.slug in QUIET],
        "on_tab": {one.act.slug: one for one in made if one.act.slug in ON_TABS},
    }
    return shown | more


def tabs(row: Community, current: str) -> list[dict[str, Any]]:
    """The parts of a community that are open to its members."""
    names = (
        ("community", pgettext("community", "About")),
        ("community_members", _("Members")),
        ("community_plan", _("Plan and results")),
        ("community_documents", _("Documents")),
        ("community_duties", _("Duties")),
    )
    return [
        {"title": title, "href": reverse(name, args=[row.pk]), "current": name == current}
        for name, title in names
    ]


def above(row: Community, *, tab: tuple[str, str] | None = None) -> list[dict[str, str]]:
    """The way up from a thing of the community."""
    steps = [{"href": reverse("community", args=[row.pk]), "title": row.name}]
    if tab:
        steps.append({"href": reverse(tab[0], args=[row.pk]), "title": tab[1]})
    return steps


# --- members ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A member in the list; the last activity is for who leads."""

    row: Membership
    status: str
    last: date | None = None
    inactive: bool = False


def member_lines(community: Community, reach: Reach, *, leads: bool, days: int) -> list[Line]:
    """Members of today by name, each with the last activity where the reader leads."""
    rows = list(queries.members_of(community, reach.on))
    if not leads:
        return [Line(row=row, status="accepted") for row in rows]
    people = [row.person_id for row in rows]
    last = queries.last_activities(community.programme, people, reach.on)
    return [
        Line(
            row=row,
            status="accepted",
            last=last.get(row.person_id),
            inactive=queries.is_inactive(row, last.get(row.person_id), reach.on, days),
        )
        for row in rows
    ]


def waiting_lines(community: Community, reach: Reach) -> list[Line]:
    """Applications that wait, the oldest first."""
    rows = access.memberships(reach).filter(
        community=community, since=None, refused_on=None, until=None
    )
    found = rows.select_related("person", "unit").order_by("applied_on", "pk")
    return [Line(row=row, status="applied") for row in found]


def own_people(community: Community, reach: Reach) -> list[Membership]:
    """Members from the organisations that a reader from outside answers for."""
    if not reach.units(*OVERSEERS):
        return []
    rows = access.memberships(reach).filter(community=community, since__isnull=False, until=None)
    return list(rows.select_related("person", "unit").order_by("person__surname", "pk"))


def own_membership(community: Community, reach: Reach) -> Membership | None:
    """The reader's last membership here."""
    rows = access.memberships(reach).filter(community=community, person=reach.person or 0)
    return rows.order_by("-applied_on", "-pk").first()


# --- what is done -----------------------------------------------------------------------------
def meeting_lines(community: Community, reach: Reach, rules: Rules) -> list[dict[str, Any]]:
    """The plan by days, the coming ones first."""
    rows = access.meetings(reach).filter(community=community)
    found = rows.select_related("activity__leader", "activity__unit").order_by(
        "-activity__begins_at"
    )
    return [meeting_line(row, reach, rules) for row in found]


def meeting_line(row: CommunityMeeting, reach: Reach, rules: Rules) -> dict[str, Any]:
    """One activity; planned and past it waits for its record."""
    on = row.activity.unit.day(row.activity.begins_at)
    status = str(row.activity.status)
    if status == "planned" and on < reach.on:
        status = "held_unrecorded"
    name = form_name(row.activity.form, rules)
    return {"row": row, "on": on, "status": status, "form": name[:1].upper() + name[1:]}


def document_lines(community: Community, reach: Reach) -> list[CommunityDocument]:
    rows = access.documents(reach).filter(community=community)
    found = rows.select_related("author", "file").order_by("withdrawn_on", "kind", "title", "pk")
    return list(found)


def duty_lines(community: Community, reach: Reach, rules: Rules) -> list[dict[str, Any]]:
    """Duties with the clause as it is cited, open ones first."""
    rows = access.duties(reach).filter(community=community).select_related("person")
    found = sorted(rows, key=lambda row: (not row.is_open, row.due, row.pk))
    return [duty_line(row, reach, rules) for row in found]


def duty_line(row: CommunityDuty, reach: Reach, rules: Rules) -> dict[str, Any]:
    return {"row": row, "status": row.shown_status(reach.on), "cite": cite_of(rules, row.clause)}


def undistributed(community: Community, on: date, rules: Rules) -> list[dict[str, str]]:
    """Clauses laid on the community that nobody by name has: the head's own."""
    given = queries.duties_by_clause(community.programme, on)
    return [
        {"key": key, "cite": cite_of(rules, key), "gist": gist_of(rules, key)}
        for key in laid_clauses(rules)
        if key not in given
    ]
