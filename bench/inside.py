"""Runs inside an installation, in a process of its own: fills it, measures its pages.

``python -m bench.inside fill SIZE DAY`` and ``python -m bench.inside measure SIZE SECONDS``.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

WARMING, MOST_RUNS, LEAST_RUNS = 2, 30, 3


def prepare() -> None:
    """Tables, words and styles, as every installation gets them."""
    from marshrut.management.preparing import prepare as make_ready

    make_ready()


def fill(letter: str, day: str) -> None:
    """Everything of this size."""
    import django

    django.setup()
    from bench.generator import fill as generate
    from bench.sizes import SIZES

    generate(SIZES[letter], date.fromisoformat(day))


def measure(letter: str, seconds: str) -> None:
    """Print for each page its queries, its median time and what is needed to ask for it."""
    import django

    django.setup()
    import logging

    from bench.pages import PAGES

    logging.disable(logging.ERROR)
    found = [
        measured(page, float(seconds)) if page.only in {"", letter} else None for page in PAGES
    ]
    sys.stdout.write(json.dumps(found))


def measured(page: Any, seconds: float) -> dict[str, Any] | None:
    """One page, asked again and again for at most so long; None where there is no such page."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    from marshrut.users.models import User

    try:
        address = reverse(page.name, args=page.arguments()) + page.query
    except NoReverseMatch:
        return None
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    if page.reader:
        client.force_login(User.objects.get(login=page.reader))
    secure = settings.SECURE_SSL_REDIRECT
    queries = 0

    def counted(execute: Callable[..., Any], *what: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*what)

    for _ in range(WARMING):
        client.get(address, secure=secure)
    with connection.execute_wrapper(counted):
        response: Any = client.get(address, secure=secure)
    times: list[float] = []
    deadline = time.perf_counter() + seconds
    while len(times) < LEAST_RUNS or (len(times) < MOST_RUNS and time.perf_counter() < deadline):
        begun = time.perf_counter()
        client.get(address, secure=secure)
        times.append(time.perf_counter() - begun)
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return {
        "address": address,
        "status": response.status_code,
        "queries": queries,
        "milliseconds": statistics.median(times) * 1000,
        "cookie": f"{cookie.key}={cookie.value}" if cookie else "",
        "error": repr(response.exc_info[1])[:200] if response.exc_info else "",
    }


if __name__ == "__main__":
    {"prepare": prepare, "fill": fill, "measure": measure}[sys.argv[1]](*sys.argv[2:])
