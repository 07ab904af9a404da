"""Two revisions of a plan side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshrut.routes.models import RouteRevision
from marshrut.routes.queries import stages_of
from marshrut.web.request import Request
from marshrut.web.routes.forms import stage_name
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import form_title, plan_prompt
from marshrut.web.tags.dates import date_long


@dataclass(frozen=True, slots=True)
class Pair:
    """One place of the plan, before and after."""

    title: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def compared(request: Request, page: Open) -> dict[str, Any]:
    """The chosen revisions and what differs between them."""
    rows = list(page.route.revisions.select_related("author"))
    left = _chosen(rows, request.GET.get("a"), -2)
    right = _chosen(rows, request.GET.get("b"), -1)
    pairs = _pairs(page, left, right) if left and right else []
    return {
        "revisions": rows,
        "left": left,
        "right": right,
        "pairs": [pair for pair in pairs if pair.changed],
        "same": sum(not pair.changed for pair in pairs),
    }


def _chosen(rows: list[RouteRevision], number: str | None, place: int) -> RouteRevision | None:
    known = {str(row.number): row for row in rows}
    if number in known:
        return known[number]
    return rows[place] if len(rows) >= -place else None


def _pairs(page: Open, left: RouteRevision, right: RouteRevision) -> list[Pair]:
    before, after = _said(page, left.content), _said(page, right.content)
    titles = list(dict.fromkeys([*before, *after]))
    return [Pair(title, before.get(title, ""), after.get(title, "")) for title in titles]


def _said(page: Open, content: Mapping[str, Any]) -> dict[str, str]:
    """Every place of a snapshot by its name; texts of the diagnosis are no part of the plan."""
    found = {}
    for form in page.found.rules.forms("route"):
        if form.agreement == "none" and not (form.guards and page.reads_texts):
            continue
        for part in form.parts:
            own = content.get("texts", {}).get(form.form, {}).get(part, "")
            title = f"{form_title(form.form)}: {plan_prompt(form.form, part).title}"
            found[title] = own or content.get("inherited", {}).get(part, "")
    stages = {stage.key: stage_name(stage) for stage in stages_of(page.found.rules)}
    for key, due in content.get("dues", {}).items():
        found[stages.get(key, key)] = _day(due)
    for step in content.get("steps", []):
        place = f"{step['number']}. {step['title']}"
        found[place] = "" if step["dropped"] else f"{_day(step['due'])}\n{step['expected']}".strip()
    return found


def _day(written: str) -> str:
    return date_long(date.fromisoformat(written))
