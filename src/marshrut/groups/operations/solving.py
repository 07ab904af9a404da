"""The deed that forms groups out of all who wait: proposals with reasons, and why others wait."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from marshrut.formation.proposals import Proposal
from marshrut.formation.values import Objective
from marshrut.groups import access
from marshrut.groups.demand import Leaders, Waits, demand_of, who_waits
from marshrut.groups.models import Formation, Group, GroupMember, TopicDemand
from marshrut.groups.queries import next_number
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import require_open

# So many rows in one statement suit either database.
BATCH = 500


@deed
def form_groups(
    *,
    programme: Programme,
    leaders: Leaders,
    objective: str,
    most_groups: int,
    actor: Reach,
    at: datetime,
) -> Formation:
    """Propose groups on the topics of ``leaders``, each led by one of those named for it.

    ``most_groups`` is for each tutor, with the groups that work already. Proposals and groups that
    are there stay as they are.
    """
    if not access.may_form(actor, programme.unit_id):
        raise Forbidden
    require_open(programme)
    _require_leaders(leaders, programme, actor)
    waits = who_waits(programme, leaders)
    if not waits:
        raise Wrong("nobody_waits")
    # The solver and its arrays are loaded only where groups are formed.
    from marshrut.formation.proposing import propose  # noqa: PLC0415

    demand = demand_of(
        programme, waits, leaders, Objective(objective), most_groups=most_groups, on=actor.on
    )
    found = propose(demand)
    made = _keep(programme, found, waits, leaders, actor)
    row = Formation.objects.create(
        programme=programme,
        unit_id=programme.unit_id,
        formed_on=actor.on,
        objective=objective,
        groups_made=len(made),
        people_left=len(found.left),
        value=found.value,
        bound=found.bound,
    )
    record(
        "form_groups",
        Group,
        keys=made,
        actor=actor,
        at=at,
        after={"formation": row.pk, "left": row.people_left, "objective": objective},
        unit=programme.unit_id,
        programme=programme.pk,
    )
    return row


def _require_leaders(leaders: Leaders, programme: Programme, actor: Reach) -> None:
    """Everybody named is a tutor of this programme today."""
    for row in {row.pk: row for rows in leaders.values() for row in rows}.values():
        if row.programme_id != programme.pk or row.status(actor.on) != "appointed":
            raise Wrong("not_appointed")


def _keep(
    programme: Programme, found: Proposal, waits: Waits, leaders: Leaders, actor: Reach
) -> list[int]:
    """Groups with their members and reasons; on what is left over, why it waits."""
    tutors = {(topic, row.person_id): row for topic, rows in leaders.items() for row in rows}
    groups = Group.objects.bulk_create(
        Group(
            programme=programme,
            unit_id=programme.unit_id,
            topic_id=one.topic,
            number=number,
            appointment=tutors[one.topic, one.tutor],
            proposed_on=actor.on,
        )
        for number, one in enumerate(found.groups, next_number(programme))
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
        for group, one in zip(groups, found.groups, strict=True)
        for member in one.members
    )
    why = {(one.key, one.topic): one.reasons for one in found.waiting}
    for key, row in waits.items():
        row.waits = [asdict(reason) for reason in why.get(key, ())]
    TopicDemand.objects.bulk_update(waits.values(), ["waits"], batch_size=BATCH)
    return [group.pk for group in groups]
