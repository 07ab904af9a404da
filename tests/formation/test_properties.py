"""What holds of every proposal, and a best one found by trying everything."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from marshrut.formation.burdens import barrier, of_leaving, of_placing
from marshrut.formation.checking import check
from marshrut.formation.proposing import propose
from marshrut.formation.values import (
    Applicant,
    Basis,
    Choice,
    Demand,
    Kept,
    Limits,
    Objective,
    Roads,
    Tutor,
)
from tests.formation.demands import burden, everybody_is_told, groups_for

TOPICS, SCHOOLS = st.integers(1, 2), st.integers(0, 3)
SUBJECTS = st.sampled_from(["", "music", "physics"])
CHOICES = st.lists(
    st.builds(
        Choice, topic=TOPICS, strength=st.integers(1, 5), basis=st.sampled_from(tuple(Basis))
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda choice: choice.topic,
).map(tuple)
ROADS = st.builds(
    Roads,
    minutes=st.dictionaries(st.tuples(SCHOOLS, SCHOOLS), st.integers(0, 200), max_size=5),
    unknown=st.integers(0, 60),
    farthest=st.none() | st.integers(20, 150),
)
LIMITS = st.tuples(st.integers(1, 3), st.none() | st.integers(0, 2)).map(
    lambda drawn: Limits(least=drawn[0], most=None if drawn[1] is None else drawn[0] + drawn[1])
)


@st.composite
def demands(draw: st.DrawFn, *, quarrels: bool = True) -> Demand:
    """A few people and tutors; tutors have keys from 6, so that one may be both."""
    apart = st.frozensets(st.integers(1, 8), max_size=2 if quarrels else 0)
    applicants = tuple(
        Applicant(
            key=key,
            choices=draw(CHOICES),
            school=draw(SCHOOLS),
            subject=draw(SUBJECTS),
            apart=draw(apart),
        )
        for key in range(1, draw(st.integers(0, 6)) + 1)
    )
    tutors = tuple(
        Tutor(
            key=key,
            topics=draw(st.frozensets(TOPICS, min_size=1)),
            capacity=draw(st.integers(0, 6)),
            most_groups=draw(st.integers(0, 3)),
            school=draw(SCHOOLS),
            subject=draw(SUBJECTS),
            head_of=draw(st.frozensets(SCHOOLS, max_size=1)),
            apart=draw(apart),
        )
        for key in range(6, 6 + draw(st.integers(0, 3)))
    )
    return Demand(
        applicants=applicants,
        tutors=tutors,
        limits=draw(LIMITS),
        roads=draw(ROADS),
        objective=draw(st.sampled_from(tuple(Objective))),
    )


@st.composite
def approved(draw: st.DrawFn) -> Demand:
    """The same with a group that is kept: two of the people, a tutor of the demand."""
    demand = draw(demands().filter(lambda one: one.tutors))
    tutor = draw(st.sampled_from(demand.tutors))
    kept = Kept(
        key=1,
        topic=draw(TOPICS),
        tutor=tutor.key,
        members=draw(st.frozensets(st.sampled_from([1, 2, 99]), min_size=1)),
        room=draw(st.integers(0, 3)),
    )
    return replace(demand, kept=(kept,))


def least_burden(demand: Demand) -> int:
    """The best of everything that could be done."""
    ways = [
        [
            (tutor, choice)
            for choice in person.choices
            for tutor in demand.tutors
            if choice.topic in tutor.topics and barrier(person, tutor, demand.roads) is None
        ]
        for person in demand.applicants
    ]
    best = sum(of_leaving(person, demand) for person in demand.applicants)
    for chosen in product(*([None, *own] for own in ways)):
        found = 0
        seats: Counter[tuple[int, int]] = Counter()
        for person, way in zip(demand.applicants, chosen, strict=True):
            if way is None:
                found += of_leaving(person, demand)
            else:
                tutor, choice = way
                found += of_placing(person, choice, tutor, demand.roads, demand.weights)
                seats[tutor.key, choice.topic] += 1
        if found < best and can_be(demand, seats):
            best = found
    return best


def can_be(demand: Demand, seats: Counter[tuple[int, int]]) -> bool:
    people: defaultdict[int, int] = defaultdict(int)
    groups: defaultdict[int, int] = defaultdict(int)
    for (tutor, _), count in seats.items():
        needed = groups_for(count, demand.limits)
        if needed is None:
            return False
        people[tutor] += count
        groups[tutor] += needed
    return all(
        people[one.key] <= one.capacity and groups[one.key] <= one.most_groups
        for one in demand.tutors
    )


@settings(max_examples=80, derandomize=True)
@given(demands(quarrels=False))
def test_nothing_is_better_than_a_small_proposal(demand: Demand) -> None:
    proposal = propose(demand)

    assert burden(demand, proposal) == least_burden(demand)
    assert proposal.value == proposal.bound
    assert proposal.gap == 0


@settings(max_examples=80, derandomize=True)
@given(demands() | approved())
def test_no_limit_is_broken_and_everybody_is_told(demand: Demand) -> None:
    proposal = propose(demand)
    fresh = [group for group in proposal.groups if group.kept is None]

    everybody_is_told(demand, proposal)
    assert check(fresh, demand) == ()
    assert proposal.bound <= proposal.value


@settings(max_examples=50, derandomize=True)
@given(approved())
def test_what_is_approved_stays(demand: Demand) -> None:
    proposal = propose(demand)
    [kept] = demand.kept
    group = proposal.groups[0]
    codes = {objection.code for objection in check(proposal.groups, demand) if not objection.group}

    assert (group.kept, group.topic, group.tutor) == (kept.key, kept.topic, kept.tutor)
    assert kept.members <= group.people
    assert len(group.people - kept.members) <= kept.room
    assert "kept_changed" not in codes


@settings(max_examples=40, derandomize=True)
@given(demands())
def test_the_order_of_input_changes_nothing(demand: Demand) -> None:
    shuffled = replace(
        demand,
        applicants=tuple(reversed(demand.applicants)),
        tutors=tuple(reversed(demand.tutors)),
    )

    assert propose(shuffled) == propose(demand)


@settings(max_examples=50, derandomize=True)
@given(demands(quarrels=False))
def test_nobody_left_leaves_no_more_over_than_best_fit(demand: Demand) -> None:
    fit = propose(replace(demand, objective=Objective.BEST_FIT))
    nobody = propose(replace(demand, objective=Objective.NOBODY_LEFT))

    assert len(nobody.left) <= len(fit.left)
