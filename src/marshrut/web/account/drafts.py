"""Autosave: long forms post what was typed; it is no deed and only its writer sees it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from marshrut.people import drafts
from marshrut.web.request import Request, signed_in

LONGEST_KEY = 150
SECRET = frozenset({"csrfmiddlewaretoken", "deed_key", "row_version"})


@signed_in
@require_POST
def save(request: Request) -> HttpResponse:
    """Keep the fields of the form under its key; 204 when kept."""
    key = request.headers.get("x-draft", "")
    if not 0 < len(key) <= LONGEST_KEY:
        return HttpResponseBadRequest()
    content = {name: request.POST.getlist(name) for name in request.POST if name not in SECRET}
    try:
        drafts.save_draft(reach=request.reach, key=key, content=content, at=request.at)
    except drafts.TooManyDrafts:
        return HttpResponse(status=429)
    return HttpResponse(status=204)
