"""Full exports: asking for one, taking it, throwing it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.extracts import access, operations
from marshrut.extracts.keeping import archive_path
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.settings.tabs import tabbed
from marshrut.web.whole.names import plain_name
from marshrut.web.whole.pages import AskForm, waiting


@signed_in
def whole(request: Request) -> HttpResponse:
    """The reader's exports with their progress, and the form for one more."""
    context = tabbed(request, "whole")
    form = AskForm(request.POST or None, reach=request.reach)
    if attempt(request, form, operations.ask_whole_export):
        messages.success(request, _("The export is being written. You will be told."))
        return redirect("whole")
    context |= {"form": form, "lines": waiting(request.reach)}
    return render(request, "settings/whole.html", context)


@signed_in
@require_POST
def take(request: Request, key: int) -> HttpResponse | FileResponse:
    """The archive itself, to its owner alone."""
    row = get_object_or_404(access.exports(request.reach).filter(gone_at=None), pk=key)
    row = operations.take_whole_export(export=row.pk, actor=request.reach, at=request.at)
    try:
        file = archive_path(row.pk).open("rb")
    except FileNotFoundError:
        messages.warning(request, _("The archive is not there any more: ask for a new one."))
        return redirect("whole")
    name = plain_name(f"{row.unit.short_name} {request.reach.on:%Y-%m-%d}")
    answer = FileResponse(file, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.zip") or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_POST
def drop(request: Request, key: int) -> HttpResponse:
    """Throw it away before its term."""
    row = get_object_or_404(access.exports(request.reach).filter(gone_at=None), pk=key)
    if attempt(request, DeedForm(request.POST), operations.drop_whole_export, export=row.pk):
        messages.success(request, _("The archive is deleted."))
    return redirect("whole")
