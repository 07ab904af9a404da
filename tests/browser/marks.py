"""How every clause stands after each step of a walk, beside what it should have changed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from marshrut.oversight.board import board
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme

FOLDER = Path(__file__).parent / "changes"


@dataclass
class Marks:
    """The marks so far; ``changes`` are written beside the regulation's name, step by step."""

    regulation: str
    known: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    def after(self, step: str, on: date) -> None:
        """These clauses have changed their mark since the step before, and no other did."""
        self.steps.append(step)
        now = _now(on)
        changed = {key: mark for key, mark in now.items() if self.known.get(key) != mark}
        self.known = now
        expected = self.expected.get(step)
        assert expected is not None, f"no line for «{step}»: {changed}"
        assert changed == expected, f"{step}: {_difference(expected, changed)}"

    @property
    def expected(self) -> Mapping[str, Mapping[str, str]]:
        written = (FOLDER / f"{self.regulation}.yaml").read_text(encoding="utf-8")
        table: dict[str, dict[str, str] | None] = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
        return {step: changes or {} for step, changes in table.items()}

    def all_told(self) -> None:
        """Every line of the table has been walked."""
        left = set(self.expected) - set(self.steps)
        assert not left, left


def _now(on: date) -> dict[str, str]:
    """Clause by clause the mark; a clause with waived things carries its flag."""
    programme = Programme.objects.first()
    if programme is None:
        return {}
    shown = board(programme, on, Reach.system("walk", on))
    return {
        key: found.state.code + (" ⚑" if found.waived else "")
        for key, found in shown.assessments.items()
    }


def _difference(expected: Mapping[str, str], changed: Mapping[str, str]) -> str:
    keys = sorted(expected.keys() | changed.keys())
    return "; ".join(
        f"{key}: {expected.get(key, 'as before')} was expected, is {changed.get(key, 'as before')}"
        for key in keys
        if expected.get(key) != changed.get(key)
    )
