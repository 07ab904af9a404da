"""Telling the log of looks whose card or route a page has shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from marshrut.privacy.looking import write_looks
from marshrut.web.request import Request


def looked_at(request: Request, *people: int) -> None:
    """Remember it on the request; nothing is written while the page is made."""
    if request.reach.person is not None:
        found: Any = request
        found.looks = getattr(request, "looks", frozenset()) | set(people)


class Looking:
    """Middleware: when a page has gone out, writes down whom it has shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        people: frozenset[int] = getattr(request, "looks", frozenset())
        if people and response.status_code == HTTPStatus.OK:
            asked: Any = request
            write = partial(
                write_looks, reader=asked.reach.person, people=people, day=asked.reach.on
            )
            # Closed by the server once the last byte is out.
            gone: Any = response
            gone._resource_closers.append(write)  # noqa: SLF001
        return response
