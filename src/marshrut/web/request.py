"""What every view may rely on: a signed-in reader's reach, the moment, and the key of the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from marshrut import clock
from marshrut.journal.deeds import deed_key
from marshrut.oversight.reaching import reach_of
from marshrut.people.reach import Reach

if TYPE_CHECKING:
    from marshrut.users.models import User


class Request(HttpRequest):
    """A request behind ``signed_in``: who asks, how far they reach, and the moment, read once."""

    user: User
    reach: Reach
    at: datetime
    words: Any
    rules: Any


class Reaching:
    """Middleware: gives the request its ``reach`` and ``at``, and a deed the key of its form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found: Any = request
        # A plain moment, not a lazy one: PostgreSQL's driver writes nothing else.
        found.at = clock.now()
        found.reach = SimpleLazyObject(lambda: _reach(request, found.at))
        key = request.POST.get("deed_key", "") if request.method == "POST" else ""
        # A key that no form of ours gave may hold what a database cannot keep.
        with deed_key(key if key.isprintable() else ""):
            return self.get_response(request)


def _reach(request: HttpRequest, at: datetime) -> Reach:
    """The reader's reach on the day of this moment; nobody's reaches nowhere."""
    day = timezone.localdate(at)
    if not request.user.is_authenticated:
        return Reach(user_id=None, on=day)
    return reach_of(request.user.pk, day)


signed_in = login_required
