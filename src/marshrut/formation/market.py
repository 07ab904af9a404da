"""Who could go where: places that tutors offer, and the arcs from people to places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from marshrut.formation.burdens import are_apart, most_worth, of_leaving, worth
from marshrut.formation.values import Applicant, Demand, Kept, Tutor

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one tutor offers on one topic: some new groups, or room in one that is kept."""

    topic: int
    tutor: Tutor
    least: int
    most: int
    groups: int = 1
    kept: Kept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """What a tutor has left beside the kept groups."""

    people: int
    groups: int


@dataclass(frozen=True, slots=True)
class Arcs:
    """Which people could take which places, both by their number, and what it weighs."""

    person: Numbers
    place: Numbers
    burden: Numbers
    minutes: Numbers

    def __len__(self) -> int:
        return len(self.person)

    def __getitem__(self, chosen: Mask | Numbers) -> Arcs:
        """Some of them."""
        return Arcs(*(column[chosen] for column in self._columns))

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Person, place and burden of each."""
        return zip(*(column.tolist() for column in self._columns[:3]), strict=True)

    @property
    def _columns(self) -> tuple[Numbers, ...]:
        return self.person, self.place, self.burden, self.minutes


def joined(found: Iterable[Arcs]) -> Arcs:
    """All of them in one."""
    none = np.empty(0, np.int64)
    rows = [(none,) * 4, *((one.person, one.place, one.burden, one.minutes) for one in found)]
    return Arcs(*(np.concatenate(column) for column in zip(*rows, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """The demand as a graph; ``lefts`` is what leaving each person over weighs.

    People and tutors stand in the order of their keys, so the order of input changes nothing.
    """

    people: tuple[Applicant, ...]
    places: tuple[Place, ...]
    arcs: Arcs
    lefts: Numbers
    spares: dict[int, Spare]
    unfilled: dict[tuple[int, int], int]  # tutor and topic: how many could come, and are too few

    def are_apart(self, one: int, other: int) -> bool:
        """Does either of these people want not to meet the other?"""
        return are_apart(self.people[one], self.people[other])


def market(demand: Demand) -> Market:
    """The graph of a demand."""
    settled = frozenset[int]().union(*(kept.members for kept in demand.kept))
    people = sorted((one for one in demand.applicants if one.key not in settled), key=_key)
    spares = {tutor.key: spare(tutor, demand.kept) for tutor in demand.tutors}
    offered = [*_rooms(demand, spares), *_openings(demand, spares)]
    arcs = _Reach(demand, people).arcs(offered)
    # A place too few can reach never opens; without it the model is smaller and its bound better.
    reachable = np.bincount(arcs.place, minlength=len(offered))
    fits = np.array([n >= max(p.least, 1) for n, p in zip(reachable, offered, strict=True)], bool)
    numbers = np.cumsum(fits) - 1
    arcs = arcs[fits[arcs.place]]
    return Market(
        people=tuple(people),
        places=tuple(
            _filled(place, int(count))
            for place, count, fit in zip(offered, reachable, fits, strict=True)
            if fit
        ),
        arcs=replace(arcs, place=numbers[arcs.place]),
        lefts=np.array([of_leaving(one, demand) for one in people], np.int64),
        spares=spares,
        unfilled={
            (place.tutor.key, place.topic): int(count)
            for place, count, fit in zip(offered, reachable, fits, strict=True)
            if not fit and place.kept is None
        },
    )


def spare(tutor: Tutor, kept: Sequence[Kept]) -> Spare:
    """What the kept groups leave of a tutor's capacity."""
    own = [len(group.members) for group in kept if group.tutor == tutor.key]
    return Spare(
        people=max(tutor.capacity - sum(own), 0), groups=max(tutor.most_groups - len(own), 0)
    )


def _key(one: Applicant | Tutor | Kept) -> int:
    return one.key


def _rooms(demand: Demand, spares: dict[int, Spare]) -> Iterator[Place]:
    tutors = {tutor.key: tutor for tutor in demand.tutors}
    for kept in sorted(demand.kept, key=_key):
        tutor = tutors.get(kept.tutor)
        if tutor is not None:
            room = min(kept.room, spares[tutor.key].people)
            if demand.limits.most is not None:
                room = min(room, demand.limits.most - len(kept.members))
            if room > 0:
                yield Place(topic=kept.topic, tutor=tutor, least=0, most=room, kept=kept)


