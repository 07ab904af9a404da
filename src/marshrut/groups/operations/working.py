"""Deeds on groups at work: approved by an order, joined, left, planned, closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import F

from marshrut.groups import access
from marshrut.groups.matching import require_together
from marshrut.groups.models import Group, GroupMember, TopicDemand
from marshrut.groups.queries import everybody, limits, members_on, places, waiting
from marshrut.groups.sheets import APPROVE, counted_applications, group_sheet
from marshrut.groups.supporting import begin_support, end_links, end_support
from marshrut.groups.telling import tell_people
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.orders.models import Order
from marshrut.people.reach import Reach
from marshrut.people.roles import holders
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Appointment
from marshrut.programmes.operations import pair
from marshrut.programmes.queries import Guarding, guarding, lineage, require_open

RELATED = ("programme__unit", "programme__regulation", "topic", "appointment__person")


@deed
def approve_groups(
    *,
    groups: Collection[Group],
    order: Order,
    until: date,
    actor: Reach,
    at: datetime,
) -> Sequence[Group]:
    """Form the proposed groups by one order, on [day of the order, until): all or none.

    Everybody gets a case of their own on the topic, with the tutor of the group.
    """
    if not groups:
        raise Wrong("nobody_chosen", field="groups")
    keys = sorted(group.pk for group in groups)
    rows = [lock(Group.objects.select_related(*RELATED), key, None) for key in keys]
    if not all(access.may_form(actor, row.unit_id) for row in rows):
        raise Forbidden
    programme = rows[0].programme
    if any(row.programme_id != programme.pk for row in rows):
        raise Wrong("several_programmes", field="groups")
    require_open(programme)
    day = _day_of(rows, order, until, actor)
    for row in rows:
        require_together(everybody(row, day))
    guarded = guarding(programme, day)
    _guard_approval(rows, guarded, day)
    for row in rows:
        _approve(row, guarded, order, day, until, actor, at)
    return rows


def _day_of(rows: Sequence[Group], order: Order, until: date, actor: Reach) -> date:
    """The day of the order, which is in force, of the territory, and within the programme."""
    programme = rows[0].programme
    day = order.since
    if day is None or day > actor.on:
        raise Wrong("order_not_in_force", field="order")
    issuer = order.unit_id == programme.regulation.unit_id
    if not (issuer or order.unit.path.startswith(programme.unit.path)):
        raise Wrong("order_of_another", field="order")
    if not programme.since <= day < until <= programme.until:
        raise Wrong("outside_programme", field="until")
    if any(not row.is_proposal for row in rows):
        raise Wrong("group_approved", field="groups")
    if any(row.appointment is None for row in rows):
        raise Wrong("group_needs_tutor", field="groups")
    if any(row.members.filter(person=F("group__appointment__person")).exists() for row in rows):
        raise Wrong("tutor_in_own_group", field="groups")
    return day


def _guard_approval(rows: Sequence[Group], guarded: Guarding, day: date) -> None:
    """All groups as they would be: every refusal of every group is told at once."""
    asked = counted_applications({row.topic_id for row in rows})
    sheets = [
        group_sheet(row, row.members.count(), asked.get(row.topic_id, 0), day) for row in rows
    ]
    guard_deed(guarded, APPROVE, *sheets, on=day)


def _approve(
    row: Group,
    guarded: Guarding,
    order: Order,
    day: date,
    until: date,
    actor: Reach,
    at: datetime,
) -> None:
    members = list(places(row, day))
    before, after = changes(row, order=order, since=day, until=until)
    row.save()
    for member in members:
        begin_support(row, member, guarded, day, order, actor, at)
    after["people"] = [member.person_id for member in members]
    record_it("approve_groups", row, actor, at, before, after)
    people = [member.person for member in members]
    tell_people(people, "group_formed", row, at)
    if row.appointment is not None:
        tell_people([row.appointment.person], "group_given", row, at, n=len(members))


@deed
def join_group(
    *,
    group: int,
    row_version: int | None,
    demands: Collection[TopicDemand],
    order: Order | None = None,
    actor: Reach,
    at: datetime,
) -> Group:
    """Take people who wait for the topic into a group that works already, from today.

    Joining never makes a group too small, so only the upper limit is asked.
    """
    row = _working(group, row_version, actor)
    keys = {one.pk for one in demands}
    free = list(waiting(TopicDemand.objects.filter(pk__in=keys, topic=row.topic_id)))
    if not free or len(free) != len(keys):
        raise Wrong("not_waiting", field="demands")
    if order is not None and (order.since is None or order.since > actor.on):
        raise Wrong("order_not_in_force", field="order")
    require_together([*everybody(row, actor.on), *(one.person_id for one in free)])
    guarded = guarding(row.programme, actor.on)
    count = members_on(actor.on).filter(group=row).count() + len(free)
    most = limits(guarded.rules)[1]
    if most is not None and count > most:
        asked = counted_applications({row.topic_id}).get(row.topic_id, 0)
        guard_deed(guarded, APPROVE, group_sheet(row, count, asked, actor.on), on=actor.on)
    row.save()
    for demand in free:
        member = GroupMember.objects.create(
            programme_id=row.programme_id,
            unit_id=demand.unit_id,
            group=row,
            demand=demand,
            person_id=demand.person_id,
        )
        begin_support(row, member, guarded, actor.on, order, actor, at)
    after = {"people": sorted(one.person_id for one in free)}
    record_it("join_group", row, actor, at, None, after)
    tell_people([one.person for one in free], "group_formed", row, at)
    return row


@deed
def leave_group(
    *,
    member: int,
    row_version: int | None,
    on: date,
    reason: str,
    goes_on: bool = False,
    order: Order | None = None,
    actor: Reach,
    at: datetime,
) -> GroupMember:
    """Out of the group from a day; the support ends with it or ``goes_on`` individually.

    Whoever leaves does not wait for the topic any more.
    """
    row = lock(
        GroupMember.objects.select_related("group__topic", "group__programme__unit"),
        member,
        row_version,
    )
    if not access.may_form(actor, row.group.unit_id):
        raise Forbidden
    if row.since is None or row.until is not None:
        raise Wrong("closed")
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    if not row.since <= on <= actor.on:
        raise Wrong("dates", field="on")
    before, after = changes(row, until=on, end_reason=reason, order=order or row.order)
    row.save()
    TopicDemand.objects.filter(pk=row.demand_id).update(withdrawn_on=on)
    end_links(row.group.external.all(), actor.on, actor, at, row)
    if not goes_on:
        end_support(row, on, reason, actor, at)
    record_it("leave_group", row, actor, at, before, after | {"goes_on": goes_on})
    _tell_if_short(row.group, actor, at)
    return row


def _tell_if_short(group: Group, actor: Reach, at: datetime) -> None:
    """A group below the least is told to its tutor and to who forms groups."""
    least, _most = limits(guarding(group.programme, actor.on).rules)
    left = members_on(actor.on).filter(group=group).count()
    if left >= least:
        return
    offices = holders(access.COORDINATOR, lineage(group.programme.unit), on=actor.on)
    people = [office.person for office in offices]
    if group.appointment is not None:
        people.append(group.appointment.person)
    others = [person for person in people if person.pk != actor.person]
    tell_people(others, "group_short", group, at, n=left, least=least)


@deed
def change_tutor(
    *,
    group: int,
    row_version: int | None,
    appointment: Appointment,
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> Group:
    """Give a working group to another tutor from today: everybody in it goes over."""
    row = _working(group, row_version, actor)
    if appointment.programme_id != row.programme_id or appointment.status(actor.on) != "appointed":
        raise Wrong("not_appointed", field="appointment")
    if appointment.pk == row.appointment_id:
        raise Wrong("twice", field="appointment")
    before, after = changes(row, appointment=appointment)
    require_together(everybody(row, actor.on))
    row.save()
    for member in places(row, actor.on):
        if member.enrolment is not None and member.enrolment.is_open(actor.on):
            pair(
                enrolment=member.enrolment.pk,
                appointment=appointment.pk,
                reason=reason,
                actor=actor,
                at=at,
            )
    record_it("change_tutor", row, actor, at, before, after)
    people = [member.person for member in places(row, actor.on)]
    tell_people([*people, appointment.person], "group_tutor_changed", row, at)
    return row


@deed
def write_plan(
    *, group: int, row_version: int | None, plan: dict[str, str], actor: Reach, at: datetime
) -> Group:
    """Write what the group works on, in what forms, by what methods and when."""
    row = lock(Group.objects.select_related(*RELATED), group, row_version)
    if not access.may_plan(actor, row):
        raise Forbidden
    if row.status(actor.on) == "closed":
        raise Wrong("closed")
    before, after = changes(row, plan=plan)
    row.save()
    record_it("write_plan", row, actor, at, before, after)
    return row


@deed
def close_group(
    *, group: int, row_version: int | None, until: date, reason: str, actor: Reach, at: datetime
) -> Group:
    """End the work of a group before its term; routes of its people go on to their own end."""
    row = _working(group, row_version, actor)
    if row.since is None or row.until is None or not row.since < until <= row.until:
        raise Wrong("dates", field="until")
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    before, after = changes(row, until=until, end_reason=reason)
    row.save()
    _end_external(row, until, actor, at)
    GroupMember.objects.filter(group=row, until=None).update(until=until)
    record_it("close_group", row, actor, at, before, after)
    return row


def _end_external(group: Group, until: date, actor: Reach, at: datetime) -> None:
    """Tutors from outside were linked to the group's work, and leave with it."""
    for row in group.external.filter(until__gt=until):
        before, after = changes(row, until=max(row.since, until))
        row.row_version += 1
        row.save()
        end_links([row], until, actor, at)
        record_it("end_group_external", row, actor, at, before, after)


def _working(group: int, row_version: int | None, actor: Reach) -> Group:
    row = lock(Group.objects.select_related(*RELATED), group, row_version)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if row.status(actor.on) != "running":
        raise Wrong("group_not_working")
    return row
