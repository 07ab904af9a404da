"""To which of their programmes a thing belongs, for readers who have more than one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from marshrut.people.reach import Reach
from marshrut.programmes.access import appointments, enrolments, programmes


def programmes_of(reach: Reach) -> Mapping[int, str]:
    """Titles, by key, of the programmes that go on with the reader in them; none of a single one.

    Of a tutee and a tutor those in which they are one; of who holds an office all that they see.
    """
    rows = programmes(reach).filter(started_on__isnull=False, closed_on=None)
    if not reach.offices:
        cases = enrolments(reach).filter(pk__in=reach.cases | reach.pairs, until=None)
        tutored = appointments(reach).filter(pk__in=reach.tutoring)
        rows = rows.filter(
            Q(pk__in=cases.values("programme")) | Q(pk__in=tutored.values("programme"))
        )
    found = dict(rows.values_list("pk", "title"))
    return found if len(found) > 1 else {}


def programme_named(request: Any, key: int) -> str:
    """The title of this programme, "" where the reader has no other; asked once for a page."""
    if getattr(request, "reach", None) is None or not key:
        return ""
    if not hasattr(request, "own_programmes"):
        request.own_programmes = programmes_of(request.reach)
    return str(request.own_programmes.get(key, ""))
