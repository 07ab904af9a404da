"""What already happened before the programme was kept here: orders, groups, consultations."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from marshrut.imports import operations
from marshrut.programmes import access
from marshrut.web import list_uploads
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.request import Request, signed_in


@signed_in
def past(request: Request, key: int) -> HttpResponse:
    """Lists of facts uploaded before, and the form for the next one."""
    programme = get_object_or_404(access.programmes(request.reach).select_related("unit"), pk=key)
    units = list_uploads.units_for(request.reach).filter(path__startswith=programme.unit.path)
    if not units.exists():
        raise PermissionDenied
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = list_uploads.PastForm(*given, units=units, on=request.reach.on)
    made: list[Any] = []

    def upload(**values: Any) -> None:
        made.append(operations.upload(programme=programme, **values))

    if attempt(request, form, upload):
        return redirect("list", made[0].pk) if made else redirect("programme_past", key)
    rows = list_uploads.lists_of(request.reach).filter(programme=programme)
    shown: dict[str, Any] = {
        "title": _("What already happened"),
        "programme": programme,
        "form": form,
        "page_obj": page_of(request, rows),
    }
    columns = list_uploads.columns(request)
    return listed(request, "programmes/past.html", shown, lines=shown["page_obj"], columns=columns)
