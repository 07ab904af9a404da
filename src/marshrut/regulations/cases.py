"""Cases that the office can read: facts about one thing, and what the regulation says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from marshrut.norms.rules import Rules
from marshrut.norms.sheets import KINDS, Sheet
from marshrut.regulations.files import read

NAMES = {"name", "on", "deed", "thing", "refused", "because", "warned", "state"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A case in which the rules say something else than the office expects."""

    case: str
    about: str
    expected: object
    found: object


class Senseless(ValueError):
    """A case is not written the way cases are; the message says where."""


def cases_of(source: Path | str) -> list[Mapping[str, Any]]:
    """The cases of a file or a text; raises Unreadable or Senseless."""
    found = read(source).content
    if not isinstance(found, list) or not all(isinstance(case, dict) for case in found):
        raise Senseless("cases are a list of names with values")
    return found


def differences(rules: Rules, cases: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    """Where the rules and the cases disagree; raises Senseless for a case that cannot be read."""
    for case in cases:
        try:
            yield from _compare(rules, case)
        except (KeyError, TypeError, ValueError) as wrong:
            raise Senseless(f"{case.get('name', case)}: {wrong}") from wrong


def _compare(rules: Rules, case: Mapping[str, Any]) -> Iterator[Difference]:
    if unknown := set(case) - NAMES:
        raise ValueError(f"unknown names {sorted(unknown)}")
    thing, on = sheet(case["thing"]), _day(case["on"])
    if "deed" in case:
        decision = rules.decide(case["deed"], [thing], on)
        found = {
            "refused": sorted({objection.clause for objection in decision.refusals}),
            "warned": sorted({objection.clause for objection in decision.warnings}),
        }
        if "because" in case:
            found["because"] = sorted({objection.code for objection in decision.refusals})
        for about, said in found.items():
            if sorted(case.get(about, [])) != said:
                yield Difference(case["name"], about, case.get(about, []), said)
    if "state" in case:
        board = rules.assess({**dict.fromkeys(KINDS.values(), ()), type(thing): [thing]}, on)
        for clause, state in case["state"].items():
            if board[clause].state.code != state:
                yield Difference(case["name"], clause, state, board[clause].state.code)


def sheet(facts: Mapping[str, Any]) -> Sheet:
    """The sheet of these facts: its kind under ``sheet``, the rest named as its fields."""
    kind = KINDS[facts["sheet"]]
    hints = get_type_hints(kind)
    given = {name: value for name, value in facts.items() if name != "sheet"}
    return kind(**{"key": 1} | {name: _typed(hints[name], value) for name, value in given.items()})


def _typed(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _typed(next(a for a in arguments if a is not NoneType), value)
    if origin is not None and issubclass(origin, Mapping):
        return {name: _typed(arguments[1], item) for name, item in value.items()}
    if origin in (frozenset, tuple):
        return origin(_typed(arguments[0], item) for item in value)
    if hint is bool:
        return {"yes": True, "no": False}[value]
    return _day(value) if hint is date else hint(value)


def _day(value: str) -> date:
    """A day as people write it: 22.01.2027."""
    day, month, year = map(int, value.split("."))
    return date(year, month, day)
