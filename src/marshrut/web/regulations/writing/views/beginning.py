"""Where a new regulation comes from: a text, a ready one, another's version, nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.journal.deeds import Forbidden
from marshrut.regulations import access, operations
from marshrut.web.deeds import attempt
from marshrut.web.regulations.writing import beginning
from marshrut.web.regulations.writing.drafts import newest_draft
from marshrut.web.request import Request, signed_in


def _to_begin(request: Request) -> None:
    if not access.units_to_write(request.reach).exists():
        raise Forbidden


@signed_in
def index(request: Request) -> HttpResponse:
    """Four ways to begin, one of them for who has only a file of Word."""
    _to_begin(request)
    return render(request, "regulations/writing/begin.html", {"title": _("New regulation")})


@signed_in
def text(request: Request) -> HttpResponse:
    """From a text: the clauses are found in it, norms are proposed after."""
    form = beginning.TextForm
    intro = _(
        "The text is taken apart by its own numbering. Nothing is checked yet: clause by clause it"
        " will be proposed what to check, and you decide."
    )
    return _begin(request, form, _("From a text"), intro, _("Take the text apart"))


@signed_in
def empty(request: Request) -> HttpResponse:
    """From nothing: parts and clauses are added by hand."""
    intro = _("Parts and clauses are added one by one; what each asks is chosen in plain forms.")
    return _begin(request, beginning.BeginForm, _("From nothing"), intro, _("Begin"))


@signed_in
def version(request: Request) -> HttpResponse:
    """From an approved version of another regulation that the reader sees."""
    intro = _("Words, clauses and requirements are copied; the base itself stays as it is.")
    title = _("From another regulation")
    return _begin(request, beginning.BaseForm, title, intro, _("Take as the base"))


def _begin(request: Request, form_of: Any, title: str, intro: str, button: str) -> HttpResponse:
    _to_begin(request)
    form = form_of(request.POST or None, request.FILES or None, reach=request.reach)
    if attempt(request, form, operations.load_regulation):
        row = newest_draft(request.reach, form.cleaned_data["unit"])
        messages.success(request, _("The draft is kept. It comes into force by an order."))
        return redirect("regulation_writing", row.pk) if row else redirect("regulation_versions")
    back = reverse("regulation_begin")
    context = {"title": title, "form": form, "intro": intro, "button": button, "back": back}
    return render(request, "regulations/form.html", context)
