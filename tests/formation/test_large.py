"""Demands too large to be solved at once: prices first, then the arcs that they leave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from marshrut.formation import solving
from marshrut.formation.checking import check
from marshrut.formation.counting import fewest_left
from marshrut.formation.market import market
from marshrut.formation.parts import parts, severed
from marshrut.formation.prices import priced
from marshrut.formation.proposing import propose
from marshrut.formation.solver import solve
from marshrut.formation.values import Demand, Kept, Objective
from tests.formation.demands import EIGHT_TO_TEN, crowd, everybody_is_told, people, person, tutor
from tests.formation.test_properties import demands

CROWD = crowd(420, seed=2)


def shuffled(demand: Demand) -> Demand:
    return replace(
        demand,
        applicants=tuple(sorted(demand.applicants, key=lambda one: one.key % 17)),
        tutors=demand.tutors[::-1],
    )


def test_a_large_proposal_keeps_all_limits_and_is_proven() -> None:
    proposal = propose(CROWD)

    assert check(proposal.groups, CROWD) == ()
    assert proposal.gap < 0.03
    everybody_is_told(CROWD, proposal)


def test_the_order_of_a_large_input_changes_nothing() -> None:
    assert propose(shuffled(CROWD)) == propose(CROWD)


def test_nobody_left_is_proven_too() -> None:
    nobody = replace(CROWD, objective=Objective.NOBODY_LEFT)
    proposal = propose(nobody)

    assert check(proposal.groups, nobody) == ()
    assert len(proposal.left) <= len(propose(CROWD).left)
    assert len(proposal.left) >= fewest_left(market(nobody))
    assert proposal.gap < 0.03


def test_where_prices_prove_too_little_the_whole_is_looked_at() -> None:
    demand = crowd(150)
    proposal = propose(demand)
    bound = priced(market(demand)).bound

    assert bound < proposal.bound <= proposal.value
    assert proposal.gap <= 0.02


@settings(max_examples=20, derandomize=True)
@given(demands())
def test_prices_never_claim_more_than_is_so(demand: Demand) -> None:
    offered = market(demand)
    assume(len(offered.arcs))

    assert priced(offered).bound <= solving.decide(offered).value
    assert fewest_left(offered) <= len(np.unique(offered.arcs.person))


def test_a_kept_group_with_room_has_its_price() -> None:
    leader = CROWD.tutors[0]
    kept = Kept(
        key=1, topic=min(leader.topics), tutor=leader.key, members=frozenset({9001, 9002}), room=6
    )
    demand = replace(CROWD, kept=(kept,))
    proposal = propose(demand)

    assert proposal.groups[0].people >= kept.members
    assert {one.code for one in check(proposal.groups, demand)} <= {"too_few"}
    assert proposal.gap < 0.03


def test_towns_out_of_reach_of_each_other_are_parts() -> None:
    towns = market(crowd(200, towns=3))
    found = parts(towns, towns.arcs)

    assert len(found) >= 3
    assert sum(map(len, found)) == len(towns.arcs)
    seen = [person for part in found for person in np.unique(part.person).tolist()]
    assert len(seen) == len(set(seen))


def test_a_part_too_large_is_severed_by_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "LARGEST", 100)
    proposal = propose(CROWD)

    assert check(proposal.groups, CROWD) == ()
    assert proposal.gap < 0.2  # nothing promised, and nothing claimed either


def test_severed_people_and_tutors_keep_the_topic_chosen_most() -> None:
    demand = Demand(
        applicants=people(9, 1, 2), tutors=(tutor(50, 1, 2), tutor(51, 2)), limits=EIGHT_TO_TEN
    )
    offered = market(demand)
    chosen = np.where(offered.arcs.place == 1, 5, 1)
    places = {offered.places[number].tutor.key: number for number in range(3)}
    stays = severed(offered, offered.arcs, chosen)

    assert {offered.places[n].topic for n in stays.place.tolist()} == {2}
    assert len(stays) == 18
    assert set(places) == {50, 51}


def test_numbers_of_groups_that_cannot_stand_do_not() -> None:
    demand = Demand(
        applicants=people(9, 1), tutors=(tutor(50, 1), tutor(51, 1)), limits=EIGHT_TO_TEN
    )
    offered = market(demand)
    solution = solve(offered, offered.arcs, gap=0, settled={0: 1, 1: 1})

    assert sum(solution.groups.values()) == 1
    assert len(solution.taken) == 9


def test_fewest_are_counted_without_regard_to_roads() -> None:
    demand = Demand(
        applicants=(*people(12, 1), *people(3, 2, since=21), person(30, 1, 2)),
        tutors=(tutor(50, 1), tutor(51, 2)),
        limits=EIGHT_TO_TEN,
    )

    assert fewest_left(market(demand)) == 3  # of the 13 who ask for topic 1
    assert fewest_left(market(replace(demand, tutors=()))) == 0  # nobody could go anywhere


def test_open_groups_are_topped_up() -> None:
    demand = Demand(applicants=people(10, 1), tutors=(tutor(50, 1),), limits=EIGHT_TO_TEN)
    offered = market(demand)
    decision = solving.decide(offered)
    fewer = replace(decision, taken=decision.taken[np.arange(8)])
    topped = solving.topped_up(offered, fewer)

    assert len(topped.taken) == 10
    assert topped.value == decision.value


def test_people_apart_are_not_topped_up() -> None:
    shy = person(9, 1, apart=frozenset({1}))
    demand = Demand(applicants=(*people(8, 1), shy), tutors=(tutor(50, 1),), limits=EIGHT_TO_TEN)
    offered = market(demand)
    decision = solving.decide(offered)

    assert len(solving.topped_up(offered, decision).taken) == 8
