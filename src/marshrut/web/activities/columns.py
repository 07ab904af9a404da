"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marshrut.web.activities.lines import Line
from marshrut.web.books import Column, status
from marshrut.web.programme_words import say
from marshrut.web.request import Request


def of_lines(request: Request, thing: str, *, wide: bool) -> tuple[Column | None, ...]:
    """A text stands in a line only where its reader may read it, so here as well."""
    timed = thing in {"consultation", "activity"}
    return (
        Column("day", _("Day"), lambda line: line.on),
        Column("time", _("Time"), lambda line: line.time),
        Column("minutes", _("Minutes"), lambda line: line.minutes) if timed else None,
        Column("what", _("What"), lambda line: line.kind),
        Column("text", _("Topic or text"), _text),
        Column("tutor", say(request, "tutor", capital=True), lambda line: line.tutor),
        Column("people", _("With whom"), lambda line: line.people) if wide else None,
        Column("status", _("Status"), lambda line: status(request, line.thing)(line.code)),
        None if timed else Column("due", _("Term"), lambda line: line.due),
    )


def _text(line: Line) -> str:
    return ", ".join(filter(None, (line.text, line.extra)))
