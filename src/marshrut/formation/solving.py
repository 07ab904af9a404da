"""From a market to who goes where: exactly where it is small, by prices where it is large."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from marshrut.formation.counting import fewest_left
from marshrut.formation.market import Arcs, Market, joined
from marshrut.formation.parts import parts, severed
from marshrut.formation.prices import Priced, priced
from marshrut.formation.seats import Seats
from marshrut.formation.solver import solve

EXACT = 400  # arcs of a part that is solved to the end
PROVABLE = 4_000  # arcs of a market that is looked at whole when prices alone prove too little
LARGEST = 15_000  # promising arcs that are decided at once
GAP = 0.02  # promised
FINE = 0.01  # within the promising arcs
SETTLED = 0.2  # how near to a whole number the mean of groups is when it is taken for settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Arcs that are taken, groups by place, the burden and what no burden can be below."""

    taken: Arcs
    groups: dict[int, int]
    value: int
    bound: int

    @property
    def gap(self) -> float:
        return (self.value - self.bound) / max(self.value, 1)


def decide(market: Market) -> Decision:
    """Who takes which place, and how far that is from the best at most."""
    whole = parts(market, market.arcs) if len(market.arcs) <= PROVABLE else []
    if all(len(part) <= EXACT for part in whole) and len(market.arcs) <= PROVABLE:
        return _decided(market, whole, gap=0)
    decision = _by_prices(market)
    if whole and decision.gap > GAP:
        proven = _decided(market, whole, gap=GAP)
        best = min(decision, proven, key=lambda one: one.value)
        decision = replace(best, bound=max(decision.bound, proven.bound))
    return decision


def _by_prices(market: Market) -> Decision:
    prices, bound = _priced(market)
    cheapest = np.full(len(market.people), np.iinfo(np.int64).max)
    np.minimum.at(cheapest, market.arcs.person, market.arcs.burden)
    promising = (prices.chosen > 0) | (market.arcs.burden == cheapest[market.arcs.person])
    arcs, chosen = market.arcs[promising], prices.chosen[promising]
    near = np.abs(prices.groups - prices.groups.round()) < SETTLED
    settled = {int(n): round(prices.groups[n]) for n in np.flatnonzero(near)}
    if any(len(part) > LARGEST for part in parts(market, arcs)):
        arcs = severed(market, arcs, chosen)
    decision = _decided(market, parts(market, arcs), gap=FINE, settled=settled)
    return replace(topped_up(market, decision), bound=bound)


def _priced(market: Market) -> tuple[Priced, int]:
    """Prices, and the bound.

    Where being left over weighs far more than any placement, prices would climb for long. There
    it is taken to weigh less, and what that misses is added for as few as can be left over.
    """
    softer = np.minimum(market.lefts, 2 * market.arcs.burden.max())
    missed = int((market.lefts - softer).min())
    prices = priced(replace(market, lefts=softer))
    return prices, prices.bound + (missed * fewest_left(market) if missed else 0)


def _decided(
    market: Market, found: list[Arcs], *, gap: float, settled: dict[int, int] | None = None
) -> Decision:
    solutions = [solve(market, part, gap=gap, settled=settled or {}) for part in found]
    taken = joined(solution.taken for solution in solutions)
    return Decision(
        taken=taken,
        groups={place: n for one in solutions for place, n in one.groups.items()},
        value=burden(market, taken),
        bound=sum(solution.bound for solution in solutions),
    )


def burden(market: Market, taken: Arcs) -> int:
    """What a decision weighs; of those left over only who could have gone somewhere counts."""
    left = np.zeros(len(market.people), bool)
    left[market.arcs.person] = True
    left[taken.person] = False
    return int(taken.burden.sum() + market.lefts[left].sum())


def topped_up(market: Market, decision: Decision) -> Decision:
    """Take those left over into open groups with room, where that weighs less than leaving them.

    Prices may have thought too little of the arcs that this needs.
    """
    seats = Seats(market, decision.taken, decision.groups)
    lighter = market.arcs.burden < market.lefts[market.arcs.person]
    waits = np.isin(market.arcs.person, list(seats.left)) & lighter
    arcs = market.arcs[waits]
    arcs = arcs[np.argsort(arcs.burden, kind="stable")]
    more = np.zeros(len(arcs), bool)
    for number, (person, place, _) in enumerate(arcs):
        if person in seats.left and seats.has_room(place) and seats.is_welcome(person, place):
            seats.take(person, place)
            more[number] = True
    taken = joined([decision.taken, arcs[more]])
    return replace(decision, taken=taken, value=burden(market, taken))
