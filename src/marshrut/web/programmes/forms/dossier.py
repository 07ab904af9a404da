"""The form of a line of a tutor's dossier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField
from marshrut.web.programmes.fields import of_new
from marshrut.web.routes.forms import UploadField
from marshrut.web.terms import term


class EvidenceForm(DeedForm):
    """What it is, of which day, with a file or without."""

    kind = forms.ChoiceField(label=_("What it confirms"))
    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        help_text=_("For example: results of classes 7a and 8b in 2025/26; a course of 72 hours."),
    )
    on = DateField(label=_("Day of the document"))
    received = UploadField(label=_("File or photo"))

    def __init__(self, *args: Any, kinds: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        field: Any = self.fields["kind"]
        field.choices = [(kind, term("product", kind)) for kind in kinds]
