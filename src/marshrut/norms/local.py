"""What clauses leave to the place, by name, and the rules with what the place has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from marshrut.norms.base import Norm
from marshrut.norms.conditions import Condition
from marshrut.norms.counting import Quota
from marshrut.norms.kinds import MONTHS, Experience, Kind
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Clause, Rules

# Periods among which a place may choose where a clause leaves it open what year it means.
YEARS = ("school_year", "calendar_year")


def name_of(norm: Norm) -> str:
    """Under which name a place sets what this norm leaves to it; "" when it leaves nothing here.

    Days to answer, lengths of stages and limits of sizes have names of their own and are read
    where they are counted.
    """
    if isinstance(norm, Deliverable) and "due" in norm.local and norm.due.how == "days_after":
        return f"due.{norm.for_}.{norm.deliverable[0]}.days"
    if isinstance(norm, Quota) and "period" in norm.local and norm.period in YEARS:
        return f"period.{norm.quota}"
    if isinstance(norm, Condition) and "all" in norm.local and years_of(norm):
        return f"experience.{norm.condition}.years"
    return ""


def years_of(norm: Condition) -> int:
    """How many years of experience the condition asks for; 0 where it speaks of none."""
    found = (kind for kind in norm.all if isinstance(kind, Experience))
    return next((kind.least // MONTHS["years"] for kind in found), 0)


def names(rules: Rules) -> frozenset[str]:
    """Everything that the norms of these rules leave to the place."""
    return frozenset(name for _, norm in rules.norms() if (name := name_of(norm)))


def set_by(values: Mapping[str, Any], rules: Rules) -> Rules:
    """The rules with these values of the place in them."""
    if not values:
        return rules
    parts = tuple(
        replace(part, clauses=tuple(_clause(clause, values) for clause in part.clauses))
        for part in rules.parts
    )
    return replace(rules, parts=parts)


def _clause(clause: Clause, values: Mapping[str, Any]) -> Clause:
    if not any(name_of(norm) in values for norm in clause.norms):
        return clause
    return replace(clause, norms=tuple(_norm(norm, values) for norm in clause.norms))


def _norm(norm: Norm, values: Mapping[str, Any]) -> Norm:
    value = values.get(name_of(norm))
    if isinstance(norm, Deliverable) and isinstance(value, int):
        return replace(norm, due=replace(norm.due, days=value))
    if isinstance(norm, Quota) and value in YEARS:
        return replace(norm, period=value)
    if isinstance(norm, Condition) and isinstance(value, int):
        return replace(norm, all=tuple(_kind(kind, value) for kind in norm.all))
    return norm


def _kind(kind: Kind, years: int) -> Kind:
    if isinstance(kind, Experience):
        return replace(kind, least=years * MONTHS["years"], unit="years")
    return kind
