"""Rows of the lists of the section, as far as the reader sees them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.groups import access
from marshrut.groups.models import Application, Group, Topic, TopicDemand
from marshrut.groups.offering import fitting
from marshrut.groups.queries import places, waiting
from marshrut.groups.taking import own_kinds, taking
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes.access import OVERSEERS, programmes, reached
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import used_in, using
from marshrut.web.groups.words import asker_title, kind_title

# Offices that ask in the name of an organisation.
SPEAKERS = (*SCHOOL, access.COORDINATOR)


def tabs(current: str, reach: Reach) -> list[dict[str, Any]]:
    """Groups and topics where the regulation has them; applications for everybody."""
    names = {"groups": _("Groups"), "topics": _("Topics"), "applications": _("Applications")}
    if "groups" not in used_in(reach.territories | reach.units(*OVERSEERS), reach.on):
        names = {name: title for name, title in names.items() if name in {current, "applications"}}
    return [
        {"title": title, "href": reverse(name), "current": name == current}
        for name, title in names.items()
    ]


def forming(reach: Reach) -> list[Programme]:
    """Open programmes with groups in which the reader forms them, the latest first."""
    rows = access.programmes_to_form(reach).select_related("unit").order_by("-since", "pk")
    return using(rows, "groups", reach.on)


def leading(reach: Reach) -> int | None:
    """One's own appointment in an open programme with groups, the latest."""
    mine = access.tutors_to_lead(reach).filter(pk__in=reach.tutoring, programme__closed_on=None)
    known = using(programmes(reach).filter(pk__in=mine.values("programme")), "groups", reach.on)
    return mine.filter(programme__in=known).order_by("-since").values_list("pk", flat=True).first()


def applying(reach: Reach) -> list[Programme]:
    """Open programmes with groups for which the reader may apply in an organisation's name."""
    return using(_in_whose_name(reach), "groups", reach.on)


def asking(reach: Reach) -> list[Programme]:
    """Open programmes in which the reader may ask for work of tutors in an organisation's name."""
    mine = reach.deeds_in(*SPEAKERS)
    # A school that its programme has not taken in yet asks for nothing there.
    rows = [row for row in _in_whose_name(reach) if reached(row, mine).exists()]
    return taking(rows, reach.on)


def asking_for_oneself(reach: Reach) -> list[Programme]:
    """Open programmes in which a teacher who speaks for no organisation may ask for themselves."""
    if reach.person is None or not reach.workplaces or reach.deeds_in(*SPEAKERS):
        return []
    rows = programmes(reach).filter(closed_on=None, until__gt=reach.on).select_related("unit")
    at_work = [
        row for row in rows.order_by("-since", "pk") if reached(row, reach.workplaces).exists()
    ]
    return taking(at_work, reach.on, lambda found: own_kinds(reach, found))


def _in_whose_name(reach: Reach) -> QuerySet[Programme]:
    """Open programmes of a reader who speaks for an organisation."""
    speaks = reach.deeds_in(*SPEAKERS)
    rows = programmes(reach).filter(closed_on=None, until__gt=reach.on)
    found = rows if speaks else rows.none()
    return found.select_related("unit").order_by("-since", "pk")


# --- groups -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group with how many are in it today, or would be."""

    row: Group
    status: str
    count: int


def group_lines(reach: Reach) -> list[GroupLine]:
    """Those at work first, then proposals, then those that have ended; by number."""
    rows = access.groups(reach).select_related("topic", "appointment__person", "programme")
    on = reach.on
    here = Q(members__until=None) | Q(members__until__gt=on)
    counted = rows.annotate(count=Count("members", filter=here)).order_by("-programme", "number")
    order = {"running": 0, "proposal": 1, "closed": 2}
    found = [GroupLine(row=row, status=row.status(on), count=row.count) for row in counted]
    return sorted(found, key=lambda line: order[line.status])


def proposals(programme: Programme, reach: Reach) -> Any:
    """Groups that wait for an order, with how many are in each."""
    rows = access.groups(reach).filter(programme=programme, since=None)
    rows = rows.select_related("topic", "appointment__person")
    return rows.annotate(count=Count("members")).order_by("number")


def waited_for(programme: Programme, reach: Reach) -> list[tuple[Topic, int]]:
    """Topics that somebody waits for, with how many."""
    rows = waiting(access.demands(reach).filter(programme=programme))
    waits = Counter(rows.values_list("topic", flat=True))
    topics = access.topics(reach).filter(pk__in=waits).order_by("title")
    return [(topic, waits[topic.pk]) for topic in topics]


