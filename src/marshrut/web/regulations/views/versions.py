"""Versions: the list, one version with what each clause asks, its file, approving, amending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.journal.deeds import Forbidden
from marshrut.orders.access import order_units
from marshrut.programmes.access import to_adopt
from marshrut.programmes.operations import adopt_version, put_in_force
from marshrut.regulations import access, operations
from marshrut.regulations.basis import doubts
from marshrut.regulations.files import written
from marshrut.regulations.queries import acknowledged_counts, rules_of
from marshrut.regulations.waiting import unpublished
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import use_words
from marshrut.web.regulations import forms
from marshrut.web.regulations.acts import margin
from marshrut.web.regulations.columns import versions as of_versions
from marshrut.web.regulations.links import named
from marshrut.web.regulations.versions import differing, grouped, plain_sections, status_of
from marshrut.web.request import Request, signed_in

WITH = ("regulation__unit", "order__unit", "amends", "publication", "signed")


def found(request: Request, key: int) -> Any:
    """The version, if the reader sees it."""
    rows = access.versions(request.reach).select_related(*WITH)
    return get_object_or_404(rows, pk=key)


def to_write(request: Request, key: int) -> Any:
    """The draft, if the reader writes it; 403 for who only reads."""
    version = found(request, key)
    if not access.may_write(request.reach, version.regulation.unit_id):
        raise Forbidden
    return version


@signed_in
def index(request: Request) -> HttpResponse:
    """All versions that the reader sees, by regulation."""
    rows = access.versions(request.reach)
    every = rows.select_related(*WITH).order_by("regulation__title", "regulation", "-number")
    groups = grouped(every, acknowledged_counts(rows), request.reach.on)
    context = {
        "title": _("Versions of the regulation"),
        "regulations": groups,
        "may_load": access.units_to_write(request.reach).exists(),
    }
    lines = [row for group in groups for row in group["rows"]]
    return listed(
        request, "regulations/versions.html", context, lines=lines, columns=of_versions(request)
    )


@signed_in
def version(request: Request, key: int) -> HttpResponse:
    """The text with what each clause asks; a draft can be changed from here."""
    row = found(request, key)
    rules = rules_of(row)
    use_words(request, rules)
    context = {
        "title": row.regulation.title,
        "version": row,
        "status": status_of(row, request.reach.on),
        "is_draft": row.status == "draft",
        "differing": differing(row),
        "exact": sum(bool(clause.text) for clause in rules.clauses),
        "count": len(rules.clauses),
        "sections": plain_sections(rules),
    }
    context |= _known(request, row) | _may(request, row)
    return render(request, "regulations/version.html", context)


def _known(request: Request, row: Any) -> dict[str, Any]:
    """Where the version is published, and whether its basis holds."""
    on = request.reach.on
    published = getattr(row, "publication", None)
    approved = row.status == "approved"
    open_ = margin(doubts([row], on), on) if approved else {}
    return {
        "publication": published,
        "owed": next(unpublished(row, on), None) if approved and published is None else None,
        "doubts": sorted({said for several in open_.values() for said in several}),
        "may_publish": access.may_publish(request.reach, row.regulation.unit_id),
    }


def _may(request: Request, row: Any) -> dict[str, bool]:
    """What this reader may do with the version."""
    may_write = access.may_write(request.reach, row.regulation.unit_id)
    others = access.versions(request.reach).filter(regulation=row.regulation_id)
    return {
        "may_write": may_write,
        "may_try": may_write and status_of(row, request.reach.on) in {"draft", "approved"},
        "may_amend": may_write and row.status == "approved",
        "to_adopt": may_write and to_adopt(request.reach, row).exists(),
        "has_others": others.exclude(pk=row.pk).exists(),
    }


@signed_in
def file(request: Request, key: int) -> HttpResponse:
    """The version as a regulation file."""
    row = found(request, key)
    name = f"{rules_of(row).regulation}-{row.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = "application/yaml; charset=utf-8"
    return HttpResponse(written(row.document), content_type=kind, headers=headers)


@signed_in
def load(request: Request) -> HttpResponse:
    """A new regulation from a ready one or from a file."""
    if not access.units_to_write(request.reach).exists():
        raise Forbidden
    form = forms.LoadForm(request.POST or None, request.FILES or None, reach=request.reach)
    if attempt(request, form, operations.load_regulation):
        messages.success(request, _("Loaded as a draft. It comes into force by an order."))
        return redirect("regulation_versions")
    context = {
        "title": _("Load a regulation"),
        "form": form,
        "button": _("Load as a draft"),
        "back": named("regulation_versions"),
    }
    return render(request, "regulations/form.html", context)


@signed_in
@require_POST
def amend(request: Request, key: int) -> HttpResponse:
    """Begin a draft from an approved version; a draft that stands already is opened."""
    row = to_write(request, key)
    draft = row.regulation.versions.filter(status="draft").first()
    if draft is None:
        draft = operations.amend(version=row.pk, actor=request.reach, at=request.at)
    return redirect("regulation_version", draft.pk)


@signed_in
def adopt(request: Request, key: int) -> HttpResponse:
    """Let an approved version guard a programme from a day on."""
    row = to_write(request, key)
    form = forms.AdoptForm(request.POST or None, version=row, reach=request.reach)
    if attempt(request, form, adopt_version, version=row):
        messages.success(request, _("From that day the programme works by this version."))
        return redirect("regulations")
    context = {
        "title": _("Put this version to work"),
        "version": row,
        "form": form,
        "intro": _("Routes begun earlier keep the version under which they were made."),
        "button": _("Put to work"),
        "back": named("regulation_version", row.pk),
    }
    return render(request, "regulations/form.html", context)


@signed_in
def approve(request: Request, key: int) -> HttpResponse:
    """«Ввести в действие приказом»; a refusal quotes the clauses of the draft itself."""
    row = to_write(request, key)
    form = forms.InForceForm(request.POST or None, version=row, reach=request.reach)
    if attempt(request, form, put_in_force, rules=rules_of(row), version=row.pk):
        messages.success(request, _("Approved. From now on its text cannot be changed."))
        return redirect("regulation_version", row.pk)
    context = {
        "title": _("Put in force by an order"),
        "version": row,
        "form": form,
        "intro": _("After approval the text is frozen; later changes are a new version."),
        "later": access.versions(request.reach)
        .filter(regulation=row.regulation_id, status="approved", since__gt=request.reach.on)
        .order_by("since")
        .first(),
        "orders_href": named("order_new") if order_units(request.reach) else "",
        "button": _("Put in force"),
        "back": named("regulation_version", row.pk),
    }
    return render(request, "regulations/form.html", context)
