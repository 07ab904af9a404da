"""Guessing codes of slips is stopped: by login and by address, with the cache as the counter."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from marshrut.users.models import normal_login

WINDOW = 15 * 60  # seconds
MOST_BY_LOGIN = 5
MOST_BY_ADDRESS = 30  # a whole school may sit behind one address


def is_throttled(request: HttpRequest, login: str) -> bool:
    """Were there too many wrong codes lately for this login or from this address?"""
    return any(cache.get(key, 0) >= most for key, most in _counters(request, login))


def count_failure(request: HttpRequest, login: str) -> None:
    """One more wrong code."""
    for key, _ in _counters(request, login):
        # Not ``incr``: caches on disk and in a table would shorten the window by it.
        cache.set(key, cache.get(key, 0) + 1, WINDOW)


def _counters(request: HttpRequest, login: str) -> tuple[tuple[str, int], ...]:
    # The login may be anything typed; the cache wants short plain keys.
    typed = normal_login(login)[:150].encode().hex()[:200]
    address = get_adapter().get_client_ip(request)
    return ((f"slip:login:{typed}", MOST_BY_LOGIN), (f"slip:from:{address}", MOST_BY_ADDRESS))
