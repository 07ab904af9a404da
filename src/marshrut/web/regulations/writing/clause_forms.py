"""Forms of one clause of a draft: its words, a new one, where one is cut in two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.regulations.splitting import gist_of
from marshrut.regulations.splitting.places import places
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph
from marshrut.web.regulations.writing.fields import NamesField

# As much of a text as one needs to know it again.
SHOWN = 90


class WordsForm(DeedForm):
    """The words of a clause; its number is how the document calls it."""

    text = Paragraph(
        label=gettext_lazy("Exact text"),
        required=False,
        help_text=gettext_lazy("As the document has it, without its number."),
    )
    cite = forms.CharField(label=gettext_lazy("How it is cited"), max_length=200)
    gist = Paragraph(label=gettext_lazy("In short"))
    reading = Paragraph(
        label=gettext_lazy("We read it so"),
        required=False,
        help_text=gettext_lazy("Where the text leaves a question open: how it is applied."),
    )

    ENGLISH = ("cite_en", "gist_en", "reading_en")
    cite_en = forms.CharField(
        label=gettext_lazy("How it is cited in English"), max_length=200, required=False
    )
    gist_en = Paragraph(label=gettext_lazy("In short, in English"), required=False)
    reading_en = Paragraph(label=gettext_lazy("The reading in English"), required=False)
    see = NamesField(topic="", label=gettext_lazy("Checked together with clauses"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        version = given.pop("row_version", None)
        given.pop("deed_key", None)
        new = {name: value for name, value in given.items() if value}
        return {"new": new, "row_version": version}


class AddForm(DeedForm):
    """A new clause: its number, its text, where it stands."""

    part = forms.TypedChoiceField(coerce=int, label=gettext_lazy("In the part"))
    after = forms.ChoiceField(label=gettext_lazy("After"), required=False)
    key = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=40,
        help_text=gettext_lazy("As in the document: 1.1, 2.2.3; it does not change later."),
    )
    text = Paragraph(label=gettext_lazy("Exact text"))
    cite = forms.CharField(
        label=gettext_lazy("How it is cited"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty: by its number."),
    )

    def __init__(self, *args: Any, document: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = list(enumerate(one["title"] for one in document["parts"]))
        keys = [one["key"] for part in document["parts"] for one in part["clauses"]]
        self.fields["part"].choices = parts  # type: ignore[attr-defined]
        first = ("", _("at the beginning of the part"))
        self.fields["after"].choices = [first, *((key, key) for key in keys)]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        return number_in(self.cleaned_data["key"])

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        text, key = given["text"].strip(), given["key"]
        cite = cited(given["cite"], key)
        new = {"key": key, "cite": cite, "gist": gist_of(text), "text": text}
        kept = {name: given[name] for name in ("part", "after", "row_version")}
        return kept | {"new": new}


def number_in(typed: str) -> str:
    """The number of a clause as it stands in addresses."""
    key = typed.strip().rstrip(".")
    if not key or any(sign in key for sign in "/?#%\\ ") or not key.isprintable():
        raise forms.ValidationError(_("A number has letters, figures and full stops only."))
    return key


def cited(typed: str, key: str) -> str:
    return typed or _("clause %(number)s") % {"number": key}


class SplitForm(DeedForm):
    """Where a text is cut, and the number of what follows."""

    place = forms.TypedChoiceField(
        coerce=int, label=gettext_lazy("The new clause begins with"), widget=forms.RadioSelect
    )
    key = forms.CharField(
        label=gettext_lazy("Number of the new clause"),
        max_length=40,
        help_text=gettext_lazy("As in the document: 1.1, 2.2.3; it does not change later."),
    )
    cite = forms.CharField(
        label=gettext_lazy("How it is cited"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty: by its number."),
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(place, Truncator(text[place:]).chars(SHOWN)) for place in places(text)]
        self.fields["place"].choices = offered  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        return number_in(self.cleaned_data["key"])

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        return given | {"cite": cited(given["cite"], given["key"])}
