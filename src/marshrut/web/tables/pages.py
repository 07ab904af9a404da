"""What the pages of saved tables show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marshrut.extracts import access
from marshrut.extracts.models import SavedTable
from marshrut.programmes.access import OVERSEERS
from marshrut.web.composing import address_of
from marshrut.web.monitoring.tabs import tabs
from marshrut.web.request import Request
from marshrut.web.table_lists import LISTS
from marshrut.web.tables.forms import MOST_COLUMNS, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A saved table; ``list`` is empty when its list is no more."""

    row: SavedTable
    list: Promise | str
    mine: bool


def saved(request: Request) -> dict[str, Any]:
    """Own tables first, then those that others share, by name."""
    reach = request.reach
    rows = access.tables(reach).select_related("unit", "person").order_by("name", "pk")
    lines = [Line(row=row, list=_list(row), mine=access.may_keep(reach, row)) for row in rows]
    lines.sort(key=lambda line: not line.mine)
    return {
        "title": _("My tables"),
        "lines": lines,
        "tabs": tabs(request, "tables") if reach.units(*OVERSEERS) else [],
    }


def asked(request: Request, row: SavedTable | None = None) -> dict[str, Any]:
    """What the form begins with: the table of the address, or the saved one as it is."""
    titles = request.GET.getlist("title")[:MOST_COLUMNS]
    found: dict[str, Any] = {"of": request.GET.get("of", ""), "titles": joined(titles)}
    if row is None:
        return found
    if not found["of"] and _list(row):
        titles = [title for _code, title in row.columns]
        found = {"of": address_of(row), "titles": joined(titles)}
    return found | {"name": row.name, "unit": row.unit_id, "row_version": row.row_version}


def _list(row: SavedTable) -> Promise | str:
    try:
        address_of(row)
    except NoReverseMatch:
        return ""
    return LISTS.get(row.source, "")
