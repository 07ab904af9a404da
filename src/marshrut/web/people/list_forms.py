"""Forms of uploaded lists: files, columns, words asked about once, one doubtful row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marshrut.imports.kinds import KINDS, LATER, lacking
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.imports.queries import Asked
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.tables.sheets import letters
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField
from marshrut.web.list_words import column, columns
from marshrut.web.people.posts import class_choices
from marshrut.web.terms import TERMS

NOT_TAKEN = ("", _("not needed"))
EDUCATIONS = [
    (f"{level}:{field}", (level, field))
    for level in ("higher", "secondary")
    for field in ("pedagogy", "psychology", "other")
]


class ColumnsForm(DeedForm):
    """What each column of each heading is; a table of which nothing is told is passed over."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        tables: Mapping[str, Mapping[str, Any]],
        units: QuerySet[Unit],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.tables = kind, tables
        known = [NOT_TAKEN, *((field, column(field)) for field in KINDS[kind].words)]
        for shape, table in tables.items():
            columns_ = table.get("columns")
            told = {at: field for field, at in (columns_ or table["guess"]).items()}
            for place, title in enumerate(table["titles"]):
                name = f"{shape}-{place}"
                label = title or _now("Column %(letters)s") % {"letters": letters(place)}
                self.fields[name] = forms.ChoiceField(label=label, choices=known, required=False)
                self.initial[name] = told.get(place, "")
            self.fields[f"{shape}-unit"] = forms.ModelChoiceField(
                queryset=units,
                required=False,
                label=_("Organisation of the whole list"),
                empty_label=_("stands in a column"),
            )
            self.initial[f"{shape}-unit"] = table.get("unit")

    def clean(self) -> dict[str, Any]:
        """Each column once, and none of the needed ones left out."""
        super().clean()
        values = dict(self.cleaned_data)
        found: dict[str, dict[str, int]] = {}
        for shape, table in self.tables.items():
            told = [values.get(f"{shape}-{place}") for place in range(len(table["titles"]))]
            named = [field for field in told if field]
            found[shape] = {field: place for place, field in enumerate(told) if field}
            if len(named) > len(found[shape]):
                self._refuse(shape, _("One column is told twice."))
            elif named and (gaps := lacking(self.kind, found[shape])):
                told_ = _now("Tell where it is: %(columns)s.") % {"columns": columns(gaps)}
                self._refuse(shape, told_)
            elif named and "organisation" not in found[shape] and not values.get(f"{shape}-unit"):
                self._refuse(shape, _("Tell whose list it is."))
        values["columns"] = found
        return values

    def _refuse(self, shape: str, sentence: Any) -> None:
        self.add_error(f"{shape}-unit", sentence)

    @property
    def values(self) -> dict[str, Any]:
        """Columns and organisations by the shape of the heading."""
        values = super().values
        units = {shape: values.get(f"{shape}-unit") for shape in self.tables}
        told = {
            "columns": values["columns"],
            "units": {shape: unit.pk if unit else None for shape, unit in units.items()},
        }
        if "row_version" in values:
            told["row_version"] = values["row_version"]
        return told

    @property
    def parts(self) -> list[tuple[Mapping[str, Any], list[tuple[Any, list[str]]], Any]]:
        """For each heading its table, its columns with their samples, and its organisation."""
        return [
            (
                table,
                [
                    (self[f"{shape}-{place}"], [one for one in table["samples"][place] if one])
                    for place in range(len(table["titles"]))
                    if table["titles"][place] or any(table["samples"][place])
                ],
                self[f"{shape}-unit"],
            )
            for shape, table in self.tables.items()
        ]


