"""Clauses and parts of a draft: words, place, adding, taking away."""

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
from marshrut.regulations.splitting.places import places
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.regulations.writing import clause_forms, forms
from marshrut.web.regulations.writing.drafts import Draft, lines_of
from marshrut.web.regulations.writing.sentences import TYPES
from marshrut.web.regulations.writing.views.deciding import done, draft_of
from marshrut.web.request import Request, signed_in


def clause_of(draft: Draft, key: str) -> dict[str, Any]:
    """The clause as it is kept, or 404."""
    found = draft.clause(key)
    if found is None:
        raise Http404
    return found


@signed_in
def clause(request: Request, key: int, clause: str) -> HttpResponse:
    """Words of a clause, and beside them what it asks."""
    draft = draft_of(request, key)
    plain = clause_of(draft, clause)
    initial = {**plain, "row_version": draft.row.row_version}
    form = clause_forms.WordsForm(request.POST or None, initial=initial)
    given: dict[str, Any] = {"version": draft.row.pk, "clause": clause}
    if attempt(request, form, operations.write_clause, **given):
        messages.success(request, _("Saved."))
        return redirect("regulation_written", key, clause)
    rules = rules_of(draft.row)
    part = draft.document["parts"][draft.part_of(clause)]["clauses"]
    context = {
        "title": draft.items[draft.keys.index(clause)].cite,
        "version": draft.row,
        "draft": draft,
        "clause": plain,
        "form": form,
        "button": DeedForm(initial={"row_version": draft.row.row_version}),
        "norms": list(enumerate(lines_of(plain.get("norms", ()), rules))),
        "may_split": bool(places(plain.get("text", ""))),
        "is_last": part[-1]["key"] == clause,
        "proposed": list(enumerate(lines_of(draft.proposal(clause).norms, rules))),
    }
    return render(request, "regulations/writing/clause.html", context)


@signed_in
@require_POST
def move(request: Request, key: int, clause: str) -> HttpResponse:
    """One place up or down."""
    draft = draft_of(request, key)
    by = -1 if request.POST.get("by") == "up" else 1
    done(request, operations.move_clause, version=draft.row.pk, clause=clause, by=by)
    return redirect("regulation_written", key, clause)


@signed_in
def split(request: Request, key: int, clause: str) -> HttpResponse:
    """Cut the text in two: what follows becomes a clause of its own."""
    draft = draft_of(request, key)
    plain = clause_of(draft, clause)
    initial = {"row_version": draft.row.row_version}
    form = clause_forms.SplitForm(request.POST or None, text=plain.get("text", ""), initial=initial)
    given: dict[str, Any] = {"version": draft.row.pk, "clause": clause}
    if attempt(request, form, operations.split_clause, **given):
        messages.success(
            request, _("The clause is cut in two. Look through both; it can be undone.")
        )
        return redirect("regulation_written", key, form.cleaned_data["key"])
    title = _("Cut in two: %(cite)s") % {"cite": plain["cite"]}
    context = {"title": title, "form": form, "button": _("Cut"), "intro": plain.get("text", "")}
    return render_form(request, draft, context)


@signed_in
@require_POST
def join(request: Request, key: int, clause: str) -> HttpResponse:
    """Put the next clause of the part into this one."""
    draft = draft_of(request, key)
    if done(request, operations.join_clause, version=draft.row.pk, clause=clause):
        messages.success(request, _("The clauses are put together. It can be undone."))
    return redirect("regulation_written", key, clause)


@signed_in
@require_POST
def drop(request: Request, key: int, clause: str) -> HttpResponse:
    """Take a clause away; the page of the draft offers to undo it."""
    draft = draft_of(request, key)
    if not done(request, operations.drop_clause, version=draft.row.pk, clause=clause):
        return redirect("regulation_written", key, clause)
    messages.success(request, _("The clause is taken away. It can be undone."))
    return redirect("regulation_writing", key)


@signed_in
def add(request: Request, key: int) -> HttpResponse:
    """A new clause."""
    draft = draft_of(request, key)
    last = len(draft.document["parts"]) - 1
    initial = {
        "row_version": draft.row.row_version,
        "part": last,
        "after": (draft.keys or [""])[-1],
    }
    asked, after = request.GET.get("part", ""), request.GET.get("after", "")
    if after in draft.keys:
        initial |= {"part": draft.part_of(after), "after": after}
    elif asked.isascii() and asked.isdigit() and len(asked) < 6:
        clauses = [one.get("clauses", []) for one in draft.document["parts"]][int(asked) :][:1]
        after = clauses[0][-1]["key"] if clauses and clauses[0] else ""
        initial |= {"part": int(asked), "after": after}
    form = clause_forms.AddForm(request.POST or None, document=draft.document, initial=initial)
    if attempt(request, form, operations.add_clause, version=draft.row.pk):
        messages.success(request, _("The clause is added."))
        return redirect("regulation_written", key, form.cleaned_data["key"])
    context = {"title": _("New clause"), "form": form, "button": _("Add")}
    return render_form(request, draft, context)


@signed_in
def parts(request: Request, key: int) -> HttpResponse:
    """Titles of parts; a part without clauses goes when its title is emptied."""
    draft = draft_of(request, key)
    form = forms.PartForm(request.POST or None)
    if attempt(request, form, operations.write_part, version=draft.row.pk):
        messages.success(request, _("Saved."))
        return redirect("regulation_parts", key)
    for said in (one for errors in form.errors.values() for one in errors):
        messages.warning(request, str(said))
    version = {"row_version": draft.row.row_version}
    rows = [
        {
            "form": forms.PartForm(initial=version | {"part": at} | part, auto_id=f"part_{at}_%s"),
            "place": at,
            "clauses": part["clauses"],
        }
        for at, part in enumerate(draft.document["parts"])
    ]
    new = forms.PartForm(initial=version, auto_id="part_new_%s")
    context = {"title": _("Parts"), "draft": draft, "version": draft.row, "rows": rows, "new": new}
    return render(request, "regulations/writing/parts.html", context)


def render_form(request: Request, draft: Draft, context: dict[str, Any]) -> HttpResponse:
    """A page with one form of a draft."""
    back = reverse("regulation_writing", args=[draft.row.pk])
    shown = {"version": draft.row, "draft": draft, "back": back, "types": TYPES}
    return render(request, "regulations/writing/form.html", shown | context)
