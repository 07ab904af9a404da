"""Deeds around the solver: groups are asked for, formed by a job, or not formed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from marshrut.formation.proposals import Member, Proposal
from marshrut.groups import access
from marshrut.groups.demand import Leaders, Waits, leaders_asked, who_waits
from marshrut.groups.models import Formation, Group, GroupMember, TopicDemand
from marshrut.groups.queries import FORM, next_number
from marshrut.groups.wanted import Wanted
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record, record_it
from marshrut.notices.outbox import enqueue, notify
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import require_open

# So many rows in one statement suit either database.
BATCH = 500


@deed
def ask_to_form(
    *,
    programme: Programme,
    leaders: Leaders,
    wanted: Wanted,
    actor: Reach,
    at: datetime,
) -> Formation:
    """Have groups proposed on the topics of ``leaders``, each led by one of those named for it.

    Proposals and groups that are there stay as they are. Whatever was asked before and is not
    done yet is dropped.
    """
    if not access.may_form(actor, programme.unit_id):
        raise Forbidden
    require_open(programme)
    _require_leaders(leaders, programme, actor)
    waits = who_waits(programme, leaders)
    if not waits:
        raise Wrong("nobody_waits")
    Formation.objects.filter(programme=programme, formed_on=None, failed="").update(
        failed="asked_anew"
    )
    row = Formation.objects.create(
        programme=programme,
        unit_id=programme.unit_id,
        objective=wanted.objective,
        people_asked=len({person for person, _topic in waits}),
        asked={
            "wanted": wanted.kept(),
            "leaders": {topic: [one.pk for one in rows] for topic, rows in leaders.items()},
            "by": actor.user_id,
        },
    )
    enqueue(kind=FORM, payload={"formation": row.pk}, key=f"formation:{row.pk}", at=at)
    record_it("ask_to_form", row, actor, at, None, {"people": row.people_asked})
    return row


@deed
def keep_proposals(*, formation: int, found: Proposal, actor: Reach, at: datetime) -> Formation:
    """Keep what the solver came to, as far as it is still so; who asked is told."""
    rows = Formation.objects.select_related("programme").select_for_update(of=("self",))
    kept = rows.get(pk=formation)
    if not access.may_form(actor, kept.unit_id):
        raise Forbidden
    if kept.status != "forming":
        raise Wrong("closed")
    leaders = leaders_asked(kept, actor.on)
    waits = who_waits(kept.programme, leaders)
    made = _keep(kept.programme, found, waits, leaders, actor)
    kept.formed_on, kept.groups_made = actor.on, len(made)
    kept.people_left = len(found.left & {person for person, _topic in waits})
    kept.value, kept.bound = found.value, found.bound
    kept.save()
    record(
        FORM,
        Group,
        keys=made,
        actor=actor,
        at=at,
        after={"formation": kept.pk, "left": kept.people_left, "objective": kept.objective},
        unit=kept.unit_id,
        programme=kept.programme_id,
    )
    _tell(kept, "groups_proposed", at, groups=kept.groups_made, left=kept.people_left)
    return kept


@deed
def fail_to_form(*, formation: int, code: str, actor: Reach, at: datetime) -> Formation:
    """Nothing came of it, and why."""
    row = Formation.objects.select_for_update().get(pk=formation)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if row.status == "forming":
        row.failed = code
        row.save()
        record_it("fail_to_form", row, actor, at, None, {"code": code})
        _tell(row, "groups_not_proposed", at)
    return row


def _tell(row: Formation, code: str, at: datetime, **params: int) -> None:
    users = [row.asked["by"]] if row.asked.get("by") else []
    notify(users=users, code=code, params=params, url=f"/groups/formations/{row.pk}/", at=at)


def _require_leaders(leaders: Leaders, programme: Programme, actor: Reach) -> None:
    """Everybody named is a tutor of this programme today."""
    for row in {row.pk: row for rows in leaders.values() for row in rows}.values():
        if row.programme_id != programme.pk or row.status(actor.on) != "appointed":
            raise Wrong("not_appointed")


def _keep(
    programme: Programme, found: Proposal, waits: Waits, leaders: Leaders, actor: Reach
) -> list[int]:
    """Groups of those who wait still, with their reasons; on what is left over, why it waits."""
    tutors = {(topic, row.person_id): row for topic, rows in leaders.items() for row in rows}
    still = [(one, _still(one.members, one.topic, waits)) for one in found.groups]
    filled = [(one, members) for one, members in still if members]
    groups = Group.objects.bulk_create(
        Group(
            programme=programme,
            unit_id=programme.unit_id,
            topic_id=one.topic,
            number=number,
            appointment=tutors.get((one.topic, one.tutor)),
            proposed_on=actor.on,
        )
        for number, (one, _members) in enumerate(filled, next_number(programme))
    )
    GroupMember.objects.bulk_create(
        GroupMember(
            programme=programme,
            unit_id=waits[member.key, one.topic].unit_id,
            group=group,
            demand=waits[member.key, one.topic],
            person_id=member.key,
            reasons=[asdict(reason) for reason in member.reasons],
        )
        for group, (one, members) in zip(groups, filled, strict=True)
        for member in members
    )
    why = {(one.key, one.topic): one.reasons for one in found.waiting}
    for key, row in waits.items():
        row.waits = [asdict(reason) for reason in why.get(key, ())]
    TopicDemand.objects.bulk_update(waits.values(), ["waits"], batch_size=BATCH)
    return [group.pk for group in groups]


def _still(members: tuple[Member, ...], topic: int, waits: Waits) -> list[Member]:
    """Those of them who wait for the topic now: somebody may have changed their mind meanwhile."""
    return [member for member in members if (member.key, topic) in waits]
