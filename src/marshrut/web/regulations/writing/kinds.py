"""Conditions of a norm as rows of a form: a row that is filled is a condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.norms.kinds import NAMED, PLAIN, Education, OrderOf
from marshrut.norms.sheets import Sheet
from marshrut.web.regulations.writing.fields import NameField, NamesField
from marshrut.web.regulations.writing.naming import name_of, topic_of
from marshrut.web.terms import TERMS, term

LABELS: Mapping[str, Promise] = {
    "audience": _p("kind of condition", "For whom the activity is"),
    "form": _p("kind of condition", "Form of the activity"),
    "basis": _p("kind of condition", "Basis of support"),
    "education": _p("kind of condition", "Education"),
    "employed_in": _p("kind of condition", "Works in"),
    "experience": _p("kind of condition", "Experience"),
    "order_of": _p("kind of condition", "There is an order of"),
    "post": _p("kind of condition", "Post"),
    "product": _p("kind of condition", "There is a material"),
    "subject": _p("kind of condition", "There is a subject of support"),
}
UNITS = {
    "years": _p("unit of term", "years"),
    "months": _p("unit of term", "months"),
}
COUNTS = {
    "sum": _("all of them together"),
    "any": _("any one of them"),
}
BLANK = ("", "—")
SEVERAL = {"product"}  # kinds of which a norm often has more than one
MOST = 12  # conditions of one kind in a norm


def rows(
    sheet: type[Sheet] | None, prefix: str, counts: Mapping[str, int]
) -> list[tuple[str, str, dict[str, forms.Field]]]:
    """(kind, label, fields by name) of every condition that can be put to this kind of thing.

    There are as many rows of a kind as the norm has (``counts``), and one where there are none.
    """
    found: list[tuple[str, str, dict[str, forms.Field]]] = []
    for name, kind in NAMED.items():
        if sheet is None or issubclass(sheet, kind.about):
            label = str(LABELS.get(name, name.replace("_", " ")))
            used = counts.get(name, 0)
            turns = range(max(used + (name in SEVERAL and used > 0), 1))
            found += [(name, label, _fields(name, label, _at(prefix, name, n))) for n in turns]
    plain = [
        code for code, (about, _rule) in PLAIN.items() if sheet is None or issubclass(sheet, about)
    ]
    boxes: dict[str, forms.Field] = {
        f"{prefix}-{code}": forms.BooleanField(label=_capital(term("condition", code)))
        for code in plain
    }
    return [*found, ("", "", boxes)] if boxes else found


def _at(prefix: str, name: str, turn: int) -> str:
    """How the fields of the first, second… condition of a kind are called."""
    return f"{prefix}-{name}" if not turn else f"{prefix}-{turn + 1}-{name}"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _fields(name: str, label: str, prefix: str) -> dict[str, forms.Field]:
    if name == "experience":
        return {
            f"{prefix}-least": forms.IntegerField(
                label=_("Experience not less than"), min_value=1, max_value=100
            ),
            f"{prefix}-unit": forms.ChoiceField(label=_("counted in"), choices=list(UNITS.items())),
            f"{prefix}-posts": NamesField(topic="post", label=_("on posts")),
            f"{prefix}-count": forms.ChoiceField(label=_("counting"), choices=list(COUNTS.items())),
        }
    if name == "education":
        levels = [BLANK, *((one, term("education", one)) for one in Education.levels.allowed)]
        return {
            f"{prefix}-level": forms.ChoiceField(label=label, choices=levels),
            f"{prefix}-fields": NamesField(topic="education", label=_("in the fields")),
        }
    if name == "order_of":
        bodies = [BLANK, *((one, name_of("body", one)) for one in OrderOf.bodies.allowed)]
        return {prefix: forms.ChoiceField(label=label, choices=bodies)}
    topic = topic_of("kind", name) or (name if name in TERMS else "")
    one = isinstance(NAMED[name]().write(), str)
    return {prefix: (NameField if one else NamesField)(topic=topic, label=label)}


def initial(kinds: Iterable[Any], prefix: str) -> dict[str, Any]:
    """What the fields show for the conditions of a norm."""
    found: dict[str, Any] = {}
    turns: Counter[str] = Counter()
    for kind in kinds:
        if isinstance(kind, str):
            found[f"{prefix}-{kind}"] = True
            continue
        [(name, value)] = kind.items()
        at = _at(prefix, name, turns[name])
        turns[name] += 1
        if not isinstance(value, Mapping):
            found[at] = value
            continue
        found |= {f"{at}-{key}": one for key, one in value.items()}
        if name == "experience":
            amount, _space, unit = str(value["least"]).partition(" ")
            found |= {f"{at}-least": amount, f"{at}-unit": unit if unit in UNITS else f"{unit}s"}
    return found


def written(cleaned: Mapping[str, Any], prefix: str) -> list[Any]:
    """The conditions of the rows that are filled, as they stand in a file."""
    found: list[Any] = []
    for name in NAMED:
        values = (_written(name, cleaned, _at(prefix, name, turn)) for turn in range(MOST))
        found += [{name: value} for value in values if value]
    return found + [code for code in PLAIN if cleaned.get(f"{prefix}-{code}")]


def _written(name: str, cleaned: Mapping[str, Any], at: str) -> Any:
    if name == "experience":
        if not cleaned.get(f"{at}-least"):
            return None
        new = {
            "posts": cleaned.get(f"{at}-posts") or [],
            "least": f"{cleaned[f'{at}-least']} {cleaned.get(f'{at}-unit') or 'years'}",
        }
        return new | ({"count": "any"} if cleaned.get(f"{at}-count") == "any" else {})
    if name == "education":
        level, fields = cleaned.get(f"{at}-level"), cleaned.get(f"{at}-fields")
        if not level:
            return None
        return {"level": level} | ({"fields": fields} if fields else {})
    return cleaned.get(at)
