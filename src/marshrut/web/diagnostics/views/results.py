"""What answers came to: one's own, a tutee's, and of many people at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.diagnostics import access, queries
from marshrut.web.diagnostics import pages, summaries
from marshrut.web.looking import looked_at
from marshrut.web.request import Request, signed_in


@signed_in
def own(request: Request) -> HttpResponse:
    """My results by group of competences, with their history."""
    rows = queries.results_of(access.own_responses(request.reach), request.reach.on)
    context = {"title": _("My results"), "results": pages.results(rows), "mine": True}
    return render(request, "diagnostics/results.html", context)


@signed_in
def of_person(request: Request, key: int) -> HttpResponse:
    """Scores of a tutee for the tutor of the pair; single answers are not here."""
    if key == request.reach.person:
        return redirect("results")
    person = get_object_or_404(access.tutees(request.reach), pk=key)
    looked_at(request, person.pk)
    rows = access.scored(request.reach).filter(person=person)
    found = pages.results(queries.results_of(rows, request.reach.on))
    context = {"title": str(person), "results": found, "mine": False}
    return render(request, "diagnostics/results.html", context)


@signed_in
def summary(request: Request, key: int) -> HttpResponse:
    """What groups of competences came to over the people that the reader oversees."""
    rows = access.campaigns(request.reach).select_related("unit", "instrument")
    row = get_object_or_404(rows, pk=key)
    return render(request, "diagnostics/summary.html", summaries.summary(request, row))
