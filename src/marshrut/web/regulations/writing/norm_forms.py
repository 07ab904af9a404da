"""The form of a norm, made from what its type declares: a sentence, then blocks, then the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.norms.conditions import DEEDS
from marshrut.norms.parse import TYPES, key_of, parameters_of, read_through
from marshrut.norms.readers import OF_OTHER_CLAUSES, Reader
from marshrut.norms.sheets import KINDS, Visit
from marshrut.regulations.mistakes import reason
from marshrut.web.deeds import DeedForm
from marshrut.web.regulations.writing import kinds
from marshrut.web.regulations.writing.fields import (
    DueField,
    ItemsField,
    LinesField,
    NameField,
    NamesField,
    StagesField,
)
from marshrut.web.regulations.writing.naming import name_of, topic_of
from marshrut.web.regulations.writing.sentences import CHOICES, LABELS, SENTENCES, SHEETS
from marshrut.web.terms import TERMS, term

PLACE = re.compile(r"\{(\w+)\}")
TERM = {"due", "days"}
APART = {"force", "warn_days", "who", "local"}
JOIN = "join"
JOINS = {
    "all": gettext_lazy("all of this must be true"),
    "any": gettext_lazy("any one of these is enough"),
}
# Where the fields of conditions begin: those that must be true, those that narrow the norm.
PREFIX = {"all": "if", "any": "if", "when": "only"}
CLAUSE = ("parts", 0, "clauses", 0, "norms", 0)


class NormForm(DeedForm):
    """One norm. ``norm`` is what it was, ``stages`` are names of the draft's stages by key."""

    def __init__(
        self,
        *args: Any,
        type_: str,
        norm: Mapping[str, Any] | None = None,
        stages: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.type, self.norm, self.stages = type_, dict(norm or {}), dict(stages or {})
        self.parameters = {key_of(one): one for one in parameters_of(TYPES[type_])}
        self.conditions: list[tuple[str, str, list[str]]] = []
        for name, parameter in self.parameters.items():
            if name not in APART:
                self._declare(name, parameter)
        self._declare_rest()
        self.initial = {**self._initial(), **self.initial}

    # --- fields --------------------------------------------------------------------------------
    def _declare(self, name: str, parameter: Field[Any]) -> None:
        reader: Reader[Any] = parameter.metadata["reader"]
        if reader.kind == "kinds":
            self._declare_conditions(name)
            return
        required = parameter.default is MISSING
        field = self._field(name, reader, required=required)
        if field is not None:
            label = str(LABELS.get(name, name.replace("_", " ")))
            field.label = label
            field.widget.attrs["aria-label"] = label
            self.fields[name] = field

    def _field(self, name: str, reader: Reader[Any], *, required: bool) -> forms.Field | None:
        topic = topic_of(self.type, name)
        make: Mapping[str, Callable[[], forms.Field]] = {
            "choice": lambda: forms.ChoiceField(
                choices=[
                    *([] if required else [("", "—")]),
                    *((code, choice_name(name, code)) for code in reader.allowed),
                ],
                required=required,
            ),
            "number": lambda: forms.IntegerField(
                min_value=int(reader.allowed[0]),
                max_value=int(reader.allowed[1]),
                required=required,
            ),
            "flag": lambda: forms.BooleanField(required=False),
            "word": lambda: NameField(topic=topic, required=required),
            "words": lambda: (
                NamesField(topic=topic, required=required)
                if topic
                else LinesField(required=required)
            ),
            "items": lambda: ItemsField(
                items=self.norm.get("items", {}),
                prefix=str(self.norm.get("words") or "item"),
                required=required,
            ),
            "choices": lambda: NamesField(topic=topic, required=required),
            "stages": lambda: StagesField(required=required),
            "due": lambda: DueField(stages=self.stages, required=required),
        }
        return make[reader.kind]() if reader.kind in make else None

    def _declare_conditions(self, name: str) -> None:
        """Rows of the conditions themselves, and of those that narrow whom they concern."""
        if name == "any":
            return
        thing = self.data.get("condition") or self.norm.get("condition", "")
        about = Visit if self.type == "right" else KINDS.get(thing)
        fields_of = kinds.rows(about, PREFIX[name], self._used(name))
        for kind, label, fields in fields_of:
            for key, field in fields.items():
                field.required = False
                field.widget.attrs["aria-label"] = str(field.label)
                self.fields[key] = field
            self.conditions.append((name, label or kind, list(fields)))
        if name == "all":
            self.fields[JOIN] = forms.ChoiceField(
                choices=list(JOINS.items()), label=_("How they are joined"), required=False
            )

    def _used(self, name: str) -> Counter[str]:
        """How often each kind of condition stands in the norm."""
        names = ("all", "any") if name == "all" else (name,)
        given = [one for name in names for one in self.norm.get(name, ())]
        return Counter(next(iter(one)) for one in given if isinstance(one, Mapping))

    def _declare_rest(self) -> None:
        """What any norm may carry."""
        self.fields["soft"] = forms.BooleanField(required=False, label=_("Only warn, never refuse"))
        for name in ("due", "days"):
            if name in self.parameters or (name == "days" and self.type == "stages"):
                self.fields["local"] = forms.BooleanField(
                    required=False, label=_("The term is not in the text: a local setting")
                )
        for name in ("warn_days", "who"):
            self._declare(name, self.parameters[name])

    # --- what it shows -------------------------------------------------------------------------
    def _initial(self) -> dict[str, Any]:
        found = {name: self.norm.get(name, _default(one)) for name, one in self.parameters.items()}
        for name in ("all", "any", "when"):
            if given := found.pop(name, None):
                found |= kinds.initial(given, PREFIX[name])
                if name != "when":
                    found[JOIN] = name
        for name in ("closed", "not", "strict"):
            if name in found:
                found[name] = found[name] in {"yes", True}
        found["soft"] = found.pop("force", "") == "soft"
        found["local"] = bool(TERM & set(self.norm.get("local", ())))
        return found

    @property
    def sentence(self) -> list[Any]:
        """Words and bound fields in the order in which they are read."""
        said = str(SENTENCES[self.type])
        return [
            self[piece] if at % 2 else piece
            for at, piece in enumerate(PLACE.split(said))
            if piece and (not at % 2 or piece in self.fields)
        ]

    @property
    def blocks(self) -> list[Any]:
        """Fields under the sentence: terms, names, stages, whatever is declared later."""
        named = {*PLACE.findall(str(SENTENCES[self.type])), *APART, "soft", JOIN}
        of_conditions = {key for *_kind, keys in self.conditions for key in keys}
        return [
            self[name]
            for name in self.fields
            if name not in named | of_conditions | {"deed_key", "row_version"}
        ]

    @property
    def condition_rows(self) -> list[dict[str, Any]]:
        """Rows of what must be true."""
        return self._rows("all")

    @property
    def narrowing_rows(self) -> list[dict[str, Any]]:
        """Rows of what narrows the norm, or the right."""
        return self._rows("when")

    @property
    def has_narrowing(self) -> bool:
        return bool(self.norm.get("when")) or bool(self.errors)

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [
            {"label": label, "fields": [self[key] for key in keys]}
            for group, label, keys in self.conditions
            if group == name
        ]

    @property
    def joining(self) -> Any:
        return self[JOIN] if JOIN in self.fields else None

    @property
    def rest(self) -> list[Any]:
        return [self[name] for name in ("soft", "warn_days", "who")]

    # --- what it gives -------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            for at, code, value in _mistakes(self.written):
                self.add_error(at if at in self.fields else None, _capital(reason(code, value)))
        return given

    @property
    def written(self) -> dict[str, Any]:
        """The norm as it stands in a file; what is as usual is left out."""
        new: dict[str, Any] = {}
        for name, parameter in self.parameters.items():
            if name in self.fields and name != "local":
                value = _plain(self.cleaned_data.get(name))
                if value not in ("", [], {}) and value != _default(parameter):
                    new[name] = value
            elif name in self.norm and name not in {"all", "any", "when", *APART}:
                new[name] = self.norm[name]
        if "all" in self.parameters:
            joined = self.cleaned_data.get(JOIN) or "all"
            new[joined] = kinds.written(self.cleaned_data, PREFIX["all"])
        if "when" in self.parameters and (only := kinds.written(self.cleaned_data, PREFIX["when"])):
            new["when"] = only
        if self.cleaned_data.get("soft"):
            new["force"] = "soft"
        kept = [one for one in self.norm.get("local", ()) if one not in TERM]
        if self.cleaned_data.get("local"):
            kept.append("due" if "due" in self.parameters else "days")
        if kept:
            new["local"] = kept
        return new

    @property
    def values(self) -> dict[str, Any]:
        return {"norm": self.written, "row_version": self.cleaned_data.get("row_version")}


def choice_name(name: str, code: str) -> str:
    """What a choice of a parameter is called."""
    own = CHOICES.get(name, {}).get(code)
    if own is not None:
        return str(own)
    if code in DEEDS:
        return term("deed", code)
    topics = ["sheet"] if name in SHEETS else [name]
    found = [name_of(topic, code) for topic in topics]
    return found[0] if found[0] != code or code not in TERMS else code


def _default(parameter: Field[Any]) -> Any:
    """The default of a parameter as it would stand in a file."""
    if parameter.default is MISSING or parameter.default in (None, ()):
        return ""
    return parameter.metadata["reader"].write(parameter.default)


def _plain(value: Any) -> Any:
    """A value of a form as it stands in a file."""
    if value is True:
        return "yes"
    if value is False or value is None:
        return ""
    return str(value) if isinstance(value, int) else value


def _mistakes(norm: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """(field, code, value) of everything wrong with a norm taken by itself."""
    clause = {"key": "x", "cite": "x", "gist": "x", "norms": [dict(norm)]}
    part = {"title": "x", "clauses": [clause]}
    _rules, found = read_through({"regulation": "x", "title": "x", "parts": [part]})
    return [
        (str(one.path[len(CLAUSE)]) if len(one.path) > len(CLAUSE) else "", one.code, one.value)
        for one in found
        if one.code not in OF_OTHER_CLAUSES
    ]


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:] + "."
