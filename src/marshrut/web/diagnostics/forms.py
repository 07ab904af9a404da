"""Forms of the section: a campaign, whom to invite, and the questionnaire itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marshrut.diagnostics import access
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Campaign, Response
from marshrut.diagnostics.questionnaires import Questionnaire
from marshrut.diagnostics.shipped import known, shipped
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, DateField, Paragraph, widths
from marshrut.web.paper import PaperForm
from marshrut.web.programme_words import spoken

ANSWER, WISH = "a-", "w-"


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

    def __init__(self, *args: Any, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        found: Any = self.fields
        ours = [(row.code, _card(row.published.questionnaire)) for row in _ours(reach)]
        shipped_ = [(code, _card(known(code))) for code in shipped()]
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


class Grades(forms.RadioSelect):
    """Radio buttons whose group has an address of its own, so that an error can lead to it."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group is the fieldset around the buttons."""
        return id_ if index is None else super().id_for_label(id_, index)


class Answers(PaperForm):
    """The questionnaire: a row of choices for each statement, and a free request at the end."""

    request = Paragraph(
        label=_("What would you like help with, in your own words?"), required=False
    )

    def __init__(self, *args: Any, row: Response, reach: Reach, **more: Any) -> None:
        super().__init__(*args, reach=reach, **more)
        self.row = row
        self.questionnaire = row.campaign.instrument.questionnaire
        grades = [(str(g.value), spoken(g.word, g.word_en)) for g in self.questionnaire.scale]
        for item in self.questionnaire.items:
            answer = forms.ChoiceField(
                label=spoken(item.text, item.text_en),
                choices=grades,
                required=False,
                widget=Grades,
            )
            self.fields[ANSWER + item.key] = answer
            if self.questionnaire.wishes:
                wish = forms.BooleanField(label=_("I want to develop this"), required=False)
                self.fields[WISH + item.key] = wish
        if not self.on_behalf:
            self.initial.update(_typed(row))

    @property
    def filled(self) -> Filled:
        """What of the form is sound; a field with a mistake says nothing."""
        given = self.cleaned_data
        answers = {n.removeprefix(ANSWER): int(v) for n, v in _of(given, ANSWER) if v}
        wishes = [n.removeprefix(WISH) for n, v in _of(given, WISH) if v]
        return Filled(answers=answers, wishes=wishes, request=given.get("request", ""))

    @property
    def values(self) -> dict[str, Any]:
        """The deed's parameters: everything that was filled in is one."""
        rest = {
            name: value
            for name, value in super().values.items()
            if name != "request" and not name.startswith((ANSWER, WISH))
        }
        return rest | {"filled": self.filled}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Groups with their statements, each with its fields, numbered through."""
        numbers = {item.key: n for n, item in enumerate(self.questionnaire.items, 1)}
        return [
            {
                "title": spoken(group.title, group.title_en),
                "lines": [
                    {
                        "number": numbers[item.key],
                        "answer": self[ANSWER + item.key],
                        "wish": self[WISH + item.key] if self.questionnaire.wishes else None,
                    }
                    for item in self.questionnaire.items
                    if item.group == group.key
                ],
            }
            for group in self.questionnaire.groups
        ]


def _of(given: dict[str, Any], prefix: str) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in given.items() if name.startswith(prefix)]


def _typed(row: Response) -> dict[str, Any]:
    """What is kept already, as the fields of the form."""
    answers = {ANSWER + key: str(value) for key, value in row.answers.items()}
    return answers | {WISH + key: True for key in row.wishes} | {"request": row.request}