def _openings(demand: Demand, spares: dict[int, Spare]) -> Iterator[Place]:
    least, most = demand.limits.least, demand.limits.most
    for tutor in sorted(demand.tutors, key=_key):
        left = spares[tutor.key]
        groups = min(left.groups, left.people // least)
        fit = left.people if most is None else min(most, left.people)
        for topic in sorted(tutor.topics) if groups else ():
            yield Place(topic=topic, tutor=tutor, least=least, most=fit, groups=groups)


def _filled(place: Place, reachable: int) -> Place:
    """No more groups than the people who can reach them would fill."""
    if place.kept is not None:
        return place
    return replace(place, groups=min(place.groups, reachable // place.least))


class _Reach:
    """Burdens and barriers of whole topics at once; ``burdens`` says the same of one person."""

    def __init__(self, demand: Demand, people: Sequence[Applicant]) -> None:
        self.demand = demand
        self.people = people
        schools = {one.school for one in people} | {tutor.school for tutor in demand.tutors}
        self.schools = {school: number for number, school in enumerate(sorted(schools))}
        self.roads = self._roads()
        theirs = {one.subject for one in people} | {tutor.subject for tutor in demand.tutors}
        self.subjects = {subject: number for number, subject in enumerate(sorted(theirs - {""}), 1)}
        self.askers: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, person in enumerate(people):
            most = most_worth(person, demand.weights)
            for choice in person.choices:
                self.askers[choice.topic].append((number, most - worth(choice, demand.weights)))
        self.apart = {one.key: one.apart for one in demand.applicants}
        self.numbers = {person.key: number for number, person in enumerate(people)}
        self.shunned: defaultdict[int, set[int]] = defaultdict(set)  # who named whom, by number
        for number, person in enumerate(people):
            for key in person.apart:
                self.shunned[key].add(number)

    def _roads(self) -> Numbers:
        """Minutes by the numbers of two schools."""
        roads = np.full((len(self.schools),) * 2, self.demand.roads.unknown, np.int64)
        minutes, known = self.demand.roads.minutes, self.schools.keys() - {0}
        for (one, other), length in minutes.items():
            if one in known and other in known:
                roads[self.schools[one], self.schools[other]] = length
                if (other, one) not in minutes:
                    roads[self.schools[other], self.schools[one]] = length
        for school in known:
            roads[self.schools[school], self.schools[school]] = 0
        return roads

    def arcs(self, places: Sequence[Place]) -> Arcs:
        by_topic: defaultdict[int, list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            by_topic[place.topic].append(number)
        return joined(
            self._of_topic(topic, numbers, [places[number] for number in numbers])
            for topic, numbers in sorted(by_topic.items())
            if self.askers[topic]
        )

    def _of_topic(self, topic: int, numbers: list[int], places: Sequence[Place]) -> Arcs:
        """Places by rows, people by columns."""
        weights, farthest = self.demand.weights, self.demand.roads.farthest
        asking, short = np.array(self.askers[topic], np.int64).T
        people = [self.people[number] for number in asking]
        at = np.array([self.schools[person.school] for person in people])
        minutes = self.roads[at][:, [self.schools[place.tutor.school] for place in places]].T
        theirs = np.array([self.subjects.get(person.subject, 0) for person in people])
        own = np.array([self.subjects.get(place.tutor.subject, 0) for place in places])[:, None]
        strangers = (theirs != own) & (theirs > 0) & (own > 0)
        burdens = weights.travel * minutes + weights.subject * strangers + short
        open_ = np.ones(minutes.shape, bool) if farthest is None else minutes <= farthest
        columns = {int(number): column for column, number in enumerate(asking)}
        for row, place in enumerate(places):
            for school in place.tutor.head_of & self.schools.keys():
                open_[row, at == self.schools[school]] = False
            for number in self._barred(place):
                if number in columns:
                    open_[row, columns[number]] = False
        rows, found = np.nonzero(open_)
        return Arcs(
            asking[found], np.array(numbers)[rows], burdens[rows, found], minutes[rows, found]
        )

    def _barred(self, place: Place) -> set[int]:
        """Who may not meet this tutor, or somebody who is in the kept group already."""
        tutor = place.tutor
        there = place.kept.members if place.kept else frozenset[int]()
        named = frozenset[int]().union(*(self.apart.get(key, ()) for key in there))
        keys = {tutor.key, *tutor.apart, *named}
        barred = {self.numbers[key] for key in keys if key in self.numbers}
        return barred.union(*(self.shunned.get(key, ()) for key in (tutor.key, *there)))
