"""What answers came to: one's own, a tutee's, and of many people at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.diagnostics import access, comparing, observed, queries
from marshrut.web.diagnostics import measured, observations, pages, summaries
from marshrut.web.looking import looked_at
from marshrut.web.request import Request, signed_in


@signed_in
def own(request: Request) -> HttpResponse:
    """My results by group of competences, with their history."""
    rows = access.own_responses(request.reach)
    context = _told(request, rows, request.reach.person or 0) | {
        "title": _("My results"),
        "mine": True,
    }
    return render(request, "diagnostics/results.html", context)


@signed_in
def of_person(request: Request, key: int) -> HttpResponse:
    """Scores of a tutee for the tutor of the pair; single answers are not here."""
    if key == request.reach.person:
        return redirect("results")
    person = get_object_or_404(access.tutees(request.reach), pk=key)
    looked_at(request, person.pk)
    rows = access.scored(request.reach).filter(person=person)
    observes = access.observable(request.reach).filter(pk=key).exists()
    context = _told(request, rows, key) | {"title": str(person), "mine": False}
    return render(
        request, "diagnostics/results.html", context | {"observes": key if observes else None}
    )


def _told(request: Request, rows: Any, person: int) -> dict[str, Any]:
    """What the person answered, and what others saw."""
    reach = request.reach
    seen = access.observations(reach).filter(person=person, recorded_on__isnull=False)
    answered = queries.results_of(rows, reach.on)
    counted = observed.newest_first(observed.counting(seen, reach.on))
    return {
        "results": pages.results(answered),
        "views": measured.views_lines(comparing.views(answered, counted)),
        "observed": observations.lines(observed.newest_first(seen), seen, reach.on),
    }


@signed_in
def summary(request: Request, key: int) -> HttpResponse:
    """What groups of competences came to over the people that the reader oversees."""
    rows = access.campaigns(request.reach).select_related("unit", "instrument")
    row = get_object_or_404(rows, pk=key)
    return render(request, "diagnostics/summary.html", summaries.summary(request, row))
