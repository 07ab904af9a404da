"""The list of communities, and where the reader may found one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from marshrut.communities import access
from marshrut.communities.models import Community
from marshrut.people.reach import Reach
from marshrut.programmes.access import programmes
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import open_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A community; how many are in it is told to whom it is open."""

    row: Community
    mine: str
    members: int | None
    waiting: int


def lines(reach: Reach) -> list[Line]:
    """Communities by name: one's own first, closed ones last."""
    on = reach.on
    here, waits = open_on(on, "memberships__"), Q(memberships__since=None)
    waits &= Q(memberships__refused_on=None, memberships__until=None)
    rows = access.communities(reach).select_related("unit", "programme")
    rows = rows.annotate(
        members=Count("memberships", filter=here), waiting=Count("memberships", filter=waits)
    )
    own = _own(reach)
    read = set(access.read_communities(reach).values_list("pk", flat=True))
    led = set(access.led_communities(reach).values_list("pk", flat=True))
    found = [
        Line(
            row=row,
            mine=own.get(row.pk, ""),
            members=row.members if row.pk in read else None,
            waiting=row.waiting if row.pk in led else 0,
        )
        for row in rows.order_by("name", "pk")
    ]
    return sorted(found, key=lambda line: (not line.row.is_open(on), not line.mine))


def _own(reach: Reach) -> dict[int, str]:
    rows = access.memberships(reach).filter(person=reach.person or 0).order_by("applied_on", "pk")
    return {row.community_id: row.status(reach.on) for row in rows}


def founding(reach: Reach) -> list[Programme]:
    """Programmes not closed in which the reader may found a community."""
    led = reach.deeds_in(access.COORDINATOR)
    if not led:
        return []
    rows = programmes(reach).filter(closed_on=None, until__gt=reach.on).select_related("unit")
    return [row for row in rows.order_by("-since") if row.unit_id in led or _reaches(row, reach)]


def _reaches(programme: Programme, reach: Reach) -> bool:
    """A programme of the region reaches the municipality of a coordinator."""
    return programme.unit_id in reach.territories
