"""Parts of a market that have nobody in common: each is decided by itself, and nothing is lost."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from marshrut.formation.market import Arcs, Market, Numbers

Node = tuple[bool, int]  # whether it is a tutor; else a person


def parts(market: Market, arcs: Arcs) -> list[Arcs]:
    """These arcs, those that hang together by a person or a tutor in one part."""
    leader: dict[Node, Node] = {}

    def first(node: Node) -> Node:
        passed = []
        while (above := leader.setdefault(node, node)) != node:
            passed.append(node)
            node = above
        for one in passed:
            leader[one] = node
        return node

    tutors = [place.tutor.key for place in market.places]
    for person, place, _ in arcs:
        leader[first((False, person))] = first((True, tutors[place]))
    found: defaultdict[Node, list[int]] = defaultdict(list)
    for number, person in enumerate(arcs.person.tolist()):
        found[first((False, person))].append(number)
    return [arcs[np.array(numbers)] for numbers in found.values()]


def severed(market: Market, arcs: Arcs, chosen: Numbers) -> Arcs:
    """Those arcs that stay when everybody keeps one topic: the one that was chosen most often.

    Cuts a part too large to be decided at once into parts of one topic each.
    """
    topics = np.array([place.topic for place in market.places])[arcs.place]
    tutors = np.array([place.tutor.key for place in market.places])[arcs.place]
    stays = np.ones(len(arcs), bool)
    for ends in (arcs.person, tutors):
        votes: defaultdict[tuple[int, int], int] = defaultdict(int)
        for end, topic, often in zip(ends.tolist(), topics.tolist(), chosen.tolist(), strict=True):
            votes[end, topic] += often
        kept: dict[int, tuple[int, int]] = {}
        for (end, topic), often in votes.items():
            kept[end] = max(kept.get(end, (-1, 0)), (often, -topic))
        pairs = zip(ends.tolist(), topics.tolist(), strict=True)
        stays &= np.array([-kept[end][1] == topic for end, topic in pairs])
    return arcs[stays]
