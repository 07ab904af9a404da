"""The part of a form that asks the statements of a questionnaire, a card or a protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.questionnaires import UNSEEN, Questionnaire
from marshrut.web.deeds import DeedForm
from marshrut.web.programme_words import spoken

ANSWER, WISH = "a-", "w-"


class Grades(forms.RadioSelect):
    """Radio buttons whose group has an address of its own, so that an error can lead to it."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group is the fieldset around the buttons."""
        return id_ if index is None else super().id_for_label(id_, index)


class Statements(DeedForm):
    """A row of choices for each statement."""

    questionnaire: Questionnaire

    def ask(self, questionnaire: Questionnaire) -> None:
        """Put the fields of every statement into the form."""
        self.questionnaire = questionnaire
        grades = [(str(g.value), spoken(g.word, g.word_en)) for g in questionnaire.scale]
        unseen = (str(UNSEEN), _now("there was no occasion to see it"))
        for item in questionnaire.items:
            self.fields[ANSWER + item.key] = forms.ChoiceField(
                label=spoken(item.text, item.text_en),
                choices=[*grades, unseen] if item.optional else grades,
                required=False,
                widget=Grades,
            )
            if questionnaire.wishes:
                wish = forms.BooleanField(label=_("I want to develop this"), required=False)
                self.fields[WISH + item.key] = wish

    def of(self, prefix: str) -> list[tuple[str, Any]]:
        """Sound values of the fields of this sort."""
        return [(name, v) for name, v in self.cleaned_data.items() if name.startswith(prefix)]

    @property
    def answers(self) -> dict[str, int]:
        """By statement; one that is not answered is not here."""
        return {name.removeprefix(ANSWER): int(v) for name, v in self.of(ANSWER) if v}

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


def typed(answers: Mapping[str, int]) -> dict[str, Any]:
    """What is kept already, as the fields of the form."""
    return {ANSWER + key: str(value) for key, value in answers.items()}
