"""What comes out: groups with reasons, who waits and why, and how good it is for certain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and what was found against what; pages make a sentence of it."""

    code: str
    found: int | None = None
    wanted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a group, and why there."""

    key: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People on one topic with one tutor; ``kept`` is the key of an approved group."""

    topic: int
    tutor: int
    members: tuple[Member, ...]
    kept: int | None = None

    @property
    def people(self) -> frozenset[int]:
        """Keys of the members."""
        return frozenset(member.key for member in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody left over, and why no group on a topic of theirs took them; a row for each topic."""

    key: int
    topic: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Groups, who waits, and the proof.

    ``value`` is the burden of the proposal (see ``burdens``), ``bound`` a burden that no proposal
    can be below. Neither counts those whom no group can take whatever is decided, nor those in
    groups that were kept: what cannot be changed would only make the gap look smaller.
    """

    groups: tuple[Group, ...]
    waiting: tuple[Waiting, ...]
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """By what share of its value the proposal could still be better, at most."""
        return (self.value - self.bound) / self.value if self.value else 0.0

    @property
    def left(self) -> frozenset[int]:
        """Keys of those left over."""
        return frozenset(one.key for one in self.waiting)
