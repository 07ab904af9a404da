"""Fields of the forms of norms: names with suggestions, lists of names, lines, rows of stages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.norms.readers import Misread
from marshrut.web.regulations.writing.naming import code_of, name_of, names

BLANK = 2  # empty places for more names
LONGEST = 200
LINES = 20_000


class NamesInput(forms.Widget):
    """Text inputs of one name, each with the same suggestions; ``many`` is how many are blank."""

    template_name = "regulations/writing/names_input.html"

    def __init__(self, topic: str, *, many: bool = False, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.topic, self.many = topic, many

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if not self.many:
            return data.get(name)
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = list(value or []) if self.many else [value or ""]
        shown = [name_of(self.topic, str(one)) for one in given if one or not self.many]
        shown += [""] * (BLANK if self.many else 0)
        identifier = context["widget"]["attrs"].pop("id", f"id_{name}")
        if self.many:  # one of them is enough; the form itself tells when there is none
            context["widget"]["attrs"].pop("required", None)
        context["widget"] |= {
            "values": [(one, identifier if not at else "") for at, one in enumerate(shown)],
            "list": f"{identifier}-names",
            "names": sorted(set(names(self.topic).values())) if self.topic else [],
        }
        return context

    def id_for_label(self, id_: str) -> str:
        return id_


class NameField(forms.CharField):
    """One name; its value is the code."""

    def __init__(self, *, topic: str, **options: Any) -> None:
        super().__init__(max_length=LONGEST, widget=NamesInput(topic), **options)
        self.topic = topic

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return code_of(self.topic, text) if text else ""


class NamesField(forms.Field):
    """Several names; its value is the list of codes."""

    def __init__(self, *, topic: str, **options: Any) -> None:
        super().__init__(widget=NamesInput(topic, many=True), **options)
        self.topic = topic

    def to_python(self, value: Any) -> list[str]:
        given = value if isinstance(value, list | tuple) else []
        words = [str(one).strip() for one in given if str(one).strip()]
        if any(len(one) > LONGEST or not one.isprintable() for one in words):
            raise forms.ValidationError(_("A name is shorter than that."))
        return [code_of(self.topic, one) for one in dict.fromkeys(words)]


class LinesField(forms.CharField):
    """A line for each item; its value is the list of lines."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=LINES, widget=area, **options)
        self.widget.attrs.pop("maxlength", None)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


class ItemsField(LinesField):
    """Names of a catalogue, one a line, with the English after «=»; keys stay while names do."""

    def __init__(self, *, items: Mapping[str, Any], prefix: str, **options: Any) -> None:
        super().__init__(rows=6, **options)
        self.items, self.prefix = items, prefix

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return super().prepare_value(value)
        pairs = (named if isinstance(named, list) else [named] for named in value.values())
        return "\n".join(" = ".join(pair) for pair in pairs)

    def clean(self, value: Any) -> Any:
        lines = [[half.strip() for half in line.split("=", 1)] for line in super().clean(value)]
        keys = {
            (named[0] if isinstance(named, list) else named): key
            for key, named in self.items.items()
        }
        found: dict[str, Any] = {}
        for at, pair in enumerate(lines, 1):
            if not pair[0]:
                raise forms.ValidationError(_("Line %(n)d has no name.") % {"n": at})
            key = keys.get(pair[0]) or _free_key(self.prefix, {*keys.values(), *found})
            if key in found:
                raise forms.ValidationError(_("“%(name)s” stands twice.") % {"name": pair[0]})
            found[key] = pair if len(pair) > 1 and pair[1] else pair[0]
        return found


def _free_key(prefix: str, taken: set[str]) -> str:
    return next(key for n in range(1, len(taken) + 2) if (key := f"{prefix}_{n}") not in taken)


