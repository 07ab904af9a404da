"""One glance: the strip of all clauses, and filters with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from marshrut.monitoring.board import Shown
from marshrut.norms.findings import State
from marshrut.web.regulations.lines import Section
from marshrut.web.states import state_word


def cells(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """A cell for each clause, a gap between parts."""
    found: list[dict[str, Any]] = []
    for section in sections:
        if found:
            found.append({"state": None})
        found += [
            {"anchor": line.key, "number": line.cite, "state": line.state} for line in section.lines
        ]
    return found


def show_filters(found: Shown, show: str, query: str, part: str) -> list[dict[str, Any]]:
    """All, what needs me, what is not met, what needs attention."""
    every = [stand for one in found.parts for stand in one.clauses]
    named = {
        "": _("All clauses"),
        "mine": _("Needs me"),
        "breached": state_word(State.BREACHED),
        "at_risk": state_word(State.AT_RISK),
    }
    kept = f"&part={part}" if part else ""
    return [
        {
            "code": code,
            "title": title,
            "href": f"?{query}{f'&show={code}' if code else ''}{kept}",
            "count": sum(stand.is_shown(code) for stand in every),
            "current": code == show,
        }
        for code, title in named.items()
    ]
