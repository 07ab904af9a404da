"""Deeds on tutors from outside of a whole group: linked to everybody in it, ended."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.groups import access
from marshrut.groups.models import Group, GroupExternal
from marshrut.groups.operations.working import RELATED
from marshrut.groups.queries import known_outside, places
from marshrut.groups.supporting import end_links, link_member
from marshrut.groups.telling import tell_people
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.operations import Newcomer


@deed
def link_to_group(
    *,
    group: int,
    row_version: int | None,
    person: Person | Newcomer,
    works_at: str,
    ground: str,
    until: date,
    actor: Reach,
    at: datetime,
) -> GroupExternal:
    """Let a tutor of another place see the support of everybody in the group, from today.

    Whoever joins later is linked too. Texts stay closed until the tutee opens them, each by
    themselves.
    """
    row = lock(Group.objects.select_related(*RELATED), group, row_version)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if row.status(actor.on) != "running":
        raise Wrong("group_not_working")
    if not known_outside(row.programme, actor.on):
        raise Wrong("no_external_tutors")
    if not actor.on < until <= row.programme.until:
        raise Wrong("outside_programme", field="until")
    who = person if isinstance(person, Person) else person.written_down(actor, at)
    if row.external.filter(person=who, until__gt=actor.on).exists():
        raise Wrong("twice", field="person")
    row.save()
    made = GroupExternal.objects.create(
        programme=row.programme,
        unit_id=row.unit_id,
        group=row,
        person=who,
        works_at=works_at,
        ground=ground,
        since=actor.on,
        until=until,
    )
    case = ("enrolment__programme__unit", "enrolment__unit", "enrolment__person")
    for member in places(row, actor.on).select_related(*case):
        link_member(made, member, actor, at)
    after = {"person": who.pk, "group": row.pk, "since": made.since, "until": until}
    record_it("link_to_group", made, actor, at, None, after)
    tutors = [row.appointment.person] if row.appointment else []
    tell_people([*tutors, who], "group_external", row, at, who=who.short_name)
    return made


@deed
def end_group_external(
    *, external: int, row_version: int | None, actor: Reach, at: datetime
) -> GroupExternal:
    """End the link today, with those to the cases of the group."""
    row = lock(GroupExternal.objects.select_related("group"), external, row_version)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if not row.is_open(actor.on):
        raise Wrong("closed")
    before, after = changes(row, until=actor.on)
    row.save()
    end_links([row], actor.on, actor, at)
    record_it("end_group_external", row, actor, at, before, after)
    return row