class StagesInput(forms.Widget):
    """A row for each stage: name, English name, days, window."""

    template_name = "regulations/writing/stages_input.html"
    COLUMNS = ("key", "word", "word_en", "days", "from", "to", "exit")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if not hasattr(data, "getlist"):
            return data.get(name) or []
        columns = {column: data.getlist(f"{name}-{column}") for column in self.COLUMNS}
        length = max(map(len, columns.values()), default=0)
        return [
            {column: _at(values, at) for column, values in columns.items()} for at in range(length)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-word" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = [dict(row) for row in value or () if isinstance(row, Mapping) and any(row.values())]
        blank = range(BLANK if given else 4)
        rows = [{column: _shown(row.get(column, "")) for column in self.COLUMNS} for row in given]
        rows += [dict.fromkeys(self.COLUMNS, "") for _blank in blank]
        context["widget"]["rows"] = [{"place": at, "cells": row} for at, row in enumerate(rows, 1)]
        return context


def _shown(cell: Any) -> str:
    """A cell of a stage; what must exist at its end is named with semicolons between."""
    if isinstance(cell, list | tuple):
        return "; ".join(name_of("product", str(one)) for one in cell)
    return str(cell)


def _at(values: list[str], place: int) -> str:
    return values[place].strip() if place < len(values) else ""


class StagesField(forms.Field):
    """Stages in their order; a stage that has no key yet gets one."""

    widget = StagesInput

    def clean(self, value: Any) -> Any:
        rows = [row for row in value or () if row.get("word")]
        if not rows:
            raise forms.ValidationError(_("Name at least one stage."))
        taken = {row["key"] for row in rows if row.get("key")}
        found = []
        for row in rows:
            key = row.get("key") or _free_key("stage", taken)
            taken.add(key)
            new: dict[str, Any] = {k: v for k, v in row.items() if v and k != "key"}
            if leaves := [
                one.strip() for one in str(new.pop("exit", "")).split(";") if one.strip()
            ]:
                new["exit"] = [code_of("product", one) for one in leaves]
            found.append({"key": key} | new)
        return found


DUES = {
    "": gettext_lazy("choose"),
    "stage": gettext_lazy("by the end of a stage"),
    "closing": gettext_lazy("before closing"),
    "approval": gettext_lazy("at the approval"),
    "start": gettext_lazy("at the start"),
    "end_of_appointment": gettext_lazy("by the end of the appointment"),
    "programme_end": gettext_lazy("by the end of the programme"),
    "date": gettext_lazy("by a day of the year"),
    "every_month": gettext_lazy("every month"),
    "every_version": gettext_lazy("for every version"),
    "days_after": gettext_lazy("in so many days after an event"),
}
DUE_PARTS = ("how", "stage", "date", "days", "of")


class DueInput(forms.Widget):
    """By when: a choice, and beside it what this choice needs."""

    template_name = "regulations/writing/due_input.html"

    def __init__(self, stages: Mapping[str, str], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.stages = stages

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in DUE_PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-how" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = value if isinstance(value, dict) and "how" in value else due_parts(value)
        stages = dict(self.stages)
        if shown["stage"]:
            stages.setdefault(shown["stage"], shown["stage"])
        context["widget"] |= {"parts": shown, "dues": DUES, "stages": stages}
        return context


class DueField(forms.Field):
    """A due as it stands in a file."""

    def __init__(self, *, stages: Mapping[str, str], **options: Any) -> None:
        super().__init__(widget=DueInput(stages), **options)

    def clean(self, value: Any) -> Any:
        how = value["how"]
        if not how:
            raise forms.ValidationError(_("Choose by when it must be there."))
        needs = {"stage": "stage", "date": "date", "days_after": "days"}.get(how)
        if needs and not value[needs]:
            raise forms.ValidationError(_("Fill in what stands beside the choice."))
        return due_written(value)


def due_parts(due: Any) -> dict[str, str]:
    """A due as the parts of its field."""
    empty = dict.fromkeys(DUE_PARTS, "")
    if not isinstance(due, Mapping):
        return empty | {"how": str(due or "")}
    if "days_after" in due:
        return empty | {
            "how": "days_after",
            "days": due["days_after"],
            "of": due.get("of", "start"),
        }
    [(how, at)] = list(due.items())[:1]
    if how == "every":
        return empty | {"how": f"every_{at}"}
    return empty | {"how": how, how: at} if how in {"stage", "date"} else empty


def due_written(parts: Mapping[str, str]) -> Any:
    """The parts of a field as a due of a file."""
    how = parts["how"]
    if how.startswith("every_"):
        return {"every": how.removeprefix("every_")}
    if how in {"stage", "date"}:
        return {how: parts[how]}
    if how == "days_after":
        return {"days_after": parts["days"], "of": parts["of"] or "start"}
    return how


def misread(reader: Any, value: Any) -> Misread | None:
    """What is wrong with a value, as the reader of the file sees it."""
    try:
        reader.read(value)
    except Misread as wrong:
        return wrong
    return None
