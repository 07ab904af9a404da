"""How few can be left over, whatever the burden: people counted by the topics they ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil

import numpy as np

from marshrut.formation.linear import Model, minimum
from marshrut.formation.market import Arcs, Market
from marshrut.formation.parts import parts

NEARLY = 1e-6


def fewest_left(market: Market) -> int:
    """A number of people that no proposal can leave fewer of, of those who could go somewhere."""
    return sum(_fewest(market, part) for part in parts(market, market.arcs))


def _fewest(market: Market, part: Arcs) -> int:
    """The same in one part, as if every tutor of a topic were within everybody's reach there."""
    model = Model()
    asked: defaultdict[int, set[int]] = defaultdict(set)
    topics_of = np.array([place.topic for place in market.places])[part.place]
    for person, topic in np.unique([part.person, topics_of], axis=1).T.tolist():
        asked[person].add(topic)
    entering: defaultdict[int, list[int]] = defaultdict(list)
    for topics, count in Counter(map(frozenset, asked.values())).items():
        placed = [model.column(0, most=count) for _ in topics]
        for topic, column in zip(sorted(topics), placed, strict=True):
            entering[topic].append(column)
        model.row([*placed, model.column(1, most=count)], lower=count, upper=count)
    seated: defaultdict[int, list[int]] = defaultdict(list)
    by_tutor: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    numbers, reachable = np.unique(part.place, return_counts=True)
    for number, most in zip(numbers.tolist(), reachable.tolist(), strict=True):
        place = market.places[number]
        people = model.column(0, most=most)
        groups = model.column(0, most=place.groups, whole=True)
        model.row([people], lower=0, less={groups: place.least})
        model.row([people], upper=0, less={groups: place.most})
        seated[place.topic].append(people)
        by_tutor[place.tutor.key].append((people, 0 if place.kept else groups))
    for tutor, own in by_tutor.items():
        model.row([people for people, _ in own], upper=market.spares[tutor].people)
        model.row([groups for _, groups in own if groups], upper=market.spares[tutor].groups)
    for topic, columns in entering.items():
        model.row(columns, lower=0, upper=0, less=dict.fromkeys(seated[topic], 1))
    found = minimum(model, gap=0)
    return ceil(found[1] - NEARLY) if found else 0
