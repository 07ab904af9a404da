"""«Собрать таблицу»: the columns of a list chosen and put in order, by its own address and rights.

The choice stands in the address, so it needs no saving to be sent or opened again. A saved table
(``extracts``) is such an address under a name; it is named in the address as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marshrut.extracts import access
from marshrut.extracts.models import SavedTable
from marshrut.tables.sheets import Value, text_of
from marshrut.web.request import Request
from marshrut.web.table_lists import LISTS
from marshrut.web.tags.dates import date_figures

# What of an address is not a filter of the list.
AROUND = ("as", "columns", "table", "page")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: a code for ever, its heading, the value of one line (a day as a day)."""

    code: str
    title: str | Promise
    of: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Picked:
    """The columns that the address wants, and the codes in it that the list does not give."""

    columns: Sequence[Column]
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chip:
    """A column in the chooser: where it moves or goes by a link."""

    title: str
    href: str
    back: str = ""
    onward: str = ""


def is_list(request: Request) -> bool:
    """Can tables be put together from the list of this address?"""
    match = request.resolver_match
    return match is not None and match.view_name in LISTS


def is_composed(request: Request) -> bool:
    return request.method != "POST" and request.GET.get("as") == "table" and is_list(request)


def picked(request: Request, known: Sequence[Column]) -> Picked:
    """All columns, unless the address names some; none of them stands twice."""
    asked = [code for code in request.GET.get("columns", "").split(",") if code]
    by_code = {column.code: column for column in known}
    wanted = list(dict.fromkeys(asked))
    found = [by_code[code] for code in wanted if code in by_code]
    return Picked(found or known, [code for code in wanted if code not in by_code])


def filters_of(query: QueryDict) -> str:
    """The part of the address that is the list's own."""
    rest = query.copy()
    for name in AROUND:
        rest.pop(name, None)
    for name in [name for name, value in rest.items() if not value]:
        del rest[name]
    return rest.urlencode()


def address_of(row: SavedTable, **more: str) -> str:
    """Where a saved table is read; Django's NoReverseMatch if its list is no more."""
    codes = ",".join(code for code, _title in row.columns)
    around = urlencode({"as": "table", "columns": codes, "table": row.pk} | more)
    query = f"{row.query}&{around}" if row.query else around
    return f"{reverse(row.source, kwargs=row.arguments)}?{query}"


def composed(
    request: Request, context: dict[str, Any], known: Sequence[Column], lines: Iterable[Any]
) -> dict[str, Any]:
    """Everything that the page of a table shows."""
    chosen = picked(request, known)
    found = context.get("found")
    page = context.get("page_obj") or getattr(found, "page", None)
    titles = [str(column.title) for column in chosen.columns]
    rows = [[_shown(column.of(line)) for column in chosen.columns] for line in lines]
    saved = _saved(request)
    whole = _link(request, columns=",".join(column.code for column in chosen.columns))
    return {
        "title": saved.name if saved else _("Table: %(list)s") % {"list": context["title"]},
        "list_title": context["title"],
        "list_href": f"{request.path}?{filters_of(request.GET)}",
        "book_href": _link(request, **{"as": "xlsx"}),
        "saved": saved,
        "may_keep": saved is not None and access.may_keep(request.reach, saved),
        "may_save": access.may_save(request.reach),
        "missing": _missing(chosen.missing, saved),
        "titles": titles,
        "rows": [list(zip(titles, row, strict=True)) for row in rows],
        "page_obj": page,
        "count": page.paginator.count if page is not None else len(rows),
        "filters": (form := _form(context)),
        "kept": (kept := _kept(request, form)),
        "plain_href": f"{request.path}?{urlencode(kept)}",
        "save_query": urlencode({"of": whole, "title": titles}, doseq=True),
        **_chooser(request, chosen.columns, known),
    }


def _chooser(
    request: Request, chosen: Sequence[Column], known: Sequence[Column]
) -> dict[str, list[Chip]]:
    codes = [column.code for column in chosen]

    def link(wanted: Sequence[str]) -> str:
        return _link(request, columns=",".join(wanted))

    def swapped(place: int) -> str:
        return link([*codes[:place], codes[place + 1], codes[place], *codes[place + 2 :]])

    last = len(codes) - 1
    inside = [
        Chip(
            str(column.title),
            link(codes[:place] + codes[place + 1 :]) if last else "",
            swapped(place - 1) if place else "",
            swapped(place) if place < last else "",
        )
        for place, column in enumerate(chosen)
    ]
    outside = [
        Chip(str(column.title), link([*codes, column.code]))
        for column in known
        if column.code not in codes
    ]
    return {"inside": inside, "outside": outside}


def _saved(request: Request) -> SavedTable | None:
    """The table of the address, if it is one of this list that the reader sees."""
    key = request.GET.get("table", "")
    match = request.resolver_match
    if not (key.isascii() and key.isdecimal() and len(key) < 10) or match is None:
        return None
    row = access.tables(request.reach).filter(pk=int(key), source=match.view_name).first()
    return row if row is not None and row.arguments == match.kwargs else None


def _missing(codes: Sequence[str], saved: SavedTable | None) -> list[str]:
    """Headings of columns that this list does not give this reader, as they were when saved."""
    titles = dict(saved.columns) if saved else {}
    return [titles.get(code, code)[:60] for code in codes]


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_figures(value) if isinstance(value, date) else text_of(value)


def _form(context: dict[str, Any]) -> forms.Form | None:
    """The list's own form of filters, whatever the page calls it."""
    named = (context.get("filters"), context.get("finder"))
    found = (*named, getattr(context.get("found"), "finder", None))
    return next((one for one in found if isinstance(one, forms.Form)), None)


def _kept(request: Request, form: forms.Form | None) -> dict[str, str]:
    """What stays in the address when the filters change."""
    changing = {"page", *(form.fields if form else ())}
    asked = request.GET.dict()
    return {name: str(asked[name]) for name in asked if asked[name] and name not in changing}


def _link(request: Request, **changed: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"
