"""Forms of the section: a campaign, whom to invite, and the questionnaire itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marshrut.diagnostics import access
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Campaign, Response
from marshrut.diagnostics.questionnaires import ASKED, Questionnaire
from marshrut.diagnostics.shipped import known_of, shipped
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.diagnostics.statements import ANSWER, WISH, Statements, typed
from marshrut.web.fields import Card, Cards, DateField, Paragraph, widths
from marshrut.web.paper import PaperForm
from marshrut.web.programme_words import spoken


class CampaignForm(DeedForm):
    """What is asked, where, when; thresholds only where they are the territory's own."""

    instrument = Cards(label=_("Questionnaire"))
    title = forms.CharField(
        label=_("Title of the diagnosis"),
        max_length=255,
        help_text=_("As people will see it: “Self-diagnosis, autumn”."),
    )
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Territory or organisation"), empty_label=None
    )
    since = DateField(label=_("First day"))
    due = DateField(label=_("Last day"))
    none_from = forms.IntegerField(
        label=_("No difficulty from, percent"), required=False, min_value=1, max_value=100
    )
    middle_from = forms.IntegerField(
        label=_("Some difficulty from, percent; below it is marked"),
        required=False,
        min_value=1,
        max_value=100,
    )
    levels_source = forms.CharField(
        label=_("Where these thresholds come from"), required=False, max_length=500
    )
    anonymous = forms.BooleanField(
        label=_("Anonymous: answers are tied to nobody"),
        required=False,
        help_text=_(
            "Said once and for good. Nobody has results of their own by it, tutors neither; the"
            " summary opens when the diagnosis is over. It lets nobody begin a plan."
        ),
    )

    def __init__(self, *args: Any, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        found: Any = self.fields
        ours = [(row.code, _card(row.published.questionnaire)) for row in _ours(reach)]
        shipped_ = [(one.instrument, _card(one)) for one in known_of(ASKED)]
        found["instrument"].choices = [*shipped_, *ours]
        found["unit"].queryset = access.home_units(reach)
        found["none_from"].help_text = _("Empty: as the questionnaire has it, 80 and 60.")
        widths(self, none_from="short", middle_from="short")
        self.initial.setdefault("instrument", next(iter(shipped())))
        self.initial.setdefault("since", reach.on)


def _ours(reach: Reach) -> list[Any]:
    """Published questionnaires of the reader's territory."""
    return [row for row in access.instruments_to_ask(reach) if row.published is not None]


def _card(one: Questionnaire) -> Card:
    count = len(one.items)
    asked = ngettext("%(n)d statement", "%(n)d statements", count) % {"n": count}
    minutes = _now("about %(n)d min") % {"n": one.minutes}
    return Card(spoken(one.title, one.title_en), f"{asked}, {minutes}")


class InviteForm(DeedForm):
    """Organisations whose pedagogical staff of today is invited."""

    units = forms.TypedMultipleChoiceField(
        label=_("Organisations"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, campaign: Campaign, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["units"]
        rows = access.units_to_invite(reach, campaign).order_by("short_name")
        chosen.choices = list(rows.values_list("pk", "short_name"))
        if not self.is_bound and len(chosen.choices) == 1:
            self.initial["units"] = [chosen.choices[0][0]]


class Answers(Statements, PaperForm):
    """The questionnaire: a row of choices for each statement, and a free request at the end."""

    request = Paragraph(
        label=_("What would you like help with, in your own words?"), required=False
    )

    def __init__(self, *args: Any, row: Response, reach: Reach, **more: Any) -> None:
        super().__init__(*args, reach=reach, **more)
        self.row = row
        asked = row.campaign.instrument.questionnaire
        if row.campaign.anonymous:
            # Words of one's own could be recognised, and nobody would read the wishes.
            asked = replace(asked, wishes=False)
            del self.fields["request"]
        self.ask(asked)
        if not self.on_behalf:
            self.initial.update(_typed(row))

    @property
    def filled(self) -> Filled:
        """What of the form is sound; a field with a mistake says nothing."""
        given = self.cleaned_data
        wishes = [n.removeprefix(WISH) for n, v in self.of(WISH) if v]
        return Filled(answers=self.answers, wishes=wishes, request=given.get("request", ""))

    @property
    def values(self) -> dict[str, Any]:
        """The deed's parameters: everything that was filled in is one."""
        rest = {
            name: value
            for name, value in super().values.items()
            if name != "request" and not name.startswith((ANSWER, WISH))
        }
        return rest | {"filled": self.filled}


def _typed(row: Response) -> dict[str, Any]:
    """What is kept already, as the fields of the form."""
    return typed(row.answers) | {WISH + key: True for key in row.wishes} | {"request": row.request}
