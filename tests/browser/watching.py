"""Watches that a page asks the database for many things at once and not one by one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from zeal.middleware import zeal_middleware

Handler = Callable[[HttpRequest], HttpResponse]


def when_reading(get_response: Handler) -> Handler:
    """Pages only: a deed on many locks each of them by its key, and must."""
    watched = zeal_middleware(get_response)

    def handle(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = (watched if request.method == "GET" else get_response)(request)
        return answer

    return handle
