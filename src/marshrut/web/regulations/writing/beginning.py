"""Forms with which a regulation is begun: from a text, from nothing, from another's version."""

# A sentence stays on its line.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.people.reach import Reach
from marshrut.regulations.access import units_to_write, versions
from marshrut.regulations.files import preset
from marshrut.regulations.splitting import draft_of, latin, title_in
from marshrut.regulations.texts import LARGEST, NoText, text_of, tidied
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph

LONGEST = 400_000  # signs of a pasted text
SAMPLE = "chebula"  # whose posts a new regulation begins with
REFUSED: Mapping[str, Promise] = {
    "bomb": gettext_lazy("Unpacked, this file would be far too large. It was not opened."),
    "broken": gettext_lazy("The file is damaged: it could not be read to the end. Save it again and try once more."),
    "encrypted": gettext_lazy("The file is closed with a password. Save it without one."),
    "not_text": gettext_lazy("There is no text that can be read in this file."),
    "nothing": gettext_lazy("There is no text in it."),
    "old_word": gettext_lazy("This is an old format of Word (.doc). Open it and save it as .docx."),
    "other_office": gettext_lazy("This is neither a text of Word nor of OpenDocument. Save the text as .docx."),
    "rtf": gettext_lazy("This is RTF. Open it in Word and save it as .docx."),
    "scan": gettext_lazy("This is a picture of a text, a scan: there are no letters in it. Recognise it first, or paste the text."),
    "too_large": gettext_lazy("The file is larger than 20 MB. A text alone is never so large: save it without pictures."),
    "too_long": gettext_lazy("The text is too long for one regulation."),
}  # fmt: skip


class BeginForm(DeedForm):
    """A new regulation: who issues it and what it is called."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Issued by")
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_write(reach)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(found := list(units[:2])) == 1:
            self.initial.setdefault("unit", found[0].pk)

    @property
    def values(self) -> dict[str, Any]:
        title = self.cleaned_data["title"]
        code = latin(self.cleaned_data["unit"].short_name)
        part = {"title": _("1. General provisions"), "clauses": []}
        document = {"regulation": code, "title": title, "posts": posts(), "parts": [part]}
        return {"unit": self.cleaned_data["unit"], "title": title, "document": document}


class TextForm(BeginForm):
    """From a text: a file or what was pasted, one of the two."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Word (.docx), OpenDocument (.odt), PDF with a text, plain text; up to 20 MB."),
    )  # fmt: skip
    text = Paragraph(
        long=True,
        max_length=LONGEST,
        label=gettext_lazy("or the text itself"),
        required=False,
        help_text=gettext_lazy(
            "Paste the whole document: the order, the regulation, all together."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty: as the text says.")
        self.order_fields(["unit", "file", "text", "title"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text")
        if self.errors:
            return given
        if bool(file) == bool(text):
            self.add_error("file", _("Choose one: a file or a pasted text."))
            return given
        try:
            if file and file.size > LARGEST:
                raise NoText("too_large")  # noqa: TRY301 - said in the same words as below
            given["said"] = text_of(file.read()) if file else tidied(str(text))
        except NoText as refused:
            self.add_error("file" if file else "text", str(REFUSED[refused.code]))
        return given

    @property
    def values(self) -> dict[str, Any]:
        unit, said = self.cleaned_data["unit"], self.cleaned_data["said"]
        title = self.cleaned_data["title"] or title_in(said) or _("Regulation without a title")
        document = draft_of(said, code=latin(unit.short_name), title=title)
        return {"unit": unit, "title": title, "document": {**document, "posts": posts()}}


class BaseForm(BeginForm):
    """From a version of another regulation («взять за основу»)."""

    version: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Taken as the base")
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, reach=reach, **kwargs)
        found = versions(reach).filter(status="approved").select_related("regulation__unit")
        field: Any = self.fields["version"]
        field.queryset = found.order_by("regulation__unit__name", "regulation__title", "-number")
        field.label_from_instance = _version_name
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty: as in the base.")
        self.order_fields(["version", "unit", "title"])

    @property
    def values(self) -> dict[str, Any]:
        base, title = self.cleaned_data["version"], self.cleaned_data["title"]
        document = base.document | ({"title": title} if title else {})
        return {"unit": self.cleaned_data["unit"], "title": title, "document": document}


def _version_name(version: Any) -> str:
    return _("%(title)s (%(unit)s), version %(number)s") % {
        "title": version.regulation.title,
        "unit": version.regulation.unit.short_name,
        "number": version.number,
    }


def posts() -> Any:
    """Posts by class with the ways in which orders write them."""
    return preset(SAMPLE).get("posts", {})
