"""Parts of the deeds on groups: the support of one member begins and ends, and who else sees it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from marshrut.groups.models import Group, GroupExternal, GroupMember
from marshrut.groups.queries import basis_of, enrolment_here
from marshrut.journal.deeds import Wrong
from marshrut.journal.operations import changes, record_it
from marshrut.norms import sheets
from marshrut.orders.models import Order
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Enrolment, ExternalTutor, Pairing
from marshrut.programmes.operations import (
    enrol,
    leave_support,
    link_external,
    name_subject,
    open_case,
    pair,
)
from marshrut.programmes.queries import Guarding, open_on


def begin_support(
    group: Group,
    member: GroupMember,
    guarded: Guarding,
    day: date,
    order: Order | None,
    actor: Reach,
    at: datetime,
) -> None:
    """A case of their own on the topic, with the tutor of the group, from a day on."""
    basis = basis_of(guarded.rules, member.demand)
    listed = enrolment_here(group.programme, member.person, member.unit_id, day)
    as_it_would_be = sheets.Case(
        key=listed.pk if listed else 0,
        label=str(member.person),
        unit=member.unit_id,
        person=member.person_id,
        since=day,
        basis=member.demand.basis,
    )
    guard_deed(guarded, "join_group", as_it_would_be, on=day)
    listed = listed or enrol(
        programme=group.programme,
        person=member.person,
        unit=member.unit_id,
        basis=basis,
        since=day,
        actor=actor,
        at=at,
    )
    if listed is None:
        raise Wrong("not_employed_here", field="person", person=str(member.person))
    subject = name_subject(
        programme=group.programme,
        person=member.person,
        unit=member.unit_id,
        title=group.topic.title,
        description=group.topic.about,
        since=day,
        until=group.until or group.programme.until,
        actor=actor,
        at=at,
    )
    case = open_case(listed=listed.pk, subject=subject, since=day, actor=actor, at=at)
    _pair(group, case, day, actor, at)
    changes(member, enrolment=case, since=day, order=order)
    member.row_version += 1
    member.save()
    for external in group.external.filter(open_on(day)).select_related("person"):
        link_member(external, member, actor, at)


def _pair(group: Group, case: Enrolment, day: date, actor: Reach, at: datetime) -> None:
    """Who came with the same tutor keeps them."""
    if group.appointment is None:
        return
    same = Pairing.objects.filter(open_on(day), enrolment=case, appointment=group.appointment)
    if not same.exists():
        pair(enrolment=case.pk, appointment=group.appointment.pk, since=day, actor=actor, at=at)


def end_support(member: GroupMember, on: date, reason: str, actor: Reach, at: datetime) -> None:
    """The case that the group began ends on the day that its person leaves the group."""
    cases = Enrolment.objects.filter(pk=member.enrolment_id or 0, until=None)
    leave_support(enrolments=cases, on=on, reason=reason, actor=actor, at=at)


def link_member(external: GroupExternal, member: GroupMember, actor: Reach, at: datetime) -> None:
    """The tutor from outside sees the member's case too, unless they were linked to it before."""
    case = member.enrolment
    if case is None or not case.is_open(actor.on):
        return
    if case.external.filter(person=external.person_id, until__gt=actor.on).exists():
        return
    link_external(
        enrolment=case,
        person=external.person,
        works_at=external.works_at,
        ground=external.ground,
        since=actor.on,
        until=external.until,
        only_tutee=True,
        actor=actor,
        at=at,
    )


def end_links(
    externals: Collection[GroupExternal],
    until: date,
    actor: Reach,
    at: datetime,
    member: GroupMember | None = None,
) -> None:
    """No link by the group goes on after this day; of one member where only they leave.

    A link by the group is known by its ground: one made apart, on another ground, goes on.
    """
    for external in externals:
        links = ExternalTutor.objects.filter(
            person=external.person_id,
            ground=external.ground,
            enrolment__places__group=external.group_id,
            until__gt=until,
        )
        if member is not None:
            links = links.filter(enrolment=member.enrolment_id)
        keys = list(links.values_list("pk", flat=True).distinct())
        for link in ExternalTutor.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            before, after = changes(link, until=max(link.since, until))
            link.row_version += 1
            link.save()
            record_it("end_external", link, actor, at, before, after)
