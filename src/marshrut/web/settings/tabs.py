"""Which parts of the settings a reader has."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.access import COORDINATORS, dated_units, kept_units
from marshrut.people.access import GRANTS, may_read_journal
from marshrut.people.reach import Reach
from marshrut.privacy.access import is_officer
from marshrut.upkeep.access import may_look_after
from marshrut.web.request import Request

TITLES = {
    "units": _("Territory"),
    "calendars": _("Calendar"),
    "locals": _("Local settings"),
    "users": _("Users and offices"),
    "personal": _("Personal data"),
    "deeds_journal": _("Journal"),
    "whole": _("Full export"),
    "state": _("Copies and state"),
}


def open_tabs(reach: Reach) -> list[str]:
    """Names of the pages in the order of the tabs."""
    keeps = kept_units(reach).exists()
    grants = any(reach.offices.get(role) for role in GRANTS)
    found = {
        "units": keeps,
        "calendars": dated_units(reach).exists(),
        "locals": keeps and bool(reach.deeds_in("municipal_coordinator", "regional_coordinator")),
        "users": grants,
        "personal": is_officer(reach),
        "deeds_journal": may_read_journal(reach),
        "whole": reach.person is not None and bool(reach.units(*COORDINATORS)),
        "state": may_look_after(reach),
    }
    return [name for name, is_open in found.items() if is_open]


def tabbed(request: Request, current: str, **more: Any) -> dict[str, Any]:
    """Context of a page of the settings; a closed one does not exist for the reader."""
    names = open_tabs(request.reach)
    if current not in names:
        raise Http404
    tabs = [
        {"title": TITLES[name], "href": reverse(name), "current": name == current} for name in names
    ]
    return {"title": TITLES[current], "tabs": tabs, **more}
