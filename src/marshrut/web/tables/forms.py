"""The form of a saved table: a name, who sees it; the list itself comes as its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.extracts.models import LONGEST_NAME, LONGEST_QUERY, SavedTable
from marshrut.organisations.access import units
from marshrut.people.queries import open_offices
from marshrut.people.reach import Reach
from marshrut.web.composing import filters_of
from marshrut.web.deeds import DeedForm
from marshrut.web.table_lists import LISTS

MOST_COLUMNS = 40
CODE = re.compile(r"[a-z_]{1,40}")
BETWEEN = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A list with columns and filters, as an address names it."""

    address: str
    source: str
    arguments: dict[str, Any]
    query: str
    columns: Sequence[tuple[str, str]]

    @property
    def title(self) -> Promise:
        return LISTS[self.source]

    @property
    def titles(self) -> list[str]:
        return [title for _code, title in self.columns]


class TableForm(DeedForm):
    """Under which name, and for whom; only lists that we know are taken."""

    name = forms.CharField(label=_("Name of the table"), max_length=LONGEST_NAME)
    unit: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("Show it to the holders of offices"),
        required=False,
        empty_label=_("to nobody, only to me"),
        help_text=_("Everyone sees in it only what their own lists show."),
    )
    of = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    titles = forms.CharField(widget=forms.HiddenInput, max_length=4000)

    def __init__(
        self, *args: Any, reach: Reach, row: SavedTable | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        held = open_offices([reach.person or 0], reach.on).get(reach.person or 0, [])
        own = units(reach).filter(pk__in=[office.unit_id for office in held])
        field: Any = self.fields["unit"]
        field.queryset = own.order_by("path")
        self.row = row
        if not held:
            del self.fields["unit"]
        given = self.data if self.is_bound else self.initial
        self.place = place_of(str(given.get("of", "")), str(given.get("titles", "")), row)

    def clean(self) -> dict[str, Any]:
        """The list in place of its address."""
        found = super().clean() or {}
        if self.place is None:
            raise forms.ValidationError(_("This list is not known: open it again."))
        if len(self.place.query) > LONGEST_QUERY:
            raise forms.ValidationError(_("There are too many filters to keep."))
        for name in ("of", "titles"):
            found.pop(name, None)
        found |= {"columns": self.place.columns, "query": self.place.query}
        if self.row is None:
            found |= {"source": self.place.source, "arguments": self.place.arguments}
        return found


def joined(titles: Sequence[str]) -> str:
    """Headings of columns as one field carries them."""
    return BETWEEN.join(title.replace(BETWEEN, " ")[:100] for title in titles)


def place_of(address: str, titles: str, row: SavedTable | None) -> Place | None:
    """The list of an address, if it is one of ours; for a saved table only its own list."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if match.view_name not in LISTS:
        return None
    if row is not None and (row.source, row.arguments) != (match.view_name, match.kwargs):
        return None
    query = QueryDict(parts.query)
    said = titles.split(BETWEEN)
    asked = dict.fromkeys(query.get("columns", "").split(","))
    codes = [code for code in asked if CODE.fullmatch(code)][:MOST_COLUMNS]
    return Place(
        address=f"{parts.path}?{parts.query}",
        source=match.view_name,
        arguments=dict(match.kwargs),
        query=filters_of(query),
        columns=[(code, said[n] if n < len(said) else code) for n, code in enumerate(codes)],
    )
