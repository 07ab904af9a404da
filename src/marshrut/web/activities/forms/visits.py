"""Forms of visits."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.web.activities.forms.base import ActForm, NewForm
from marshrut.web.fields import DateField, Paragraph

MOST_LESSONS = 12


def lesson_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Which lesson"), required=False, min_value=0, max_value=MOST_LESSONS
    )


class ProposeForm(NewForm):
    """A day, a lesson and what to look at."""

    private: ClassVar = ("topic", "purpose")

    on = DateField(label=_("Day of the lesson"))
    lesson = lesson_field()
    school_class = forms.CharField(label=_("Class"), max_length=20, required=False)
    topic = forms.CharField(label=_("Topic of the lesson"), max_length=255)
    purpose = Paragraph(label=_("What to look at"))
    within_subject = forms.BooleanField(
        label=_("The lesson belongs to the subject of the support"), required=False, initial=True
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].widget.attrs["min"] = self.today.isoformat()


class OtherTimeForm(ActForm):
    """Another day, in the teacher's own words if that is easier."""

    private: ClassVar = ("other_time",)

    other_on = DateField(label=_("Another day"))
    other_lesson = lesson_field()
    other_time = forms.CharField(label=_("In a few words"), max_length=255, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["other_on"].widget.attrs["min"] = self.today.isoformat()


class DeclineForm(ActForm):
    """No reason is owed."""

    private: ClassVar = ("reason",)
    reason = Paragraph(label=_("Reason, if you wish to give one"), required=False)


class CancelForm(ActForm):
    """Why it does not take place."""

    private: ClassVar = ("reason",)
    reason = Paragraph(label=_("Reason"), required=False)


class HoldForm(ActForm):
    """The day and the record; the record may be written later."""

    private: ClassVar = ("sheet",)

    held_on = DateField(label=_("Day of the visit"))
    sheet = Paragraph(label=_("Record of the visit"), required=False, long=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["held_on"] = min(self.row.on, self.today)
        self.fields["held_on"].widget.attrs["max"] = self.today.isoformat()

    @property
    def values(self) -> dict[str, Any]:
        """With the visit's key when a step of the route names it."""
        linked = frozenset({self.row.pk}) if self.row.steps.exists() else frozenset()
        return super().values | {"linked": linked}


class ShareForm(ActForm):
    """The record as the teacher will read it."""

    private: ClassVar = ("sheet",)
    sheet = Paragraph(label=_("Record of the visit"), long=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["sheet"] = self.row.sheet


class ReplyForm(ActForm):
    """The teacher's own words."""

    private: ClassVar = ("reply",)
    reply = Paragraph(label=_("Your reply"), long=True)
