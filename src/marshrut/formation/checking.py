"""What stands against groups as somebody has arranged them by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from marshrut.formation.burdens import are_apart, barrier
from marshrut.formation.proposals import Group, Member, Reason
from marshrut.formation.values import Demand, Tutor


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What is wrong with one group: a code, what was found against what, and with whom.

    ``group`` is the place in the sequence that was checked; ``clause`` says who wants it so.
    """

    code: str
    group: int
    found: int | None = None
    wanted: int | None = None
    people: tuple[int, ...] = ()
    clause: str = ""


def moved(groups: Sequence[Group], *, key: int, to: int | None) -> tuple[Group, ...]:
    """The groups when this person sits in the group at place ``to``, or in none."""
    found = []
    for number, group in enumerate(groups):
        members = tuple(member for member in group.members if member.key != key)
        if number == to:
            members = (*members, Member(key=key, reasons=(Reason("by_hand"),)))
        found.append(replace(group, members=members))
    return tuple(found)


def check(groups: Sequence[Group], demand: Demand) -> tuple[Objection, ...]:
    """All objections, group by group; empty when everything is as it has to be.

    ``too_few``, ``too_many``, ``twice`` (in two groups), ``not_asked``, ``apart``, ``own_head``,
    ``themselves``, ``too_far``, ``not_of_topic`` (the tutor), ``unknown_tutor``, ``over_capacity``,
    ``too_many_groups``, ``kept_changed``.
    """
    return tuple(_Checked(groups, demand).objections())


class _Checked:
    def __init__(self, groups: Sequence[Group], demand: Demand) -> None:
        self.groups = groups
        self.demand = demand
        self.applicants = {person.key: person for person in demand.applicants}
        self.tutors = {tutor.key: tutor for tutor in demand.tutors}
        self.kept = {group.key: group for group in demand.kept}
        self.seats = Counter(key for group in groups for key in group.people)
        self.led = Counter(group.tutor for group in groups)
        self.load = Counter(group.tutor for group in groups for _ in group.members)

    def objections(self) -> Iterator[Objection]:
        for number, group in enumerate(self.groups):
            yield from self._size(number, group)
            yield from self._people(number, group)
            yield from self._tutor(number, group)
            kept = self.kept.get(group.kept) if group.kept is not None else None
            if kept and (
                (kept.topic, kept.tutor) != (group.topic, group.tutor)
                or not kept.members <= group.people
            ):
                missing = tuple(sorted(kept.members - group.people))
                yield Objection(code="kept_changed", group=number, people=missing)

    def _size(self, number: int, group: Group) -> Iterator[Objection]:
        limits, size = self.demand.limits, len(group.people)
        objection = Objection(code="", group=number, found=size, clause=limits.clause)
        if size < limits.least:
            yield replace(objection, code="too_few", wanted=limits.least)
        if limits.most is not None and size > limits.most:
            yield replace(objection, code="too_many", wanted=limits.most)

    def _people(self, number: int, group: Group) -> Iterator[Objection]:
        for key in sorted(group.people):
            if self.seats[key] > 1:
                yield Objection(code="twice", group=number, people=(key,))
        known = [self.applicants[key] for key in sorted(group.people) if key in self.applicants]
        for person in known:
            if person.choice(group.topic) is None:
                yield Objection(code="not_asked", group=number, people=(person.key,))
        for one, other in combinations(known, 2):
            if are_apart(one, other):
                yield Objection(code="apart", group=number, people=(one.key, other.key))

    def _tutor(self, number: int, group: Group) -> Iterator[Objection]:
        tutor = self.tutors.get(group.tutor)
        if tutor is not None:
            yield from self._strength(number, group, tutor)
            for key in sorted(group.people & self.applicants.keys()):
                bar = barrier(self.applicants[key], tutor, self.demand.roads)
                if bar is not None:
                    objection = Objection(code=bar.code, group=number, people=(key,))
                    yield replace(objection, found=bar.found, wanted=bar.wanted)
        elif group.kept is None:
            yield Objection(code="unknown_tutor", group=number, people=(group.tutor,))

    def _strength(self, number: int, group: Group, tutor: Tutor) -> Iterator[Objection]:
        people, led = self.load[tutor.key], self.led[tutor.key]
        objection = Objection(code="", group=number, people=(tutor.key,))
        if group.topic not in tutor.topics and group.kept is None:
            yield replace(objection, code="not_of_topic")
        if people > tutor.capacity:
            yield replace(objection, code="over_capacity", found=people, wanted=tutor.capacity)
        if led > tutor.most_groups:
            yield replace(objection, code="too_many_groups", found=led, wanted=tutor.most_groups)
