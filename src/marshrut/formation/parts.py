"""Parts of a market that have nobody in common: each is decided by itself, and nothing is lost."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from marshrut.formation.market import Arcs, Market, Numbers


def parts(market: Market, arcs: Arcs) -> list[Arcs]:
    """These arcs, those that hang together by a person or a tutor in one part.

    The lowest number of a person goes from person to tutor and back until nothing changes.
    """
    _, place_tutors = np.unique([place.tutor.key for place in market.places], return_inverse=True)
    tutors = place_tutors[arcs.place]
    lowest = np.arange(len(market.people))
    while True:
        of_tutor = np.full(len(market.places), len(market.people))
        np.minimum.at(of_tutor, tutors, lowest[arcs.person])
        further = lowest.copy()
        np.minimum.at(further, arcs.person, of_tutor[tutors])
        if np.array_equal(further, lowest):
            break
        lowest = further
    labels = lowest[arcs.person]
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    return [arcs[numbers] for numbers in np.split(order, ends) if len(numbers)]


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