# --- topics -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic, and of the demand that the reader sees: how many, on what basis, how many wait."""

    row: Topic
    mine: str
    total: int
    bases: list[tuple[str, int]]
    waits: int
    fits: bool  # the reader's own difficulty


def topic_lines(reach: Reach) -> list[TopicLine]:
    """Open topics first, those with the most who wait above."""
    rows = list(access.topics(reach).select_related("programme").order_by("title", "pk"))
    demands = access.demands(reach).filter(withdrawn_on=None)
    asked: dict[int, Counter[str]] = defaultdict(Counter)
    for topic, basis in demands.values_list("topic", "basis"):
        asked[topic][basis] += 1
    waits: Counter[int] = Counter(waiting(demands).values_list("topic", flat=True))
    mine = dict(demands.filter(person=reach.person or 0).values_list("topic", "basis"))
    fits = fitting(reach.person, [row for row in rows if row.status == "open"], reach.on)
    found = [
        TopicLine(
            row=row,
            mine=mine.get(row.pk, ""),
            total=asked[row.pk].total(),
            bases=sorted(asked[row.pk].items()),
            waits=waits[row.pk],
            fits=row.pk in fits,
        )
        for row in rows
    ]

    def order(line: TopicLine) -> tuple[bool, bool, int]:
        return line.row.status != "open", not line.fits, -line.waits

    return sorted(found, key=order)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLine:
    """Somebody who needs the topic, why, and where they are now."""

    row: TopicDemand
    status: str
    group: Group | None


def demand_lines(topic: Topic, reach: Reach) -> list[DemandLine]:
    """Those who wait first, by name."""
    rows = access.demands(reach).filter(topic=topic, withdrawn_on=None)
    found = rows.select_related("person", "unit", "application").order_by(
        "person__surname", "person__given", "pk"
    )
    held = {place.demand_id: place for place in _places(topic, reach)}
    lines = [_demand_line(row, held.get(row.pk)) for row in found]
    return sorted(lines, key=lambda line: line.status != "waiting")


def _places(topic: Topic, reach: Reach) -> Any:
    rows = access.memberships(reach).filter(group__topic=topic)
    return rows.select_related("group").order_by("pk")


def _demand_line(row: TopicDemand, place: Any) -> DemandLine:
    if place is None:
        return DemandLine(row=row, status="waiting", group=None)
    if place.group.is_proposal:
        return DemandLine(row=row, status="proposed", group=place.group)
    return DemandLine(row=row, status="inside", group=place.group)


# --- applications -----------------------------------------------------------------------------
# States in which something is expected of the coordinator.
WAITING = frozenset({"submitted", "overdue", "stranded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLine:
    """An application with how many people it names and how many of them wait."""

    row: Application
    status: str
    people: int
    waits: int

    @property
    def kind(self) -> str:
        return kind_title(self.row)

    @property
    def asker(self) -> str:
        return asker_title(self.row)

    @property
    def given(self) -> str:
        """To whom it is given, if to anybody."""
        return self.row.appointment.person.short_name if self.row.appointment else ""


def application_lines(reach: Reach) -> list[ApplicationLine]:
    """What waits for an answer or for another tutor first; then the latest."""
    rows = access.applications(reach).select_related(
        "unit", "topic", "programme", "submitted_by", "appointment__person"
    )
    people = Count("demands", distinct=True) + Count("named", distinct=True)
    counted = rows.annotate(people=people).order_by("-submitted_on", "-pk")
    waits = Counter(
        waiting(access.demands(reach).exclude(application=None)).values_list(
            "application", flat=True
        )
    )
    found = [
        ApplicationLine(
            row=row, status=row.shown_status(reach.on), people=row.people, waits=waits[row.pk]
        )
        for row in counted
    ]
    return sorted(found, key=lambda line: line.status not in WAITING)


# --- the people of a group --------------------------------------------------------------------
def members(row: Group, reach: Reach) -> list[Any]:
    """Who is in the group today, or would be in a proposal."""
    return list(places(row, reach.on))


def former(row: Group, reach: Reach) -> list[Any]:
    """Who was in the group before, the last first."""
    rows = access.memberships(reach).filter(group=row, until__lte=reach.on)
    return list(rows.select_related("person", "unit").order_by("-until", "pk"))
