"""Why somebody is in a group, and why somebody waits: read off the result, never invented."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from marshrut.formation.burdens import barrier, most_worth, worth
from marshrut.formation.market import Arcs, Market, Numbers
from marshrut.formation.proposals import Member, Reason, Waiting
from marshrut.formation.seats import Seats
from marshrut.formation.values import Applicant, Basis, Choice, Demand, Tutor


class Reasons:
    """What the demand, the market and the decision tell of each person."""

    def __init__(
        self, demand: Demand, market: Market, taken: Arcs, groups: Mapping[int, int]
    ) -> None:
        self.demand = demand
        self.market = market
        self.seats = Seats(market, taken, groups)
        self.numbers = {person.key: number for number, person in enumerate(market.people)}
        self.tutors: defaultdict[int, list[Tutor]] = defaultdict(list)
        for tutor in sorted(demand.tutors, key=lambda tutor: tutor.key):
            for topic in tutor.topics:
                self.tutors[topic].append(tutor)
        self.by_key = {tutor.key: tutor for tutor in demand.tutors}
        topics = np.array([place.topic for place in market.places], np.int64)
        self.nearest = _nearest(market, taken, topics)
        self.burdens = {
            (person, place): burden
            for person, place, burden in market.arcs[
                np.isin(market.arcs.person, list(self.seats.left))
            ]
        }
        self.reached: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for person, place in self.burdens:
            self.reached[person, market.places[place].topic].append(place)
        self.waiters = Counter(place for _, place in self.burdens)

    def members(self, topic: int, tutor: int, people: Sequence[Applicant]) -> Iterator[Member]:
        """People of one group."""
        schools = Counter(person.school for person in people if person.school)
        for person in people:
            choices = {choice.topic: choice for choice in person.choices}
            reasons = [
                *self._tutor(topic, person, self.by_key[tutor]),
                *self._need(choices[topic], person),
            ]
            if schools[person.school] > 1:
                reasons.append(Reason("colleagues", schools[person.school] - 1))
            yield Member(key=person.key, reasons=tuple(reasons))

    def _tutor(self, topic: int, person: Applicant, tutor: Tutor) -> Iterator[Reason]:
        if len(self.tutors[topic]) == 1:
            yield Reason("only_tutor_of_topic")
        roads = self.demand.roads
        minutes = roads.between(person.school, tutor.school)
        nearest = self.nearest[self.numbers[person.key]]
        if 0 < person.school == tutor.school:
            yield Reason("same_school")
        elif not roads.knows(person.school, tutor.school):
            yield Reason("unknown_travel", minutes)
        elif minutes <= nearest:
            yield Reason("shortest_travel", minutes)
        else:
            yield Reason("longer_travel", minutes, nearest)
        if "" != person.subject == tutor.subject:
            yield Reason("same_subject")

    def _need(self, choice: Choice, person: Applicant) -> Iterator[Reason]:
        weights = self.demand.weights
        if choice.basis is Basis.DIFFICULTY:
            yield Reason("difficulty")
        if len(person.choices) > 1:
            own, most = worth(choice, weights), most_worth(person, weights)
            yield Reason("strongest_need", own) if own == most else Reason("lesser_need", own, most)

    def waiting(self) -> Iterator[Waiting]:
        """Everybody left over, with a row for each topic of theirs."""
        for number in sorted(self.seats.left):
            person = self.market.people[number]
            for choice in sorted(person.choices, key=lambda choice: choice.topic):
                reasons = tuple(self._waits(number, person, choice.topic))
                yield Waiting(key=person.key, topic=choice.topic, reasons=reasons)

    def _waits(self, number: int, person: Applicant, topic: int) -> Iterator[Reason]:
        tutors = self.tutors[topic]
        barriers = [barrier(person, tutor, self.demand.roads) for tutor in tutors]
        able = [tutor for tutor, bar in zip(tutors, barriers, strict=True) if bar is None]
        if places := self.reached.get((number, topic)):
            yield self._unserved(number, places)
        elif able:
            least = self.demand.limits.least
            asked = [self.market.unfilled.get((tutor.key, topic), 0) for tutor in able]
            yield Reason("too_few", max(asked), least) if any(asked) else Reason("tutors_full")
        elif tutors:
            nearest: dict[str, Reason] = {}
            for bar in sorted(filter(None, barriers), key=lambda bar: bar.found or 0):
                nearest.setdefault(bar.code, bar)
            yield from nearest.values()
        else:
            yield Reason("no_tutor")

    def _unserved(self, number: int, places: Sequence[int]) -> Reason:
        """There are tutors who could, and yet no group took them."""
        roomy = [place for place in places if self.seats.has_room(place)]
        welcome = [place for place in roomy if self.seats.is_welcome(number, place)]
        if welcome:
            burden = min(self.burdens[number, place] for place in welcome)
            return Reason("outweighed", burden, int(self.market.lefts[number]))
        if roomy:
            return Reason("apart")
        free = [place for place in places if self.seats.may_open(place)]
        if free:
            most = max(self.waiters[place] for place in free)
            return Reason("left_over", most, self.demand.limits.least)
        return Reason("tutors_full")


def _nearest(market: Market, taken: Arcs, topics: Numbers) -> list[int]:
    """By person, the minutes to the nearest tutor they could have had on the topic they got."""
    got = np.full(len(market.people), -1)
    got[taken.person] = topics[taken.place]
    arcs = market.arcs[topics[market.arcs.place] == got[market.arcs.person]]
    nearest = np.full(len(market.people), np.iinfo(np.int64).max)
    np.minimum.at(nearest, arcs.person, arcs.minutes)
    found: list[int] = nearest.tolist()
    return found
