"""Groups formed out of everybody who waits: proposals with reasons, and why others wait."""

from __future__ import annotations

import pytest

from marshrut.formation.values import Basis, Objective
from marshrut.groups import operations
from marshrut.groups.demand import demand_of, who_waits
from marshrut.groups.models import Formation, Group, TopicDemand
from marshrut.groups.queries import last_formation, waiting
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import Employment
from tests.clauses import kaltan
from tests.groups.doing import approved, both_schools, needed, proposed, topic
from tests.world import AT, TODAY, World


def formed(world: World, *topics: int, name: str = "safronova", most_groups: int = 1) -> Formation:
    tutor = world.appointments["ershova"]
    return operations.form_groups(
        programme=world.programme,
        leaders={key: [tutor] for key in topics},
        objective="nobody_left",
        most_groups=most_groups,
        actor=world.reach(name),
        at=AT,
    )


def test_those_who_wait_become_proposals_within_the_limits_with_reasons(world: World) -> None:
    row = both_schools(world, 12)
    found = formed(world, row.pk)
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
    found = formed(world, row.pk)
    assert (found.groups_made, found.people_left) == (0, 5)
    assert {one.waits[0]["code"] for one in TopicDemand.objects.all()} == {"too_few"}


def test_groups_that_are_there_stay_and_take_room_of_their_tutor(world: World) -> None:
    row = both_schools(world, 8)
    [group] = approved(world, proposed(world, row))
    other = topic(world, "ИИ на уроке")
    for name in ("lapshina", "grachev", "stranger"):
        needed(world, other, name)
    found = formed(world, other.pk)
    assert (found.groups_made, found.people_left) == (0, 3)
    group.refresh_from_db()
    assert group.members.count() == 8


def test_only_who_forms_groups_does_it_and_only_for_those_who_wait(world: World) -> None:
    row = both_schools(world, 9)
    for name in ("zimin", "ershova", "prohorov"):
        with pytest.raises(Forbidden):
            formed(world, row.pk, name=name)
    with pytest.raises(Wrong, match="nobody_waits"):
        formed(world, topic(world, "ИИ на уроке").pk)
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
        Objective.BEST_FIT,
        most_groups=2,
        on=TODAY,
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
    formed(world, row.pk)
    own = TopicDemand.objects.filter(topic=row, unit=world.school)
    codes = {reason["code"] for one in own for reason in one.waits}
    assert "own_head" in codes


def test_only_tutors_of_the_programme_may_be_named_to_lead(world: World) -> None:
    row = both_schools(world, 9)
    candidate = kaltan.candidate(world, "grachev", TODAY)
    with pytest.raises(Wrong, match="not_appointed"):
        operations.form_groups(
            programme=world.programme,
            leaders={row.pk: [candidate]},
            objective="best_fit",
            most_groups=1,
            actor=world.reach("safronova"),
            at=AT,
        )
    assert not Group.objects.exists()
