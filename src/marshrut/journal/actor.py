"""Who does a deed, as far as the journal needs to know."""

from typing import Protocol


class Actor(Protocol):
    """A user or, when there is none, a job with its reason."""

    @property
    def user_id(self) -> int | None:
        """The user who acts; None for a job."""

    @property
    def reason(self) -> str:
        """Why a job acts; empty for a user."""
