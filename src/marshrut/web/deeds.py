"""From a form to one deed: a refusal comes back to the form, with everything that was typed."""

from __future__ import annotations

import inspect
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from marshrut.journal.deeds import AlreadyDone, Stale, Wrong
from marshrut.norms.rules import Rules
from marshrut.regulations.guards import Refused, warnings
from marshrut.web.errors import wrong_sentence
from marshrut.web.refusals import Refusal, refusal_of, warnings_of

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two people changed."""

    label: str
    mine: str
    theirs: str


class DeedForm(forms.Form):
    """A plain form that carries the key of its deed and the version of the row it was opened on.

    After a refused attempt ``refusal`` is what the regulation says, ready for
    ``parts/refusal.html``; ``stale`` is the row as somebody else saved it meanwhile.
    """

    deed_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    refusal: Refusal | None = None
    stale: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("deed_key", secrets.token_urlsafe(16))

    def stored(self, row: Any) -> Mapping[str, Any]:
        """What the row says now in the form's own fields."""
        return {name: getattr(row, name) for name in self.fields if hasattr(row, name)}

    @property
    def conflicts(self) -> list[Conflict]:
        """Fields in which the saved row differs from what was typed, after a stale attempt."""
        if self.stale is None:
            return []
        kept = self.stored(self.stale)
        typed = {name: self.data.get(self.add_prefix(name), "") for name in kept}
        return [
            Conflict(str(self.fields[name].label), str(typed[name]), str(theirs))
            for name, theirs in kept.items()
            if name != "row_version" and str(theirs or "") != str(typed[name])
        ]

    @property
    def values(self) -> dict[str, Any]:
        """The deed's own parameters: no key, and the row's version only if the form has one."""
        left = {k: v for k, v in self.cleaned_data.items() if k not in {"deed_key", "row_version"}}
        if self.cleaned_data.get("row_version") is not None:
            left["row_version"] = self.cleaned_data["row_version"]
        return left


def fitting(
    deed: Callable[..., Any], given: dict[str, Any], values: dict[str, Any]
) -> dict[str, Any]:
    """Parameters of the deed: what the page gives stands above what the form says.

    Of the version the form speaks, if this deed changes a row that has one; a form that lost it is
    as good as stale, because no row has the version 0.
    """
    known = inspect.signature(deed).parameters
    fitting = values | given
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in known.values()):
        return fitting
    if "row_version" not in known:
        return {name: value for name, value in fitting.items() if name != "row_version"}
    if "row_version" in values:
        fitting["row_version"] = values["row_version"]
    elif known["row_version"].default is inspect.Parameter.empty:
        fitting.setdefault("row_version", 0)
    return fitting


def attempt(
    request: HttpRequest,
    form: DeedForm,
    deed: Callable[..., R],
    *,
    rules: Rules | None = None,
    **parameters: Any,
) -> bool:
    """On a valid POST do the deed; True when it is done, now or by the same form before.

    False to show the form again. What a clause only warns of is told after the deed. With ``rules``
    a refusal quotes its clauses as they are written.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    asked: Any = request
    try:
        with warnings() as warned:
            deed(**fitting(deed, parameters, form.values), actor=asked.reach, at=asked.at)
    except AlreadyDone:
        return True
    except Refused as refused:
        form.refusal = refusal_of(refused.decision, rules or refused.rules)
        form.add_error(None, form.refusal.title)
    except Wrong as wrong:
        field = str(wrong.params.get("field", ""))
        form.add_error(field if field in form.fields else None, wrong_sentence(wrong))
    except Stale as stale:
        form.stale = stale.stored
        typed = request.POST.copy()
        typed[form.add_prefix("row_version")] = str(stale.stored.row_version)
        form.data = typed
        form.add_error(None, wrong_sentence(Wrong("stale")))
    else:
        for line in warnings_of(warned):
            messages.warning(request, line)
        return True
    return False
