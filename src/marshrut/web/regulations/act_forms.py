"""Forms about normative acts, publication and the signed document: shape only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from marshrut.files.keeping import receive
from marshrut.journal.deeds import Wrong
from marshrut.people.reach import Reach
from marshrut.regulations.access import units_to_write
from marshrut.regulations.models import Act, Publication, RegulationVersion
from marshrut.web.deeds import DeedForm
from marshrut.web.errors import wrong_sentence
from marshrut.web.fields import Address, DateField, LastDayField, Paragraph, choices_of
from marshrut.web.labels import LABELS
from marshrut.web.regulations.acts import act_name

KEPT = (
    *("level", "kind", "number", "on", "issuer", "title", "status", "changed_on"),
    *("replaced_by", "since", "until", "link", "checked_on"),
)


class ActField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Acts as they are cited."""

    def label_from_instance(self, obj: Act) -> str:
        return act_name(obj)


class PublishForm(DeedForm):
    """Where the version stands on the official site of the authority, and since when."""

    address = Address(
        label=gettext_lazy("Address on the official site of the authority"),
        help_text=gettext_lazy("The page or the file itself; it is shown on the open page."),
    )
    published_on = DateField(label=gettext_lazy("Published on"))

    def __init__(self, *args: Any, known: Publication | None, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("published_on", known.published_on if known else reach.on)
        if known:
            kept = {"address": known.address, "row_version": known.row_version}
            self.initial = {**self.initial, **kept}


class SignedForm(DeedForm):
    """The signed document as a file."""

    received = forms.FileField(
        label=gettext_lazy("Signed document"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.odt"}),
        help_text=gettext_lazy("PDF, DOCX or ODT. Anybody may download it from the open page."),
    )

    def __init__(self, *args: Any, version: RegulationVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["row_version"] = version.row_version

    def clean_received(self) -> Any:
        """Put the bytes on the disk before the deed, so that it does not hold the write lock."""
        upload = self.cleaned_data["received"]
        try:
            return receive(chunks=upload.chunks(), name=upload.name)
        except Wrong as wrong:
            raise forms.ValidationError(wrong_sentence(wrong)) from wrong


class ActForm(DeedForm):
    """A normative act of the catalogue."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Whose catalogue")
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Act.Level.choices)
    kind = forms.CharField(
        label=gettext_lazy("Kind of act"),
        max_length=100,
        help_text=gettext_lazy("A law, an order, a letter, a municipal programme…"),
    )
    number = forms.CharField(label=gettext_lazy("Number"), max_length=40)
    on = DateField(label=gettext_lazy("Date of the act"))
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=500)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=choices_of({code: LABELS["act"][code] for code in Act.Status.values}),
    )
    changed_on = DateField(
        label=gettext_lazy("Amended, repealed or replaced on"),
        required=False,
        help_text=gettext_lazy("Versions that cite it are then asked to check their basis."),
    )
    replaced_by = ActField(queryset=None, label=gettext_lazy("Replaced by"), required=False)
    since = DateField(
        label=gettext_lazy("Holds from"),
        required=False,
        help_text=gettext_lazy("For a municipal programme: its period."),
    )
    until = LastDayField(label=gettext_lazy("Holds to"), required=False)
    link = Address(label=gettext_lazy("Link to the text"), required=False)
    checked_on = DateField(label=gettext_lazy("Checked with the source on"), required=False)

    def __init__(
        self, *args: Any, reach: Reach, row: Act | None, others: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = others  # type: ignore[attr-defined]
        if row is not None:
            del self.fields["unit"]
            kept = {name: getattr(row, name) for name in KEPT}
            self.initial = {**self.initial, **kept, "row_version": row.row_version}
            return
        units = units_to_write(reach)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", units.first())

    def stored(self, row: Any) -> Mapping[str, Any]:
        return {name: getattr(row, name) for name in KEPT}


class TakeForm(DeedForm):
    """Into whose catalogue the acts that come with the system go."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Whose catalogue")
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_write(reach)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", units.first())


class CiteForm(DeedForm):
    """An act under a clause, by hand."""

    clause = forms.ChoiceField(label=gettext_lazy("Clause"))
    act = ActField(queryset=None, label=gettext_lazy("Normative act"))

    def __init__(
        self, *args: Any, clauses: Sequence[tuple[str, str]], acts: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]
        self.fields["act"].queryset = acts  # type: ignore[attr-defined]


class CheckForm(DeedForm):
    """Somebody looked at the basis of the version."""

    on = DateField(label=gettext_lazy("Checked on"))
    note = Paragraph(
        label=gettext_lazy("What was found"),
        help_text=gettext_lazy("For example: the change does not touch what we rest on."),
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", reach.on)
