"""Forms of the section: shape only, rules are asked by the deeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.norms.parse import dump, parse
from marshrut.norms.readers import Mistake
from marshrut.orders.access import orders
from marshrut.people.reach import Reach
from marshrut.programmes.access import adoptable, to_adopt
from marshrut.regulations.access import units_to_write
from marshrut.regulations.files import Document, Unreadable, mistakes, preset, presets, read
from marshrut.regulations.mistakes import reason
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.yaml_fragments import norms_of, norms_written
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, Paragraph
from marshrut.web.paper import PaperForm
from marshrut.web.programmes.fields import OrderField

LARGEST = 1_000_000  # bytes of a regulation file
FIRST_MISTAKES = 20


class RegulationFile(forms.FileField):
    """A regulation file; its value is the canonical document, its errors name lines and clauses."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is too large for a regulation."))
        try:
            return document_in(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(_("The file is not a text in UTF-8.")) from wrong


def document_in(text: str) -> dict[str, object]:
    """The canonical document of a regulation file; errors name lines and clauses."""
    try:
        document = read(text)
    except Unreadable as wrong:
        said = reason(wrong.code, wrong.value)
        raise forms.ValidationError(_line(wrong.line, said)) from wrong
    if found := mistakes(document):
        raise forms.ValidationError(_said(document, found))
    return dump(parse(document.content))


def _line(line: int, said: str) -> str:
    return _("Line %(line)s: %(said)s") % {"line": line, "said": said}


def _said(document: Document, found: Iterable[Mistake]) -> list[str]:
    """The first mistakes, each with its line and clause, and how many more there are."""
    every = list(found)
    said = [
        _line(document.line(one.path), ": ".join(filter(None, (document.clause(one.path), why))))
        for one in every[:FIRST_MISTAKES]
        for why in [reason(one.code, one.value)]
    ]
    rest = len(every) - FIRST_MISTAKES
    return [*said, _("And %(n)s more.") % {"n": rest}] if rest > 0 else said


class LoadForm(DeedForm):
    """A new regulation: from one that comes with the system, or from a file."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Issued by")
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Left empty: as the file says."),
    )
    preset = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    file = RegulationFile(
        label=gettext_lazy("or with a file"),
        required=False,
        help_text=gettext_lazy("A regulation file in YAML."),
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        units.queryset = units_to_write(reach)  # type: ignore[attr-defined]
        titles = [(code, str(preset(code)["title"])) for code in presets()]
        self.fields["preset"].choices = [("", "—"), *titles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        code, file = given.get("preset"), given.get("file")
        if not self.errors and bool(code) == bool(file):
            self.add_error("file", _("Choose one: a ready regulation or a file."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        document = given["file"] or preset(given["preset"])
        return {"unit": given["unit"], "title": given["title"], "document": document}


class UploadForm(DeedForm):
    """A file in the place of a draft."""

    document = RegulationFile(label=gettext_lazy("Regulation file"))


class PasteForm(DeedForm):
    """The exact text of one clause."""

    text = Paragraph(
        label=gettext_lazy("Text as the document has it"),
        required=False,
        help_text=gettext_lazy("Left empty, the clause shows the restatement."),
    )


class NormsField(forms.CharField):
    """Norms of a clause as a piece of a regulation file; its value is their plain list."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs={"class": "long code-text", "spellcheck": "false"})
        super().__init__(required=False, strip=False, widget=area, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text.strip():
            return []
        try:
            norms, wrong = norms_of(text)
        except Unreadable as unreadable:
            why = reason(unreadable.code, unreadable.value)
            raise forms.ValidationError(_line(unreadable.line, why)) from unreadable
        if wrong:
            raise forms.ValidationError([_line(n, reason(code, v)) for n, code, v in wrong])
        return norms


class ClauseForm(DeedForm):
    """One clause of a draft: how it is cited, retold, read, and what is checked."""

    cite = forms.CharField(label=gettext_lazy("How it is cited"), max_length=200)
    cite_en = forms.CharField(
        label=gettext_lazy("How it is cited in English"), max_length=200, required=False
    )
    gist = Paragraph(label=gettext_lazy("Restatement"))
    gist_en = Paragraph(label=gettext_lazy("Restatement in English"), required=False)
    reading = Paragraph(
        label=gettext_lazy("We read it so"),
        required=False,
        help_text=gettext_lazy("Where the text leaves a question open: how it is applied."),
    )
    reading_en = Paragraph(label=gettext_lazy("The same in English"), required=False)
    see = forms.CharField(
        label=gettext_lazy("Checked together with clauses"),
        required=False,
        help_text=gettext_lazy("Their keys, with commas between."),
    )
    norms = NormsField(
        label=gettext_lazy("What is checked"),
        help_text=gettext_lazy("A piece of a regulation file: each line with a dash is a norm."),
    )

    def __init__(self, *args: Any, clause: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clause = clause
        known = {name: value for name, value in clause.items() if name in self.fields}
        see = ", ".join(clause.get("see", ()))
        norms = norms_written(clause.get("norms", []))
        self.initial = {**self.initial, **known, "see": see, "norms": norms}

    @property
    def values(self) -> dict[str, Any]:
        """The clause as a plain mapping; the exact text stays as it is, it has its own form."""
        given = {n: v for n, v in self.cleaned_data.items() if n not in {"deed_key", "row_version"}}
        see = [key.strip() for key in given.pop("see").split(",") if key.strip()]
        new = {name: value for name, value in given.items() if value}
        if text := self.clause.get("text"):
            new["text"] = text
        if see:
            new["see"] = see
        return {"new": new, "row_version": self.cleaned_data.get("row_version")}


class InForceForm(DeedForm):
    """Putting a draft in force by an order, and what then guards the programmes."""

    order = OrderField(queryset=None, label=gettext_lazy("Approving order"))
    since = DateField(label=gettext_lazy("In force since"))
    adopting: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Programmes that work by it from that day"),
        help_text=gettext_lazy(
            "The others go on by the version that guards them now. Routes begun earlier keep the"
            " version under which they were made until they adopt the new one."
        ),
    )

    def __init__(self, *args: Any, version: RegulationVersion, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = orders(reach).filter(subject="approval").select_related("unit")
        self.fields["order"].queryset = found  # type: ignore[attr-defined]
        programmes = adoptable(reach, version).filter(since__lte=reach.on).order_by("-since")
        self.fields["adopting"].queryset = programmes  # type: ignore[attr-defined]
        if not programmes:
            del self.fields["adopting"]
        opened = {"row_version": version.row_version, "since": reach.on, "adopting": programmes}
        self.initial = {**self.initial, **opened}

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        return given | {"adopting": list(given.get("adopting", ()))}


class AdoptForm(DeedForm):
    """Which programme works by an approved version, and from which day."""

    chosen: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Programme"), empty_label=None
    )
    since = DateField(label=gettext_lazy("From the day"))

    def __init__(self, *args: Any, version: RegulationVersion, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = to_adopt(reach, version)  # type: ignore[attr-defined]
        first = max(filter(None, (version.since, reach.on)))
        self.initial = {**self.initial, "since": first}

    @property
    def values(self) -> dict[str, Any]:
        row = self.cleaned_data["chosen"]
        since = self.cleaned_data["since"]
        return {"programme": row.pk, "row_version": row.row_version, "since": since}


class DropForm(DeedForm):
    """Deleting a draft, asked once."""


class SheetForm(PaperForm):
    """Signatures of many people recorded at once."""

    people = forms.TypedMultipleChoiceField(
        coerce=int,
        label=gettext_lazy("People"),
        error_messages={"required": gettext_lazy("Choose at least one person above.")},
    )

    def __init__(self, *args: Any, people: Iterable[int], reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, reach=reach, on_behalf=True, **kwargs)
        choices = [(key, key) for key in people]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]


class FindPeople(forms.Form):
    """Filters of the list of acknowledgements."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Organisation"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Acknowledged"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("no", gettext_lazy("not yet")),
            ("yes", gettext_lazy("acknowledged")),
        ],
    )

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all")), *((str(key), name) for key, name in units.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
