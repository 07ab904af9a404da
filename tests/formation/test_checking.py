"""What is objected to groups arranged by hand."""

from __future__ import annotations

from typing import Any

from marshrut.formation.checking import Objection, check, moved
from marshrut.formation.proposals import Group, Member, Reason
from marshrut.formation.values import Demand, Kept, Roads
from tests.formation.demands import EIGHT_TO_TEN, people, person, tutor


def group(*keys: int, **more: Any) -> Group:
    members = tuple(Member(key=key) for key in keys)
    return Group(**{"topic": 1, "tutor": 50, "members": members} | more)


def objections(*groups: Group, **more: Any) -> tuple[Objection, ...]:
    given = {"applicants": people(20, 1), "tutors": (tutor(50, 1),), "limits": EIGHT_TO_TEN}
    return check(groups, Demand(**given | more))


def codes(*groups: Group, **more: Any) -> set[str]:
    return {objection.code for objection in objections(*groups, **more)}


GOOD = group(*range(1, 9))


def test_a_good_group_has_no_objection() -> None:
    assert objections(GOOD) == ()


def test_too_few_and_too_many_name_the_clause() -> None:
    clause = "oktyabrsky:4.3"
    few = Objection(code="too_few", group=0, found=7, wanted=8, clause=clause)
    many = Objection(code="too_many", group=0, found=11, wanted=10, clause=clause)

    assert objections(group(*range(1, 8))) == (few,)
    assert many in objections(group(*range(1, 12)))


def test_a_tutor_has_a_capacity_and_a_number_of_groups() -> None:
    found = objections(GOOD, group(*range(9, 17)))

    assert [(one.code, one.found, one.wanted) for one in found if one.group == 1] == [
        ("over_capacity", 16, 10),
        ("too_many_groups", 2, 1),
    ]


def test_a_tutor_leads_their_own_topics_and_is_known() -> None:
    assert codes(GOOD, tutors=(tutor(50, 2),)) == {"not_of_topic"}
    assert codes(GOOD, tutors=()) == {"unknown_tutor"}


def test_somebody_sits_in_one_group_on_a_topic_they_asked_for() -> None:
    tutors = (tutor(50, 1, capacity=30, most_groups=3),)

    assert codes(GOOD, group(8, *range(9, 16)), tutors=tutors) == {"twice"}
    assert codes(GOOD, applicants=people(8, 2)) == {"not_asked"}


def test_people_who_want_to_be_apart_are_named() -> None:
    shy = (*people(7, 1), person(8, 1, apart=frozenset({3})))

    assert objections(GOOD, applicants=shy) == (Objection(code="apart", group=0, people=(3, 8)),)


def test_a_head_a_quarrel_and_a_long_road_stand_between_tutor_and_person() -> None:
    head = tutor(50, 1, school=1, head_of=frozenset({2}), apart=frozenset({3}))
    applicants = (person(1, 1, school=2), *people(6, 1, since=2), person(8, 1, school=9))
    roads = Roads(unknown=10, minutes={(1, 9): 99}, farthest=60)
    found = objections(GOOD, applicants=applicants, tutors=(head,), roads=roads)

    assert {(one.code, one.people, one.found, one.wanted) for one in found} == {
        ("own_head", (1,), None, None),
        ("apart", (3,), None, None),
        ("too_far", (8,), 99, 60),
    }


def test_what_is_approved_may_not_lose_people_tutor_or_topic() -> None:
    kept = Kept(key=5, topic=1, tutor=50, members=frozenset(range(1, 10)))
    more = {"kept": (kept,)}

    assert codes(group(*range(1, 11), kept=5), **more) == set()
    assert Objection(code="kept_changed", group=0, people=(9,)) in objections(
        group(*range(1, 9), kept=5), **more
    )
    assert "kept_changed" in codes(group(*range(1, 10), kept=5, topic=2), **more)
    assert codes(group(*range(1, 10), kept=5), tutors=(), **more) == set()
    assert codes(group(*range(1, 10), kept=6), **more) == set()


def test_somebody_is_moved_by_hand_and_out() -> None:
    first, second = moved((GOOD, group(*range(9, 17))), key=8, to=1)
    [alone] = moved((first,), key=7, to=None)

    assert first.people == frozenset(range(1, 8))
    assert second.members[-1] == Member(key=8, reasons=(Reason("by_hand"),))
    assert alone.people == frozenset(range(1, 7))
