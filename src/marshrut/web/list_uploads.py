"""Uploading lists: files read and safe before the deed, whose they are, lists uploaded before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from marshrut.imports import access
from marshrut.imports.kinds import PAST
from marshrut.imports.models import ImportBatch
from marshrut.imports.taking import Taken, take
from marshrut.journal.deeds import Wrong
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.books import Column, status
from marshrut.web.deeds import DeedForm
from marshrut.web.errors import wrong_sentence
from marshrut.web.fields import DateField
from marshrut.web.labels import LABELS
from marshrut.web.names import full
from marshrut.web.request import Request

ACCEPT = ".xlsx,.xls,.ods,.csv"
MOST_FILES = 30


def lists_of(reach: Reach) -> QuerySet[ImportBatch]:
    """Lists uploaded before, the newest first."""
    rows = access.batches(reach).select_related("unit", "created_by__person")
    return rows.prefetch_related("files__file").order_by("-created_at", "-pk")


def columns(request: Request) -> tuple[Column, ...]:
    """Of the list of uploaded lists as a spreadsheet."""
    said, kind = status(request, "list_state"), status(request, "list")
    return (
        Column(
            "files", _("Files"), lambda row: ", ".join(one.file.name for one in row.files.all())
        ),
        Column("kind", _("What is in the lists"), lambda row: kind(row.kind)),
        Column("organisation", _("Whose lists"), lambda row: row.unit.short_name),
        Column("day", _("Uploaded"), lambda row: timezone.localtime(row.created_at).date()),
        Column("who", _("Who"), _uploader),
        Column("state", _("State"), lambda row: said(row.status)),
    )


def _uploader(row: ImportBatch) -> str | None:
    person = getattr(row.created_by, "person", None)
    return full(person) if person else None


def units_for(reach: Reach) -> QuerySet[Unit]:
    """Whose lists one may upload: the territory first, then its organisations."""
    return access.owners(reach)


class ManyFiles(forms.ClearableFileInput):
    """Several files chosen at once."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Any:
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class TablesField(forms.FileField):
    """Spreadsheets, each read and safe on the disk before the deed begins."""

    widget = ManyFiles(attrs={"accept": ACCEPT, "multiple": True})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind = "staff"

    def clean(self, data: Any, initial: Any = None) -> list[Taken]:
        """What was taken of each file, or a sentence about the one that cannot be."""
        chosen = [one for one in data or [] if one]
        if not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(
                _("No more than %(most)s files."), params={"most": MOST_FILES}
            )
        try:
            return [take(chunks=one.chunks(), name=one.name, kind=self.kind) for one in chosen]
        except Wrong as wrong:
            raise forms.ValidationError(wrong_sentence(wrong)) from wrong


class UploadForm(DeedForm):
    """Files, whose they are, and the day on which the lists stand."""

    chosen = TablesField(
        label=_("Files"),
        help_text=_("XLSX, XLS, ODS or CSV, one or many. Nothing is written before you look."),
    )
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Whose lists"), empty_label=None
    )
    on = DateField(
        label=_("Day of the list"),
        help_text=_("Service is counted to it, unless the heading has a day of its own."),
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], on: date, kind: str = "staff", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]
        chosen: Any = self.fields["unit"]
        chosen.queryset = units
        if len(found := list(units[:2])) == 1:
            chosen.widget = forms.HiddenInput()
            self.initial["unit"] = found[0].pk
        self.initial.setdefault("on", on)
        files: Any = self.fields["chosen"]
        files.kind = kind
        if kind != "staff":
            # Facts carry their own days.
            self.fields["on"].widget = forms.HiddenInput()

    @property
    def values(self) -> dict[str, Any]:
        """Parameters of the deed."""
        values = super().values
        return {"files": values.pop("chosen"), **values}


class PastForm(UploadForm):
    """Lists of what already happened: first of which kind they are."""

    kind = forms.ChoiceField(
        label=_("What is in the lists"),
        choices=[(one, LABELS["list"][one].text) for one in PAST],
        widget=forms.RadioSelect,
    )
    field_order = ["kind", "chosen", "unit", "on"]

    def __init__(self, *args: Any, **options: Any) -> None:
        data = args[0] if args else None
        kind = (data or {}).get("kind", "")
        super().__init__(*args, kind=kind if kind in PAST else "appointments", **options)
