"""Prices of people, after Lagrange: what is proven, and what is worth looking at.

That nobody is placed twice is what makes the whole hard. Give it up, and pay for it: each person
carries a price that a tutor gains by taking them. Every tutor then chooses for themselves, simply
by sorting, and the sum of what they choose, less the prices, is a burden that no proposal can be
below. Prices of those whom several tutors want fall, of those whom nobody wants rise, round by
round (a subgradient ascent); the best sum of all rounds is the bound. What tutors chose on the
way tells which arcs and how many groups are promising.

A tutor's capacity is kept within each topic; over several topics only the number of their groups
is. That makes the bound a little lower, and true all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marshrut.formation.market import Market, Numbers

Floats = NDArray[np.float64]

ROUNDS = 150
WARM = ROUNDS // 3  # rounds whose choices are forgotten: prices are still far off
START = 15  # above the nearest tutor's burden; a guess that saves rounds
PATIENCE = 5  # rounds without a better bound before steps are made shorter
MORE = 16  # people a tutor would take next, who are promising too
BLOCK = 20_000  # arcs that are sorted together
NEARLY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The bound, how often each arc was chosen, and how many groups a place opened on average."""

    bound: int
    chosen: Numbers
    groups: Floats


class _Chosen(NamedTuple):
    """What tutors do at some prices."""

    sum: float
    times: Numbers  # that each person is taken
    groups: Numbers  # by place
    promising: Numbers  # arcs


def priced(market: Market) -> Priced:
    """Go round ``ROUNDS`` times, so that the same market always gets the same prices."""
    tutors = _Tutors(market)
    reachable = np.zeros(len(market.people), bool)
    reachable[market.arcs.person] = True
    lefts = np.where(reachable, market.lefts, 0).astype(np.float64)
    prices = np.full(len(lefts), np.inf)
    np.minimum.at(prices, market.arcs.person, market.arcs.burden)
    prices = np.minimum(np.where(reachable, prices + START, 0), lefts)
    best, best_prices, step, worse = -np.inf, prices, 1.0, 0
    way = np.zeros(len(lefts))
    chosen = np.zeros(len(market.arcs), np.int64)
    groups = np.zeros(len(market.places))
    for number in range(ROUNDS):
        found = tutors.choose(prices)
        bound = found.sum + prices.sum()
        if number >= WARM:
            chosen[found.promising] += 1
            groups += found.groups
        worse = 0 if bound > best else worse + 1
        if bound > best:
            best, best_prices = bound, prices
        if worse == PATIENCE:
            step, worse, prices = step * 0.6, 0, best_prices
            way[:] = 0
            continue
        way = np.where(reachable, 0.7 * way + 1 - found.times, 0)
        aim = best + 0.1 * abs(best) + 10 - bound
        prices = np.minimum(prices + step * aim / (way @ way + NEARLY) * way, lefts)
    return Priced(bound=ceil(best - NEARLY), chosen=chosen, groups=groups / (ROUNDS - WARM))


