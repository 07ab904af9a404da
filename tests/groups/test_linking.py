"""A tutor from outside and a whole group: who sees what, since when, until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marshrut.groups import access, operations
from marshrut.groups.models import Group, GroupExternal, GroupMember
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes import access as support
from marshrut.programmes.models import Enrolment, ExternalTutor
from marshrut.programmes.operations import Newcomer, link_external
from marshrut.users.models import User
from tests.groups.doing import UNTIL, needed, proposed, told, topic, working
from tests.world import AT, TODAY, World

LAST = date(2027, 5, 1)
TOMORROW = TODAY + timedelta(days=1)


def linked(world: World, group: Group, by: str = "safronova", until: date = LAST) -> GroupExternal:
    return operations.link_to_group(
        group=group.pk,
        row_version=None,
        person=Newcomer(surname="Журавлёв", given="Сергей", gender="m"),
        works_at="Институт развития образования",
        ground="Соглашение № 5",
        until=until,
        actor=world.reach(by),
        at=AT,
    )


def outside(row: GroupExternal, on: date = TODAY) -> Reach:
    """How far the linked tutor reaches."""
    person = Person.objects.get(pk=row.person_id)
    if person.user is None:
        person.user = User.objects.create_user("outsider", "long-enough-password")
        person.save()
    return reach_of(person.user.pk, on)


def cases(group: Group) -> set[int]:
    rows = GroupMember.objects.filter(group=group, until=None)
    return {key for key in rows.values_list("enrolment", flat=True) if key}


def seen(reach: Reach) -> set[int]:
    return set(support.enrolments(reach).values_list("pk", flat=True))


def test_the_linked_tutor_sees_everybody_in_the_group_and_nobody_else(world: World) -> None:
    group = working(world)
    other = topic(world, "Другая тема")
    for name in ("uchitel10", "uchitel11", "uchitel12"):
        needed(world, other, name)
    elsewhere = proposed(world, other)
    before = Enrolment.objects.exclude(pk__in=cases(group)).count()
    row = linked(world, group)
    reach = outside(row)
    assert seen(reach) == cases(group)
    assert len(cases(group)) == 9
    assert before, "there is support that could be seen by mistake"
    assert set(access.groups(reach)) == {group}
    assert elsewhere not in access.groups(reach)
    assert not reach.opened, "what a pair writes is opened by the tutee alone"


def test_everybody_is_told_once(world: World) -> None:
    group = working(world)
    row = linked(world, group)
    assert told(world, "uchitel01").count("external_linked") == 1
    assert told(world, "ershova").count("group_external") == 1
    assert "external_linked" not in told(world, "ershova")
    assert JournalEntry.objects.filter(verb="link_to_group", key=row.pk).count() == 1
    assert JournalEntry.objects.filter(verb="link_external").count() == 9


def test_only_the_coordinator_links_and_ends(world: World) -> None:
    group = working(world)
    for name in ("ershova", "zimin", "uchitel01"):
        with pytest.raises(Forbidden):
            linked(world, group, by=name)
    row = linked(world, group)
    for name in ("ershova", "zimin", "uchitel01"):
        with pytest.raises(Forbidden):
            operations.end_group_external(
                external=row.pk, row_version=None, actor=world.reach(name), at=AT
            )
    assert ExternalTutor.objects.filter(until=LAST).count() == 9


def test_a_proposal_has_no_tutor_from_outside_and_no_link_is_made_twice(world: World) -> None:
    other = topic(world, "Другая тема")
    needed(world, other, "uchitel10")
    with pytest.raises(Wrong, match="group_not_working"):
        linked(world, proposed(world, other))
    group = working(world)
    for until in (TODAY, world.programme.until + timedelta(days=1)):
        with pytest.raises(Wrong, match="outside_programme"):
            linked(world, group, until=until)
    row = linked(world, group)
    with pytest.raises(Wrong, match="twice"):
        operations.link_to_group(
            group=group.pk, row_version=None, person=Person.objects.get(pk=row.person_id),
            works_at="Институт", ground="Соглашение № 6", until=LAST,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip


def test_somebody_of_the_territory_is_refused_and_nothing_is_kept(world: World) -> None:
    group = working(world)
    with pytest.raises(Wrong, match="works_here"):
        operations.link_to_group(
            group=group.pk, row_version=None, person=world.people["uchitel12"],
            works_at="Школа", ground="Письмо", until=LAST,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip
    assert not GroupExternal.objects.exists()
    assert not ExternalTutor.objects.exists()


def test_who_joins_later_is_seen_too_and_who_leaves_is_not(world: World) -> None:
    group = working(world, 8)
    row = linked(world, group)
    demand = needed(world, group.topic, "uchitel12")
    coordinator = {"actor": world.reach("safronova"), "at": AT}
    operations.join_group(group=group.pk, row_version=None, demands=[demand], **coordinator)
    assert len(seen(outside(row))) == 9
    member = GroupMember.objects.get(group=group, person=world.people["uchitel12"])
    operations.leave_group(
        member=member.pk, row_version=None, on=TODAY, reason="Переезд", goes_on=True, **coordinator
    )
    assert member.enrolment_id not in seen(outside(row))
    assert len(seen(outside(row))) == 8


def test_a_link_made_apart_goes_on_when_that_of_the_group_ends(world: World) -> None:
    group = working(world)
    row = linked(world, group)
    coordinator = {"actor": world.reach("safronova"), "at": AT}
    operations.end_group_external(external=row.pk, row_version=None, **coordinator)
    assert seen(outside(row)) == set()
    assert not access.groups(outside(row)).exists()
    with pytest.raises(Wrong, match="closed"):
        operations.end_group_external(external=row.pk, row_version=None, **coordinator)
    mine = min(cases(group))
    link_external(
        enrolment=mine, person=Person.objects.get(pk=row.person_id), works_at="Институт",
        ground="Письмо № 1", since=TODAY, until=LAST, **coordinator,
    )  # fmt: skip
    again = operations.link_to_group(
        group=group.pk, row_version=None, person=Person.objects.get(pk=row.person_id),
        works_at="Институт", ground="Соглашение № 6", until=LAST, **coordinator,
    )  # fmt: skip
    assert seen(outside(row)) == cases(group)
    operations.end_group_external(external=again.pk, row_version=None, **coordinator)
    assert seen(outside(row)) == {mine}


def test_with_a_closed_group_its_links_end(world: World) -> None:
    group = working(world)
    row = linked(world, group)
    operations.close_group(
        group=group.pk, row_version=None, until=TOMORROW, reason="Тема исчерпана",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert seen(outside(row)) == cases_of(group)
    assert seen(outside(row, TOMORROW)) == set()
    row.refresh_from_db()
    assert row.until == TOMORROW < UNTIL


def cases_of(group: Group) -> set[int]:
    """Cases that the group began, whoever is in it now."""
    rows = GroupMember.objects.filter(group=group).values_list("enrolment", flat=True)
    return {key for key in rows if key}
