"""Does a demand contradict itself?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from marshrut.formation.values import Demand


class Misstated(ValueError):
    """A demand that no groups can be formed from, and whose key shows it (0: nobody's).

    ``same_key``, ``same_topic`` (asked for twice), ``no_topic``, ``strength``, ``capacity``,
    ``limits``, ``weights``, ``minutes``, ``kept_twice``, ``kept_room``.
    """

    def __init__(self, code: str, key: int = 0) -> None:
        super().__init__(f"{code} {key}")
        self.code = code
        self.key = key


def verify(demand: Demand) -> None:
    """Raise ``Misstated`` for the first contradiction."""
    for code, key in _contradictions(demand):
        raise Misstated(code, key)


def _contradictions(demand: Demand) -> Iterator[tuple[str, int]]:
    yield from _of_figures(demand)
    for named in (demand.applicants, demand.tutors, demand.kept):
        yield from (("same_key", key) for key in _twice(one.key for one in named))
    members = (key for group in demand.kept for key in group.members)
    yield from (("kept_twice", key) for key in _twice(members))
    yield from (("kept_room", group.key) for group in demand.kept if group.room < 0)
    for tutor in demand.tutors:
        if tutor.capacity < 0 or tutor.most_groups < 0:
            yield "capacity", tutor.key
    for person in demand.applicants:
        if not person.choices:
            yield "no_topic", person.key
        if _twice(choice.topic for choice in person.choices):
            yield "same_topic", person.key
        if not all(1 <= choice.strength <= 5 for choice in person.choices):
            yield "strength", person.key


def _of_figures(demand: Demand) -> Iterator[tuple[str, int]]:
    limits, roads = demand.limits, demand.roads
    if limits.least < 1 or (limits.most is not None and limits.most < limits.least):
        yield "limits", 0
    if min(asdict(demand.weights).values()) < 0:
        yield "weights", 0
    if min(roads.unknown, roads.farthest or 0, *roads.minutes.values()) < 0:
        yield "minutes", 0


def _twice(keys: Iterable[int]) -> list[int]:
    return [key for key, times in Counter(keys).items() if times > 1]
