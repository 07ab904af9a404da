"""The graph of a demand says of whole topics what ``burdens`` says of one person."""

from __future__ import annotations

from hypothesis import given, settings

from marshrut.formation.burdens import barrier, of_placing
from marshrut.formation.market import market
from marshrut.formation.values import Demand, Roads
from tests.formation.test_properties import demands


@settings(max_examples=80, derandomize=True)
@given(demands())
def test_arcs_lead_wherever_nothing_forbids_it(demand: Demand) -> None:
    offered = market(demand)
    tutors = {one.key: one for one in demand.tutors}
    found = {}
    for person, number, burden in offered.arcs:
        place = offered.places[number]
        found[offered.people[person].key, place.tutor.key, place.topic] = burden
    wanted = {
        (person.key, place.tutor.key, place.topic): of_placing(
            person, choice, tutors[place.tutor.key], demand.roads, demand.weights
        )
        for place in offered.places
        for person in demand.applicants
        for choice in person.choices
        if choice.topic == place.topic and barrier(person, place.tutor, demand.roads) is None
    }

    assert found == wanted


def test_a_road_is_as_long_back_as_forth_unless_both_are_measured() -> None:
    roads = Roads(minutes={(1, 2): 20, (2, 3): 30, (3, 2): 35, (4, 4): 7}, unknown=50)

    assert [roads.between(*way) for way in ((1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (4, 4))] == [
        20,
        20,
        30,
        35,
        50,
        0,
    ]
    assert roads.between(0, 0) == 50
    assert not roads.knows(0, 0)
    assert roads.knows(2, 1)
    assert roads.knows(5, 5)
    assert not roads.knows(1, 3)
