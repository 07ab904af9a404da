"""The moment of the last sign-in."""

from __future__ import annotations

from typing import Any

from marshrut import clock


def note_sign_in(user: Any, **_rest: Any) -> None:
    """Write the last sign-in by the clock that all pages read."""
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])
