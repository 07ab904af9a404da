"""Short regulations for tests, read from the same text as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshrut.norms.base import Norm
from marshrut.norms.parse import parse
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import Sheet
from marshrut.regulations.files import read

ON = date(2027, 1, 22)


def rules(*norms: str, see: Mapping[int, list[str]] | None = None) -> Rules:
    """A regulation with one clause for each text of norms: «1», «2»…"""
    clauses: list[dict[str, Any]] = [
        {"key": str(number), "cite": f"item {number}", "gist": "…", "norms": loaded(text)}
        | ({"see": see[number]} if see and number in see else {})
        for number, text in enumerate(norms, 1)
    ]
    return parse({"regulation": "test", "title": "Test", "parts": [{"clauses": clauses}]})


def norm(text: str) -> Norm:
    """One norm, written as the inside of a YAML mapping in flow style."""
    [(_, found)] = rules(f"- {{{text}}}").norms()
    return found


def loaded(text: str) -> Any:
    """YAML with every scalar as text."""
    return read(text).content if text else []


def state(of: Norm, thing: Sheet, on: date = ON) -> str:
    """The code of the state in which the norm sees the thing, "" when it is not about it."""
    finding = of.judge(thing, on)
    return finding.state.code if finding else ""
