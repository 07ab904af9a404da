"""What a coordinator wants of a forming of groups, as a value that a job can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from marshrut.formation.values import Objective, Roads, Weights

# Nobody spends longer than a whole working day on the road.
LONGEST = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The objective, room of tutors of whom nothing else is kept, roads, and what weighs how much.

    ``unknown`` are the minutes of a road that nobody has measured; farther than ``farthest``
    nobody is sent.
    """

    objective: Objective = Objective.BEST_FIT
    most_groups: int = 1
    unknown: int = Roads().unknown
    farthest: int | None = None
    weights: Weights = field(default_factory=Weights)

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The value again out of what was kept."""
        known = dict(kept)
        weights = Weights(**known.pop("weights"))
        return cls(objective=Objective(known.pop("objective")), weights=weights, **known)
