"""Numbers of a clause put into a norm that was made for another clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from marshrut.norms.parse import TYPES
from marshrut.regulations.numbers import Found

Norm = dict[str, Any]
Filled = tuple[Norm | None, tuple[Found, ...]]
WORKING_DAY = "working_day"


def type_of(norm: Mapping[str, Any]) -> str:
    """The type of a norm as it stands in a document, whatever the order of its keys."""
    return next((name for name in norm if name in TYPES), "")


def filled(norm: Mapping[str, Any], numbers: Sequence[Found]) -> Filled:
    """The norm with these numbers and which of them it took; None when it lacks its own number.

    A limit that nobody wrote would be a wrong one; a term of an answer is kept as a local setting.
    """
    new = deepcopy(dict(norm))
    fill = FILLING.get(type_of(new))
    return fill(new, numbers) if fill else (new, ())


def _first(numbers: Sequence[Found], sort: str) -> Found | None:
    return next((one for one in numbers if one.sort == sort), None)


def _limits(norm: Norm, found: Found) -> None:
    for name, value in (("least", found.least), ("most", found.most)):
        norm.pop(name, None)
        if value is not None:
            norm[name] = str(value)


def _quota(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "times")
    if found is None:
        return (None, ()) if norm.get("least") or norm.get("most") else (norm, ())
    if norm.get("most") and found.most is None:
        found = Found(found.sort, found.start, found.end, None, found.least, found.unit)
    _limits(norm, found)
    norm["period"] = found.unit
    return norm, (found,)


def _size(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "people")
    if found is not None and norm["per"] == "group":
        _limits(norm, found)
        return norm, (found,)
    few = {norm.get("least", "1"), norm.get("most", "1")} <= {"0", "1"}
    return (norm, ()) if few else (None, ())


def _term(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "length")
    if found is None:
        return (norm, ()) if norm.get("covers") else (None, ())
    if norm.get("covers"):
        return norm, ()
    _limits(norm, found)
    norm["unit"] = found.unit
    return norm, (found,)


def _local(norm: Norm, name: str, *, is_local: bool) -> None:
    kept = [one for one in norm.pop("local", []) if one != name]
    if local := kept + [name] * is_local:
        norm["local"] = local


def _answer(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "days")
    _local(norm, "days", is_local=found is None)
    if found is None:
        return norm, ()
    norm["days"] = str(found.most)
    return norm, (found,)


def _deliverable(norm: Norm, numbers: Sequence[Found]) -> Filled:
    due = norm["due"]
    day, days = _first(numbers, "date"), _first(numbers, "days")
    if day is not None:
        _local(norm, "due", is_local=False)
        norm["due"] = {"date": day.day}
        return norm, (day,)
    if not isinstance(due, dict) or not ({"days_after", "date"} & set(due)):
        return norm, ()
    _local(norm, "due", is_local=days is None)
    if days is None or "days_after" not in due:
        return norm, ()
    norm["due"] = {**due, "days_after": str(days.most)}
    return norm, (days,)


def _condition(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "length")
    kinds = [*norm.get("all", ()), *norm.get("any", ())]
    experience = [one for one in kinds if isinstance(one, dict) and "experience" in one]
    if not experience:
        return norm, ()
    if found is None or found.least is None:
        return None, ()
    for one in experience:
        one["experience"]["least"] = f"{found.least} {found.unit}s"
    return norm, (found,)


def _indicator(norm: Norm, numbers: Sequence[Found]) -> Filled:
    found = _first(numbers, "per_cent")
    norm.pop("target", None)
    if found is None or found.least is None or not 0 < found.least <= 100:
        return norm, ()
    norm["target"] = str(found.least)
    return norm, (found,)


FILLING: Mapping[str, Callable[[Norm, Sequence[Found]], Filled]] = {
    "quota": _quota,
    "size": _size,
    "term": _term,
    "answer": _answer,
    "deliverable": _deliverable,
    "condition": _condition,
    "indicator": _indicator,
}
