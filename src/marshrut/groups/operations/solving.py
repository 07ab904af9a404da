"""The deed that forms groups out of all who wait: proposals with reasons, and why others wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

from marshrut.formation.proposals import Proposal
from marshrut.formation.values import Objective
from marshrut.groups import access
from marshrut.groups.demand import demand_of, who_waits
from marshrut.groups.models import Formation, Group, GroupMember, TopicDemand
from marshrut.groups.queries import next_number
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import require_open


@deed
def form_groups(
    *,
    programme: Programme,
    leaders: Mapping[int, Collection[Appointment]],
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


def _keep(
    programme: Programme,
    found: Proposal,
    waits: Mapping[tuple[int, int], TopicDemand],
    leaders: Mapping[int, Collection[Appointment]],
    actor: Reach,
) -> list[int]:
    """Groups with their members and reasons; on what is left over, why it waits."""
    made = []
    for one in found.groups:
        tutor = next(row for row in leaders[one.topic] if row.person_id == one.tutor)
        group = Group.objects.create(
            programme=programme,
            unit_id=programme.unit_id,
            topic_id=one.topic,
            number=next_number(programme),
            appointment=tutor,
            proposed_on=actor.on,
        )
        made.append(group.pk)
        GroupMember.objects.bulk_create(
            GroupMember(
                programme=programme,
                unit_id=waits[member.key, one.topic].unit_id,
                group=group,
                demand=waits[member.key, one.topic],
                person_id=member.key,
                reasons=[asdict(reason) for reason in member.reasons],
            )
            for member in one.members
        )
    why = {(one.key, one.topic): one.reasons for one in found.waiting}
    for key, row in waits.items():
        row.waits = [asdict(reason) for reason in why.get(key, ())]
    TopicDemand.objects.bulk_update(waits.values(), ["waits"])
    return made