class _Tutors:
    """All tutors at once, as arrays: what each would choose at given prices."""

    def __init__(self, market: Market) -> None:
        self.market = market
        places = market.places
        self.reachable = np.bincount(market.arcs.place, minlength=len(places))
        self.most_groups = max((place.groups for place in places), default=0)
        self.lower, self.upper = self._limits()
        self.deepest = int(self.upper.max(initial=0)) + MORE
        self.blocks = list(self._blocks())
        by_owner: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            kept = place.kept.key if place.kept else -1  # kept groups take nothing from new ones
            by_owner[place.tutor.key, kept].append(number)
        self.owned = list(by_owner.values())

    def _limits(self) -> tuple[Numbers, Numbers]:
        """Least and most people by place and number of groups; most is -1 for what may not be."""
        shape = (len(self.market.places), self.most_groups + 1)
        lower, upper = np.zeros(shape, np.int64), np.full(shape, -1)
        for number, place in enumerate(self.market.places):
            capacity = min(self.market.spares[place.tutor.key].people, self.reachable[number])
            for groups in range(1 if place.kept else 0, place.groups + 1):
                lower[number, groups] = place.least * groups
                upper[number, groups] = min(place.most * groups, capacity)
        return lower, upper

    def _blocks(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Places with about as many arcs, and a rectangle of their arcs, filled up with -1."""
        order = np.argsort(self.market.arcs.place, kind="stable")
        ends = np.cumsum(self.reachable)
        by_size = np.argsort(self.reachable, kind="stable")
        for block in np.array_split(by_size, 1 + len(self.market.arcs) // BLOCK):
            arcs = np.full((len(block), self.reachable[block].max()), -1)
            for row, place in enumerate(block):
                size = self.reachable[place]
                arcs[row, :size] = order[ends[place] - size : ends[place]]
            yield block, arcs

    def choose(self, prices: Floats) -> _Chosen:
        """The choice of every tutor that weighs least, people's prices deducted."""
        arcs = self.market.arcs
        weigh = np.append(arcs.burden - prices[arcs.person], np.inf)
        sums = np.full(self.lower.shape, np.inf)
        sizes = np.zeros(self.lower.shape, np.int64)
        ranked = []
        for block, numbers in self.blocks:
            best, values = self._best(weigh, numbers)
            ranked.append(best)
            wanted = (values < 0).sum(1)[:, None]
            total = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
            sizes[block] = np.clip(wanted, self.lower[block], np.maximum(self.upper[block], 0))
            may = self.upper[block] >= self.lower[block]
            sums[block] = np.where(may, np.take_along_axis(total, sizes[block], 1), np.inf)
        groups, least = self._open(sums)
        taken = sizes[np.arange(len(sizes)), groups]
        near = np.where(taken > 0, taken + MORE, 0)
        times = np.bincount(
            arcs.person[self._first(ranked, taken)], minlength=len(self.market.people)
        )
        promising = self._first(ranked, near)
        return _Chosen(least, times, groups, promising[promising >= 0])

    def _best(self, weigh: Floats, numbers: Numbers) -> tuple[Numbers, Floats]:
        """The arcs of each place that weigh least, lightest first, and what they weigh."""
        values = weigh[numbers]
        depth = min(self.deepest, values.shape[1])
        if depth < values.shape[1]:
            nearest = np.argpartition(values, depth - 1, axis=1)[:, :depth]
            values = np.take_along_axis(values, nearest, 1)
            numbers = np.take_along_axis(numbers, nearest, 1)
        order = np.argsort(values, axis=1, kind="stable")
        return np.take_along_axis(numbers, order, 1), np.take_along_axis(values, order, 1)

    def _open(self, sums: Floats) -> tuple[Numbers, float]:
        """How many groups each place opens, so that each tutor's sum is the least.

        Place after place of a tutor, the least sum with so many groups among those seen so far.
        """
        groups = np.zeros(len(sums), np.int64)
        single = np.array([own[0] for own in self.owned if len(own) == 1], np.int64)
        groups[single] = sums[single].argmin(1)
        least = float(sums[single].min(1, initial=np.inf).sum()) if len(single) else 0.0
        for own in self.owned:
            if len(own) > 1:
                value, counts = _shared(sums[own].tolist(), self._may_open(own[0]))
                groups[own] = counts
                least += value
        return groups, least

    def _may_open(self, number: int) -> int:
        place = self.market.places[number]
        spare = self.market.spares[place.tutor.key]
        return min(spare.groups, spare.people // place.least)

    def _first(self, ranked: list[Numbers], counts: Numbers) -> Numbers:
        """So many of the lightest arcs of each place."""
        found = [np.empty(0, np.int64)]
        for (block, _), best in zip(self.blocks, ranked, strict=True):
            found.append(best[np.arange(best.shape[1]) < counts[block][:, None]])
        return np.concatenate(found)


def _shared(sums: list[list[float]], most: int) -> tuple[float, list[int]]:
    """The least sum over the places of one tutor who may open so many groups, and the groups."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for own in sums:
        further: dict[int, tuple[float, list[int]]] = {}
        for used, (value, counts) in best.items():
            for groups, more in enumerate(own[: most - used + 1]):
                known = further.get(used + groups)
                if known is None or value + more < known[0]:
                    further[used + groups] = (value + more, [*counts, groups])
        best = further
    return min(best.values(), key=lambda found: found[0])
