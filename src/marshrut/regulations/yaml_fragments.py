"""The norms of one clause as a piece of a regulation file, for editing by hand."""

from __future__ import annotations

from typing import Any

from marshrut.norms.parse import Malformed, parse
from marshrut.norms.readers import OF_OTHER_CLAUSES
from marshrut.regulations.files import Unreadable, read, written

PLACE = ("parts", 0, "clauses", 0, "norms")


def norms_written(norms: object) -> str:
    """The list as it stands in a file; "" when there are none."""
    return written(norms) if norms else ""


def norms_of(text: str) -> tuple[list[Any], list[tuple[int, str, object]]]:
    """The norms of a text, and its mistakes as (line, code, value); raises Unreadable.

    Other clauses of the document are not here; the deed checks the document whole.
    """
    document = read(text)
    if not isinstance(document.content, list):
        raise Unreadable("not_a_list", 1)
    clause = {"key": "x", "cite": "x", "gist": "x", "norms": document.content}
    whole = {
        "regulation": "x",
        "title": "x",
        "parts": [{"title": "x", "clauses": [clause]}],
    }
    try:
        parse(whole)
    except Malformed as wrong:
        found = [one for one in wrong.mistakes if one.code not in OF_OTHER_CLAUSES]
        lines = [
            (document.line(one.path[len(PLACE) :]), one.code, one.value)
            for one in found
            if one.path[: len(PLACE)] == PLACE
        ]
        return document.content, sorted(lines, key=lambda line: line[0])
    return document.content, []
