"""Sheets of topics and of groups that an order has formed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from marshrut.groups.models import Application, Group, GroupMember, GroupSession, Topic
from marshrut.groups.queries import approved, standing
from marshrut.norms import sheets
from marshrut.programmes.queries import Guarding, open_on

DAY = timedelta(days=1)
APPROVE = "approve_group"
HOLD = "hold_activity"


def topic_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Topic]:
    """Topics known on the day, each with its source."""
    rows = Topic.objects.filter(programme=guarding.programme, added_on__lte=on)
    return [topic_sheet(row, passed=True) for row in rows.order_by("title")]


def topic_sheet(row: Topic, *, passed: bool = False) -> sheets.Topic:
    return sheets.Topic(
        key=row.pk or 0,
        label=row.title,
        unit=row.unit_id,
        since=row.added_on,
        open=row.closed_on is None,
        passed=frozenset({"add_topic"}) if passed else frozenset(),
        basis=row.source,
    )


def group_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Group]:
    """Groups that work on the day or have worked; proposals are not counted."""
    rows = approved(guarding.programme).filter(since__lte=on)
    found = list(rows.select_related("topic", "appointment").order_by("number"))
    here = counted_members(found, on)
    asked = counted_applications({row.topic_id for row in found})
    return [group_sheet(row, here.get(row.pk, 0), asked.get(row.topic_id, 0), on) for row in found]


def group_sheet(row: Group, members: int, requests: int, on: date) -> sheets.Group:
    """A group with so many people and so many applications of organisations on its topic."""
    tutor = row.appointment
    tutored = tutor is not None and tutor.status(on) == "appointed"
    return sheets.Group(
        key=row.pk,
        label=f"{row.number}. {row.topic.title}",
        unit=row.unit_id,
        person=tutor.person_id if tutor else 0,
        since=row.since,
        ends=row.until - DAY if row.until else None,
        open=row.until is None or on < row.until,
        passed=frozenset() if row.is_proposal else frozenset({APPROVE}),
        counts={"members": members, "request": requests, "pairing": int(tutored)},
        forms={"group_plan": filled(row.plan)},
    )


def filled(plan: Mapping[str, str]) -> frozenset[str]:
    """The parts of the plan in which something stands."""
    return frozenset(part for part, text in plan.items() if str(text).strip())


def counted_members(groups: Iterable[Group], on: date) -> Mapping[int, int]:
    """How many each of the approved groups has on the day."""
    rows = GroupMember.objects.filter(open_on(on), group__in=[row.pk for row in groups])
    return dict(rows.values_list("group").annotate(n=Count("pk")).order_by())


def counted_applications(topics: Collection[int]) -> Mapping[int, int]:
    """Standing applications of organisations, by topic."""
    rows = standing(Application.objects.filter(topic__in=topics))
    return dict(rows.values_list("topic").annotate(n=Count("pk")).order_by())


def service_sheets(
    guarding: Guarding, on: date, rows: QuerySet[Application] | None = None
) -> Sequence[sheets.Service]:
    """What organisations asked of the tutors, as it stood on the day; the withdrawn is left out.

    What teachers ask for themselves is theirs, and stands on no board.
    """
    asked = Application.objects.all() if rows is None else rows
    found = asked.filter(programme=guarding.programme, personal=False, submitted_on__lte=on)
    kept = found.exclude(kind=Application.TOPIC).exclude(withdrawn_on__lte=on)
    told = kept.select_related("unit", "appointment").order_by("pk")
    return [_service(row, on) for row in told]


def _service(row: Application, on: date) -> sheets.Service:
    days = [day for day in (row.accepted_on, row.refused_on) if day and day <= on]
    return sheets.Service(
        key=row.pk,
        label=f"{row.unit.short_name}: {row.title}",
        unit=row.unit_id,
        person=row.appointment.person_id if row.appointment else 0,
        since=row.submitted_on,
        ends=row.due,
        open=not days,
        to=row.kind,
        answered=min(days, default=None),
    )


# --- sessions of groups -----------------------------------------------------------------------
def held_sessions(guarding: Guarding, on: date) -> Sequence[sheets.Session]:
    """Sessions of groups that were held by this day, from a route sheet or beside it."""
    rows = GroupSession.objects.filter(programme=guarding.programme, held_on__lte=on)
    return [session_sheet(row) for row in rows.order_by("pk")]


def session_sheet(row: GroupSession) -> sheets.Session:
    """The session as clauses on activities see it."""
    return sheets.Session(
        key=row.pk or 0,
        label=row.topic,
        unit=row.unit_id,
        passed=frozenset({HOLD} if row.held_on else ()),
        form=GroupSession.FORM,
        audience=row.audience,
        from_route_sheet=not row.extra,
    )
