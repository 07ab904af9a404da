"""The board: the regulation with the state of every clause, the lists behind it, «По школам»."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.monitoring.beside import beside
from marshrut.monitoring.board import FILTERS, Shown, cards_of, shown
from marshrut.monitoring.schools import school_rows
from marshrut.norms.sheets import Unit
from marshrut.oversight.board import Board, board
from marshrut.oversight.owed import owed_for
from marshrut.regulations.access import may_write, regulations, units_to_write
from marshrut.regulations.waiting import to_acknowledge
from marshrut.web.books import listed, page_of
from marshrut.web.programme_words import use_words
from marshrut.web.regulations import columns as listing
from marshrut.web.regulations import things
from marshrut.web.regulations.acts import margin
from marshrut.web.regulations.choosing import Chosen, chosen
from marshrut.web.regulations.heading import tabs, title_of, under
from marshrut.web.regulations.lines import Around, former_line, sections, text_of
from marshrut.web.regulations.owing import waits_of
from marshrut.web.regulations.strip import cells, show_filters
from marshrut.web.request import Request, signed_in

AT_ONCE = 100
FIRST_WAITS = 5


@signed_in
def index(request: Request) -> HttpResponse:
    """The board for who oversees, the text with own marks for everyone else."""
    choice = chosen(request)
    if choice is None or choice.guarding is None:
        return _nothing(request, choice)
    if not choice.may_board:
        return _own(request, choice)
    found = _shown(request, choice)
    if clause := request.GET.get("clause", ""):
        return _things(request, choice, found, clause)
    return _board(request, choice, found)


@signed_in
def text(request: Request) -> HttpResponse:
    """The text with what it asks of the reader, for an overseer too."""
    choice = chosen(request)
    if choice is None or choice.guarding is None:
        return _nothing(request, choice)
    return _own(request, choice)


@signed_in
def schools(request: Request) -> HttpResponse:
    """One table by organisations."""
    choice = chosen(request)
    if choice is None or choice.guarding is None or not choice.may_board:
        return redirect("regulations")
    rows = school_rows(_judged(request, choice), sort=request.GET.get("sort", "label"))
    context = _around_page(request, choice, "schools") | {"rows": rows}
    use_words(request, choice.guarding.rules)
    columns = listing.schools(request)
    return listed(request, "regulations/schools.html", context, lines=rows, columns=columns)


def _shown(request: Request, choice: Chosen) -> Shown:
    return shown(_judged(request, choice), request.reach)


def _judged(request: Request, choice: Chosen) -> Board:
    return board(choice.programme, choice.on, request.reach, rules=choice.guarding)


def _board(request: Request, choice: Chosen, found: Shown) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in FILTERS else ""
    part = request.GET.get("part", "")
    index = int(part) if part.isdecimal() else None
    more = beside(found.board)
    around = replace(_words(request, choice, found), basis=margin(more.doubts, choice.on))
    whole = sections(found.parts, around)
    context = _around_page(request, choice, "board") | {
        "cells": cells(whole),
        "sections": sections(found.only(show=show, part=index), around),
        "all_sections": whole,
        "filters": show_filters(found, show, choice.query, part),
        "part": index,
        "show": show,
        "is_all_gist": not any(clause.text for clause in found.board.rules.clauses),
        "may_paste": may_write(request.reach, choice.programme.regulation.unit_id),
        "basis_href": reverse("regulation_basis", args=[found.board.guarding.version.pk]),
        "older": more.older,
        "former": [former_line(one) for one in more.former],
    }
    return render(request, "regulations/board.html", context)


def _things(request: Request, choice: Chosen, found: Shown, key: str) -> HttpResponse:
    clause = next((one for one in found.board.rules.clauses if one.key == key), None)
    if clause is None:
        raise Http404
    state = request.GET.get("state", "")
    state = state if state in things.FILTERS else ""
    rows = found.board.things(key, state)
    page = page_of(request, rows, AT_ONCE)
    around = _words(request, choice, found)
    line = next(
        one for part in sections(found.parts, around) for one in part.lines if one.key == key
    )
    context = _around_page(request, choice, "things") | {
        "title": line.cite[:1].upper() + line.cite[1:],
        "line": line,
        "lang": text_of(clause)[1],
        "groups": things.groups(page, found, key, around, cards_of(rows, request.reach)),
        "tabs": things.filters(found, key, state, choice.query),
        "page_obj": page,
        "count": len(rows),
        "several": _several(request, choice),
    }
    lines = [thing for group in context["groups"] for thing in group.things]
    columns = listing.things(request)
    return listed(request, "regulations/things.html", context, lines=lines, columns=columns)


def _several(request: Request, choice: Chosen) -> str:
    """Where an exception is recorded for several things at once: for today only."""
    acts = request.reach.deeds_in("municipal_coordinator", "head", "responsible")
    today = choice.on == request.reach.on
    return reverse("waivers_several", args=[choice.programme.pk]) if acts and today else ""


def _own(request: Request, choice: Chosen) -> HttpResponse:
    """The text, own obligations above it, own marks beside it."""
    found = _shown(request, choice)
    around = _words(request, choice, found, own=not choice.may_board)
    version = found.board.guarding.version
    waits = waits_of(owed_for(request.reach, [choice.programme]), around)
    context = _around_page(request, choice, "text") | {
        "sections": sections(found.parts, around),
        "waits": waits[:FIRST_WAITS],
        "more_waits": max(len(waits) - FIRST_WAITS, 0),
        "version": version,
        "is_marked": not choice.may_board,
        "is_all_gist": not any(clause.text for clause in found.board.rules.clauses),
        "to_acknowledge": to_acknowledge(request.reach, version),
    }
    return render(request, "regulations/text.html", context)


def _words(request: Request, choice: Chosen, found: Shown, *, own: bool = False) -> Around:
    return Around(
        today=choice.on,
        words=use_words(request, found.board.rules),
        units={unit.key: unit.label for unit in found.board.rows(Unit)},
        query="" if own else choice.query,
        own=own,
        gaps=found.gaps,
    )


def _around_page(request: Request, choice: Chosen, current: str) -> dict[str, Any]:
    return {
        "title": title_of(request, choice, current),
        "choice": choice,
        "under": under(request, choice),
        "tabs": tabs(request, choice, current),
        "current": current,
    }


def _nothing(request: Request, choice: Chosen | None) -> HttpResponse:
    """No programme, or no version on this day: what to do first."""
    context = {
        "title": _("Regulation"),
        "choice": choice,
        "has_regulation": regulations(request.reach).exists(),
        "may_load": units_to_write(request.reach).exists(),
    }
    return render(request, "regulations/nothing.html", context)
