"""A measurement by its name: what it is called, when it was, and in which words it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from marshrut.diagnostics.comparing import Measured, Side, Views
from marshrut.diagnostics.models import Observation, Response
from marshrut.web.diagnostics.pages import instrument_title, words_of_kind
from marshrut.web.programme_words import spoken


def named(row: Response | Observation) -> tuple[str, date | None, str]:
    """(title, day, the name of the words of its levels)."""
    if isinstance(row, Response):
        campaign = row.campaign
        # A campaign of what was asked elsewhere is called by its instrument and the day.
        title = instrument_title(campaign) if row.imported else campaign.title
        return title, row.finished_on, words_of_kind(campaign.instrument.kind)
    asked = row.instrument.questionnaire
    title = spoken(asked.title, asked.title_en)
    return title, row.observed_on, words_of_kind(row.instrument.kind)


def views_lines(found: Sequence[Views]) -> list[dict[str, Any]]:
    """The own view beside the outside view, by group; each side names its measurements."""
    return [
        {
            "title": spoken(one.group.title, one.group.title_en),
            "own": _side(one.own),
            "outside": _side(one.outside),
            "gap": one.gap,
        }
        for one in found
    ]


def _side(side: Side) -> dict[str, Any]:
    best = _measured(side.best) if side.has_been_better else None
    return {"newest": _measured(side.newest), "best": best}


def _measured(one: Measured) -> dict[str, Any]:
    title, day, _words = named(one.by)
    return {"index": one.index, "title": title, "on": day}
