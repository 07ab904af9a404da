"""Pages of the section that a reader has."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.oversight.access import may_read_rollups
from marshrut.web.request import Request


def tabs(request: Request, current: str) -> list[dict[str, Any]]:
    """A row of tabs; who oversees no territory has the brief alone."""
    known = [("brief", _("Brief for the period")), ("tables", _("My tables"))]
    if may_read_rollups(request.reach):
        known.insert(0, ("matrix", _("Matrix")))
    return [
        {"title": title, "href": reverse(name), "current": name == current} for name, title in known
    ]
