"""The route sheet of a group, and one session of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.groups import kinds, sheet_pages
from marshrut.web.request import Request, signed_in


@signed_in
def sheet(request: Request, key: int) -> HttpResponse:
    """Sessions of the group, as such sheets are printed."""
    row = get_object_or_404(kinds.GROUP.rows(request.reach), pk=key)
    if row.is_proposal:
        raise Http404
    shown = sheet_pages.sheet(request, row)
    columns = sheet_pages.columns(request)
    return listed(request, "groups/sheet.html", shown, lines=shown["lines"], columns=columns)


@signed_in
def session(request: Request, key: int) -> HttpResponse:
    """One session: for whom, with what, what came of it."""
    row = get_object_or_404(kinds.SESSION.rows(request.reach), pk=key)
    return render(request, "groups/session.html", sheet_pages.session(request, row))


@signed_in
def session_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.SESSION, key, slug)
