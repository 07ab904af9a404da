"""What stands around the clauses: the head, the local words, the file itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.norms.vocabulary import TERMS
from marshrut.regulations import operations
from marshrut.regulations.queries import rules_of
from marshrut.web.deeds import attempt
from marshrut.web.regulations.writing import forms
from marshrut.web.regulations.writing.declining import proposed
from marshrut.web.regulations.writing.views.clauses import render_form
from marshrut.web.regulations.writing.views.deciding import done, draft_of
from marshrut.web.request import Request, signed_in
from marshrut.web.words import DEFAULT, Words

PEOPLE = {"tutor", "tutee"}


@signed_in
def head(request: Request, key: int) -> HttpResponse:
    """Title, who approves, period, posts."""
    draft = draft_of(request, key)
    initial = {"row_version": draft.row.row_version}
    form = forms.HeadForm(request.POST or None, document=draft.document, initial=initial)
    if attempt(request, form, operations.write_head, version=draft.row.pk):
        messages.success(request, _("Saved."))
        return redirect("regulation_writing", key)
    back = reverse("regulation_writing", args=[key])
    context = {"title": _("Head of the draft"), "version": draft.row, "form": form, "back": back}
    return render(request, "regulations/writing/head.html", context)


@signed_in
def words(request: Request, key: int) -> HttpResponse:
    """What this regulation calls a tutor, a tutee, a route."""
    draft = draft_of(request, key)
    own = rules_of(draft.row).words
    said = Words(own)
    context = {
        "title": _("Words of the regulation"),
        "version": draft.row,
        "rows": [
            {"term": term, "usual": DEFAULT.say(term), "said": said.say(term), "own": term in own}
            for term in TERMS
            if term in DEFAULT
        ],
    }
    return render(request, "regulations/writing/words.html", context)


@signed_in
def word(request: Request, key: int, term: str) -> HttpResponse:
    """One word in its cases; they are proposed from the first one, a person confirms."""
    draft = draft_of(request, key)
    if term not in TERMS or term not in DEFAULT:
        raise Http404
    if request.method == "POST" and "usual" in request.POST:
        done(request, operations.write_word, version=draft.row.pk, term=term, forms=None)
        return redirect("regulation_words", key)
    asked = request.GET.get("word", "").strip()
    known = rules_of(draft.row).words.get(term)
    initial = _proposed(asked, term) | {"row_version": draft.row.row_version}
    form = forms.WordForm(request.POST or None, known=known, initial=initial)
    if attempt(request, form, operations.write_word, version=draft.row.pk, term=term):
        messages.success(request, _("Saved."))
        return redirect("regulation_words", key)
    shown = {"version": draft.row, "form": form, "asked": asked, "own": known is not None}
    context: dict[str, Any] = shown | {"usual": DEFAULT.say(term), "title": DEFAULT.say(term)}
    return render(request, "regulations/writing/word.html", context)


def _proposed(asked: str, term: str) -> dict[str, Any]:
    if not asked:
        return {}
    found = proposed(asked, living=term in PEOPLE)
    cases = {
        f"{number}-{case}": form
        for number in ("one", "many")
        for case, form in zip(forms.CASE_NAMES, found[number], strict=True)
    }
    return cases | {"gender": found["gender"]}


@signed_in
def file(request: Request, key: int) -> HttpResponse:
    """The file as a text, for who likes it; mistakes are told by line and clause."""
    draft = draft_of(request, key)
    initial = {"row_version": draft.row.row_version}
    form = forms.FileText(request.POST or None, kept=draft.document, initial=initial)
    if attempt(request, form, operations.upload_draft, version=draft.row.pk):
        messages.success(request, _("Saved."))
        return redirect("regulation_writing", key)
    intro = _("Nobody needs this page: all that the file says can be written in forms.")
    context = {"title": _("Regulation file"), "form": form, "intro": intro, "button": _("Save")}
    return render_form(request, draft, context)
