"""Lists of the section: order, pages, and the filters that stand in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.models import Unit
from marshrut.web.request import Request

Columns = Mapping[str, Sequence[str]]


def ordered(request: Request, rows: QuerySet[Any], columns: Columns) -> QuerySet[Any]:
    """Order by the column of the address, by the first known one without it."""
    asked = request.GET.get("sort", "")
    name = asked.lstrip("-")
    fields = columns.get(name) or next(iter(columns.values()))
    if asked.startswith("-") and name in columns:
        fields = [_turned(field) for field in fields]
    return rows.order_by(*fields, "pk")


def _turned(field: str) -> str:
    """The same field in the other order; what is newest first becomes oldest first."""
    return field[1:] if field.startswith("-") else f"-{field}"


def by_name(text: str) -> Q:
    """Every word begins the surname, the name or the patronymic."""
    found = Q()
    for word in text.split():
        # SQLite folds the case of Latin letters only, and names begin with a capital.
        for_word = Q()
        for part in ("surname", "given", "patronymic"):
            for_word |= Q(**{f"person__{part}__startswith": word.capitalize()})
            for_word |= Q(**{f"person__{part}__istartswith": word})
        found &= for_word
    return found


class Finder(forms.Form):
    """Filters that most lists have; an impossible value finds nothing and breaks nothing."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if units.count() < 2:
            del self.fields["unit"]

    def value(self, name: str) -> Any:
        """A filter's value, or nothing when it is absent or not understood."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)
