"""Deeds on proposals: a group is put together by hand before an order forms it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from marshrut.formation.proposals import Reason
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
def arrange(
    *, demands: Collection[TopicDemand], group: int | None, actor: Reach, at: datetime
) -> None:
    """Put people into a proposal on their topic, or back to those who wait; wherever they were."""
    if not demands:
        raise Wrong("nobody_chosen", field="demands")
    rows = _demands(demands, actor)
    was = dict(
        GroupMember.objects.filter(demand__in=rows, since=None).values_list("demand", "group")
    )
    # Always in one order, so that two who arrange at once wait and do not block each other.
    keys = sorted({*was.values(), *([] if group is None else [group])})
    proposals = {key: _proposal(key, None, actor) for key in keys}
    target = None if group is None else proposals[group]
    if any(one.topic_id != (target or rows[0]).topic_id for one in rows):
        raise Wrong("not_this_topic", field="group")
    moved = [one for one in rows if was.get(one.pk) != group]
    GroupMember.objects.filter(demand__in=moved, since=None).delete()
    if target is not None:
        _place(target, moved)
    for row in proposals.values():
        row.save()
    after = {"group": group, "people": sorted(one.person_id for one in rows)}
    told = {"group": sorted(set(was.values()))}
    record_it("arrange", target or rows[0].topic, actor, at, told, after)


def _demands(demands: Collection[TopicDemand], actor: Reach) -> list[TopicDemand]:
    """The locked rows; they still stand, and no order has placed anybody of them."""
    keys = {one.pk for one in demands}
    rows = TopicDemand.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    found = list(rows.select_related("topic__programme").order_by("pk"))
    if not all(access.may_form(actor, one.topic.programme.unit_id) for one in found):
        raise Forbidden
    if len(found) != len(keys) or any(one.withdrawn_on for one in found):
        raise Wrong("not_waiting", field="demands")
    if GroupMember.objects.filter(demand__in=keys, since__isnull=False, until=None).exists():
        raise Wrong("in_a_group", field="demands")
    return found


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
            reasons=[asdict(Reason("by_hand"))],
        )
        for one in free.order_by("pk")
    )
