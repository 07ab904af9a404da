"""Deeds on the route sheet of a group: planning a session, holding it, holding one beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshrut.groups import access
from marshrut.groups.models import Group, GroupSession
from marshrut.groups.queries import places
from marshrut.groups.sheets import HOLD, session_sheet
from marshrut.groups.telling import tell_people
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.queries import guarding

MOST = 2000  # a number above it is a slip of the hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line of the route sheet says."""

    on: date
    topic: str
    audience: str = "teachers"
    pupils: str = ""
    form: str = ""
    place: str = ""
    materials: str = ""
    expected: str = ""


@deed
def plan_session(
    *, group: int, row_version: int | None, told: Told, actor: Reach, at: datetime
) -> GroupSession:
    """Put a session into the route sheet, on a day on which the group works."""
    row = _group(group, row_version, actor)
    session = GroupSession(group=row, programme_id=row.programme_id, unit_id=row.unit_id)
    _say(session, told)
    row.save()
    session.save()
    after = {"group": row.pk, "on": session.on, "topic": session.topic}
    record_it("plan_session", session, actor, at, None, after)
    return session


@deed
def edit_session(
    *, session: int, row_version: int | None, told: Told, actor: Reach, at: datetime
) -> GroupSession:
    """Say a planned session otherwise."""
    row = _open(session, row_version, actor)
    before = {"on": row.on, "topic": row.topic}
    _say(row, told)
    row.save()
    record_it("edit_session", row, actor, at, before, {"on": row.on, "topic": row.topic})
    return row


@deed
def hold_session(
    *,
    session: int,
    row_version: int | None,
    held_on: date,
    count: int,
    result: str = "",
    actor: Reach,
    at: datetime,
) -> GroupSession:
    """It was held: when, how many took part, what came of it."""
    row = _open(session, row_version, actor)
    before, after = changes(row, **_held(row, held_on, count, result, actor))
    row.save()
    record_it("hold_session", row, actor, at, before, after)
    return row


@deed
def hold_extra_session(
    *,
    group: int,
    row_version: int | None,
    told: Told,
    count: int,
    result: str = "",
    actor: Reach,
    at: datetime,
) -> GroupSession:
    """A session that the route sheet does not have was held; a clause may have a word on it."""
    row = _group(group, row_version, actor)
    session = GroupSession(
        group=row, programme_id=row.programme_id, unit_id=row.unit_id, extra=True
    )
    _say(session, told)
    changes(session, **_held(session, told.on, count, result, actor))
    row.save()
    session.save()
    after = {"group": row.pk, "on": session.on, "topic": session.topic}
    record_it("hold_extra_session", session, actor, at, None, after)
    return session


@deed
def drop_session(
    *, session: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> GroupSession:
    """Take a session off the sheet with a reason; teachers of the group are told of it."""
    row = _open(session, row_version, actor)
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    before, after = changes(row, dropped_on=actor.on, reason=reason.strip())
    row.save()
    record_it("drop_session", row, actor, at, before, after)
    if row.audience == GroupSession.Audience.TEACHERS and row.on >= actor.on:
        people = [member.person for member in places(row.group, actor.on)]
        tell_people(people, "session_dropped", row.group, at, on=row.on.isoformat())
    return row


def _group(key: int, row_version: int | None, actor: Reach) -> Group:
    row = lock(Group.objects.select_related("programme__unit", "topic"), key, row_version)
    if not access.may_plan(actor, row):
        raise Forbidden
    if row.is_proposal:
        raise Wrong("group_not_working")
    return row


def _open(key: int, row_version: int | None, actor: Reach) -> GroupSession:
    rows = GroupSession.objects.select_related(
        "group__programme__unit", "group__topic", "programme__unit"
    )
    row = lock(rows, key, row_version)
    if not access.may_plan(actor, row.group):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    return row


def _say(row: GroupSession, told: Told) -> None:
    """Columns of what is told, checked: within the group's days, with a topic, a known audience."""
    group = row.group
    topic = " ".join(told.topic.split())
    if not topic:
        raise Wrong("title_needed", field="topic")
    if told.audience not in GroupSession.Audience.values:
        raise Wrong("unknown_audience", field="audience")
    if group.since is None or group.until is None or not group.since <= told.on < group.until:
        raise Wrong("outside_group", field="on")
    row.on, row.topic, row.audience, row.form = told.on, topic, told.audience, told.form
    pupils = row.audience == GroupSession.Audience.PUPILS
    row.pupils = told.pupils.strip() if pupils else ""
    row.place, row.materials = told.place.strip(), told.materials.strip()
    row.expected = told.expected.strip()


def _held(
    row: GroupSession, held_on: date, count: int, result: str, actor: Reach
) -> dict[str, Any]:
    """What is written of a held session, once the clauses let it pass."""
    if held_on > actor.on:
        raise Wrong("future_date", field="held_on" if row.pk else "on")
    group = row.group
    if group.since is None or group.until is None or not group.since <= held_on < group.until:
        raise Wrong("outside_group", field="held_on")
    if not 0 < count <= MOST:
        raise Wrong("count_needed", field="count")
    guard_deed(guarding(row.programme, held_on), HOLD, session_sheet(row), on=held_on)
    return {"held_on": held_on, "count": count, "result": result.strip()}
