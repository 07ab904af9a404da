"""The library of steps, and steps proposed for a route by difficulties."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.routes import access, operations
from marshrut.routes.queries import planner_of
from marshrut.web.books import listed
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import library_pages as pages
from marshrut.web.routes.pages import form_page, open_route
from marshrut.web.routes.suggesting import SuggestForm, sections
from marshrut.web.routes.texts import need_titles, step_form
from marshrut.web.routes.views.plan import allowed


@signed_in
def library(request: Request) -> HttpResponse:
    """Steps kept ready: one's own and what the territory shares."""
    finder = pages.Finder(request.GET or None, reach=request.reach)
    rows, titles = pages.lines(request, finder), need_titles()
    context = {
        "title": _("Library of steps"),
        "finder": finder,
        "rows": [(row, pages.needs_of(row, titles), step_form(row.form, None)) for row in rows],
        "may_add": access.may_keep_step(request.reach) or _units(request).exists(),
        "crumbs": _crumbs()[:1],
    }
    columns = pages.columns(request)
    return listed(request, "routes/library.html", context, lines=rows, columns=columns)


def _units(request: Request) -> Any:
    return access.units_to_share(request.reach)


def _crumbs() -> list[dict[str, str]]:
    """Where the pages of the library stand."""
    return [
        {"href": reverse("routes"), "title": _("Routes")},
        {"href": reverse("library"), "title": _("Library of steps")},
    ]


@signed_in
def new(request: Request) -> HttpResponse:
    """Keep a step ready, from a step of a route or from nothing."""
    units, own = _units(request), access.may_keep_step(request.reach)
    allowed(own or units.exists())
    asked = request.GET.get("from", "")
    known = access.pair_steps(request.reach)
    like = known.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
    form = pages.LibraryForm(
        request.POST or None, units=units, own=own, reach=request.reach, like=like
    )
    if attempt(request, form, operations.keep_library_step):
        messages.success(request, _("The step is in the library."))
        return redirect("library")
    return _form(
        request, form, _("A step for the library"), _("Keep in the library"), reverse("library")
    )


def _form(
    request: Request, form: DeedForm, title: str, button: str, back: str, *above: dict[str, str]
) -> HttpResponse:
    """A page with one form; ``above`` names the step that it is about, if there is one."""
    shown = {"title": title, "form": form, "button": button, "back": back}
    shown["crumbs"] = [*_crumbs(), *above]
    return render(request, "routes/library_form.html", shown)


def _row(request: Request, key: int) -> Any:
    rows = access.library_steps(request.reach).select_related("author", "unit")
    return get_object_or_404(rows, pk=key)


@signed_in
def step(request: Request, key: int) -> HttpResponse:
    """One step, with what its reader may do."""
    row = _row(request, key)
    edits = row.withdrawn_on is None and access.may_edit_step(request.reach, row)
    context = {
        "title": row.title,
        "row": row,
        "needs": pages.needs_of(row, need_titles()),
        "form_name": step_form(row.form, None),
        "taken": row.steps.filter(route__in=access.routes(request.reach)).count(),
        "edits": edits,
        "offers": edits and row.status == "own",
        "answers": row.status == "offered" and access.may_answer_offer(request.reach, row),
        "fresh": secrets.token_urlsafe(12),
        "crumbs": _crumbs(),
    }
    return render(request, "routes/library_step.html", context)


@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Say the step better."""
    row = _row(request, key)
    allowed(row.withdrawn_on is None and access.may_edit_step(request.reach, row))
    form = pages.LibraryForm(
        request.POST or None, units=_units(request), own=True, reach=request.reach, row=row
    )
    return _deed(request, row, form, operations.edit_library_step, _("Edit the step"), _("Save"))


@signed_in
def share(request: Request, key: int) -> HttpResponse:
    """Take an offered step into the library of a territory."""
    row = _row(request, key)
    allowed(row.status == "offered" and access.may_answer_offer(request.reach, row))
    form = pages.ShareForm(request.POST or None, row=row, units=_units(request))
    title = _("Take into the library")
    return _deed(request, row, form, operations.share_library_step, title, title)


@signed_in
def decline(request: Request, key: int) -> HttpResponse:
    """Leave an offered step with its author."""
    row = _row(request, key)
    allowed(row.status == "offered" and access.may_answer_offer(request.reach, row))
    form = pages.DeclineForm(request.POST or None, row=row)
    title = _("Leave with the author")
    return _deed(request, row, form, operations.decline_library_step, title, title)


def _deed(
    request: Request, row: Any, form: DeedForm, deed: Any, title: str, button: str
) -> HttpResponse:
    """A deed with a form, and back to the list: what was left with its author is not seen."""
    if attempt(request, form, deed, step=row.pk):
        messages.success(request, _("Saved."))
        return redirect("library")
    back = reverse("library_step", args=[row.pk])
    return _form(request, form, title, button, back, {"href": back, "title": row.title})


@signed_in
@require_POST
def offer(request: Request, key: int) -> HttpResponse:
    """Offer one's own step to the territory."""
    return _tap(request, key, operations.offer_library_step, _("The coordinator will look at it."))


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Offer the step no more."""
    done = _("The step is out of the library; routes keep what they took.")
    return _tap(request, key, operations.withdraw_library_step, done)


def _tap(request: Request, key: int, deed: Any, done: str) -> HttpResponse:
    """A deed by one press."""
    row = _row(request, key)
    allowed(access.may_edit_step(request.reach, row))
    form = DeedForm(request.POST)
    if attempt(request, form, deed, step=key):
        messages.success(request, done)
        return redirect("library")
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("library_step", key)


@signed_in
def suggest(request: Request, key: int) -> HttpResponse:
    """Steps of the library by the difficulties of the tutee, to be chosen for the plan."""
    page = open_route(request, key)
    if not page.reads_texts:
        raise Http404
    allowed(
        page.is_open and access.may_act_as(request.reach, page.route, planner_of(page.found.rules))
    )
    found = sections(request, page)
    form = SuggestForm(
        request.POST or None, sections=found, route=page.route, rules=page.found.rules,
        on=request.reach.on,
    )  # fmt: skip
    return form_page(
        request, page, form, operations.draft_steps,
        title=_("Steps by difficulties"), button=_("Take into the plan"),
        done=_("The steps are in the plan; change them as the two of you need."),
        back=reverse("route", args=[key]), template="routes/suggest.html", route=key,
        extra={"measured": any(one.need for one in found)},
    )  # fmt: skip
