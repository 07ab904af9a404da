"""What is wrong or doubtful in a row: plain values that a page turns into sentences.

``wrong`` has to be corrected, ``ask`` has to be answered, ``note`` only tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshrut.tables.cells import Unclear

WRONG, ASK, NOTE = "wrong", "ask", "note"
Problem = dict[str, Any]


def problem(field: str, code: str, level: str = WRONG, *, fix: str = "", **params: Any) -> Problem:
    """One thing about one cell; ``fix`` is what would put it right."""
    told = {key: str(one) if isinstance(one, date) else one for key, one in params.items()}
    return {"field": field, "code": code, "level": level, "fix": fix, "params": told}


def of_cell(field: str, unclear: Unclear) -> Problem:
    """What the cell itself could not tell."""
    return problem(field, unclear.code, fix=unclear.fix, **unclear.params)


def left(problems: Sequence[Problem], answers: Mapping[str, Any]) -> list[Problem]:
    """Problems without those of which was answered «it is so»."""
    so = set(answers.get("so", ()))
    return [one for one in problems if one["level"] != ASK or one["code"] not in so]


def state_of(problems: Sequence[Problem]) -> str:
    """The state of a row with these problems."""
    levels = {one["level"] for one in problems}
    return "wrong" if WRONG in levels else "ask" if ASK in levels else "ready"
