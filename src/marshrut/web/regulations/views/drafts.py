"""Editing a draft: a file in its place, one clause, deleting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.regulations import operations
from marshrut.regulations.queries import rules_of
from marshrut.web.deeds import attempt
from marshrut.web.norm_words import clause_lines
from marshrut.web.programme_words import spoken, use_words
from marshrut.web.regulations import forms
from marshrut.web.regulations.versions import plain_clause
from marshrut.web.regulations.views.versions import to_write
from marshrut.web.request import Request, signed_in


@signed_in
def upload(request: Request, key: int) -> HttpResponse:
    """Put a file in the place of the draft."""
    row = to_write(request, key)
    initial = {"row_version": row.row_version}
    form = forms.UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if attempt(request, form, operations.upload_draft, version=row.pk):
        messages.success(request, _("The draft is replaced by the file."))
        return redirect("regulation_version", row.pk)
    context = {"title": _("Upload a file in its place"), "button": _("Upload")}
    return _form(request, row, form, context)


@signed_in
def drop(request: Request, key: int) -> HttpResponse:
    """Delete a draft; asked once."""
    row = to_write(request, key)
    form = forms.DropForm(request.POST or None, initial={"row_version": row.row_version})
    if attempt(request, form, operations.drop_draft, version=row.pk):
        messages.success(request, _("The draft is deleted."))
        return redirect("regulation_versions")
    context = {
        "title": _("Delete the draft"),
        "intro": _("All its changes are lost. This cannot be undone."),
        "button": _("Delete"),
    }
    return _form(request, row, form, context)


@signed_in
def clause(request: Request, key: int, clause: str) -> HttpResponse:
    """One clause: its exact text, and apart from it the restatement with what is checked."""
    row = to_write(request, key)
    plain = plain_clause(row.document, clause)
    if plain is None:
        raise Http404
    text_given = request.POST if request.POST.get("what") == "text" else None
    rest_given = request.POST if request.POST.get("what") == "clause" else None
    initial = {"row_version": row.row_version, "text": plain.get("text", "")}
    pasting = forms.PasteForm(text_given, initial=initial, auto_id="text_%s")
    form = forms.ClauseForm(
        rest_given, clause=plain, initial={"row_version": row.row_version}, auto_id="clause_%s"
    )
    given: dict[str, Any] = {"version": row.pk, "clause": clause}
    if (text_given and attempt(request, pasting, operations.paste_text, **given)) or (
        rest_given and attempt(request, form, operations.replace_clause, **given)
    ):
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('regulation_version', args=[row.pk])}#c-{clause}")
    return _edit(request, row, clause, pasting, form)


def _edit(
    request: Request, row: Any, key: str, pasting: forms.PasteForm, form: forms.ClauseForm
) -> HttpResponse:
    rules = rules_of(row)
    use_words(request, rules)
    keys = [one.key for one in rules.clauses]
    place = keys.index(key)
    one = rules.clauses[place]
    cite = spoken(one.cite, one.cite_en)
    context = {
        "title": cite[:1].upper() + cite[1:],
        "version": row,
        "pasting": pasting,
        "form": form,
        "lines": clause_lines(one.norms, rules),
        "before": rules.clauses[place - 1] if place else None,
        "after": rules.clauses[place + 1] if place + 1 < len(keys) else None,
        "back": f"{reverse('regulation_version', args=[row.pk])}#c-{key}",
    }
    return render(request, "regulations/edit.html", context)


def _form(request: Request, row: Any, form: Any, context: dict[str, Any]) -> HttpResponse:
    back = reverse("regulation_version", args=[row.pk])
    shown = {"version": row, "form": form, "back": back}
    return render(request, "regulations/form.html", shown | context)
