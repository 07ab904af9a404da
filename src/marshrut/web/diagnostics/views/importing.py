"""Results of another system from a spreadsheet: the form, and lists uploaded before."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marshrut.diagnostics import access
from marshrut.imports import operations
from marshrut.imports.kinds import RESULTS
from marshrut.journal.deeds import Forbidden
from marshrut.web import list_uploads
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.request import Request, signed_in


@signed_in
def results_from(request: Request) -> HttpResponse:
    """Upload results; columns, doubts, writing and taking back are those of any other list."""
    units = access.units_to_import(request.reach)
    if not units.exists():
        raise Forbidden
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = list_uploads.UploadForm(*given, units=units, on=request.reach.on, kind=RESULTS)
    made: list[Any] = []

    def upload(**values: Any) -> None:
        made.append(operations.upload(kind=RESULTS, **values))

    if attempt(request, form, upload):
        return redirect("list", made[0].pk) if made else redirect("results_from")
    rows = list_uploads.lists_of(request.reach).filter(kind=RESULTS)
    shown: dict[str, Any] = {
        "title": _("Results from another system"),
        "form": form,
        "page_obj": page_of(request, rows),
    }
    columns = list_uploads.columns(request)
    return listed(request, "diagnostics/from.html", shown, lines=shown["page_obj"], columns=columns)
