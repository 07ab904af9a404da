"""Who is asking, and how far they reach: resolved once, passed to every query and deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOWHERE: frozenset[int] = frozenset()

# Offices that answer for the support in their units: they see that things exist, not texts.
LEADERS = ("municipal_coordinator", "regional_coordinator", "head", "responsible")
SCHOOL = ("head", "responsible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Offices map a role to all units below; the rest are own few keys on the day ``on``.

    ``units`` says where one reads by an office, ``deeds_in`` where one may also do something.
    """

    user_id: int | None
    on: date
    person: int | None = None
    offices: Mapping[str, frozenset[int]] = field(default_factory=dict)
    # Where another acts for the holder on the day: there the holder reads and does nothing.
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    workplaces: frozenset[int] = NOWHERE  # units where the person works
    territories: frozenset[int] = NOWHERE  # these and all units above them and above the offices
    cases: frozenset[int] = NOWHERE  # own enrolments as a tutee, open or closed
    pairs: frozenset[int] = NOWHERE  # enrolments of the person's tutees
    past_pairs: frozenset[int] = NOWHERE  # cases that the person tutored to their end: to read only
    appointments: frozenset[int] = NOWHERE  # own appointments as a tutor, candidate or ended too
    tutoring: frozenset[int] = NOWHERE  # those of them that hold on the day
    linked: frozenset[int] = NOWHERE  # cases seen on the day as a tutor from outside
    opened: frozenset[int] = NOWHERE  # those of them whose texts the tutee has opened
    partners: frozenset[int] = NOWHERE  # people on the other side of own pairs
    communities: frozenset[int] = NOWHERE  # communities of which the person is a member today
    reason: str = ""

    @classmethod
    def system(cls, reason: str, on: date) -> Reach:
        """The actor of jobs and commands: not a user, and never without a reason."""
        return cls(user_id=None, on=on, reason=reason)

    @property
    def is_system(self) -> bool:
        return self.user_id is None and bool(self.reason)

    def units(self, *roles: str) -> frozenset[int]:
        """All units under any of these offices."""
        return frozenset().union(*(self.offices.get(role, NOWHERE) for role in roles))

    def deeds_in(self, *roles: str) -> frozenset[int]:
        """All units under any of these offices that nobody else acts for."""
        return frozenset().union(
            *(self.offices.get(role, NOWHERE) - self.away.get(role, NOWHERE) for role in roles)
        )

    def holds(self, role: str, unit: int | None) -> bool:
        return unit in self.deeds_in(role)

    def leads(self, unit: int | None) -> bool:
        """Does any leading office reach this unit? Jobs reach everywhere."""
        return self.is_system or unit in self.deeds_in(*LEADERS)

    def coordinates(self, unit: int | None) -> bool:
        return self.is_system or unit in self.deeds_in("municipal_coordinator")

    def heads(self, unit: int | None) -> bool:
        """Is this the head of the organisation, or who answers for them?"""
        return self.is_system or unit in self.deeds_in(*SCHOOL)

    @property
    def read_only(self) -> bool:
        """An inspector and nothing else: every deed but those on oneself refuses them."""
        return set(self.offices) == {"inspector"}
