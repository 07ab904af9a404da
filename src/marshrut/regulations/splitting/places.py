"""Where a text of one clause may be cut in two: before a sentence, an item or a line."""

from __future__ import annotations

import re

BETWEEN = re.compile(r"(?<=[.!?;:])\s+|\s*\n\s*")


def places(text: str) -> list[int]:
    """Offsets at which the second part would begin; something stands on both sides of each."""
    found = (match.end() for match in BETWEEN.finditer(text))
    return [place for place in found if text[:place].strip() and text[place:].strip()]
