"""Catalogues of a regulation in forms and on pages: forms, technologies, methods and others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import pgettext_lazy as _p

from marshrut.norms.catalogues import FORMS, offered
from marshrut.norms.naming import Catalogue
from marshrut.norms.rules import Rules

TITLES: Mapping[str, Promise] = {
    FORMS: _p("catalogue", "Form of work"),
    "technologies": _p("catalogue", "Technology"),
    "methods": _p("catalogue", "Method"),
    "directions": _p("catalogue", "Direction"),
    "competences": _p("catalogue", "Competence"),
}
PREFIX = "words_"


def choices(norm: Catalogue) -> list[tuple[str, str]]:
    """Items with their names; what is a sort of another item stands under it."""
    english = get_language() == "en"
    under = norm.under or {}
    return [
        (key, f"— {(english and en) or ru}" if key in under else (english and en) or ru)
        for key, (ru, en) in norm.items.items()
    ]


def add_fields(
    form: forms.Form, rules: Rules | None, *, without: tuple[str, ...] = (), required: bool = False
) -> None:
    """A choice for each list of the regulation; a closed list of forms may be ``required``."""
    for name, norm in (offered(rules) if rules else {}).items():
        if name in without:
            continue
        must = required and name == FORMS and norm.closed
        empty = [] if must else [("", _p("catalogue", "not said"))]
        form.fields[f"{PREFIX}{name}"] = forms.ChoiceField(
            label=str(TITLES[name]), choices=[*empty, *choices(norm)], required=must
        )


def gathered(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a form with the chosen items put together as ``words``."""
    names = [name for name in values if name.startswith(PREFIX)]
    words = {name.removeprefix(PREFIX): values.pop(name) for name in names}
    return values | {"words": {name: key for name, key in words.items() if key}}


def initial(words: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, as the first values of the fields."""
    return {f"{PREFIX}{name}": key for name, key in words.items()}


def told(rules: Rules, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """(title of the list, name of the item) of what was chosen."""
    lists = offered(rules)
    found = []
    for name, key in words.items():
        norm = lists.get(name)
        named = dict(choices(norm)).get(key, key) if norm else key
        found.append((str(TITLES.get(name, name)), named.removeprefix("— ")))
    return found
