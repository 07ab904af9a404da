"""Answering what a list asks: words once for all rows, rows one after another, who has left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from marshrut.imports import access, operations
from marshrut.imports.queries import asked_words, doubtful, not_in_list, problems_of
from marshrut.web.books import page_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.people import list_forms, list_pages
from marshrut.web.request import Request, signed_in


@signed_in
def words(request: Request, key: int) -> HttpResponse:
    """Posts, organisations and educations that nobody has told yet."""
    batch = _found(request, key)
    form = list_forms.WordsForm(
        request.POST or None,
        asked=asked_words(problems_of(batch)),
        batch=batch,
        units=access.targets(request.reach),
        on=request.reach.on,
    )
    if attempt(request, form, operations.answer_words, batch=batch.pk):
        messages.success(request, _("Remembered: the next list will not ask."))
        return redirect(list_pages.onward(batch))
    shown = {"title": _("Asked once for the whole list"), "form": form, "batch": batch}
    return render(request, "people/list_words.html", shown)


@signed_in
def row(request: Request, key: int) -> HttpResponse:
    """One doubtful row; after it comes the next one."""
    found = get_object_or_404(_rows(request), pk=key)
    out = "out" in request.POST
    form = list_forms.RowForm(
        request.POST or None,
        row=found,
        who=list_pages.who_choices(found, request.reach),
        so=list_pages.so_choices(found),
        out=out,
    )
    if attempt(request, form, operations.answer_row, row=found.pk, out=out):
        return redirect(list_pages.onward(found.batch, found.pk))
    shown = {
        "title": list_pages.line(found, found.file).name,
        "form": form,
        "batch": found.batch,
        "line": list_pages.line(found, found.file),
        "left": doubtful(found.batch).count(),
        "next": list_pages.onward(found.batch, found.pk),
    }
    return render(request, "people/list_row.html", shown)


@signed_in
@require_POST
def fixes(request: Request, key: int) -> HttpResponse:
    """Take every correction that is proposed."""
    batch = _found(request, key)
    made: list[int] = []

    def accept(*, actor: Any, at: Any) -> None:
        made.append(operations.accept_fixes(batch=batch.pk, actor=actor, at=at))

    if attempt(request, DeedForm(request.POST), accept) and made:
        told = ngettext("Corrected: %(n)d row.", "Corrected: %(n)d rows.", made[0])
        messages.success(request, told % {"n": made[0]})
    return redirect("list", key)


@signed_in
@require_POST
def choose(request: Request, key: int) -> HttpResponse:
    """Which rows of the page will be written."""
    batch = _found(request, key)
    asked = [int(one) for one in request.POST.getlist("shown") if one.isdecimal() and len(one) < 18]
    shown = list(batch.rows.filter(pk__in=asked[:100]).values_list("pk", flat=True))
    form = list_forms.ChooseForm(request.POST, shown=shown)
    if attempt(request, form, operations.choose_rows, batch=batch.pk):
        messages.success(request, _("The choice is kept."))
    return redirect(list_pages.back_to(batch, request.POST.get("show", "")))


@signed_in
def left(request: Request, key: int) -> HttpResponse:
    """Who works here and does not stand in the list; nobody has left unless it is told."""
    batch = _found(request, key)
    rows = not_in_list(batch, request.reach).order_by("unit__name", "person__surname", "pk")
    page = page_of(request, rows)
    form = list_forms.LeftForm(
        request.POST or None,
        jobs=list(page.object_list),
        left=batch.leaving,
        on=request.reach.on,
    )
    if attempt(request, form, operations.choose_leaving, batch=batch.pk):
        messages.success(request, _("The choice is kept."))
        return redirect("list", key)
    shown = {"title": _("Not in the list"), "form": form, "batch": batch, "page_obj": page}
    return render(request, "people/list_left.html", shown)


def _found(request: Request, key: int) -> Any:
    rows = access.batches(request.reach).select_related("unit", "programme")
    return get_object_or_404(rows, pk=key)


def _rows(request: Request) -> Any:
    return access.rows(request.reach).select_related(
        "batch__unit", "batch__programme", "file", "unit"
    )
