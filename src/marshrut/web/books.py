"""Any list as a spreadsheet or a table of one's own, by the same address, query and order.

A list names its columns once, as far as its reader sees them, each under a code that no wording
changes. Asked ``?as=xlsx`` its page answers with all rows instead of one page of them; asked
``?as=table&columns=name,state`` with these columns alone (see ``composing``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from marshrut.tables.sheets import Value
from marshrut.tables.writing import table
from marshrut.web.composing import Column, composed, is_composed, is_list, picked
from marshrut.web.labels import label
from marshrut.web.request import Request
from marshrut.web.words import DEFAULT

__all__ = ["Column", "is_asked", "last_day", "listed", "page_of", "sent", "status"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_ON_A_PAGE = 50
# So many keys may stand in one question to either database.
MOST_ROWS = 20_000


def is_asked(request: Request) -> bool:
    """Is the list wanted as a spreadsheet?"""
    return request.method != "POST" and request.GET.get("as") == "xlsx"


def page_of(request: Request, rows: Any, per_page: int = ROWS_ON_A_PAGE) -> Page[Any]:
    """The page of the address, or everything at once for a spreadsheet."""
    number = 1 if is_asked(request) else request.GET.get("page")
    return Paginator(rows, MOST_ROWS if is_asked(request) else per_page).get_page(number)


def listed(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    lines: Iterable[Any],
    columns: Sequence[Column | None],
) -> HttpResponse:
    """The page with a button for its spreadsheet, the spreadsheet, or the reader's own table.

    None is no column.
    """
    known = [column for column in columns if column]
    if not is_asked(request):
        if is_composed(request):
            return render(request, "tables/table.html", composed(request, context, known, lines))
        return render(request, template, context | {"book": True, "is_list": is_list(request)})
    chosen = picked(request, known).columns
    rows: list[Sequence[Value]] = [[column.of(line) for column in chosen] for line in lines]
    page = context.get("page_obj")
    if page is not None and page.has_other_pages():
        rows.append([_("Only the first %(n)d rows are here: narrow the list.") % {"n": MOST_ROWS}])
    title, titles = str(context["title"]), [str(column.title) for column in chosen]
    content = table(sheet=title, titles=titles, rows=rows)
    return sent(content, f"{title} {request.reach.on:%Y-%m-%d}")


def status(request: Request, thing: str) -> Callable[[object], str]:
    """Words of the states of a thing, as the page says them."""
    words = getattr(request, "words", DEFAULT)
    return lambda code: label(thing, code).said(words) if code else ""


def last_day(until: date | None) -> date | None:
    """The last day of a term, which a person reads; the row keeps the day after."""
    return until - timedelta(days=1) if until else None


def sent(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet as a download."""
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=XLSX, headers=headers)
