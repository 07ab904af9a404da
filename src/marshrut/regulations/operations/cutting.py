"""Deeds that cut a clause of a draft in two and put two clauses together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshrut.journal.deeds import Wrong, deed
from marshrut.people.reach import Reach
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.rewriting import (
    clause_in,
    draft_to_write,
    parts_in,
    rewrite,
    unfinished,
)
from marshrut.regulations.splitting import gist_of

Clause = dict[str, Any]
# What is told in words: of two clauses put together both are kept.
TOLD = ("text", "gist", "reading", "gist_en", "reading_en")


@deed
def split_clause(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    place: int,
    key: str,
    cite: str,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """Cut the text before ``place``; what follows is a clause of its own, with nothing to check.

    Both are looked through anew: what is checked may now belong to the other one.
    """
    row = draft_to_write(version, row_version, actor)
    old = clause_in(row, clause)
    text = old.get("text", "")
    first, second = text[: max(place, 0)].strip(), text[max(place, 0) :].strip()
    if not (first and second):
        raise Wrong("nothing_to_split", field="place")
    if key in clauses_of(row.document):
        raise Wrong("key_taken", field="key")
    said = gist_of(first) if _is_plain(old) else old["gist"]
    pair = old | {"text": first, "gist": said}, _made(key, cite, second)
    document = unfinished(_put(row, {clause: pair}), "key")
    rewrite("split_clause", row, document, actor, at, clause=clause, decided=_without(row, clause))
    return row


@deed
def join_clause(
    *, version: int, row_version: int | None, clause: str, actor: Reach, at: datetime
) -> RegulationVersion:
    """Put the next clause of the part into this one, with all that both of them check."""
    row = draft_to_write(version, row_version, actor)
    first = clause_in(row, clause)
    second = _next(row, clause)
    gone = second["key"]
    document = _put(row, {clause: (_together(first, second),), gone: ()})
    document = unfinished(_pointing(document, gone, clause), "")
    decided = _without(row, clause, gone)
    rewrite("join_clause", row, document, actor, at, clause=clause, decided=decided)
    return row


def _made(key: str, cite: str, text: str) -> Clause:
    return {"key": key, "cite": cite, "gist": gist_of(text), "text": text}


def _next(row: RegulationVersion, clause: str) -> Clause:
    for part in row.document["parts"]:
        keys = [one["key"] for one in part["clauses"]]
        if clause in keys[:-1]:
            return dict(part["clauses"][keys.index(clause) + 1])
    raise Wrong("no_next_clause")


def _together(first: Clause, second: Clause) -> Clause:
    """Key and cite are of the first; words of both stand one after the other."""
    whole = dict(first)
    for name in TOLD:
        said = [one[name] for one in (first, second) if one.get(name)]
        if said:
            whole[name] = ("\n" if name == "text" else " ").join(said)
    if _is_plain(first) and _is_plain(second):
        whole["gist"] = gist_of(whole["text"])
    norms = [*first.get("norms", ()), *second.get("norms", ())]
    see = dict.fromkeys([*first.get("see", ()), *second.get("see", ())])
    listed = {"norms": _once(norms), "see": list(see)}
    return whole | {name: found for name, found in listed.items() if found}


def _is_plain(clause: Clause) -> bool:
    """Is what it says in short the beginning of its text, and not words of somebody?"""
    return bool(clause["gist"] == gist_of(clause.get("text", "")))


def _once(norms: list[Any]) -> list[Any]:
    return [norm for place, norm in enumerate(norms) if norm not in norms[:place]]


def _pointing(document: dict[str, Any], gone: str, to: str) -> dict[str, Any]:
    """Clauses that were checked together with the one that is gone are now so with this one."""
    parts = [
        {**part, "clauses": [_seeing(one, gone, to) for one in part["clauses"]]}
        for part in document["parts"]
    ]
    return {**document, "parts": parts}


def _seeing(clause: Clause, gone: str, to: str) -> Clause:
    if gone not in clause.get("see", ()) and clause["key"] != to:
        return clause
    named = dict.fromkeys(to if key == gone else key for key in clause.get("see", ()))
    left = [key for key in named if key != clause["key"]]
    rest = {name: value for name, value in clause.items() if name != "see"}
    return rest | {"see": left} if left else rest


def _put(row: RegulationVersion, new: Mapping[str, tuple[Clause, ...]]) -> dict[str, Any]:
    """The document with some clauses replaced, each by as many as stand for it."""
    parts = parts_in(row)
    for part in parts:
        part["clauses"] = [one for old in part["clauses"] for one in new.get(old["key"], (old,))]
    return {**row.document, "parts": parts}


def _without(row: RegulationVersion, *keys: str) -> dict[str, str]:
    return {key: how for key, how in row.decided.items() if key not in keys}
