"""What a version rests on: acts cited by its clauses, and those of them that have been shaken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from marshrut.norms.naming import Text
from marshrut.norms.rules import Rules
from marshrut.orders.queries import plain_number
from marshrut.regulations.models import Act, BasisCheck, Citation, RegulationVersion
from marshrut.regulations.queries import rules_of

SHIPPED = files("marshrut") / "presets" / "acts.yaml"
NUMBER = re.compile(r"№\s*([\w./-]+)")
DAY = re.compile(r"\b(\d{2})\.(\d{2})\.(\d{4})\b")
Status = RegulationVersion.Status


@dataclass(frozen=True, slots=True)
class Cited:
    """An act under a clause: the words of the clause, the act if the catalogue has it."""

    clause: str
    words: str
    act: Act | None
    citation: int | None = None  # key of what was cited by hand


@dataclass(frozen=True, slots=True)
class Doubt:
    """A version in force rests on an act that was changed since, and nobody has answered yet."""

    version: RegulationVersion
    act: Act
    since: date
    clauses: tuple[str, ...]


def acts_for(version: RegulationVersion) -> list[Act]:
    """The catalogues of the version's own unit and of all above it, the nearest first."""
    above = [int(key) for key in version.regulation.unit.path.strip("/").split("/")]
    rows = Act.objects.filter(unit__in=above).select_related("replaced_by")
    return _nearest(rows, above)


def cited(version: RegulationVersion, acts: Sequence[Act] | None = None) -> list[Cited]:
    """All that the clauses name, in their order, then what was cited by hand."""
    known = acts_for(version) if acts is None else acts
    by_hand = Citation.objects.filter(version=version).select_related("act").order_by("pk")
    return [*_named(rules_of(version), known), *(_added(row) for row in by_hand)]


def doubts(versions: Iterable[RegulationVersion], on: date) -> list[Doubt]:
    """What must be looked at, of the versions in force; a draft begun from one answers for it."""
    rows = [row for row in versions if _is_in_force(row, on)]
    above = {int(key) for row in rows for key in row.regulation.unit.path.strip("/").split("/")}
    shaken = [act for act in Act.objects.filter(unit__in=above) if act.shaken_on(on)]
    if not shaken:
        return []
    keys = [row.pk for row in rows]
    amended = set(
        RegulationVersion.objects.filter(amends__in=keys, status=Status.DRAFT).values_list(
            "amends", flat=True
        )
    )
    checked = set(
        BasisCheck.objects.filter(version__in=keys, on__lte=on).values_list(
            "version", "act", "change"
        )
    )
    by_hand = list(Citation.objects.filter(version__in=keys).select_related("act"))
    every = list(Act.objects.filter(unit__in=above))
    return [
        doubt
        for row in rows
        if row.pk not in amended
        for doubt in _doubts(row, on, every, [one for one in by_hand if one.version_id == row.pk])
        if (row.pk, doubt.act.pk, doubt.since) not in checked
    ]


def _doubts(
    version: RegulationVersion, on: date, acts: Sequence[Act], by_hand: Sequence[Citation]
) -> Iterator[Doubt]:
    above = [int(key) for key in version.regulation.unit.path.strip("/").split("/")]
    near = _nearest([act for act in acts if act.unit_id in above], above)
    found: dict[Act, list[str]] = {}
    for one in [*_named(rules_of(version), near), *(_added(row) for row in by_hand)]:
        if one.act is not None and one.act.shaken_on(on):
            found.setdefault(one.act, []).append(one.clause)
    for act, clauses in found.items():
        since = act.shaken_on(on)
        if since is not None:
            yield Doubt(version, act, since, tuple(dict.fromkeys(clauses)))


def _is_in_force(row: RegulationVersion, on: date) -> bool:
    begun = row.status == Status.APPROVED and row.since is not None and row.since <= on
    return begun and (row.until is None or on < row.until)


def _nearest(rows: Iterable[Act], above: Sequence[int]) -> list[Act]:
    return sorted(rows, key=lambda act: (-above.index(act.unit_id), act.on, act.pk))


def _named(rules: Rules, acts: Sequence[Act]) -> Iterator[Cited]:
    for clause, norm in rules.norms():
        if isinstance(norm, Text):
            for words in norm.text:
                yield Cited(clause.key, words, next((a for a in acts if names(words, a)), None))


def _added(row: Citation) -> Cited:
    return Cited(row.clause, "", row.act, row.pk)


def names(words: str, act: Act) -> bool:
    """Do these words of a clause name the act: by its number, and by its date if they have one?"""
    numbers = [plain_number(one).rstrip(".") for one in NUMBER.findall(words)] or [
        plain_number(words)
    ]
    days = [(int(year), int(month), int(day)) for day, month, year in DAY.findall(words)]
    dated = (act.on.year, act.on.month, act.on.day) in days
    return plain_number(act.number) in numbers and (not days or dated)


def shipped() -> list[dict[str, Any]]:
    """Acts that come with the system, as values of a row; none of them is checked yet."""
    given = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = given["acts"]
    return found
