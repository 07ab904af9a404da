"""Deeds on the plan of a community: its activities, with who was there and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.activities.models import Activity, Attendance
from marshrut.activities.queries import ATTENDED
from marshrut.communities import access
from marshrut.communities.models import Community, CommunityMeeting, Membership
from marshrut.communities.queries import members_of
from marshrut.communities.telling import record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts

RELATED = ("activity", "community__unit", "community__programme")


@deed
def plan_meeting(
    *,
    community: int,
    form: str,
    title: str,
    begins_at: datetime,
    leader: Membership,
    actor: Reach,
    at: datetime,
) -> CommunityMeeting:
    """Put an activity into the plan; the members are told of it."""
    row = Community.objects.select_related("unit", "programme").get(pk=community)
    if not access.may_lead(actor, row):
        raise Forbidden
    day = row.unit.day(begins_at)
    if not row.is_open(day):
        raise Wrong("community_closed", field="begins_at")
    if not row.programme.since <= day < row.programme.until:
        raise Wrong("outside_programme", field="begins_at")
    if not members_of(row, actor.on).filter(pk=leader.pk).exists():
        raise Wrong("not_a_member", field="leader")
    activity = Activity.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        form=form,
        title=title,
        leader_id=leader.person_id,
        begins_at=begins_at,
        status=Activity.Status.PLANNED,
        entered_at=at,
    )
    meeting = CommunityMeeting.objects.create(activity=activity, community=row)
    after = {"form": form, "on": day, "leader": leader.person_id}
    record_it("plan_meeting", meeting, row, actor, at, None, after)
    people = [one.person for one in members_of(row, actor.on)]
    tell(accounts(*people), "meeting_planned", row, at, _page(meeting), on=day)
    return meeting


@deed
def hold_meeting(
    *,
    meeting: int,
    row_version: int | None,
    people: Collection[Membership],
    result: str = "",
    actor: Reach,
    at: datetime,
) -> CommunityMeeting:
    """Record that it was held: who was there and what came of it. Only then it counts."""
    row = _locked(meeting, row_version)
    if not access.may_keep_meeting(actor, row):
        raise Forbidden
    activity = row.activity
    if activity.status != Activity.Status.PLANNED:
        raise Wrong("closed")
    day = row.community.unit.day(activity.begins_at)
    if day > actor.on:
        raise Wrong("future_date", day=day)
    there = members_of(row.community, day).filter(pk__in=[one.pk for one in people])
    activity.status = Activity.Status.HELD
    activity.row_version += 1
    activity.save()
    Attendance.objects.bulk_create(
        Attendance(activity=activity, person_id=one.person_id, status=ATTENDED) for one in there
    )
    before, after = changes(row, result=result)
    row.save()
    record_it("hold_meeting", row, row.community, actor, at, before, after | {"count": len(there)})
    return row


@deed
def cancel_meeting(
    *, meeting: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> CommunityMeeting:
    """Take it out of the plan with a reason; it stays in the list."""
    row = _locked(meeting, row_version)
    if not access.may_keep_meeting(actor, row):
        raise Forbidden
    if row.activity.status != Activity.Status.PLANNED:
        raise Wrong("closed")
    row.activity.status = Activity.Status.CANCELLED
    row.activity.reason = reason
    row.activity.row_version += 1
    row.activity.save()
    row.save()
    record_it("cancel_meeting", row, row.community, actor, at, None, {"reason": reason})
    people = [one.person for one in members_of(row.community, actor.on)]
    tell(accounts(*people), "meeting_cancelled", row.community, at, _page(row))
    return row


def _page(row: CommunityMeeting) -> str:
    return f"/communities/meetings/{row.pk}/"


def _locked(key: int, row_version: int | None) -> CommunityMeeting:
    return lock(CommunityMeeting.objects.select_related(*RELATED), key, row_version)
