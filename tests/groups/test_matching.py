"""What groups are formed by is kept between formings, honoured by all of them, and seen by few."""

from __future__ import annotations

import pytest

from marshrut.groups import access, operations
from marshrut.groups.demand import demand_of, who_waits
from marshrut.groups.matching import known_leaders, roads_of
from marshrut.groups.models import Apart, Group, GroupTutor, Road, TopicDemand
from marshrut.groups.queries import waiting
from marshrut.groups.wanted import Wanted
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.programmes.models import Appointment
from tests.clauses import kaltan
from tests.groups.doing import (
    TEACHERS,
    applied,
    approved,
    both_schools,
    formed,
    needed,
    proposed,
    topic,
    working,
)
from tests.world import AT, TODAY, World


def leads(world: World, name: str = "safronova", **more: object) -> GroupTutor:
    given = {"most_groups": 2, "topics": [], "appointment": world.appointments["ershova"].pk}
    return operations.lead_topics(**given | more, actor=world.reach(name), at=AT)


def apart(world: World, one: str, other: str, name: str = "safronova") -> Apart:
    return operations.keep_apart(
        programme=world.programme, person=world.people[one], other=world.people[other],
        actor=world.reach(name), at=AT,
    )  # fmt: skip


def measured(world: World, minutes: int | None, name: str = "safronova") -> None:
    operations.measure_roads(
        programme=world.programme, unit=world.other_school,
        minutes={world.school.pk: minutes}, actor=world.reach(name), at=AT,
    )  # fmt: skip


# --- who leads what ---------------------------------------------------------------------------
def test_a_tutor_or_the_coordinator_says_what_the_tutor_leads(world: World) -> None:
    one, two = topic(world), topic(world, "ИИ на уроке")
    leads(world, topics=[one, two])
    row = leads(world, "ershova", topics=[two], most_groups=1, most_people=6)
    assert GroupTutor.objects.get() == row
    assert [led.topic for led in row.led.all()] == [two]
    tutor = world.appointments["ershova"]
    assert known_leaders(world.programme, TODAY) == {two.pk: [tutor]}
    entry = JournalEntry.objects.filter(verb="lead_topics").latest("pk")
    assert entry.after == {"most_groups": 1, "most_people": 6, "topics": [two.pk]}


def test_nobody_else_says_it_nor_of_somebody_who_is_no_tutor(world: World) -> None:
    for name in ("zimin", "lapshina", "prohorov"):
        with pytest.raises(Forbidden):
            leads(world, name)
    candidate = kaltan.candidate(world, "grachev", TODAY)
    with pytest.raises(Wrong, match="not_appointed"):
        leads(world, appointment=candidate.pk)
    closed = topic(world)
    operations.close_topic(topic=closed.pk, row_version=1, actor=world.reach("safronova"), at=AT)
    with pytest.raises(Wrong, match="topic_closed"):
        leads(world, topics=[closed])
    assert not GroupTutor.objects.exists()


def test_a_tutor_sees_their_own_and_not_another_s(world: World) -> None:
    row = leads(world)
    other = kaltan.appoint(world, kaltan.candidate(world, "grachev", TODAY), TODAY)
    theirs = leads(world, appointment=other.pk)
    assert list(access.group_tutors(world.reach("ershova"))) == [row]
    assert set(access.group_tutors(world.reach("safronova"))) == {row, theirs}
    assert not access.group_tutors(world.reach("zimin")).exists()
    assert list(access.tutors_to_lead(world.reach("ershova"))) == [row.appointment]


def test_the_room_of_a_tutor_is_what_they_take_on_less_what_they_lead(world: World) -> None:
    working(world, 9)
    leads(world, most_groups=3, most_people=14)
    row = topic(world, "ИИ на уроке")
    needed(world, row, "lapshina")
    demand = demand_of(
        world.programme, who_waits(world.programme, [row.pk]),
        {row.pk: [world.appointments["ershova"]]}, Wanted(), TODAY,
    )  # fmt: skip
    [tutor] = demand.tutors
    assert (tutor.most_groups, tutor.capacity) == (2, 5)


def test_who_takes_on_no_group_is_given_none(world: World) -> None:
    row = both_schools(world, 9)
    leads(world, topics=[row], most_groups=0)
    found = formed(world, known_leaders(world.programme, TODAY))
    assert (found.groups_made, found.people_left) == (0, 9)


# --- roads ------------------------------------------------------------------------------------
def test_roads_are_the_same_both_ways_and_are_corrected_and_forgotten(world: World) -> None:
    measured(world, 35)
    assert roads_of(world.school.pk)[world.other_school.pk].minutes == 35
    measured(world, 40)
    assert [road.minutes for road in Road.objects.all()] == [40]
    measured(world, None)
    assert not Road.objects.exists()
    said = JournalEntry.objects.filter(verb="measure_roads").order_by("pk")
    key = str(world.school.pk)
    assert [entry.after and entry.after[key] for entry in said] == [35, 40, None]


