"""Facts of the installation as lines, and the form of how copies are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.upkeep.queries import SETTING
from marshrut.upkeep.rotation import Terms
from marshrut.upkeep.state import Fact, Level
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import widths
from marshrut.web.upkeep_words import ABOUT, fact_sentence

STATES = {Level.WELL: "met", Level.LOOK: "risk", Level.MEND: "breach"}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: what it is about, the sentence, and the mark of a state."""

    about: str
    text: str
    state: str


def fact_lines(facts: Iterable[Fact]) -> list[FactLine]:
    return [
        FactLine(str(ABOUT[fact.about]), fact_sentence(fact), STATES[fact.level]) for fact in facts
    ]


class TermsForm(DeedForm):
    """At what hour copies are made and how many are kept; the usual numbers stand beside."""

    hour = forms.IntegerField(label=_("Hour of the daily copy"), min_value=0, max_value=23)
    days = forms.IntegerField(label=_("Days kept"), min_value=1, max_value=60)
    weeks = forms.IntegerField(label=_("Weeks kept"), min_value=0, max_value=60)
    months = forms.IntegerField(label=_("Months kept"), min_value=0, max_value=60)

    def __init__(self, *args: Any, terms: Terms, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in Terms.__slots__:
            self.initial.setdefault(name, getattr(terms, name))
        widths(self, **dict.fromkeys(Terms.__slots__, "short"))

    @property
    def values(self) -> dict[str, Any]:
        """The deed's ``values``: number by the name of the setting."""
        given = self.cleaned_data
        return {"values": {SETTING + name: given[name] for name in Terms.__slots__}}
