"""Uploaded lists: files in, columns told, looked through, written, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.imports import access, operations
from marshrut.imports.judging import files_of
from marshrut.imports.kinds import KINDS
from marshrut.imports.queries import tables
from marshrut.web import list_uploads
from marshrut.web.books import listed, page_of, sent
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.labels import label
from marshrut.web.people import list_forms, list_pages, list_sheets
from marshrut.web.request import Request, signed_in


@signed_in
def lists(request: Request) -> HttpResponse:
    """Lists uploaded before, and the form for the next one."""
    units = list_uploads.units_for(request.reach)
    if not units.exists():
        raise PermissionDenied
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = list_uploads.UploadForm(*given, units=units, on=request.reach.on)
    made: list[Any] = []
    if attempt(request, form, _noting(made), kind="staff"):
        return redirect("list", made[0].pk) if made else redirect("lists")
    shown: dict[str, Any] = {
        "title": _("Upload lists of teachers"),
        "form": form,
        "page_obj": page_of(request, list_uploads.lists_of(request.reach)),
    }
    columns = list_uploads.columns(request)
    return listed(request, "people/lists.html", shown, lines=shown["page_obj"], columns=columns)


@signed_in
def template(request: Request, kind: str) -> HttpResponse:
    """A table to fill in."""
    if kind not in KINDS:
        raise Http404
    if not list_uploads.units_for(request.reach).exists():
        raise PermissionDenied
    return sent(list_sheets.template_of(kind), str(label("list", kind).text))


@signed_in
def batch(request: Request, key: int) -> HttpResponse:
    """How far the list is: progress, questions, rows as they will be written."""
    row = _found(request, key)
    shown = list_pages.state_of(row, request.reach)
    name, rows = list_pages.shown_rows(row, shown["tally"], request.GET.get("show", ""))
    page = page_of(request, rows)
    shown |= {
        "show": name,
        "tabs": list_pages.tabs(shown["tally"], name),
        "page_obj": page,
        "lines": list_pages.lines(list(page.object_list), shown["files"]),
        "may_choose": row.status == "ready" and name in {"new", "moved", "added", "changed"},
    }
    answer = render(request, "people/list_batch.html", shown)
    if shown["is_working"]:
        # The page can be left; who stays sees it move without any script.
        answer["Refresh"] = "2"
    return answer


@signed_in
def columns(request: Request, key: int) -> HttpResponse:
    """What the columns are, once for each shape of heading."""
    row = _found(request, key)
    form = list_forms.ColumnsForm(
        request.POST or None,
        kind=row.kind,
        tables=tables(files_of(row)),
        units=access.targets(request.reach),
        initial={"row_version": row.row_version},
    )
    if attempt(request, form, operations.map_columns, batch=row.pk):
        return redirect("list", key)
    shown = {"title": _("What the columns are"), "form": form, "batch": row}
    return render(request, "people/list_columns.html", shown)


@signed_in
@require_POST
def write(request: Request, key: int) -> HttpResponse:
    """Write all of it, or what is ready."""
    without = bool(request.POST.get("without"))
    return _done(request, key, operations.ask_to_write, without=without)


@signed_in
def refused(request: Request, key: int) -> HttpResponse:
    """Rows that come back, with their cells marked."""
    row = _found(request, key)
    return sent(list_sheets.refused_rows(row), _("To be corrected"))


@signed_in
@require_POST
def undo(request: Request, key: int) -> HttpResponse:
    """Put everything back as it was."""
    return _done(request, key, operations.undo_batch)


@signed_in
@require_POST
def drop(request: Request, key: int) -> HttpResponse:
    """The list is not needed."""
    return _done(request, key, operations.drop_batch)


def _done(request: Request, key: int, deed: Any, **more: Any) -> HttpResponse:
    """A deed of one button, and back to the list with what stood in its way."""
    row = _found(request, key)
    form = DeedForm(request.POST)
    if not attempt(request, form, deed, batch=row.pk, **more):
        for error in form.non_field_errors():
            messages.warning(request, str(error))
    return redirect("list", key)


def _found(request: Request, key: int) -> Any:
    rows = access.batches(request.reach).select_related("unit", "programme", "created_by__person")
    return get_object_or_404(rows, pk=key)


def _noting(made: list[Any]) -> Any:
    """The deed of uploading, which also hands on the row that it made."""

    def upload(*, files: Any, unit: Any, kind: str, on: Any, actor: Any, at: Any) -> None:
        made.append(operations.upload(files=files, unit=unit, kind=kind, on=on, actor=actor, at=at))

    return upload
