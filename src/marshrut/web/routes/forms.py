"""Forms of the section: shape only; the rules are asked by the deeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marshrut.files.keeping import Received, receive
from marshrut.journal.deeds import Wrong
from marshrut.norms.lasting import Stage
from marshrut.norms.making import Form
from marshrut.programmes.models import Enrolment
from marshrut.routes.models import Route
from marshrut.web.deeds import DeedForm
from marshrut.web.errors import wrong_sentence
from marshrut.web.fields import Card, Cards, DateField, LastDayField, Paragraph, who_sees
from marshrut.web.paper import PaperForm
from marshrut.web.routes.texts import plan_prompt

ACCEPT = "image/*,.pdf,.doc,.docx,.odt,.ppt,.pptx,.odp,.xls,.xlsx,.ods,.txt"


class UploadField(forms.FileField):
    """A file or a photo; its bytes are on the disk before the deed begins."""

    def __init__(self, **options: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ACCEPT})
        super().__init__(**{"required": False, "widget": widget, **options})

    def clean(self, data: Any, initial: Any = None) -> Received | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return receive(chunks=upload.chunks(), name=upload.name)
        except Wrong as wrong:
            raise forms.ValidationError(wrong_sentence(wrong)) from wrong


class PatientText(forms.Textarea):
    """A text area that the browser does not insist on."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class Part(Paragraph):
    """A part that may wait; not called optional, because the regulation asks for it in time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=PatientText(attrs={"rows": 3}), **options)

    def validate(self, value: Any) -> None:
        """An empty part is simply not written yet."""


class RowForm(DeedForm):
    """A form on a row: it carries the version that the reader saw."""

    def __init__(self, *args: Any, row: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("row_version", row.row_version)
        self.fields["row_version"].required = True


class SpokenForm(PaperForm):
    """The tutee's word, own or from paper, on a row."""

    def __init__(self, *args: Any, row: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("row_version", row.row_version)
        self.fields["row_version"].required = True


class DayForm(RowForm):
    """A deed with the real day of what happened."""

    happened_on = DateField(label=_("When it happened"))

    def __init__(self, *args: Any, reach: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("happened_on", reach.on)
        self.fields["happened_on"].widget.attrs["max"] = reach.on.isoformat()


class PartsForm(SpokenForm):
    """Parts of a form of the route; on an agreed plan with the reason of the change.

    What belongs to the tutee is written from their paper by the tutor.
    """

    def __init__(
        self,
        *args: Any,
        row: Route,
        norm: Form,
        inherited: Mapping[str, str],
        seen_by: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, row=row, **options)
        self.norm, paper = norm, list(self.fields)
        self.revising = row.agreed_on is not None and bool(norm.guards or norm.agreement != "none")
        texts = row.content.get(norm.form, {})
        for part in norm.parts:
            prompt = plan_prompt(norm.form, part)
            self.fields[part] = Part(
                label=prompt.title, help_text=prompt.question, initial=texts.get(part)
            )
            if inherited.get(part):
                self.fields[part].widget.attrs["placeholder"] = inherited[part]
                self.fields[part].help_text = _(
                    "While it is empty, the words written once for the whole school stand here."
                )
        who_sees(self, **dict.fromkeys(norm.parts, seen_by))
        if self.revising:
            self.fields["reason"] = Paragraph(label=_("Why it is changed"))
        self.order_fields([name for name in self.fields if name not in paper])

    def stored(self, row: Any) -> Mapping[str, Any]:
        """The parts as the route holds them now."""
        texts = row.content.get(self.norm.form, {})
        return {part: texts.get(part, "") for part in self.norm.parts}

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the parts together."""
        given = super().values
        parts = {part: given.pop(part) for part in self.norm.parts}
        return given | {"form": self.norm.form, "parts": parts}


class BeginForm(DeedForm):
    """The subject with which a case begins."""

    listed: Any = forms.ModelChoiceField(queryset=None, label=_("Teacher"))
    title = forms.CharField(max_length=255)
    description = Paragraph(label=_("In a few words"), required=False)
    since = DateField(label=_("Work begins"))
    until = LastDayField(label=_("Work ends"))

    def __init__(
        self, *args: Any, people: QuerySet[Enrolment], subject: str, **options: Any
    ) -> None:
        """``subject``: the local word, the label of the title."""
        super().__init__(*args, **options)
        self.fields["title"].label = subject
        field: Any = self.fields["listed"]
        field.queryset = people
        field.label_from_instance = lambda row: f"{row.person}, {row.unit.short_name}"

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        return given | {"listed": given["listed"].pk}


class MoveForm(RowForm):
    due = DateField(label=_("New day"))
    reason = Paragraph(label=_("Why it is moved"))


class ReasonForm(RowForm):
    reason = Paragraph(label=_("Reason"))


class ScenarioForm(DeedForm):
    """One way among several."""

    title = forms.CharField(label=_("What it is called"), max_length=255)
    text = Paragraph(
        label=_("How it goes"),
        required=False,
        help_text=_("Where it leads, what it needs, what is risky."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]


class DecisionForm(RowForm):
    decision = Paragraph(label=_("Decision to leave the stage out"))


class RemarkForm(RowForm):
    remark = Paragraph(label=_("What to correct"))


class ResultForm(RowForm):
    result = Paragraph(label=_("What came of it"))


class EvidenceForm(DeedForm):
    text = Paragraph(label=_("What shows it"), required=False)
    received = UploadField(label=_("File or photo"))


class NoteForm(DeedForm):
    text = Paragraph(label=_("Note"))
    received = UploadField(label=_("Material"))


class ReflectForm(DeedForm):
    """Three prompts; any of them may stay empty."""

    worked = Part(label=_("What worked"))
    hard = Part(label=_("What was hard"))
    ahead = Part(label=_("What I will try next"))


class CloseForm(DayForm):
    outcome = Cards(
        label=_("Outcome"),
        choices=[
            ("effective", Card(_("Effective"), _("The aim is reached, and it is seen by what."))),
            ("partly", Card(_("Partly effective"), _("Something is reached, something is not."))),
            (
                "unconfirmed",
                Card(_("Effect not confirmed"), _("Nothing shows yet that it has worked.")),
            ),
        ],
    )

    field_order = ("outcome", "happened_on")


class GiveUpForm(RowForm):
    reason = Paragraph(label=_("Why the work is given up"))
    on = DateField(label=_("Given up on"))

    def __init__(self, *args: Any, reach: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("on", reach.on)
        self.fields["on"].widget.attrs["max"] = reach.on.isoformat()


class CopyForm(DeedForm):
    to: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, routes: QuerySet[Route], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["to"]
        field.queryset = routes
        field.label_from_instance = lambda row: f"{row.enrolment.person} — {row.enrolment.subject}"

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        return given | {"to": [row.pk for row in given["to"]]}


class StageDuesForm(RowForm):
    """Last days of the stages that are not passed yet."""

    def __init__(self, *args: Any, row: Route, stages: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, row=row, **options)
        self.names = list(stages)
        for key, (title, due) in stages.items():
            self.fields[f"due_{key}"] = DateField(label=title, initial=due, last=row.due)
        self.fields["reason"] = Paragraph(label=_("Why it is changed"))

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        return given | {"dues": {key: given.pop(f"due_{key}") for key in self.names}}


def stage_name(stage: Stage) -> str:
    """The stage as the regulation calls it, in the language of the page."""
    return (get_language() == "en" and stage.word_en) or stage.word
