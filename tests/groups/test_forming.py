"""Groups formed out of everybody who waits: proposals with reasons, and why others wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marshrut.formation.proposals import Proposal
from marshrut.formation.proposing import propose
from marshrut.formation.values import Basis
from marshrut.groups import access, operations
from marshrut.groups.demand import demand_of, who_waits
from marshrut.groups.models import Formation, Group, Topic, TopicDemand
from marshrut.groups.queries import last_formation, waiting
from marshrut.groups.wanted import Wanted
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment
from tests.clauses import kaltan
from tests.groups.doing import (
    approved,
    both_schools,
    formed,
    found,
    needed,
    proposed,
    told,
    topic,
)
from tests.world import AT, TODAY, World


def by_ershova(world: World, *topics: Topic) -> dict[int, list[Appointment]]:
    """All these topics may be led by one tutor."""
    return {row.pk: [world.appointments["ershova"]] for row in topics}


def test_those_who_wait_become_proposals_within_the_limits_with_reasons(world: World) -> None:
    row = both_schools(world, 12)
    found = formed(world, by_ershova(world, row))
    [group] = Group.objects.all()
    assert group.is_proposal
    assert group.members.count() == 10
    assert (found.groups_made, found.people_left) == (1, 2)
    assert found.bound <= found.value
    assert found.gap >= 0
    codes = {one["code"] for member in group.members.all() for one in member.reasons}
    assert "only_tutor_of_topic" in codes
    assert last_formation(world.programme) == found
    left = waiting(TopicDemand.objects.filter(topic=row))
    assert left.count() == 2
    assert all(one.waits for one in left)
    assert JournalEntry.objects.get(verb="form_groups").keys == [group.pk]


def test_too_few_wait_and_are_told_why(world: World) -> None:
    row = both_schools(world, 5)
    found = formed(world, by_ershova(world, row))
    assert (found.groups_made, found.people_left) == (0, 5)
    assert {one.waits[0]["code"] for one in TopicDemand.objects.all()} == {"too_few"}


def test_groups_that_are_there_stay_and_take_room_of_their_tutor(world: World) -> None:
    row = both_schools(world, 8)
    [group] = approved(world, proposed(world, row))
    other = topic(world, "ИИ на уроке")
    for name in ("lapshina", "grachev", "stranger"):
        needed(world, other, name)
    found = formed(world, by_ershova(world, other))
    assert (found.groups_made, found.people_left) == (0, 3)
    group.refresh_from_db()
    assert group.members.count() == 8


def test_only_who_forms_groups_does_it_and_only_for_those_who_wait(world: World) -> None:
    row = both_schools(world, 9)
    for name in ("zimin", "ershova", "prohorov"):
        with pytest.raises(Forbidden):
            formed(world, by_ershova(world, row), name=name)
    with pytest.raises(Wrong, match="nobody_waits"):
        formed(world, by_ershova(world, topic(world, "ИИ на уроке")))
    assert not Group.objects.exists()


def test_a_difficulty_weighs_more_and_subjects_are_known(world: World) -> None:
    row = topic(world)
    needed(world, row, "lapshina", "difficulty")
    needed(world, row, "grachev", "wish")
    Employment.objects.filter(person=world.people["lapshina"]).update(subject="физика")
    demand = demand_of(
        world.programme,
        who_waits(world.programme, [row.pk]),
        {row.pk: [world.appointments["ershova"]]},
        Wanted(most_groups=2),
        TODAY,
    )
    told = {one.key: one for one in demand.applicants}
    lapshina = told[world.people["lapshina"].pk]
    assert lapshina.subject == "физика"
    assert lapshina.choices[0].basis is Basis.DIFFICULTY
    assert told[world.people["grachev"].pk].choices[0].basis is Basis.WISH
    assert (demand.limits.least, demand.limits.most) == (8, 10)
    [tutor] = demand.tutors
    assert (tutor.most_groups, tutor.capacity) == (2, 20)


def test_a_head_tutors_nobody_of_the_own_school(world: World) -> None:
    row = both_schools(world, 9)
    world.grant("ershova", "head", world.school)
    formed(world, by_ershova(world, row))
    own = TopicDemand.objects.filter(topic=row, unit=world.school)
    codes = {reason["code"] for one in own for reason in one.waits}
    assert "own_head" in codes


def test_only_tutors_of_the_programme_may_be_named_to_lead(world: World) -> None:
    row = both_schools(world, 9)
    candidate = kaltan.candidate(world, "grachev", TODAY)
    with pytest.raises(Wrong, match="not_appointed"):
        formed(world, {row.pk: [candidate]})
    assert not Group.objects.exists()


# --- asked for, found by a job ----------------------------------------------------------------
def asked(world: World, row: Topic) -> Formation:
    return operations.ask_to_form(
        programme=world.programme, leaders=by_ershova(world, row), wanted=Wanted(),
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip


def test_groups_are_only_asked_for_and_the_one_who_asked_is_told_when_they_are_found(
    world: World,
) -> None:
    row = asked(world, both_schools(world, 9))
    assert (row.status, row.people_asked) == ("forming", 9)
    assert not Group.objects.exists()
    found(row)
    assert (row.status, row.groups_made, row.people_left) == ("formed", 1, 0)
    assert told(world, "safronova")[-1] == "groups_proposed"


def test_who_changed_their_mind_meanwhile_is_in_no_group(world: World) -> None:
    wanted = both_schools(world, 9)
    row = asked(world, wanted)
    before = demand_of(
        world.programme, who_waits(world.programme, [wanted.pk]), by_ershova(world, wanted),
        Wanted(), TODAY,
    )  # fmt: skip
    demand = TopicDemand.objects.earliest("pk")
    operations.withdraw_demand(
        demand=demand.pk, row_version=None, actor=world.reach("safronova"), at=AT
    )
    system = Reach.system("groups asked for", TODAY)
    operations.keep_proposals(formation=row.pk, found=propose(before), actor=system, at=AT)
    [group] = Group.objects.all()
    assert group.members.count() == 8
    assert not group.members.filter(demand=demand).exists()


def test_a_later_asking_drops_the_earlier_and_a_job_done_twice_does_nothing(world: World) -> None:
    wanted = both_schools(world, 9)
    first, second = asked(world, wanted), asked(world, wanted)
    found(second)
    found(second)
    found(first)
    assert (first.status, first.failed) == ("failed", "asked_anew")
    assert Group.objects.count() == 1


def test_what_stands_in_the_way_of_the_job_is_told(world: World) -> None:
    row = asked(world, both_schools(world, 9))
    world.programme.versions.update(since=TODAY + timedelta(days=30))
    found(row)
    assert (row.status, row.failed) == ("failed", "unguarded")
    assert told(world, "safronova")[-1] == "groups_not_proposed"
    assert not Group.objects.exists()


def test_only_who_forms_groups_keeps_what_was_found(world: World) -> None:
    row = asked(world, both_schools(world, 9))
    empty = Proposal(groups=(), waiting=(), value=0, bound=0)
    for name in ("zimin", "ershova", "prohorov"):
        given = {"formation": row.pk, "actor": world.reach(name), "at": AT}
        with pytest.raises(Forbidden):
            operations.keep_proposals(**given, found=empty)
        with pytest.raises(Forbidden):
            operations.fail_to_form(**given, code="asked_anew")
    assert not access.formations(world.reach("zimin")).exists()
