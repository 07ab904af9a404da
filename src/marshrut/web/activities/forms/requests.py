"""Forms of requests and of asking a colleague."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.programmes.models import Appointment
from marshrut.requests.access import colleagues
from marshrut.web.activities.forms.base import ActForm, NewForm
from marshrut.web.fields import DateField, Paragraph, who_sees
from marshrut.web.names import full

MOST_DAYS = 30


def days_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Working days to answer"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: the local setting."),
    )


class AskForm(NewForm):
    """What is asked, and what for."""

    private: ClassVar = ("what", "why")

    what = forms.CharField(label=_("What is asked"), max_length=255)
    why = Paragraph(label=_("What for"), required=False)
    days = days_field()


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Tutors with their organisation."""

    def label_from_instance(self, obj: Appointment) -> str:
        """«Орешкина Тамара Андреевна, Каменнобродская СОШ»."""
        return f"{full(obj.person)}, {obj.unit}"


class ColleagueForm(NewForm):
    """A question to a colleague, who is told only what is written here."""

    colleague = ColleagueField(queryset=None, label=_("Whom to ask"), empty_label=_("choose"))
    question = forms.CharField(label=_("Question"), max_length=255)
    shared = Paragraph(
        label=_("What the colleague needs to know"),
        required=False,
        help_text=_("Without names: whose case it is stays with you."),
    )
    days = days_field()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["colleague"].queryset = colleagues(self.request.reach)  # type: ignore[attr-defined]
        self.fields["enrolment"].label = _("About whose case")
        line = _("Will be seen by: you and the colleague whom you ask")
        own = _("Will be seen by: you alone; the colleague does not see whose case it is")
        who_sees(self, enrolment=str(own), question=str(line), shared=str(line))


class AnswerForm(ActForm):
    """The answer."""

    private: ClassVar = ("answer",)
    answer = Paragraph(label=_("Answer"), long=True)


class ClarifyForm(ActForm):
    """What is not clear."""

    private: ClassVar = ("question",)
    question = Paragraph(label=_("What to clarify"))


class ExplainForm(ActForm):
    """What was meant."""

    private: ClassVar = ("explanation",)
    explanation = Paragraph(label=_("Explanation"))


class ExtendForm(ActForm):
    """A later day."""

    due = DateField(label=_("Answer by"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["due"] = self.row.due
