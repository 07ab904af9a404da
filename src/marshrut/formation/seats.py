"""Room in groups that are open, as people take it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from marshrut.formation.market import Arcs, Market


class Seats:
    """Who sits where, and which arcs could still be taken without opening another group."""

    def __init__(self, market: Market, taken: Arcs, groups: Mapping[int, int]) -> None:
        self.market = market
        self.groups = groups
        self.left = set(range(len(market.people))) - set(taken.person.tolist())
        self.people: defaultdict[int, set[int]] = defaultdict(set)
        self.used: Counter[int] = Counter()  # people by tutor
        self.opened: Counter[int] = Counter()  # new groups by tutor
        for place, count in groups.items():
            if market.places[place].kept is None:
                self.opened[market.places[place].tutor.key] += count
        for person, place, _ in taken:
            self._seat(person, place)

    def has_room(self, place: int) -> bool:
        """Has an open group of this place a seat, and its tutor strength for one more?"""
        offered = self.market.places[place]
        spare = self.market.spares[offered.tutor.key]
        groups = 1 if offered.kept else self.groups.get(place, 0)
        seats = offered.most * groups - len(self.people[place])
        return seats > 0 and self.used[offered.tutor.key] < spare.people

    def may_open(self, place: int) -> bool:
        """Could this tutor still lead another group here?"""
        offered = self.market.places[place]
        spare = self.market.spares[offered.tutor.key]
        enough = spare.people - self.used[offered.tutor.key] >= offered.least
        return offered.kept is None and enough and self.opened[offered.tutor.key] < spare.groups

    def is_welcome(self, person: int, place: int) -> bool:
        """Does nobody there want to be apart from them?"""
        return not any(self.market.are_apart(person, other) for other in self.people[place])

    def take(self, person: int, place: int) -> None:
        """Seat somebody who was left over."""
        self.left.discard(person)
        self._seat(person, place)

    def _seat(self, person: int, place: int) -> None:
        self.people[place].add(person)
        self.used[self.market.places[place].tutor.key] += 1
