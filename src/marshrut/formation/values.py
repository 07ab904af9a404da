"""What groups are formed from: people and what they ask for, tutors, limits, roads, weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """Why somebody asks: a difficulty that was found, or a wish of their own."""

    DIFFICULTY = "difficulty"
    WISH = "wish"


class Objective(StrEnum):
    """What the coordinator wants most.

    Both weigh everything; under ``nobody_left`` being left over weighs as much as days on the road.
    """

    BEST_FIT = "best_fit"
    NOBODY_LEFT = "nobody_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A topic somebody asks for; ``strength`` of the need is from 1 to 5."""

    topic: int
    strength: int = 3
    basis: Basis = Basis.WISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody to be placed in one group at most.

    Keys are those of persons, so that one key means the same person among applicants, among
    tutors and in ``apart``: whom not to meet in one group, said by either and without a reason.
    A school of 0 and a subject of "" are not known.
    """

    key: int
    choices: tuple[Choice, ...]
    school: int = 0
    subject: str = ""
    apart: frozenset[int] = frozenset()

    def choice(self, topic: int) -> Choice | None:
        """What they said of the topic; None when they did not ask for it."""
        return next((choice for choice in self.choices if choice.topic == topic), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutor:
    """Who may lead groups: at most ``capacity`` people in at most ``most_groups`` groups."""

    key: int
    topics: frozenset[int]
    capacity: int
    most_groups: int = 1
    school: int = 0
    subject: str = ""
    head_of: frozenset[int] = frozenset()  # schools whose people they may not tutor
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many people make a group, and the clause that says so; ``most`` None: no limit."""

    least: int = 1
    most: int | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A group that is approved: its tutor and members stay; ``room`` is for how many more."""

    key: int
    topic: int
    tutor: int
    members: frozenset[int]
    room: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """Minutes between schools, the same in both directions unless both are given.

    ``unknown`` stands for a road nobody has measured, and for one from or to a school that is not
    known (0); farther than ``farthest`` nobody is sent.
    """

    minutes: Mapping[tuple[int, int], int] = field(default_factory=lambda: MappingProxyType({}))
    unknown: int = 30
    farthest: int | None = None

    def knows(self, one: int, other: int) -> bool:
        """Is this road measured?"""
        measured = one == other or (one, other) in self.minutes or (other, one) in self.minutes
        return measured and one > 0 and other > 0

    def between(self, one: int, other: int) -> int:
        """Minutes from one school to the other."""
        if not self.knows(one, other):
            return self.unknown
        if one == other:
            return 0
        return self.minutes[(one, other) if (one, other) in self.minutes else (other, one)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What weighs how much, measured in minutes on the road; see ``burdens``."""

    travel: int = 1  # a minute on the road
    subject: int = 15  # a tutor of another subject
    need: int = 10  # a step of strength that a group on a lesser need falls short by
    difficulty: int = 20  # a wish met in place of a difficulty
    left: int = 120  # being left over
    nobody_left: int = 10_000  # the same, where the objective is that nobody is


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Everything that groups are formed from."""

    applicants: tuple[Applicant, ...] = ()
    tutors: tuple[Tutor, ...] = ()
    limits: Limits = Limits()
    kept: tuple[Kept, ...] = ()
    roads: Roads = Roads()
    weights: Weights = Weights()
    objective: Objective = Objective.BEST_FIT
