"""Normative acts in the words of a page: how one is cited, what became of it, who rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.regulations.basis import Cited, Doubt
from marshrut.web.labels import label
from marshrut.web.programme_words import spoken
from marshrut.web.tags.dates import date_figures

NO_BREAK = "\N{NO-BREAK SPACE}"


def act_name(act: Any) -> str:
    """«приказ Минтруда России от 10.01.2017 № 10н»."""
    by = f" ({act.issuer})" if act.issuer else ""
    given = {"kind": act.kind, "by": by, "day": date_figures(act.on), "number": act.number}
    return (_("%(kind)s of %(day)s No. %(number)s%(by)s") % given).replace("№ ", f"№{NO_BREAK}")


def act_status(act: Any, on: date) -> str:
    """The code of the status of a day: a period that is over, a change that has come."""
    if act.changed_on is not None and act.changed_on <= on:
        return str(act.status)
    if act.until is not None and act.until <= on:
        return "expired"
    return "in_force"


def shaken(act: Any, since: date, on: date) -> str:
    """«заменён другим с 1 сентября 2023 г.»."""
    return _("%(status)s since %(day)s") % {
        "status": str(label("act", act_status(act, on)).text).lower(),
        "day": date_figures(since),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An act under the clauses that cite it."""

    cites: str
    words: str
    act: Any
    name: str
    status: str
    doubt: str = ""
    citation: int | None = None


def grounds(rows: Iterable[Cited], rules: Rules, doubts: Iterable[Doubt], on: date) -> list[Ground]:
    """Every act once, with the clauses that cite it; an unknown one as it is worded."""
    cites = {clause.key: spoken(clause.cite, clause.cite_en) for clause in rules.clauses}
    open_ = {one.act.pk: shaken(one.act, one.since, on) for one in doubts}
    found: dict[Any, list[Cited]] = {}
    for row in rows:
        found.setdefault(row.act.pk if row.act else row.words, []).append(row)
    return [_ground(said, cites, open_, on) for said in found.values()]


def _ground(
    said: list[Cited], cites: Mapping[str, str], doubts: Mapping[int, str], on: date
) -> Ground:
    first = said[0]
    where = ", ".join(dict.fromkeys(cites.get(one.clause, one.clause) for one in said))
    if first.act is None:
        return Ground(cites=where, words=first.words, act=None, name=first.words, status="")
    alone = said[0].citation if len(said) == 1 else None
    return Ground(
        cites=where,
        words=first.words,
        act=first.act,
        name=act_name(first.act),
        status=act_status(first.act, on),
        doubt=doubts.get(first.act.pk, ""),
        citation=alone,
    )


def margin(doubts: Iterable[Doubt], on: date) -> dict[str, tuple[str, ...]]:
    """By clause: «приказ от … № 10н: заменён другим с …»."""
    found: dict[str, tuple[str, ...]] = {}
    for one in doubts:
        said = f"{act_name(one.act)}: {shaken(one.act, one.since, on)}"
        for clause in one.clauses:
            found[clause] = (*found.get(clause, ()), said)
    return found
