"""Groups from a demand: who goes where, who waits, and what each is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marshrut.formation.proposals import Proposal, Reason
from marshrut.formation.proposing import propose
from marshrut.formation.values import (
    Basis,
    Choice,
    Demand,
    Kept,
    Limits,
    Objective,
    Roads,
    Weights,
)
from tests.formation.demands import EIGHT_TO_TEN, people, person, tutor

ROADS = Roads(minutes={(1, 2): 25, (3, 1): 40}, unknown=60)
PAIRS = Limits(least=2, most=3)


def formed(*applicants: Any, tutors: Any, **more: Any) -> Proposal:
    limits = more.pop("limits", EIGHT_TO_TEN)
    return propose(Demand(applicants=applicants, tutors=tutors, limits=limits, **more))


def told(proposal: Proposal, key: int) -> set[Reason]:
    """Everything said of somebody, placed or waiting."""
    members = [member for group in proposal.groups for member in group.members]
    placed = {reason for one in members if one.key == key for reason in one.reasons}
    waits = {reason for one in proposal.waiting if one.key == key for reason in one.reasons}
    return placed | waits


def codes(proposal: Proposal, key: int) -> set[str]:
    return {reason.code for reason in told(proposal, key)}


def sizes(proposal: Proposal) -> list[int]:
    return sorted(len(group.members) for group in proposal.groups)


def test_nothing_asked_is_nothing_formed() -> None:
    assert propose(Demand()) == Proposal(groups=(), waiting=(), value=0, bound=0)


def test_enough_people_are_a_group() -> None:
    proposal = formed(*people(9, 1), tutors=[tutor(50, 1)])
    [group] = proposal.groups

    assert (group.topic, group.tutor, group.people) == (1, 50, frozenset(range(1, 10)))
    assert proposal.waiting == ()
    assert Reason("only_tutor_of_topic") in told(proposal, 1)


def test_too_few_wait_and_are_told_how_many_asked() -> None:
    proposal = formed(*people(5, 1), tutors=[tutor(50, 1)])

    assert proposal.groups == ()
    assert told(proposal, 3) == {Reason("too_few", 5, 8)}
    assert proposal.value == 0  # nothing could be decided


def test_without_limits_one_is_a_group() -> None:
    proposal = formed(person(1, 1), tutors=[tutor(50, 1)], limits=Limits())

    assert sizes(proposal) == [1]


def test_without_a_tutor_everybody_waits() -> None:
    assert codes(formed(*people(9, 1), tutors=[]), 1) == {"no_tutor"}
    assert codes(formed(*people(9, 1), tutors=[tutor(50, 2)]), 1) == {"no_tutor"}


def test_a_tutor_without_strength_is_full() -> None:
    assert codes(formed(*people(9, 1), tutors=[tutor(50, 1, capacity=7)]), 1) == {"tutors_full"}
    assert codes(formed(*people(9, 1), tutors=[tutor(50, 1, most_groups=0)]), 1) == {"tutors_full"}


def test_whom_the_groups_cannot_hold_waits() -> None:
    proposal = formed(*people(12, 1), tutors=[tutor(50, 1, capacity=12, most_groups=2)])

    assert sizes(proposal) == [10]
    assert len(proposal.left) == 2
    assert {codes(proposal, key).pop() for key in proposal.left} == {"tutors_full"}


def test_the_rest_too_few_for_another_group_is_left_over() -> None:
    tutors = [tutor(50, 1, capacity=20, most_groups=2)]
    proposal = formed(*people(13, 1), tutors=tutors)
    waiting = {reason for one in proposal.waiting for reason in one.reasons}

    assert sizes(proposal) == [10]
    assert waiting == {Reason("left_over", 3, 8)}


def test_a_tutor_of_two_topics_takes_no_more_than_they_can() -> None:
    tutors = [tutor(50, 1, 2, capacity=16, most_groups=2)]
    proposal = formed(*people(9, 1), *people(9, 2, since=21), tutors=tutors)

    assert sizes(proposal) == [8, 8]


def test_two_groups_of_a_tutor_keep_colleagues_together() -> None:
    schools = [*people(8, 1, school=1), *people(8, 1, since=21, school=2)]
    mixed = sorted(schools, key=lambda one: one.key % 7)
    proposal = formed(*mixed, tutors=[tutor(50, 1, capacity=16, most_groups=2)])

    assert [sorted(group.people) for group in proposal.groups] == [
        list(range(1, 9)),
        list(range(21, 29)),
    ]
    assert Reason("colleagues", 7) in told(proposal, 1)


def test_the_nearest_tutor_is_taken_and_it_is_said() -> None:
    tutors = [tutor(50, 1, school=2), tutor(51, 1, school=3)]
    proposal = formed(*people(8, 1, school=1), tutors=tutors, roads=ROADS)

    assert [group.tutor for group in proposal.groups] == [50]
    assert told(proposal, 1) >= {Reason("shortest_travel", 25)}


def test_a_longer_way_is_said_beside_the_shortest() -> None:
    tutors = [tutor(50, 1, school=2), tutor(51, 1, school=3)]
    proposal = formed(*people(18, 1, school=1), tutors=tutors, roads=ROADS)
    found = {reason for key in range(1, 19) for reason in told(proposal, key)}

    assert found >= {Reason("shortest_travel", 25), Reason("longer_travel", 40, 25)}


def test_what_is_not_known_of_the_way_is_said() -> None:
    proposal = formed(*people(8, 1, school=2), tutors=[tutor(50, 1, school=3)], roads=ROADS)

    assert Reason("unknown_travel", 60) in told(proposal, 1)


def test_farther_than_farthest_nobody_is_sent() -> None:
    roads = replace(ROADS, farthest=30)
    tutors = [tutor(50, 1, school=3), tutor(51, 1, school=4)]
    proposal = formed(*people(8, 1, school=1), tutors=tutors, roads=roads)

    assert told(proposal, 1) == {Reason("too_far", 40, 30)}


def test_a_tutor_of_their_subject_is_preferred() -> None:
    tutors = [tutor(50, 1, subject="music"), tutor(51, 1, subject="physics")]
    proposal = formed(*people(8, 1, subject="physics"), tutors=tutors)

    assert [group.tutor for group in proposal.groups] == [51]
    assert "same_subject" in codes(proposal, 1)


def test_nobody_is_led_by_their_own_head() -> None:
    proposal = formed(*people(9, 1, school=1), tutors=[tutor(50, 1, head_of=frozenset({1}))])

    assert codes(proposal, 1) == {"own_head"}


def test_nobody_leads_themselves() -> None:
    proposal = formed(*people(9, 1), tutors=[tutor(1, 1)])

    assert 1 not in {key for group in proposal.groups for key in group.people}
    assert codes(proposal, 1) == {"themselves"}


def test_who_asked_to_be_apart_from_a_tutor_is() -> None:
    shy = person(9, 1, apart=frozenset({50}))
    proposal = formed(*people(8, 1), shy, tutors=[tutor(50, 1, apart=frozenset({1, 77}))])

    assert codes(proposal, 9) == {"apart"}
    assert proposal.groups == ()  # seven are left for a group of eight


def test_two_who_asked_to_be_apart_meet_in_no_group() -> None:
    shy = person(9, 1, apart=frozenset({1}))
    one = formed(*people(8, 1), shy, tutors=[tutor(50, 1)])
    two = formed(
        *people(15, 1),
        person(16, 1, apart=frozenset({1})),
        tutors=[tutor(50, 1, capacity=20, most_groups=2)],
    )

    assert sizes(one) == [8]
    assert codes(one, next(iter(one.left))) == {"apart"}
    assert sizes(two) == [8, 8]
    assert not any({1, 16} <= group.people for group in two.groups)


def test_three_who_want_to_be_apart_do_not_fit_into_two_groups() -> None:
    shy = [person(key, 1, apart=frozenset({1, 2, 3}) - {key}) for key in (1, 2, 3)]
    tutors = [tutor(50, 1, capacity=6, most_groups=2)]
    proposal = formed(*shy, *people(3, 1, since=4), tutors=tutors, limits=PAIRS)

    assert len(proposal.left & {1, 2, 3}) == 1
    assert all(len(group.people & {1, 2, 3}) < 2 for group in proposal.groups)
    assert proposal.value > proposal.bound  # the model knew pairs only, and says what it cost


def test_the_strongest_need_comes_first() -> None:
    choices = (Choice(topic=1, strength=2), Choice(topic=2, strength=5, basis=Basis.DIFFICULTY))
    both = tuple(person(key, choices=choices) for key in range(1, 9))
    proposal = formed(*both, tutors=[tutor(50, 1), tutor(51, 2)])

    assert [group.topic for group in proposal.groups] == [2]
    assert told(proposal, 1) >= {Reason("strongest_need", 70), Reason("difficulty")}


def test_a_lesser_need_is_better_than_waiting_and_is_said() -> None:
    choices = (Choice(topic=1, strength=2), Choice(topic=2, strength=5))
    both = tuple(person(key, choices=choices) for key in range(1, 9))
    proposal = formed(*both, tutors=[tutor(50, 1)])

    assert [group.topic for group in proposal.groups] == [1]
    assert Reason("lesser_need", 20, 50) in told(proposal, 1)


def test_far_people_are_left_over_unless_nobody_may_be() -> None:
    far = [*people(8, 1, school=1), person(9, 1, school=5)]
    roads = Roads(minutes={(1, 5): 400})
    tutors = [tutor(50, 1, school=1)]
    fit = formed(*far, tutors=tutors, roads=roads)
    nobody = formed(*far, tutors=tutors, roads=roads, objective=Objective.NOBODY_LEFT)

    assert told(fit, 9) == {Reason("outweighed", 400, 150)}
    assert nobody.left == frozenset()


def test_weights_decide() -> None:
    roads = Roads(minutes={(1, 5): 400})
    far = [*people(8, 1, school=1), person(9, 1, school=5)]
    proposal = formed(*far, tutors=[tutor(50, 1, school=1)], roads=roads, weights=Weights(left=500))

    assert proposal.left == frozenset()
    assert proposal.value == proposal.bound == 400


def test_a_kept_group_stays_and_takes_newcomers_while_it_has_room() -> None:
    kept = Kept(key=7, topic=1, tutor=50, members=frozenset(range(101, 109)), room=5)
    shy = person(1, 1, apart=frozenset({101}))
    proposal = formed(shy, *people(3, 1, since=2), tutors=[tutor(50, 1)], kept=(kept,))
    [group] = proposal.groups

    assert (group.kept, group.people) == (7, kept.members | group.people & {2, 3, 4})
    assert len(group.people) == 10
    assert codes(proposal, 101) == {"kept"}
    assert told(proposal, 1) == {Reason("tutors_full")}


def test_room_in_a_kept_group_may_be_too_far() -> None:
    kept = Kept(key=7, topic=1, tutor=50, members=frozenset(range(101, 109)), room=2)
    roads = Roads(minutes={(1, 5): 400})
    proposal = formed(
        person(1, 1, school=5), tutors=[tutor(50, 1, school=1)], kept=(kept,), roads=roads
    )

    assert told(proposal, 1) == {Reason("outweighed", 400, 150)}


def test_nobody_joins_a_kept_group_whose_members_want_them_apart() -> None:
    kept = Kept(key=7, topic=1, tutor=50, members=frozenset(range(101, 109)), room=2)
    member = person(101, 1, apart=frozenset({1}))
    proposal = formed(member, *people(2, 1), tutors=[tutor(50, 1)], kept=(kept,))

    assert proposal.groups[0].people == kept.members | {2}


def test_of_an_unknown_school_nothing_near_is_claimed() -> None:
    proposal = formed(*people(8, 1), tutors=[tutor(50, 1)], roads=ROADS)

    assert told(proposal, 1) == {Reason("only_tutor_of_topic"), Reason("unknown_travel", 60)}
    assert proposal.value == 8 * 60


def test_a_kept_group_without_room_or_tutor_only_stays() -> None:
    full = Kept(key=7, topic=1, tutor=50, members=frozenset(range(1, 11)), room=3)
    gone = Kept(key=6, topic=2, tutor=99, members=frozenset({30}), room=3)
    proposal = formed(*people(12, 1), person(30, 2), tutors=[tutor(50, 1)], kept=(full, gone))

    assert [(group.kept, len(group.members)) for group in proposal.groups] == [(6, 1), (7, 10)]
    assert proposal.left == {11, 12}


def test_a_kept_group_takes_a_group_of_its_tutor() -> None:
    kept = Kept(key=7, topic=1, tutor=50, members=frozenset(range(101, 109)))
    tutors = [tutor(50, 1, capacity=30, most_groups=2)]
    proposal = formed(*people(20, 1), tutors=tutors, kept=(kept,))

    assert [len(group.members) for group in proposal.groups] == [8, 10]


def test_the_same_run_again_keeps_what_was_approved() -> None:
    demand = Demand(
        applicants=people(20, 1), tutors=(tutor(50, 1), tutor(51, 1)), limits=EIGHT_TO_TEN
    )
    first = propose(demand).groups[0]
    kept = Kept(key=1, topic=1, tutor=first.tutor, members=first.people)
    again = propose(replace(demand, kept=(kept,)))

    assert again.groups[0].people == first.people
    assert sizes(again) == [10, 10]
