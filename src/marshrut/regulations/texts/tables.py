"""Tables as lines: a row is a line, its cells in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(r"(\d{1,2}\.)+\d{0,2}\.?|\d{1,2}\.?|[IVX]+\.?")


def row_of(cells: Iterable[Iterable[str]]) -> str:
    """«1.1. Мастер-классы | 2 раза в четверть»: a number leads, bars stand between the others."""
    said = [" ".join(" ".join(lines).split()) for lines in cells]
    filled = [cell for cell in said if cell]
    if len(filled) > 1 and NUMBER.fullmatch(filled[0]):
        first = filled[0] if filled[0].endswith(".") else f"{filled[0]}."
        return f"{first} " + " | ".join(filled[1:])
    return " | ".join(filled)
