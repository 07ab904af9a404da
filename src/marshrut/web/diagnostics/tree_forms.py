"""The form of a framework of competences: a tree in plain lines."""

from __future__ import annotations

from dataclasses import fields as columns_of
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.models import OwnInstrument
from marshrut.diagnostics.own import LONGEST
from marshrut.diagnostics.questionnaires import HUNDRED
from marshrut.diagnostics.shipped import tops
from marshrut.diagnostics.trees import Tree, tree_of
from marshrut.organisations.models import Unit
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph, widths
from marshrut.web.programme_words import spoken


class TreeForm(DeedForm):
    """Competences, their groups and indicators, one on a line."""

    title = forms.CharField(label=_("Title of the framework"), max_length=255)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Territory or organisation"), empty_label=None
    )
    note = Paragraph(label=_("What the framework is for"), required=False)
    lines = Paragraph(label=_("Competences"), long=True)
    none_from = forms.IntegerField(
        label=_("No difficulty from, percent"), min_value=1, max_value=HUNDRED, initial=80
    )
    middle_from = forms.IntegerField(
        label=_("Some difficulty from, percent; below it is marked"),
        min_value=1,
        max_value=HUNDRED,
        initial=60,
    )
    source = forms.CharField(label=_("Where these thresholds come from"), max_length=LONGEST)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], row: OwnInstrument | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["unit"].queryset = units
        names = ", ".join(spoken(one.title, one.title_en) for one in tops().values())
        fields["lines"].help_text = _now(
            "A competence on a line of its own, under it its groups with “-” and their indicators"
            " with “--”. Competences that regulations name: %(names)s; others are your own."
            " The number in brackets behind a group keeps its results together when you give it"
            " another title: leave it where it is."
        ) % {"names": names}
        widths(self, none_from="short", middle_from="short")
        if row is not None:
            del self.fields["unit"]
            told = tree_of(row.questionnaire)
            self.initial.update({one.name: getattr(told, one.name) for one in columns_of(told)})
            self.initial["row_version"] = row.row_version

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the tree as one value."""
        given = super().values
        kept = {name: given.pop(name) for name in ("unit", "row_version") if name in given}
        return kept | {"written": Tree(**given)}
