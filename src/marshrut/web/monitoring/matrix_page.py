"""What the page of the matrix shows: filters, columns, and rows in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.monitoring.matrix import Cell, Matrix, MatrixPart, Model, Row
from marshrut.norms.findings import State
from marshrut.web.labels import of_words
from marshrut.web.monitoring.tabs import tabs
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import number_of, shown, text_of
from marshrut.web.request import Request
from marshrut.web.states import state_word

STATES = ("breached", "at_risk", "no_data", "not_yet", "on_track", "met")
# So many columns leave room for figures beside the marks.
FEW_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters of the address."""

    model: str
    state: str
    part: int | None

    def query(self, **other: object) -> str:
        """The address with one thing changed."""
        kept = {"model": self.model, "state": self.state, "part": self.part} | other
        return urlencode({name: value for name, value in kept.items() if value not in ("", None)})


def chosen(request: HttpRequest, found: Matrix) -> Chosen:
    """An impossible filter is none."""
    state, part = request.GET.get("state", ""), request.GET.get("part", "")
    known = {one.index for one in found.parts}
    index = int(part) if part.isascii() and part.isdigit() and len(part) < 5 else None
    return Chosen(
        model=found.model.code,
        state=state if state in STATES else "",
        part=index if index in known else None,
    )


def page(request: Request, found: Matrix) -> dict[str, Any]:
    """Everything of the page but its frame."""
    choice = chosen(request, found)
    parts = [_part(part) for part in found.only(state=choice.state, part=choice.part)]
    return {
        "title": _("Matrix: clauses by municipalities"),
        "found": found,
        "tabs": tabs(request, "matrix"),
        "model_title": title_of(found.model),
        "models": [
            {"code": one.code, "title": title_of(one), "current": one == found.model}
            for one in found.models
        ],
        "parts": parts,
        "all_parts": [(one.index, spoken(one.title, one.title_en)) for one in found.parts],
        "choice": choice,
        "filters": _filters(found, choice),
        "is_narrow": len(found.columns) <= FEW_COLUMNS,
        "width": len(found.columns) + 1,
        "book": f"{reverse('matrix_book')}?{choice.query()}",
    }


def title_of(model: Model) -> str:
    return spoken(model.title, model.title_en)


def _filters(found: Matrix, choice: Chosen) -> list[dict[str, Any]]:
    """All clauses, then each state that is met anywhere."""
    rows = [row for part in found.parts for row in part.rows]
    counts = {code: sum(row.is_shown(code) for row in rows) for code in STATES}
    every = {
        "code": "",
        "title": _("All clauses"),
        "count": len(rows),
        "href": f"?{choice.query(state='')}",
        "current": not choice.state,
    }
    return [every] + [
        {
            "code": code,
            "title": state_word(code),
            "count": counts[code],
            "href": f"?{choice.query(state=code)}",
            "current": code == choice.state,
        }
        for code in STATES
        if counts[code] or code == choice.state
    ]


def _part(part: MatrixPart) -> dict[str, Any]:
    lines, before = [], ""
    for row in part.rows:
        number = number_of(row.clause.key)
        lines.append(_line(row, shown(number, before)))
        before = number
    return {"title": spoken(part.title, part.title_en), "rows": lines}


def _line(row: Row, number: str) -> dict[str, Any]:
    text, lang, _exact = text_of(row.clause)
    return {
        "key": row.clause.key,
        "number": number,
        "cite": spoken(row.clause.cite, row.clause.cite_en),
        "text": text,
        "lang": lang,
        "cells": [_cell(row, cell) for cell in row.cells],
        "is_said": all(cell.state in {None, State.STATEMENT} for cell in row.cells),
    }


def _cell(row: Row, cell: Cell) -> dict[str, Any]:
    """A mark with its words and the way to the clause on that board."""
    if cell.state is None:
        return {"column": cell.column, "state": ""}
    query = urlencode({"programme": cell.column.programme})
    return {
        "column": cell.column,
        "state": cell.state.code,
        "words": said(cell),
        "figure": f"{cell.met}/{cell.of}" if cell.of and cell.state is not State.STATEMENT else "",
        "waived": cell.waived,
        "href": f"{reverse('regulations')}?{query}#c-{row.clause.key}",
    }


def said(cell: Cell) -> str:
    """«Требует внимания: 4 из 12, оформлено отступление»: the mark as a screen reader says it."""
    if cell.state is None:
        return _("no such clause")
    words = state_word(cell.state)
    if cell.of and cell.state is not State.STATEMENT:
        words = f"{words}: {of_words(cell.met, cell.of)}"
    return f"{words}, {state_word('flag').lower()}" if cell.waived else words
