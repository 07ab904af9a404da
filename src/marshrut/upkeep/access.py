"""Who sees in what state the installation is, and who orders its copies: administrators."""

from __future__ import annotations

from marshrut.people.reach import Reach

ADMINISTRATOR = "administrator"


def may_look_after(reach: Reach) -> bool:
    """State and copies of the whole installation; nothing of what people wrote is shown there."""
    return reach.is_system or bool(reach.units(ADMINISTRATOR))


def may_order_copy(reach: Reach) -> bool:
    return reach.is_system or bool(reach.deeds_in(ADMINISTRATOR))


def may_tell_of_copies(reach: Reach) -> bool:
    """Only the worker finds that a copy failed."""
    return reach.is_system
