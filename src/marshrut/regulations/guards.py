"""Where a decision of the rules becomes a refusal of a deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from marshrut.norms.catalogues import Chosen, decide
from marshrut.norms.findings import Finding, Force, State
from marshrut.norms.rules import NONE_WAIVED, Decision, Objection, Rules, Waived
from marshrut.norms.sheets import Sheet

# What the law asks in every model; no clause of a regulation, and no waiver.
LAW = "law"


class Refused(Exception):
    """The regulation does not allow this: ``decision`` says why, ``rules`` hold the clauses."""

    def __init__(self, decision: Decision, rules: Rules | None = None) -> None:
        super().__init__([refusal.clause for refusal in decision.refusals])
        self.decision, self.rules = decision, rules


@dataclass(frozen=True, slots=True)
class Warned:
    """What a clause says against a deed without stopping it."""

    objection: Objection
    rules: Rules


_listening: ContextVar[list[Warned] | None] = ContextVar("warnings listened to", default=None)


@contextmanager
def warnings() -> Iterator[list[Warned]]:
    """Hear what clauses say against the deeds of this block that they let pass.

    A deed returns what it made; only who talks to people listens to what it was warned of.
    """
    heard: list[Warned] = []
    mark = _listening.set(heard)
    try:
        yield heard
    finally:
        _listening.reset(mark)


def _warn(decision: Decision, rules: Rules) -> None:
    heard = _listening.get()
    if heard is not None:
        heard.extend(Warned(objection, rules) for objection in decision.warnings)


def law(code: str, wanted: object, found: object, *, kind: str = "", key: int = 0) -> Objection:
    """A refusal by a requirement of the law («требование закона»)."""
    finding = Finding(State.BREACHED, code, wanted, found, stops=True)
    return Objection(LAW, finding, Force.HARD, kind, key)


def guard_words(rules: Rules, chosen: Chosen, kind: str, key: int = 0) -> None:
    """Let work be called by the catalogues of the regulation, or raise Refused."""
    decision = decide(rules, chosen, kind, key)
    if not decision.allowed:
        raise Refused(decision, rules)


def guard(
    rules: Rules,
    deed: str,
    things: Sequence[Sheet],
    *,
    on: date,
    waived: Waived = NONE_WAIVED,
    also: Sequence[Objection] = (),
) -> Decision:
    """Let the deed pass or raise Refused with every objection; warnings are told and returned."""
    found = rules.decide(deed, things, on, waived)
    decision = Decision((*also, *found.refusals), found.warnings, found.waived)
    if not decision.allowed:
        raise Refused(decision, rules)
    _warn(decision, rules)
    return decision
