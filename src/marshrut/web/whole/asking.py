"""As whom the export reads: the office of its owner alone, and not a unit beyond its branch.

The export is made of the same pages that the owner may open, so nothing is in it that they would
not show; being read by the office alone, it holds nothing of the owner's own pairs and groups.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from marshrut.organisations.access import COORDINATORS
from marshrut.organisations.models import Unit
from marshrut.organisations.queries import line_of
from marshrut.people.reach import Reach
from marshrut.web.request import Request


def office_reach(owner: Reach, unit: Unit, below: Collection[int]) -> Reach:
    """The owner's coordinating offices, over these units of the branch; of a person nothing."""
    return Reach(
        user_id=None,
        on=owner.on,
        offices={role: owner.units(role) & frozenset(below) for role in COORDINATORS},
        territories=frozenset(line_of(unit)),
    )


def asking(user: Any, reach: Reach, at: datetime, **query: Any) -> Request:
    """A request for the spreadsheet of a list."""
    request: Any = HttpRequest()
    request.method, request.user, request.reach, request.at = "GET", user, reach, at
    request.GET = QueryDict(mutable=True)
    request.GET.update({"as": "xlsx", **{name: str(value) for name, value in query.items()}})
    found: Request = request
    return found
