"""Norms of a clause in ordinary forms: choosing the type, filling the sentence, taking away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.regulations import operations
from marshrut.regulations.proposing import type_of
from marshrut.web.deeds import attempt
from marshrut.web.regulations.writing.drafts import Draft, text_of
from marshrut.web.regulations.writing.norm_forms import NormForm
from marshrut.web.regulations.writing.sentences import TYPES
from marshrut.web.regulations.writing.views.clauses import clause_of
from marshrut.web.regulations.writing.views.deciding import done, draft_of
from marshrut.web.request import Request, signed_in


@signed_in
def types(request: Request, key: int, clause: str) -> HttpResponse:
    """Which type of norm: thirteen, each with a line of explanation."""
    draft = draft_of(request, key)
    context = {
        "title": _("What does the clause ask?"),
        "version": draft.row,
        "clause": clause_of(draft, clause),
        "types": TYPES.items(),
    }
    return render(request, "regulations/writing/types.html", context)


@signed_in
def new(request: Request, key: int, clause: str) -> HttpResponse:
    """A norm of the type in the address, filled in from nothing."""
    draft = draft_of(request, key)
    clause_of(draft, clause)
    kind = request.GET.get("type", next(iter(TYPES)))
    if kind not in TYPES:
        raise Http404
    return _write(request, draft, clause, kind, None, None)


@signed_in
def proposed(request: Request, key: int, clause: str) -> HttpResponse:
    """A norm that is proposed, to be changed before it is taken."""
    draft = draft_of(request, key)
    clause_of(draft, clause)
    norms = draft.proposal(clause).norms
    place = _place(request.GET, len(norms))
    return _write(request, draft, clause, type_of(norms[place]), dict(norms[place]), None)


@signed_in
def norm(request: Request, key: int, clause: str) -> HttpResponse:
    """A norm of the clause, to be changed."""
    draft = draft_of(request, key)
    norms = clause_of(draft, clause).get("norms", ())
    place = _place(request.GET, len(norms))
    return _write(request, draft, clause, type_of(norms[place]), norms[place], place)


@signed_in
@require_POST
def drop(request: Request, key: int, clause: str) -> HttpResponse:
    """Take a norm away from its clause."""
    draft = draft_of(request, key)
    place = _place(request.POST, len(clause_of(draft, clause).get("norms", ())))
    given: dict[str, Any] = {"version": draft.row.pk, "clause": clause, "place": place}
    if done(request, operations.write_norm, norm=None, **given):
        messages.success(request, _("The requirement is taken away. It can be undone."))
    return redirect("regulation_written", key, clause)


def _place(given: Mapping[str, Any], length: int) -> int:
    """Which norm of a clause; 404 when it has none there."""
    asked = str(given.get("place", "0"))
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else length
    if place >= length:
        raise Http404
    return place


def _write(
    request: Request, draft: Draft, clause: str, kind: str, norm: Any, place: int | None
) -> HttpResponse:
    initial = {"row_version": draft.row.row_version}
    form = NormForm(
        request.POST or None, type_=kind, norm=norm, stages=draft.stages, initial=initial
    )
    given: dict[str, Any] = {"version": draft.row.pk, "clause": clause, "place": place}
    if attempt(request, form, operations.write_norm, **given):
        messages.success(request, _("Saved."))
        return redirect("regulation_written", draft.row.pk, clause)
    plain = clause_of(draft, clause)
    context = {
        "title": TYPES[kind].title,
        "version": draft.row,
        "clause": plain,
        "text": text_of(plain) or plain["gist"],
        "explanation": TYPES[kind].explanation,
        "form": form,
    }
    return render(request, "regulations/writing/norm.html", context)
