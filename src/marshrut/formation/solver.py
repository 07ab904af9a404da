"""The model of one part of a market: which arcs are taken, and how many groups open.

People stay people of a tutor until these are split into groups: one group of a tutor on one topic
is as good as another. Once the numbers of groups stand, what remains is a flow in a network and
whole by itself, so only those numbers (and people who want to be apart) are asked for as whole.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import ceil

import numpy as np

from marshrut.formation.linear import Model, minimum
from marshrut.formation.market import Arcs, Market, Place

NEARLY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Arcs that are taken, groups by place, and the burden that these arcs cannot be below."""

    taken: Arcs
    groups: dict[int, int]
    bound: int


def solve(market: Market, part: Arcs, *, gap: float, settled: dict[int, int]) -> Solution:
    """The least burden of a part, to within ``gap``; ``settled`` numbers of groups stand.

    Where they cannot all stand none does: without them leaving everybody over is always possible.
    """
    built = _Built(market, part, settled)
    found = minimum(built.model, gap=gap)
    if found is None:
        return solve(market, part, gap=gap, settled={})
    values, bound = found
    return Solution(
        taken=part[np.array(values[: len(part)]) > 0.5],
        groups={place: round(values[column]) for place, column in built.groups.items()},
        bound=ceil(bound - NEARLY),
    )


class _Built:
    """The model of a part; the first columns are its arcs, in their order."""

    def __init__(self, market: Market, part: Arcs, settled: dict[int, int]) -> None:
        self.market = market
        self.model = Model()
        self.by_person: defaultdict[int, list[int]] = defaultdict(list)
        self.by_place: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for person, number, burden in part:
            column = self.model.column(burden)
            self.by_person[person].append(column)
            self.by_place[number][person] = column
        for person, columns in self.by_person.items():
            left = self.model.column(int(market.lefts[person]))
            self.model.row([*columns, left], lower=1, upper=1)
        self.groups: dict[int, int] = {}
        for number, people in self.by_place.items():
            place = market.places[number]
            stands = 1 if place.kept else settled.get(number)
            least, most = (0, place.groups) if stands is None else (stands, stands)
            self.groups[number] = self.model.column(0, least=least, most=most, whole=True)
            self._fill(place, self.groups[number], people)
        self._share()

    def _fill(self, place: Place, groups: int, people: dict[int, int]) -> None:
        self.model.row(people.values(), lower=0, less={groups: place.least})
        self.model.row(people.values(), upper=0, less={groups: place.most})
        for column in people.values():
            # Implied by the row above for whole groups, and far tighter for parts of them.
            self.model.row([column], upper=0, less={groups: 1})
        for one, other in combinations(people, 2):
            if self.market.are_apart(one, other):
                pair = [people[one], people[other]]
                self.model.row(pair, upper=0, less={groups: 1})
                self.model.whole.update(pair)

    def _share(self) -> None:
        places: defaultdict[int, list[int]] = defaultdict(list)
        for number in self.by_place:
            places[self.market.places[number].tutor.key].append(number)
        for tutor, own in places.items():
            spare = self.market.spares[tutor]
            people = [column for number in own for column in self.by_place[number].values()]
            self.model.row(people, upper=spare.people)
            opened = [self.groups[n] for n in own if self.market.places[n].kept is None]
            self.model.row(opened, upper=spare.groups)
