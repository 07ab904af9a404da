"""«Первые шаги» and «Кто что видит»."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.oversight.access import GUIDES, may_be_guided
from marshrut.oversight.first_steps import standing
from marshrut.web.request import Request, signed_in
from marshrut.web.start.lines import lines
from marshrut.web.start.seeing import heads


@signed_in
def start(request: Request) -> HttpResponse:
    """Seven lines; the button of the first unfinished one is the main one."""
    if not may_be_guided(request.reach):
        raise PermissionDenied
    found = standing(request.reach)
    context = {
        "title": _("First steps"),
        "standing": found,
        "lines": lines(found, request.reach),
        "of": len(found.steps),
        "coordinates": bool(request.reach.deeds_in("municipal_coordinator")),
        "administers": bool(request.reach.deeds_in("administrator")),
        "oneself": request.reach.person,
    }
    return render(request, "start/start.html", context)


@signed_in
def who(request: Request) -> HttpResponse:
    """What each role sees, and who answers for each organisation."""
    if not may_be_guided(request.reach):
        raise PermissionDenied
    context = {
        "title": _("Who sees what"),
        "crumbs": [{"href": reverse("start"), "title": _("First steps")}],
        "schools": heads(request.reach),
        "acts": bool(request.reach.deeds_in(*GUIDES)),
    }
    return render(request, "start/who.html", context)