class WordsForm(DeedForm):
    """Posts, organisations and educations that are asked about once for the whole list."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Asked],
        batch: ImportBatch,
        units: QuerySet[Unit],
        on: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asked = {f"word-{place}": one for place, one in enumerate(asked)}
        choices: dict[str, list[tuple[str, Any]]] = {
            "post": [*class_choices(batch.unit, on), ("other", TERMS["post"]["other"])],
            "organisation": [(str(unit.pk), str(unit)) for unit in units],
            "education": [(value, _education(*pair)) for value, pair in EDUCATIONS],
        }
        for name, one in self.asked.items():
            known = [("", _("not answered")), *dict(choices[one.sort]).items()]
            label = f"«{one.said}»"
            self.fields[name] = forms.ChoiceField(label=label, choices=known, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """The answers that were given."""
        told = [
            (one.sort, one.key, int(value) if one.sort == "organisation" else value)
            for name, one in self.asked.items()
            if (value := self.cleaned_data.get(name))
        ]
        return {"words": told}

    @property
    def parts(self) -> list[tuple[str, list[tuple[Any, int]]]]:
        """The questions by what is asked."""
        found: dict[str, list[tuple[Any, int]]] = {}
        for name, one in self.asked.items():
            found.setdefault(one.sort, []).append((self[name], one.count))
        return list(found.items())


def _education(level: str, field: str) -> str:
    return f"{TERMS['education'][level]}, {TERMS['education'][field]}"


class RowForm(DeedForm):
    """One doubtful row: its wrong cells, who it is, what is so after all."""

    def __init__(
        self,
        *args: Any,
        row: ImportRow,
        who: Sequence[tuple[str, str]] = (),
        so: Iterable[tuple[str, str]] = (),
        out: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]
        self.typed = row.typed
        words, must = KINDS[row.batch.kind].words, KINDS[row.batch.kind].must - LATER
        wrong = dict.fromkeys(one["field"] for one in row.problems)
        self.cells = [field for field in wrong if field in words]
        fixes = {p["field"]: p["fix"] for p in row.problems if p["fix"]}
        for name in self.cells:
            needed = name in must and not out
            self.fields[name] = forms.CharField(
                label=column(name), required=needed, max_length=2000
            )
            typed = row.typed.get(name) or self._whole_name(name, row)
            self.initial[name] = fixes.get(name) or typed
        if who:
            self.fields["who"] = forms.ChoiceField(
                label=_("Who is it"), choices=who, widget=forms.RadioSelect, required=False
            )
        self.so = dict(so)
        for code, sentence in self.so.items():
            self.fields[f"so-{code}"] = forms.BooleanField(label=sentence, required=False)

    @staticmethod
    def _whole_name(name: str, row: ImportRow) -> str:
        parts = ("surname", "given", "patronymic") if name == "name" else ()
        return " ".join(str(row.typed[part]) for part in parts if row.typed.get(part))

    @property
    def values(self) -> dict[str, Any]:
        """Cells that were changed, and the answers."""
        values = super().values
        typed = {name: str(self.typed.get(name, "")) for name in self.cells}
        changed = {name: values[name] for name in self.cells if values[name] != typed[name]}
        so = [code for code in self.so if values.get(f"so-{code}")]
        return {"typed": changed, "who": values.get("who", ""), "so": so}


class ChooseForm(DeedForm):
    """Which rows of a page will be written."""

    rows = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, shown: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]
        rows: Any = self.fields["rows"]
        rows.choices = [(str(key), str(key)) for key in shown]
        self.shown = shown

    @property
    def values(self) -> dict[str, Any]:
        """Keys shown and keys chosen."""
        return {"shown": self.shown, "chosen": [int(key) for key in self.cleaned_data["rows"]]}


class LeftForm(DeedForm):
    """Who of those missing in the list has left, each with the last day of work."""

    def __init__(
        self,
        *args: Any,
        jobs: Sequence[Employment],
        left: Mapping[str, str],
        on: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]
        self.jobs = jobs
        for job in jobs:
            told = left.get(str(job.pk))
            name = str(job.person)
            self.fields[f"left-{job.pk}"] = forms.BooleanField(label=name, required=False)
            self.fields[f"day-{job.pk}"] = DateField(
                label=_("Last day of work"), required=False, last=on
            )
            self.initial[f"left-{job.pk}"] = bool(told)
            self.initial[f"day-{job.pk}"] = told or on.isoformat()

    def clean(self) -> dict[str, Any]:
        """Whoever has left has a last day, and not before the first."""
        super().clean()
        values = self.cleaned_data
        for job in self.jobs:
            name = f"day-{job.pk}"
            if values.get(f"left-{job.pk}") and name not in self.errors:
                day = values.get(name)
                if day is None or day < job.since:
                    self.add_error(name, _("Give the last day of work."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Last days by place of work."""
        values = self.cleaned_data
        days = {job.pk: values[f"day-{job.pk}"] for job in self.jobs if values[f"left-{job.pk}"]}
        return {"shown": [job.pk for job in self.jobs], "last_days": days}

    @property
    def lines(self) -> list[tuple[Employment, Any, Any]]:
        """A row for each."""
        return [(job, self[f"left-{job.pk}"], self[f"day-{job.pk}"]) for job in self.jobs]