@pytest.mark.parametrize("minutes", [0, 481, -5])
def test_a_road_that_cannot_be_is_refused(world: World, minutes: int) -> None:
    with pytest.raises(Wrong, match="road_too_long"):
        measured(world, minutes)


def test_roads_are_measured_by_who_forms_groups_and_inside_of_the_programme(world: World) -> None:
    for name in ("zimin", "ershova", "prohorov"):
        with pytest.raises(Forbidden):
            measured(world, 20, name)
    for unit in (world.school, world.municipality):
        with pytest.raises(Wrong, match="not_in_programme"):
            operations.measure_roads(
                programme=world.programme, unit=world.school, minutes={unit.pk: 20},
                actor=world.reach("safronova"), at=AT,
            )  # fmt: skip


def test_nobody_is_sent_farther_than_wanted_and_is_told_how_far_it_is(world: World) -> None:
    row = topic(world)
    applied(world, TEACHERS[:10:2], world.other_school, "belov", topic=row)
    applied(world, TEACHERS[1:10:2], world.school, "zimin", topic=row)
    home = world.appointments["ershova"].unit
    far = world.other_school if home == world.school else world.school
    measured(world, 95)
    formed(world, {row.pk: [world.appointments["ershova"]]}, farthest=60)
    codes = {
        (one.unit_id, reason["code"], reason["found"], reason["wanted"])
        for one in TopicDemand.objects.filter(unit=far)
        for reason in one.waits
    }
    assert codes == {(far.pk, "too_far", 95, 60)}


# --- kept apart -------------------------------------------------------------------------------
def test_two_kept_apart_are_never_proposed_together_and_nobody_reads_why(world: World) -> None:
    row = both_schools(world, 9)
    apart(world, TEACHERS[0], TEACHERS[1])
    formed(world, {row.pk: [world.appointments["ershova"]]})
    [group] = Group.objects.all()
    inside = set(group.members.values_list("person__surname", flat=True))
    pair = {world.people[name].surname for name in TEACHERS[:2]}
    assert len(inside & pair) == 1
    assert group.members.count() == 8


def test_two_kept_apart_are_neither_approved_nor_taken_in_together(world: World) -> None:
    row = both_schools(world, 10)
    group = proposed(world, row, 9)
    names = [one.person for one in group.members.order_by("pk")]
    kept = operations.keep_apart(
        programme=world.programme, person=names[0], other=names[1],
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    with pytest.raises(Wrong, match="kept_apart"):
        approved(world, group)
    operations.let_together(apart=kept.pk, row_version=1, actor=world.reach("safronova"), at=AT)
    [works] = approved(world, group, number="201")
    free = list(waiting(TopicDemand.objects.filter(topic=row)))
    operations.keep_apart(
        programme=world.programme, person=free[0].person, other=names[0],
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    with pytest.raises(Wrong, match="kept_apart"):
        operations.join_group(
            group=works.pk, row_version=None, demands=free,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip
    assert works.members.count() == 9


def test_a_group_is_not_given_to_a_tutor_kept_apart_from_somebody_in_it(world: World) -> None:
    group = working(world)
    other: Appointment = kaltan.appoint(world, kaltan.candidate(world, "grachev", TODAY), TODAY)
    apart(world, "grachev", TEACHERS[0])
    with pytest.raises(Wrong, match="kept_apart"):
        operations.change_tutor(
            group=group.pk, row_version=None, appointment=other,
            actor=world.reach("safronova"), at=AT,
        )  # fmt: skip


def test_pairs_are_seen_by_who_forms_groups_and_not_by_the_two(world: World) -> None:
    row = apart(world, "lapshina", "ershova")
    assert list(access.pairs_apart(world.reach("safronova"))) == [row]
    for name in ("lapshina", "ershova", "zimin", "prohorov"):
        assert not access.pairs_apart(world.reach(name)).exists(), name
        with pytest.raises(Forbidden):
            apart(world, "lapshina", TEACHERS[0], name)
        with pytest.raises(Forbidden):
            operations.let_together(apart=row.pk, row_version=1, actor=world.reach(name), at=AT)
    said = JournalEntry.objects.get(verb="keep_apart")
    assert said.after == {"said_on": TODAY.isoformat()}


def test_a_pair_is_two_people_once(world: World) -> None:
    apart(world, "lapshina", "ershova")
    with pytest.raises(Wrong, match="twice"):
        apart(world, "ershova", "lapshina")
    with pytest.raises(Wrong, match="same_person"):
        apart(world, "lapshina", "lapshina")
    row = Apart.objects.get()
    assert row.person_id < row.other_id
