"""Stages of a programme: what each asks for, what is late, what nobody keeps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from marshrut.norms.findings import State
from marshrut.norms.parse import parse
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import Cycle
from marshrut.oversight.timeline import Span, span_of
from marshrut.regulations.files import read
from tests.world import PRESETS

JUNE, LAST = date(2026, 6, 1), date(2027, 6, 30)


def rules(path: Path = PRESETS / "yaroslavl.yaml") -> Rules:
    return parse(read(path).content)


def span(key: str, on: date, **facts: object) -> Span:
    """A stage of the model on a day, with the facts given."""
    cycle = Cycle(key=1, since=JUNE, ends=LAST, **facts)  # type: ignore[arg-type]
    clause = rules().clause(key)
    [norm] = [one for one in clause.norms if one.name == "stages"]
    return span_of(clause, norm, norm.items[0], [cycle], on)  # type: ignore[arg-type, attr-defined]


def test_a_stage_asks_for_what_its_clause_asks_beside_it() -> None:
    late = span("Э1", date(2026, 7, 1), products={"composition_order": (date(2026, 6, 11),)})
    [asked] = late.asks
    assert (late.state, asked.is_late) == (State.BREACHED, True)
    good = span("Э1", date(2026, 7, 1), products={"composition_order": (date(2026, 6, 3),)})
    assert (good.state, good.asks[0].is_late) == (State.MET, False)
    assert span("Э1", date(2026, 7, 1)).state is State.BREACHED


def test_what_nobody_keeps_is_said_so() -> None:
    unknown = span("Э4", date(2027, 4, 2), collected=frozenset({"team_training"}))
    assert (unknown.state, unknown.asks[0].is_known) == (State.NO_DATA, False)
    assert span("Э4", date(2027, 5, 2)).state is State.BREACHED
