"""Deeds on proposals: a group is put together by hand before an order forms it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.groups import access
from marshrut.groups.models import Group, GroupMember, Topic, TopicDemand
from marshrut.groups.queries import next_number, waiting
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment
from marshrut.programmes.queries import require_open

RELATED = ("programme__unit", "topic", "appointment__person")


@deed
def propose_group(
    *,
    topic: int,
    appointment: Appointment | None = None,
    demands: Collection[TopicDemand],
    actor: Reach,
    at: datetime,
) -> Group:
    """Put a group together from those who wait for the topic; nothing is asked of its size yet."""
    row = Topic.objects.select_related("programme").get(pk=topic)
    if not access.may_form(actor, row.programme.unit_id):
        raise Forbidden
    require_open(row.programme)
    group = Group.objects.create(
        programme=row.programme,
        unit_id=row.programme.unit_id,
        topic=row,
        number=next_number(row.programme),
        appointment=_tutor(row, appointment, actor),
        proposed_on=actor.on,
    )
    _place(group, demands)
    after = {"topic": row.pk, "people": sorted(one.person_id for one in demands)}
    record_it("propose_group", group, actor, at, None, after)
    return group


@deed
def place(
    *,
    group: int,
    row_version: int | None,
    demands: Collection[TopicDemand],
    actor: Reach,
    at: datetime,
) -> Group:
    """Add people who wait for the topic to a proposal."""
    row = _proposal(group, row_version, actor)
    if not demands:
        raise Wrong("nobody_chosen", field="demands")
    _place(row, demands)
    row.save()
    after = {"people": sorted(one.person_id for one in demands)}
    record_it("place", row, actor, at, None, after)
    return row


@deed
def move(
    *, member: int, row_version: int | None, group: Group | None, actor: Reach, at: datetime
) -> GroupMember | None:
    """Move somebody from a proposal to another one on the same topic, or back to those who wait."""
    row = lock(GroupMember.objects.select_related("group__programme"), member, row_version)
    if not access.may_form(actor, row.group.unit_id):
        raise Forbidden
    if row.since is not None:
        raise Wrong("in_a_group")
    before = {"group": row.group_id}
    if group is None:
        record_it("move", row, actor, at, before, {"group": None})
        row.delete()
        return None
    if not group.is_proposal or group.topic_id != row.group.topic_id:
        raise Wrong("not_this_topic", field="group")
    changes(row, group=group, reasons=[])
    row.save()
    record_it("move", row, actor, at, before, {"group": group.pk})
    return row


@deed
def choose_tutor(
    *,
    group: int,
    row_version: int | None,
    appointment: Appointment,
    actor: Reach,
    at: datetime,
) -> Group:
    """Name the tutor of a proposal."""
    row = _proposal(group, row_version, actor)
    before, after = changes(row, appointment=_tutor(row.topic, appointment, actor))
    row.save()
    record_it("choose_tutor", row, actor, at, before, after)
    return row


@deed
def drop_group(*, group: int, row_version: int | None, actor: Reach, at: datetime) -> None:
    """Throw a proposal away: its people wait as before."""
    row = _proposal(group, row_version, actor)
    after = {"topic": row.topic_id, "number": row.number}
    record_it("drop_group", row, actor, at, after, {})
    row.delete()


def _proposal(group: int, row_version: int | None, actor: Reach) -> Group:
    row = lock(Group.objects.select_related(*RELATED), group, row_version)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if not row.is_proposal:
        raise Wrong("group_approved")
    return row


def _tutor(topic: Topic, appointment: Appointment | None, actor: Reach) -> Appointment | None:
    if appointment is None:
        return None
    same = appointment.programme_id == topic.programme_id
    if not same or appointment.status(actor.on) != "appointed":
        raise Wrong("not_appointed", field="appointment")
    return appointment


def _place(group: Group, demands: Collection[TopicDemand]) -> None:
    """Only those who wait for this very topic, each once."""
    keys = {one.pk for one in demands}
    free = waiting(TopicDemand.objects.filter(pk__in=keys, topic=group.topic_id))
    if free.count() != len(keys):
        raise Wrong("not_waiting", field="demands")
    GroupMember.objects.bulk_create(
        GroupMember(
            programme_id=group.programme_id,
            unit_id=one.unit_id,
            group=group,
            demand=one,
            person_id=one.person_id,
        )
        for one in free.order_by("pk")
    )
