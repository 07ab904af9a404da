"""Deeds that write a draft piece by piece: every one can be undone, none needs a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from marshrut.journal.deeds import Wrong, deed
from marshrut.people.reach import Reach
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.models import DraftStep, RegulationVersion
from marshrut.regulations.rewriting import (
    Document,
    clause_in,
    draft_to_write,
    parts_in,
    put,
    rewrite,
    unfinished,
    with_clause,
)

DECISIONS = ("accepted", "changed", "plain")


@deed
def decide_clause(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    how: str,
    norms: Sequence[Document],
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """What this clause asks is settled: what was proposed, something else, or nothing."""
    row = draft_to_write(version, row_version, actor)
    if how not in DECISIONS:
        raise Wrong("unknown_decision")
    new = clause_in(row, clause) | {"norms": [dict(norm) for norm in norms]}
    document = unfinished(with_clause(row.document, clause, new), "norms")
    decided = row.decided | {clause: how}
    rewrite("decide_clause", row, document, actor, at, clause=clause, decided=decided)
    return row


@deed
def write_norm(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    place: int | None,
    norm: Document | None,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """One norm of a clause: added (no place), written anew, or taken away (no norm)."""
    row = draft_to_write(version, row_version, actor)
    new = clause_in(row, clause)
    norms = list(new.get("norms", ()))
    if place is not None and not 0 <= place < len(norms):
        raise Wrong("no_such_norm")
    at_place = len(norms) if place is None else place
    norms[at_place : at_place + 1] = [dict(norm)] if norm is not None else []
    document = unfinished(with_clause(row.document, clause, new | {"norms": norms}), "")
    decided = row.decided | {clause: "changed"}
    rewrite("write_norm", row, document, actor, at, clause=clause, decided=decided)
    return row


@deed
def write_clause(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    new: Document,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """The words of a clause: text, cite, gist, reading; its norms and its key stay."""
    row = draft_to_write(version, row_version, actor)
    old = clause_in(row, clause)
    kept: dict[str, Any] = {name: old[name] for name in ("key", "norms") if name in old}
    document = unfinished(with_clause(row.document, clause, {**new, **kept}), "")
    rewrite("write_clause", row, document, actor, at, clause=clause)
    return row


@deed
def add_clause(
    *,
    version: int,
    row_version: int | None,
    part: int,
    after: str = "",
    new: Document,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """A clause of this part, after another one or first."""
    row = draft_to_write(version, row_version, actor)
    parts = parts_in(row)
    if new["key"] in clauses_of(row.document):
        raise Wrong("key_taken", field="key")
    clauses = _part(parts, part)["clauses"]
    place = next((at for at, one in enumerate(clauses, 1) if one["key"] == after), 0)
    clauses.insert(place, dict(new))
    document = unfinished({**row.document, "parts": parts}, "")
    rewrite("add_clause", row, document, actor, at, clause=str(new["key"]))
    return row


@deed
def move_clause(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    by: int,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """One place up or down; over the edge of a part it goes into the neighbouring one."""
    row = draft_to_write(version, row_version, actor)
    moved = clause_in(row, clause)
    parts = parts_in(row)
    index, place = next(
        (index, place)
        for index, part in enumerate(parts)
        for place, one in enumerate(part["clauses"])
        if one["key"] == clause
    )
    del parts[index]["clauses"][place]
    target = place + (1 if by > 0 else -1)
    if 0 <= target <= len(parts[index]["clauses"]):
        parts[index]["clauses"].insert(target, moved)
    else:
        neighbour = index + (1 if by > 0 else -1)
        if not 0 <= neighbour < len(parts):
            raise Wrong("nowhere_to_move")
        clauses = parts[neighbour]["clauses"]
        clauses.insert(0 if by > 0 else len(clauses), moved)
    document = unfinished({**row.document, "parts": parts}, "")
    rewrite("move_clause", row, document, actor, at, clause=clause)
    return row


@deed
def drop_clause(
    *, version: int, row_version: int | None, clause: str, actor: Reach, at: datetime
) -> RegulationVersion:
    """Take a clause away; it can be undone."""
    row = draft_to_write(version, row_version, actor)
    clause_in(row, clause)
    parts = parts_in(row)
    for part in parts:
        part["clauses"] = [one for one in part["clauses"] if one["key"] != clause]
    document = unfinished({**row.document, "parts": parts}, "")
    rewrite("drop_clause", row, document, actor, at, clause=clause)
    return row


@deed
def write_part(
    *,
    version: int,
    row_version: int | None,
    part: int | None,
    title: str = "",
    title_en: str = "",
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """The title of a part; a new part at the end (no part); without a title an empty part goes."""
    row = draft_to_write(version, row_version, actor)
    parts = parts_in(row)
    titles = {"title": title, "title_en": title_en}
    if part is None:
        parts.append({**titles, "clauses": []})
    elif title:
        _part(parts, part).update(titles)
    elif _part(parts, part)["clauses"]:
        raise Wrong("part_not_empty")
    else:
        del parts[part]
    document = unfinished({**row.document, "parts": parts}, "")
    rewrite("write_part", row, document, actor, at)
    return row


@deed
def write_head(
    *, version: int, row_version: int | None, head: Document, actor: Reach, at: datetime
) -> RegulationVersion:
    """What stands before the clauses: title, issuer, period, uses, waivers, posts."""
    row = draft_to_write(version, row_version, actor)
    merged = {name: value for name, value in {**row.document, **head}.items() if value}
    document = unfinished(merged | {"parts": row.document["parts"]}, "")
    rewrite("write_head", row, document, actor, at)
    return row


@deed
def write_word(
    *,
    version: int,
    row_version: int | None,
    term: str,
    forms: Document | None,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """A local word in its cases; without forms the word of the product returns."""
    row = draft_to_write(version, row_version, actor)
    words = {name: one for name, one in row.document.get("words", {}).items() if name != term}
    if forms is not None:
        words[term] = dict(forms)
    document = unfinished({**row.document, "words": words}, "")
    rewrite("write_word", row, document, actor, at)
    return row


@deed
def undo_step(
    *, version: int, row_version: int | None, step: int, actor: Reach, at: datetime
) -> RegulationVersion:
    """Take the last change of a draft back; ``step`` is the change that the reader saw."""
    row = draft_to_write(version, row_version, actor)
    last = DraftStep.objects.filter(version=row).order_by("-pk").first()
    if last is None or last.pk != step:
        raise Wrong("nothing_to_undo")
    put("undo_step", row, last.document, last.decided, actor, at)
    last.delete()
    return row


def _part(parts: list[dict[str, Any]], place: int) -> dict[str, Any]:
    if not 0 <= place < len(parts):
        raise Wrong("unknown_part")
    return parts[place]
