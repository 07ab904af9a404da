"""Guides as they lie in the presets, and which of them are for a reader.

A guide is plain text with few signs: # and ## before headings, - before items, ** around words of
the interface. Anything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marshrut.people.reach import Reach

FOLDER = Path(settings.SOURCE) / "presets" / "guide"
# In the order in which the index lists them.
NAMES = (
    *("tutee", "tutor", "head", "coordinator", "community", "team", "region"),
    *("administrator", "data-officer", "inspector", "guest", "later"),
)
BY_OFFICE = {
    "head": "head",
    "responsible": "head",
    "management_team": "head",
    "municipal_coordinator": "coordinator",
    "publisher": "coordinator",
    "community_head": "community",
    "mtk_coordinator": "team",
    "regional_coordinator": "region",
    "regional_curator": "region",
    "administrator": "administrator",
    "data_officer": "data-officer",
    "inspector": "inspector",
}
STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its heading, and the rest ready for a page."""

    name: str
    title: str
    body: SafeString


def guide(name: str) -> Guide:
    heading, _, rest = (FOLDER / f"{name}.md").read_text("utf-8").partition("\n")
    # Every text is escaped in _inline; the tags are ours.
    body = mark_safe("\n".join(_blocks(rest)))  # noqa: S308
    return Guide(name, heading.removeprefix("# ").strip(), body)


def titles() -> dict[str, str]:
    """Headings by name, in order."""
    return {name: guide(name).title for name in NAMES}


def names_for(reach: Reach) -> list[str]:
    """Guides of the reader's own roles; who has none of them is supported or only looks in."""
    if reach.user_id is None:
        return ["guest"]
    held = {BY_OFFICE[role] for role, units in reach.offices.items() if units and role in BY_OFFICE}
    if reach.tutoring or reach.pairs:
        held.add("tutor")
    if reach.cases or not held:
        held.add("tutee")
    # Nearly every teacher is supported by somebody; what one does for others comes first.
    return [name for name in (*NAMES[1:], NAMES[0]) if name in held]


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("## "):
            yield f"<h2>{_inline(block.removeprefix('## '))}</h2>"
        elif block.startswith("- "):
            items = re.split(r"\n- ", block.removeprefix("- "))
            yield (
                '<ul class="bullets">'
                + "".join(f"<li>{_inline(item)}</li>" for item in items)
                + "</ul>"
            )
        else:
            yield f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    return STRONG.sub(r"<b>\1</b>", escape(" ".join(text.split())))
