"""«Проверить на наших данных»: a version judged over today's facts of a programme."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.oversight.access import may_read_board
from marshrut.oversight.what_if import WhatIf, what_if
from marshrut.programmes.access import programmes
from marshrut.programmes.queries import Unguarded
from marshrut.regulations.queries import rules_of
from marshrut.web.programme_words import use_words
from marshrut.web.regulations import trying
from marshrut.web.regulations.views.versions import found
from marshrut.web.request import Request, signed_in

AT_ONCE = 50


@signed_in
def check(request: Request, key: int) -> HttpResponse:
    """What would be otherwise today; nothing is stored."""
    version = found(request, key)
    rules = rules_of(version)
    use_words(request, rules)
    every = _programmes(request, version)
    context: dict[str, Any] = {"title": _("Try on today's data"), "version": version}
    answer = _answer(request, every, rules)
    if answer is None:
        return render(request, "regulations/what_if.html", context)
    context |= {"programmes": every, "programme": answer.programme, "on": answer.on}
    if clause := request.GET.get("clause", ""):
        return _one(request, answer, clause, context)
    context |= {
        "clauses": trying.clauses(answer),
        "deeds": list(trying.deeds(answer)),
        "unknown": trying.cites(answer.unknown, answer),
    }
    return render(request, "regulations/what_if.html", context)


def _answer(request: Request, every: list[Any], rules: Rules) -> WhatIf | None:
    """Of the programme that the address names, else of the first; None where nothing guards it."""
    asked = request.GET.get("programme", "")
    programme = next((one for one in every if str(one.pk) == asked), next(iter(every), None))
    if programme is None:
        return None
    try:
        return what_if(programme, rules, request.reach.on, request.reach)
    except Unguarded:
        return None


def _one(request: Request, answer: WhatIf, key: str, context: dict[str, Any]) -> HttpResponse:
    """All things of one clause."""
    shifted = next((one for one in answer.clauses if one.key == key), None)
    if shifted is None:
        raise Http404
    page = Paginator(shifted.shifts, AT_ONCE).get_page(request.GET.get("page"))
    clause = trying.clause_of(shifted, answer, list(page))
    context |= {
        "title": clause.cite[:1].upper() + clause.cite[1:],
        "clause": clause,
        "page_obj": page,
        "count": clause.count,
    }
    return render(request, "regulations/what_if_clause.html", context)


def _programmes(request: Request, version: Any) -> list[Any]:
    """Programmes of this regulation that run today and whose board the reader reads."""
    rows = programmes(request.reach).filter(
        regulation=version.regulation_id,
        started_on__lte=request.reach.on,
        closed_on__isnull=True,
        until__gt=request.reach.on,
    )
    ordered = rows.select_related("unit").order_by("unit__name", "-since")
    return [row for row in ordered if may_read_board(request.reach, row)]
