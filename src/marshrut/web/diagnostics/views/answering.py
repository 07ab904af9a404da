"""The questionnaire: before it, while it is answered, from paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.diagnostics import access, operations, queries
from marshrut.diagnostics.keeping import keep_answers
from marshrut.journal.deeds import Forbidden
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.diagnostics import pages
from marshrut.web.diagnostics.forms import Answers
from marshrut.web.programme_words import spoken
from marshrut.web.request import Request, signed_in


@signed_in
def response(request: Request, key: int) -> HttpResponse:
    """One's own questionnaire; finished, it leads to the results."""
    row = _own(request, key)
    if row.status in {"invited", "paper", "finished"} or not row.is_open(request.reach.on):
        return _before(request, row)
    form = Answers(request.POST or None, row=row, reach=request.reach, on_behalf=False)
    if "keep" in request.POST and form.is_valid():
        keep_answers(reach=request.reach, response=row.pk, filled=form.filled)
        messages.success(request, _("Saved. You can go on at any time."))
        return redirect("response", row.pk)
    if attempt(request, form, operations.finish_response, response=row.pk):
        if row.campaign.anonymous:
            messages.success(request, _("Finished. Thank you."))
            return redirect("response", row.pk)
        messages.success(request, _("Finished. These are your results."))
        return redirect("results")
    context = _context(request, row) | {"form": form, "answered": len(row.answers)}
    return render(request, "diagnostics/answers.html", context)


def _before(request: Request, row: Any) -> HttpResponse:
    """What it is, how long it takes, who will see it; and what came of one that is closed."""
    on = request.reach.on
    objected = queries.is_objected(row, on)
    running = row.campaign.status == "running" and row.campaign.since <= on
    begins = running and (row.started_on is None or objected) and (objected or not row.finished_on)
    context = _context(request, row) | {"begins": begins, "form": DeedForm()}
    return render(request, "diagnostics/before.html", context)


@signed_in
@require_POST
def begin(request: Request, key: int) -> HttpResponse:
    """Open the questionnaire."""
    row = _own(request, key)
    form = DeedForm(request.POST)
    attempt(request, form, operations.begin_response, response=row.pk)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("response", row.pk)


@signed_in
@require_POST
def save(request: Request, key: int) -> HttpResponse:
    """Keep what is answered so far: 204 when kept, 409 when the questionnaire is closed."""
    row = _own(request, key)
    form = Answers(request.POST, row=row, reach=request.reach, on_behalf=False)
    form.is_valid()
    kept = keep_answers(reach=request.reach, response=row.pk, filled=form.filled)
    return HttpResponse(status=204 if kept else 409)


@signed_in
def paper(request: Request, key: int) -> HttpResponse:
    """Write down a questionnaire filled in on paper; what it says is shown to nobody afterwards."""
    rows = access.responses(request.reach).select_related("campaign__instrument", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    if not access.may_record_for(request.reach, row):
        raise Forbidden
    files = request.FILES or None
    form = Answers(request.POST or None, files, row=row, reach=request.reach, on_behalf=True)
    if attempt(request, form, operations.record_response, response=row.pk):
        messages.success(request, _("Entered. The person is told and may object."))
        return redirect("campaign_people", row.campaign_id)
    context = _context(request, row) | {"form": form, "person": row.person}
    return render(request, "diagnostics/paper.html", context)


def _context(request: Request, row: Any) -> dict[str, object]:
    questionnaire = row.campaign.instrument.questionnaire
    return {
        "title": row.campaign.title,
        "row": row,
        "campaign": row.campaign,
        "instrument": pages.instrument_title(row.campaign),
        "note": spoken(questionnaire.note, questionnaire.note_en),
        "minutes": questionnaire.minutes,
        "count": len(questionnaire.items),
        "who": pages.who_will_see(row, request.reach.on),
    }


def _own(request: Request, key: int) -> Any:
    rows = access.own_responses(request.reach).select_related("campaign__instrument", "person")
    return get_object_or_404(rows, pk=key)
