"""Steps: their page, planning, evidence, results, notes, looking back."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marshrut.files.keeping import download
from marshrut.routes import access, operations
from marshrut.routes.operations.walking import OPEN
from marshrut.routes.queries import planner_of
from marshrut.web import catalogues
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import forms
from marshrut.web.routes.pages import Open, context, form_page, open_route, open_step, seen_by
from marshrut.web.routes.step_forms import StepForm
from marshrut.web.routes.step_pages import LinkForm, back_to, deed_on, visits_for, walkable
from marshrut.web.routes.texts import need_title, step_form
from marshrut.web.routes.views.plan import allowed


@signed_in
def step(request: Request, key: int) -> HttpResponse:
    """One station: what is expected, what came of it, evidence and notes."""
    page, row = open_step(request, key)
    going = page.is_open and row.status in OPEN
    shown = {
        "step": row,
        "form_name": step_form(row.form, page.found.rules),
        "need": need_title(row.need),
        "source": row.source,
        "keeps": page.leads and access.may_keep_step(request.reach),
        "chosen": catalogues.told(page.found.rules, row.words),
        "evidence": row.evidence.select_related("author", "file").order_by("at"),
        "notes": row.notes.select_related("author", "file").order_by("at"),
        "evidence_form": forms.EvidenceForm() if page.is_open and walkable(row) else None,
        "result_form": forms.ResultForm(row=row, initial={"result": row.result}) if going else None,
        "plans": page.is_open and _plans(request, page) and not row.is_done,
        "checks": page.leads and not row.is_done,
        "links": page.leads and not row.visit_id and visits_for(request, page).exists(),
        "fresh": secrets.token_urlsafe(12),
        "seen_by": seen_by(page),
    }
    return render(request, "routes/step.html", context(page, row.title) | shown)


@signed_in
def new(request: Request, key: int) -> HttpResponse:
    """Add a step; to an agreed plan with a reason."""
    page = open_route(request, key)
    allowed(page.is_open and _plans(request, page))
    form = _step_form(request, page, page.route)
    return form_page(
        request,
        page,
        form,
        operations.add_step,
        title=_("Add a step"),
        button=_("Add"),
        done=_("The step is added."),
        route=key,
    )


def _step_form(request: Request, page: Open, row: Any) -> StepForm:
    told: dict[str, Any] = {"route": page.route, "rules": page.found.rules}
    return StepForm(request.POST or None, row=row, reach=request.reach, **told)


def _plans(request: Request, page: Open) -> bool:
    return access.may_act_as(request.reach, page.route, planner_of(page.found.rules))


@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Say the step better."""
    page, row = open_step(request, key)
    allowed(page.is_open and _plans(request, page))
    form = _step_form(request, page, row)
    return deed_on(request, page, row, form, operations.edit_step, _("Edit the step"), _("Save"))


@signed_in
def move(request: Request, key: int) -> HttpResponse:
    """Give the step another day, with a reason."""
    page, row = open_step(request, key)
    allowed(page.is_open and _plans(request, page))
    form = forms.MoveForm(request.POST or None, row=row, initial={"due": row.due})
    return deed_on(request, page, row, form, operations.move_step, _("Move the step"), _("Move"))


@signed_in
def drop(request: Request, key: int) -> HttpResponse:
    """Take the step off the way; it stays on the line with its reason."""
    page, row = open_step(request, key)
    allowed(page.is_open and _plans(request, page))
    form = forms.ReasonForm(request.POST or None, row=row)
    return deed_on(request, page, row, form, operations.drop_step, _("Drop the step"), _("Drop"))


@signed_in
def submit(request: Request, key: int) -> HttpResponse:
    """Say what came of it."""
    page, row = open_step(request, key)
    allowed(page.is_open)
    form = forms.ResultForm(request.POST or None, row=row)
    return deed_on(
        request, page, row, form, operations.submit_step, _("What came of it"), _("Submit")
    )


@signed_in
def accept(request: Request, key: int) -> HttpResponse:
    """The step is walked."""
    page, row = open_step(request, key)
    allowed(page.leads)
    form = forms.DayForm(request.POST or None, row=row, reach=request.reach)
    return deed_on(
        request, page, row, form, operations.accept_step, _("Accept the step"), _("Accept")
    )


@signed_in
def give_back(request: Request, key: int) -> HttpResponse:
    """Return it with what to correct."""
    page, row = open_step(request, key)
    allowed(page.leads)
    form = forms.RemarkForm(request.POST or None, row=row)
    title = _("Return for correction")
    return deed_on(request, page, row, form, operations.return_step, title, title)


@signed_in
def evidence(request: Request, key: int) -> HttpResponse:
    """Put a text, a file or a photo to the step."""
    page, row = open_step(request, key)
    allowed(page.is_open)
    form = forms.EvidenceForm(request.POST or None, request.FILES or None)
    return deed_on(request, page, row, form, operations.add_evidence, _("Evidence"), _("Add"))


@signed_in
def link(request: Request, key: int) -> HttpResponse:
    """Tie a visit to the step that it serves."""
    page, row = open_step(request, key)
    allowed(page.leads)
    form = LinkForm(request.POST or None, visits=visits_for(request, page))
    title = _("Tie a visit to the step")
    return deed_on(request, page, row, form, operations.link_step, title, _("Tie"))


@signed_in
def note(request: Request, key: int) -> HttpResponse:
    """The tutor's note or material, at the route or at one of its steps."""
    page = open_route(request, key)
    allowed(page.may_note)
    number = request.GET.get("step", "")
    step_key = int(number) if number.isdigit() else None
    back = back_to(step_key) if step_key else ""
    return form_page(
        request,
        page,
        forms.NoteForm(request.POST or None, request.FILES or None),
        operations.add_note,
        title=_("Leave a note"),
        button=_("Leave a note"),
        done=_("The note is left."),
        back=back,
        route=key,
        step=step_key,
        extra={"seen_by": seen_by(page)},
    )


@signed_in
def reflect(request: Request, key: int) -> HttpResponse:
    """Three prompts, any of which may stay empty."""
    page = open_route(request, key)
    allowed(page.is_tutee and page.is_open)
    return form_page(
        request,
        page,
        forms.ReflectForm(request.POST or None),
        operations.reflect,
        title=_("Look back"),
        button=_("Save"),
        done=_("Saved."),
        draft=f"reflect:{key}",
        route=key,
        extra={"seen_by": seen_by(page), "long": True},
    )


@signed_in
def evidence_file(request: Request, key: int) -> FileResponse:
    """A file of a step, for the pair."""
    row = get_object_or_404(access.evidence(request.reach).select_related("file"), pk=key)
    return _download(row.file)


@signed_in
def note_file(request: Request, key: int) -> FileResponse:
    """A material of the tutor, for the pair."""
    row = get_object_or_404(access.notes(request.reach).select_related("file"), pk=key)
    return _download(row.file)


def _download(file: Any) -> FileResponse:
    if file is None:
        raise Http404
    return FileResponse(**download(file))
