"""Forms of whoever observes: about whom and by which card, what was seen; and the own word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marshrut.diagnostics import access
from marshrut.diagnostics.keeping import Seen
from marshrut.diagnostics.models import Observation
from marshrut.diagnostics.questionnaires import OBSERVED, Questionnaire
from marshrut.diagnostics.shipped import known_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.diagnosis_words import KINDS
from marshrut.web.diagnostics.statements import Statements, typed
from marshrut.web.fields import Card, Cards, DateField, Paragraph
from marshrut.web.programme_words import spoken


class BeginForm(DeedForm):
    """About whom, by which card, and when it was."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        queryset=None, label=_("About whom")
    )
    card = Cards(label=_("Card or protocol"))
    observed_on = DateField(label=_("When it was"))

    def __init__(self, *args: Any, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        people = access.observable(reach).order_by("surname", "given", "patronymic", "pk")
        fields["person"].queryset = people
        own = [row.published.questionnaire for row in access.cards(reach) if row.published]
        choices = [(one.instrument, _card(one)) for one in [*known_of(OBSERVED), *own]]
        fields["card"].choices = choices
        fields["observed_on"].widget.attrs["max"] = reach.on.isoformat()
        self.initial.setdefault("card", choices[0][0])
        self.initial.setdefault("observed_on", reach.on)


def _card(one: Questionnaire) -> Card:
    count = len(one.items)
    asked = ngettext("%(n)d statement", "%(n)d statements", count) % {"n": count}
    return Card(spoken(one.title, one.title_en), f"{KINDS[one.kind]}, {asked}")


class SeenForm(Statements):
    """The card itself: circumstances, statements, and what the observer makes of it."""

    circumstances = Paragraph(label=_("Circumstances"), required=False)
    conclusion = Paragraph(label=_("What stood out, what to advise"), required=False)

    def __init__(self, *args: Any, row: Observation, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row = row
        talk = row.instrument.kind == "interview"
        told = self.fields["circumstances"]
        told.help_text = (
            _now("Where the talk was and on what occasion.")
            if talk
            else _now("Class, subject and topic of the lesson.")
        )
        told.widget.attrs["rows"] = 2
        if talk:
            self.fields["conclusion"].label = _now("Conclusions of the talk")
        self.fields["conclusion"].help_text = _now("The teacher reads it word for word.")
        self.ask(row.instrument.questionnaire)
        self.initial.update(typed(row.answers))
        self.initial.update(circumstances=row.circumstances, conclusion=row.conclusion)

    @property
    def seen(self) -> Seen:
        """What of the form is sound; a text that was not sent stays as it was."""
        given = self.cleaned_data
        told = {
            name: given[name] if name in self.data and name in given else getattr(self.row, name)
            for name in ("circumstances", "conclusion")
        }
        return Seen(answers=self.answers, **told)

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes what was seen as one value."""
        return {"seen": self.seen}


class WordForm(DeedForm):
    """The own word of the person beside what somebody saw."""

    reply = Paragraph(
        label=_("My word"),
        help_text=_("It stands beside the record; whoever made it and your tutor read it."),
    )

    def __init__(self, *args: Any, row: Observation, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.update(reply=row.reply, row_version=row.row_version)
