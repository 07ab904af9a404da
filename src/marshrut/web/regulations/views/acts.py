"""The catalogue of normative acts, and what a version rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.journal.deeds import Forbidden
from marshrut.regulations import access, operations
from marshrut.regulations.basis import cited, doubts
from marshrut.regulations.queries import citation_of, rules_of
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import spoken, use_words
from marshrut.web.regulations import act_forms as forms
from marshrut.web.regulations.acts import act_name, act_status, grounds, shaken
from marshrut.web.regulations.columns import acts as of_acts
from marshrut.web.regulations.views.versions import found, to_write
from marshrut.web.request import Request, signed_in


@signed_in
def index(request: Request) -> HttpResponse:
    """Acts of the reader's territories, the nearest level last."""
    rows = access.acts(request.reach).select_related("unit", "replaced_by")
    lines = [
        {
            "act": act,
            "name": act_name(act),
            "status": act_status(act, request.reach.on),
            "may_write": access.may_write(request.reach, act.unit_id),
        }
        for act in rows.order_by("level", "on", "pk")
    ]
    context = {
        "title": _("Normative acts"),
        "rows": lines,
        "may_write": access.units_to_write(request.reach).exists(),
    }
    return listed(request, "regulations/acts.html", context, lines=lines, columns=of_acts(request))


@signed_in
def new(request: Request) -> HttpResponse:
    """A new act of the catalogue."""
    if not access.units_to_write(request.reach).exists():
        raise Forbidden
    others = access.acts(request.reach)
    form = forms.ActForm(request.POST or None, reach=request.reach, row=None, others=others)
    if attempt(request, form, operations.add_act):
        messages.success(request, _("Saved."))
        return redirect("acts")
    return _form(request, form, title=_("Add an act"), button=_("Add"))


@signed_in
def act(request: Request, key: int) -> HttpResponse:
    """Correct an act, or write down what became of it."""
    row = get_object_or_404(access.acts(request.reach), pk=key)
    if not access.may_write(request.reach, row.unit_id):
        raise Forbidden
    others = access.acts(request.reach).exclude(pk=row.pk)
    form = forms.ActForm(request.POST or None, reach=request.reach, row=row, others=others)
    if attempt(request, form, operations.edit_act, act=row.pk):
        messages.success(request, _("Saved."))
        return redirect("acts")
    return _form(request, form, title=act_name(row), button=_("Save"))


@signed_in
def take(request: Request) -> HttpResponse:
    """Take over the acts that come with the system."""
    if not access.units_to_write(request.reach).exists():
        raise Forbidden
    form = forms.TakeForm(request.POST or None, reach=request.reach)
    if attempt(request, form, operations.take_acts):
        messages.success(request, _("The acts are in the catalogue; check each with the source."))
        return redirect("acts")
    intro = _(
        "Federal acts that the ready regulations cite: number, date and a short name."
        " Nobody has compared them with the sources for you."
    )
    return _form(request, form, title=_("Take the acts that come with the system"), intro=intro)


@signed_in
def basis(request: Request, key: int) -> HttpResponse:
    """«Основания»: acts cited by the clauses of a version, and what became of them."""
    row = found(request, key)
    rules = rules_of(row)
    use_words(request, rules)
    open_ = doubts([row], request.reach.on)
    context = {
        "title": _("What it rests on"),
        "version": row,
        "grounds": grounds(cited(row), rules, open_, request.reach.on),
        "checks": row.basis_checks.select_related("act").order_by("-on"),
        "may_write": access.may_write(request.reach, row.regulation.unit_id),
    }
    return render(request, "regulations/basis.html", context)


@signed_in
def check(request: Request, key: int, act: int) -> HttpResponse:
    """Answer «проверить основание»."""
    row = to_write(request, key)
    open_ = [one for one in doubts([row], request.reach.on) if one.act.pk == act]
    if not open_:
        raise Http404
    form = forms.CheckForm(request.POST or None, reach=request.reach)
    if attempt(request, form, operations.check_basis, version=row.pk, act=open_[0].act):
        messages.success(request, _("Recorded: the basis is checked."))
        return redirect("regulation_basis", row.pk)
    context = {
        "title": _("Check the basis"),
        "over": act_name(open_[0].act),
        "intro": shaken(open_[0].act, open_[0].since, request.reach.on),
        "amending": row,
    }
    return _form(request, form, **context, version=row, back=_basis(row))


@signed_in
def cite(request: Request, key: int) -> HttpResponse:
    """Say that a clause rests on an act."""
    row = to_write(request, key)
    clauses = [(one.key, spoken(one.cite, one.cite_en)) for one in rules_of(row).clauses]
    acts = access.acts(request.reach).order_by("level", "on")
    form = forms.CiteForm(request.POST or None, clauses=clauses, acts=acts)
    if attempt(request, form, operations.cite_act, version=row.pk):
        messages.success(request, _("Saved."))
        return redirect("regulation_basis", row.pk)
    return _form(request, form, title=_("Cite an act"), version=row, back=_basis(row))


@signed_in
@require_POST
def drop(request: Request, key: int) -> HttpResponse:
    """Take back what was cited by hand."""
    row = citation_of(key)
    if row is None:
        raise Http404
    version = to_write(request, row.version_id)
    operations.drop_citation(citation=row.pk, actor=request.reach, at=request.at)
    return redirect("regulation_basis", version.pk)


def _basis(row: Any) -> str:
    return reverse("regulation_basis", args=[row.pk])


def _form(request: Request, form: Any, **context: Any) -> HttpResponse:
    shown = {"form": form, "button": _("Save"), "back": reverse("acts")} | context
    return render(request, "regulations/form.html", shown)
