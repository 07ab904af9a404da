"""«Внести с бумаги»: the part of a form that tells on what another's word stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.files.keeping import receive
from marshrut.journal.deeds import Wrong
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.errors import wrong_sentence
from marshrut.web.fields import DateField, choices_of
from marshrut.web.labels import LABELS

PARTS = ("basis", "happened_on", "photo")


class PaperForm(DeedForm):
    """A form of a deed that somebody may do for another; without ``on_behalf`` an ordinary one.

    Its three fields become the deed's parameter ``paper``. Name ``paper`` in the class of the form
    only where the deed has it.
    """

    basis = forms.ChoiceField(label=_("What it is based on"), choices=choices_of(LABELS["paper"]))
    happened_on = DateField(label=_("When it was said or signed"))
    photo = forms.FileField(
        label=_("Photo or scan"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.pdf"}),
    )

    def __init__(self, *args: Any, reach: Reach, on_behalf: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on_behalf = on_behalf
        if not on_behalf:
            for name in PARTS:
                del self.fields[name]
            return
        self.initial.setdefault("happened_on", reach.on)
        self.fields["happened_on"].widget.attrs["max"] = reach.on.isoformat()
        self.order_fields([name for name in self.fields if name not in PARTS])

    def clean_photo(self) -> Any:
        """Put the bytes on the disk before the deed, so that it does not hold the write lock."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return receive(chunks=upload.chunks(), name=upload.name)
        except Wrong as wrong:
            raise forms.ValidationError(wrong_sentence(wrong)) from wrong

    @property
    def values(self) -> dict[str, Any]:
        """The deed's parameters, with ``paper`` made of its three fields."""
        values = super().values
        if not self.on_behalf:
            return values
        basis, happened_on, photo = (values.pop(name) for name in PARTS)
        return values | {"paper": Paper(basis=basis, happened_on=happened_on, photo=photo)}
