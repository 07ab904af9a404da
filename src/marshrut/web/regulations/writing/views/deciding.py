"""One decision at a time: a clause, what is proposed for it, three buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.regulations import operations
from marshrut.regulations.queries import rules_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.programme_words import use_words
from marshrut.web.regulations.views.versions import to_write
from marshrut.web.regulations.writing.drafts import Draft, lines_of, marked, text_of
from marshrut.web.regulations.writing.showing import reasons
from marshrut.web.request import Request, signed_in


def draft_of(request: Request, key: int) -> Draft:
    """The draft, if the reader writes it; 404 for a version that is approved."""
    row = to_write(request, key)
    if row.status != "draft":
        raise Http404
    use_words(request, rules_of(row))
    return Draft(row)


@signed_in
def index(request: Request, key: int) -> HttpResponse:
    """The clause that waits, or the one of the address; all clauses as a strip above it."""
    draft = draft_of(request, key)
    chosen = request.GET.get("clause", "")
    current = chosen if chosen in draft.keys else draft.waiting()
    context: dict[str, Any] = {
        "title": _("Draft, clause by clause"),
        "version": draft.row,
        "draft": draft,
        "progress": draft.progress,
        "undo": draft.undo,
        "lacking": draft.lacking,
        "form": DeedForm(initial={"row_version": draft.row.row_version}),
    }
    if current:
        context |= _one(draft, current)
    return render(request, "regulations/writing/index.html", context)


def _one(draft: Draft, key: str) -> dict[str, Any]:
    """What the page says of one clause."""
    place = draft.keys.index(key)
    clause = draft.clause(key) or {}
    proposal = draft.proposal(key)
    rules = rules_of(draft.row)
    following = draft.keys[place + 1] if place + 1 < len(draft.keys) else ""
    return {
        "item": draft.items[place],
        "clause": clause,
        "pieces": marked(text_of(clause) or clause["gist"], proposal),
        "kept": lines_of(clause.get("norms", ()), rules),
        "proposal": proposal,
        "proposed": list(enumerate(lines_of(proposal.norms, rules))),
        "reasons": reasons(proposal, text_of(clause)),
        "following": following,
        "before": draft.keys[place - 1] if place else "",
    }


@signed_in
@require_POST
def decide(request: Request, key: int, clause: str) -> HttpResponse:
    """Take what is proposed, or leave the clause without a check; then the next one waits."""
    draft = draft_of(request, key)
    accepted = request.POST.get("how") == "accepted"
    norms = draft.proposal(clause).norms if accepted else ()
    how = "accepted" if accepted else "plain"
    given: dict[str, Any] = {"version": draft.row.pk, "clause": clause, "norms": norms, "how": how}
    if not done(request, operations.decide_clause, **given):
        return redirect(_at(key, clause))
    following = draft.waiting(after=clause)
    return redirect(_at(key, following if following != clause else ""))


@signed_in
@require_POST
def undo(request: Request, key: int) -> HttpResponse:
    """Take the last change back, and show the clause that it was about."""
    draft = draft_of(request, key)
    step = request.POST.get("step", "")
    about = request.POST.get("clause", "")
    number = int(step) if step.isascii() and step.isdigit() and len(step) < 18 else 0
    done(request, operations.undo_step, version=draft.row.pk, step=number)
    return redirect(_at(key, about))


def done(request: Request, deed: Any, **given: Any) -> bool:
    """A deed behind one button; what stands against it is said on the next page."""
    form = DeedForm(request.POST)
    if attempt(request, form, deed, **given):
        return True
    for said in form.non_field_errors():
        messages.warning(request, str(said))
    return False


def _at(key: int, clause: str) -> str:
    address = reverse("regulation_writing", args=[key])
    return f"{address}?clause={clause}" if clause else address
