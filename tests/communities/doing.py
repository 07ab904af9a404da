"""Short ways to do the deeds of this noun in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from marshrut.activities.models import Activity
from marshrut.communities import operations
from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    CommunityMeeting,
    Membership,
)
from marshrut.notices.models import Notice
from tests.world import AT, SEPTEMBER, TODAY, World

JOINED = date(2026, 9, 14)
RULES = "ПРАВИЛА: уважать, делиться, не опаздывать"


def founded(world: World, kind: str = "tutors", **more: Any) -> Community:
    given = {"unit": world.municipality, "name": f"Сообщество {kind}", "since": SEPTEMBER}
    row = operations.found_community(
        programme=world.programme,
        kind=kind,
        **(given | more),
        actor=world.reach("safronova", SEPTEMBER),
        at=AT,
    )
    if kind != "team":
        operations.adopt_rules(
            community=row.pk, row_version=1, text=RULES, actor=world.system(SEPTEMBER), at=AT
        )
    return row


def applied(
    world: World, community: Community, name: str, on: date = JOINED, **more: Any
) -> Membership:
    given = {"motive": "МОТИВ", "rules": 1} | more
    return operations.apply_to_community(
        community=community.pk, **given, actor=world.reach(name, on), at=AT
    )


def joined(world: World, community: Community, name: str, on: date = JOINED) -> Membership:
    row = applied(world, community, name, on)
    return operations.accept_member(membership=row.pk, row_version=1, actor=world.system(on), at=AT)


def membership(world: World, community: Community, name: str) -> Membership:
    return Membership.objects.get(community=community, person=world.people[name], until=None)


def met(
    world: World, community: Community, *names: str, on: date = TODAY, form: str = "meeting"
) -> CommunityMeeting:
    """An activity planned and held on this day, with these members there."""
    row = planned(world, community, on, form)
    return operations.hold_meeting(
        meeting=row.pk,
        row_version=1,
        people=[membership(world, community, name) for name in names],
        result="ИТОГ",
        actor=world.reach("oreshkina", on),
        at=AT,
    )


def planned(
    world: World, community: Community, on: date = TODAY, form: str = "meeting"
) -> CommunityMeeting:
    return operations.plan_meeting(
        community=community.pk,
        form=form,
        title="ВСТРЕЧА",
        begins_at=datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
        leader=membership(world, community, "oreshkina"),
        actor=world.reach("oreshkina", min(on, TODAY)),
        at=AT,
    )


def added(
    world: World, community: Community, name: str, on: date = TODAY, **more: Any
) -> CommunityDocument:
    given = {"kind": "method", "title": "ДОКУМЕНТ", "about": "О чём"} | more
    return operations.add_document(
        community=community.pk, **given, actor=world.reach(name, on), at=AT
    )


def given(
    world: World, community: Community, name: str, clause: str = "2.2.b", **more: Any
) -> CommunityDuty:
    values = {"what": "ПОРУЧЕНИЕ", "due": date(2027, 2, 5)} | more
    return operations.give_duty(
        community=community.pk,
        member=membership(world, community, name),
        clause=clause,
        **values,
        actor=world.reach("oreshkina"),
        at=AT,
    )


def told(world: World, name: str) -> list[str]:
    """Codes of the notices of this noun that the person has got."""
    rows = Notice.objects.filter(user=world.people[name].user_id).order_by("pk")
    return list(rows.filter(url__startswith="/communities/").values_list("code", flat=True))


def status(row: CommunityMeeting) -> str:
    return Activity.objects.get(pk=row.pk).status
