"""Questionnaires of one's own: the list, writing, publishing."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.diagnostics import access, operations
from marshrut.diagnostics.questionnaires import FRAMEWORK, OBSERVED
from marshrut.journal.deeds import Forbidden
from marshrut.web import drafts
from marshrut.web.books import listed
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.diagnosis_words import KINDS
from marshrut.web.diagnostics import columns, own_pages
from marshrut.web.request import Request, signed_in

DRAFT = "instrument"  # what is being typed is kept under this name


@signed_in
def instruments(request: Request) -> HttpResponse:
    """Questionnaires that the reader writes or may ask by."""
    if not access.home_units(request.reach).exists():
        raise Forbidden
    rows = access.own_instruments(request.reach).select_related("unit", "published")
    lines = list(rows.order_by("withdrawn_on", "title", "pk"))
    told = [(row, KINDS[row.document["kind"]]) for row in lines]
    shown = {"title": _("Questionnaires of our own"), "rows": told, "crumbs": _crumbs()[:1]}
    columns_ = columns.instruments(request)
    return listed(request, "diagnostics/own_list.html", shown, lines=lines, columns=columns_)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"href": reverse("diagnostics"), "title": _("Diagnostics")},
        {"href": reverse("instruments"), "title": _("Questionnaires of our own")},
    ]


@signed_in
def new(request: Request) -> HttpResponse:
    """Begin a questionnaire of one's own."""
    units = access.home_units(request.reach)
    if not units.exists():
        raise Forbidden
    kind = request.GET.get("kind", "")
    draft = f"{DRAFT}-{kind}" if kind in (*OBSERVED, FRAMEWORK) else DRAFT
    form = own_pages.new_form(request, units, kind)
    if attempt(request, form, operations.write_instrument):
        drafts.forget(request, draft)
        row = access.own_instruments(request.reach).latest("pk")
        messages.success(request, _("Written down. Look at it and publish."))
        return redirect("instrument", row.pk)
    title = own_pages.title_of_new(kind)
    return _form(request, form, title, reverse("instruments"), draft)


def _form(request: Request, form: DeedForm, title: str, back: str, draft: str) -> HttpResponse:
    """The long form; what was typed and not sent comes back."""
    drafts.restore(request, form, draft)
    shown = {"title": title, "form": form, "back": back, "crumbs": _crumbs(), "draft_key": draft}
    return render(request, "diagnostics/own_form.html", shown)


def _row(request: Request, key: int) -> Any:
    rows = access.own_instruments(request.reach).select_related("unit", "published")
    return get_object_or_404(rows, pk=key)


@signed_in
def instrument(request: Request, key: int) -> HttpResponse:
    """The questionnaire as people will see it, with what its writer may do."""
    row = _row(request, key)
    writes = access.may_write_instrument(request.reach, row.unit_id) and row.withdrawn_on is None
    shown = {
        "title": row.title,
        "row": row,
        "asked": own_pages.told(row, _shown(row, writes=writes)),
        "writes": writes,
        "publishes": writes and row.is_changed,
        "fresh": secrets.token_urlsafe(12),
        "crumbs": _crumbs(),
    }
    return render(request, "diagnostics/own.html", shown)


def _shown(row: Any, *, writes: bool) -> Any:
    """What is being written to its writer; to others what was published, if anything was."""
    return row.questionnaire if writes or row.published is None else row.published.questionnaire


@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Change what is written."""
    row = _row(request, key)
    if row.withdrawn_on or not access.may_write_instrument(request.reach, row.unit_id):
        raise Forbidden
    form = own_pages.form_of(request, row)
    draft = f"{DRAFT}-{key}"
    if attempt(request, form, operations.edit_instrument, instrument=key):
        drafts.forget(request, draft)
        messages.success(request, _("Saved."))
        return redirect("instrument", key)
    back = reverse("instrument", args=[key])
    title = _("Edit the competences") if row.is_framework else _("Edit the questionnaire")
    return _form(request, form, title, back, draft)


@signed_in
@require_POST
def publish(request: Request, key: int) -> HttpResponse:
    """Freeze what is written as the next version."""
    done = _("Published: from now on it may be used.")
    return _tap(request, key, operations.publish_own_instrument, done)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Offer the questionnaire no more."""
    done = _("Withdrawn: diagnoses that run go on, results stay.")
    return _tap(request, key, operations.withdraw_instrument, done)


def _tap(request: Request, key: int, deed: Any, done: str) -> HttpResponse:
    """A deed by one press."""
    row = _row(request, key)
    if not access.may_write_instrument(request.reach, row.unit_id):
        raise Forbidden
    form = DeedForm(request.POST)
    if attempt(request, form, deed, instrument=key):
        messages.success(request, done)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("instrument", key)
