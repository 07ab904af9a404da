"""One word for machines; people look at the settings or run ``marshrut doctor``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from marshrut.upkeep.state import answers


@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """200 where pages can be served, 503 where they cannot; nothing else is told to a stranger."""
    well = answers()
    return HttpResponse(
        "ok" if well else "no", status=200 if well else 503, content_type="text/plain"
    )
