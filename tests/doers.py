"""Actors for tests of the lowest layers, which lie below people and its Reach."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Doer:
    """A user or a job, and no more."""

    user_id: int | None = None
    reason: str = ""
