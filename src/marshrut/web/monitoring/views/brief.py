"""«Справка за период»: the page, its book, and the list behind every figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.monitoring.brief import FIGURES
from marshrut.monitoring.brief import listed as listed_rows
from marshrut.web.books import is_asked, listed, page_of, sent
from marshrut.web.monitoring import brief_list as lists
from marshrut.web.monitoring.brief_book import book_of
from marshrut.web.monitoring.brief_page import page, titles
from marshrut.web.monitoring.spans import chosen_span
from marshrut.web.regulations.choosing import Chosen, chosen
from marshrut.web.request import Request, signed_in
from marshrut.web.tags.dates import date_range


@signed_in
def brief(request: Request) -> HttpResponse:
    """Sentences and a table for whom the reader answers for."""
    choice = _chosen(request)
    if choice is None:
        title = _("Brief for the period")
        return render(request, "monitoring/nothing.html", {"title": title})
    shown = page(request, choice)
    if is_asked(request):
        return sent(book_of(shown), f"{shown['title']} {shown['found'].span.last}")
    return render(request, "monitoring/brief.html", shown)


@signed_in
def brief_list(request: Request, figure: str) -> HttpResponse:
    """Exactly the rows that a figure counts."""
    choice = _chosen(request)
    if choice is None or figure not in FIGURES:
        raise Http404
    span = chosen_span(request, choice.programme, choice.on)
    rows = listed_rows(figure, choice.programme, span, request.reach)
    found = page_of(request, lists.narrowed(rows, figure, request.GET.dict()))
    shown: dict[str, Any] = {
        "title": titles(request)[figure],
        "choice": choice,
        "period": date_range(span.first, span.last, inclusive=True),
        "back": f"{reverse('brief')}?programme={choice.programme.pk}"
        f"&since={span.first}&last={span.last}",
        "page_obj": found,
        "facts": lists.facts(figure, found),
        "columns": [str(one.title) for one in lists.columns(figure) if one],
    }
    columns = lists.columns(figure)
    template = "monitoring/brief_list.html"
    return listed(request, template, shown, lines=shown["facts"], columns=columns)


def _chosen(request: Request) -> Chosen | None:
    """The programme of the address, for who reads its board; None when nothing guards it."""
    choice = chosen(request)
    if choice is not None and not choice.may_board:
        raise Http404
    if choice is None and not request.reach.offices:
        raise Http404
    return choice if choice is not None and choice.guarding else None
