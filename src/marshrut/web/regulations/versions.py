"""Versions as the pages show them: statuses of the day, clauses with what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshrut.norms.findings import State
from marshrut.norms.rules import Clause, Rules
from marshrut.regulations.comparing import changed_keys
from marshrut.web.norm_words import clause_lines
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import Line, Section, number_of, shown, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLine:
    """A clause of a version: its text and what it asks, without any state."""

    key: str
    number: str
    cite: str
    text: str
    lang: str
    is_exact: bool
    reading: str
    norms: tuple[str, ...]
    see: str


def status_of(version: Any, on: date) -> str:
    """draft, approved (not yet in force), in_force or replaced on this day."""
    if version.status == "draft":
        return "draft"
    if version.until is not None and version.until <= on:
        return "replaced"
    return "in_force" if version.since <= on else "approved"


def grouped(
    versions: Iterable[Any], acknowledged: Mapping[int, int], on: date
) -> list[dict[str, Any]]:
    """Versions by their regulation, in the order given."""
    found: dict[int, dict[str, Any]] = {}
    for version in versions:
        group = found.setdefault(
            version.regulation_id,
            {
                "title": version.regulation.title,
                "unit": version.regulation.unit.short_name,
                "rows": [],
            },
        )
        row = {
            "version": version,
            "status": status_of(version, on),
            "acknowledged": acknowledged.get(version.pk, 0),
            "differing": differing(version),
        }
        group["rows"].append(row)
    return list(found.values())


def differing(version: Any) -> int | None:
    """In how many clauses a draft differs from the version that it amends; None for others."""
    if version.status != "draft" or version.amends is None:
        return None
    return len(changed_keys(version.amends.document, version.document))


def plain_sections(rules: Rules) -> list[dict[str, Any]]:
    """The document with what every clause asks in plain words."""
    cites = {clause.key: spoken(clause.cite, clause.cite_en) for clause in rules.clauses}
    return [
        {
            "title": spoken(part.title, part.title_en),
            "lines": [
                _plain(clause, number, rules, cites) for clause, number in _numbered(part.clauses)
            ],
        }
        for part in rules.parts
    ]


def document_sections(rules: Rules) -> list[Section]:
    """The document alone: for readers without sign-in."""
    return [
        Section(
            index=index,
            title=spoken(part.title, part.title_en),
            lines=tuple(_line(clause, number) for clause, number in _numbered(part.clauses)),
        )
        for index, part in enumerate(rules.parts)
    ]


def _numbered(clauses: Iterable[Clause]) -> Iterable[tuple[Clause, str]]:
    before = ""
    for clause in clauses:
        number = number_of(clause.key)
        yield clause, shown(number, before)
        before = number


def _line(clause: Clause, number: str) -> Line:
    text, lang, exact = text_of(clause)
    return Line(
        key=clause.key,
        number=number,
        cite=spoken(clause.cite, clause.cite_en),
        text=text,
        lang=lang,
        is_exact=exact,
        reading=spoken(clause.reading, clause.reading_en),
        state=State.STATEMENT,
    )


def _plain(clause: Clause, number: str, rules: Rules, cites: Mapping[str, str]) -> PlainLine:
    text, lang, exact = text_of(clause)
    return PlainLine(
        key=clause.key,
        number=number,
        cite=cites[clause.key],
        text=text,
        lang=lang,
        is_exact=exact,
        reading=spoken(clause.reading, clause.reading_en),
        norms=tuple(clause_lines(clause.norms, rules)),
        see=", ".join(cites.get(key, key) for key in clause.see),
    )


def plain_clause(document: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """A clause of the document as it is kept."""
    every = (clause for part in document["parts"] for clause in part["clauses"])
    return next((clause for clause in every if clause["key"] == key), None)
