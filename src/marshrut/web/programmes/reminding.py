"""Reminders as pages and chats say them: what a person owes, with cites and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.oversight.debts import Debtor, Duty
from marshrut.web import names
from marshrut.web.books import Column
from marshrut.web.deeds import DeedForm
from marshrut.web.duties import duty as duty_of
from marshrut.web.programmes.lists import Finder
from marshrut.web.tags.dates import term


class DebtFinder(Finder):
    """By organisation and by clause."""

    q = None  # type: ignore[assignment]
    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], rules: Rules, **options: Any) -> None:
        super().__init__(*args, units=units, **options)
        chosen: Any = self.fields["clause"]
        cites = [(clause.key, cite(clause)) for clause in rules.clauses if clause.norms]
        chosen.choices = [("", gettext_lazy("all")), *cites]


class RemindForm(DeedForm):
    """Who is reminded."""

    people = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, people: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["row_version"]
        chosen: Any = self.fields["people"]
        chosen.choices = [(key, key) for key in people]


@dataclass(frozen=True, slots=True)
class Line:
    """A duty in words: what, by which clause, how many, until when."""

    what: str
    cite: str
    count: int
    due: date | None
    local: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A person with their duties and the text to be sent to them alone."""

    person: Any
    units: str
    lines: list[Line]
    text: str
    has_account: bool


def columns() -> tuple[Column, ...]:
    """Of the list as a spreadsheet: a person's duties stand one under another in a cell."""
    return (
        Column("name", _("Name"), lambda row: names.full(row.person)),
        Column("organisation", _("Organisation"), lambda row: row.units),
        Column("what", _("What waits"), lambda row: "\n".join(line.what for line in row.lines)),
        Column("clause", _("Clause"), lambda row: "\n".join(line.cite for line in row.lines)),
        Column("due", _("Nearest day"), _nearest),
    )


def _nearest(row: Row) -> date | None:
    return min((line.due for line in row.lines if line.due), default=None)


def cite(clause: Any) -> str:
    """The clause as it is quoted, in the language of the page."""
    english = get_language() == "en" and clause.cite_en
    return str(english or clause.cite)


def rows_of(owing: Sequence[Debtor], units: dict[int, str], today: date) -> list[Row]:
    """The people of the page, each with a text that names nobody else."""
    return [_row(one, units, today) for one in owing]


def _row(one: Debtor, units: dict[int, str], today: date) -> Row:
    found = [_line(duty) for duty in one.duties]
    found.sort(key=lambda line: (line.due or date.max, line.cite))
    greeting = _("Good day, %(name)s!") % {"name": names.polite(one.person)}
    return Row(
        person=one.person,
        units=", ".join(sorted(units[key] for key in one.units if key in units)),
        lines=found,
        text=chat_text(greeting, found, today),
        has_account=one.person.user_id is not None,
    )


def _line(duty: Duty) -> Line:
    return Line(
        what=duty_of(duty.rows[0]),
        cite=cite(duty.clause),
        count=len(duty.rows),
        due=duty.due,
        local=duty.local,
    )


def common_text(owing: Sequence[Debtor], today: date) -> str:
    """For a chat of all: clauses and days, without a single name."""
    merged: dict[str, Line] = {}
    for one in owing:
        for duty in one.duties:
            line, known = _line(duty), merged.get(duty.mark)
            if known is None:
                merged[duty.mark] = line
                continue
            due = min((day for day in (line.due, known.due) if day), default=None)
            merged[duty.mark] = Line(known.what, known.cite, known.count, due, known.local)
    found = sorted(merged.values(), key=lambda line: (line.due or date.max, line.cite))
    single = [Line(line.what, line.cite, 1, line.due, line.local) for line in found]
    return chat_text(_("Good day, colleagues!"), single, today)


def chat_text(greeting: str, lines: Sequence[Line], today: date) -> str:
    """Lines for a messenger: a greeting, what waits with its clause and day, thanks."""
    said = [f"— {_said(line, today)}" for line in lines]
    middle = _("A reminder of what waits by the regulation:")
    thanks = _("If something is done already, please mark it in the system. Thank you!")
    return "\n".join([f"{greeting} {middle}", *said, thanks])


def _said(line: Line, today: date) -> str:
    """«провести собеседование (п. 3.1 Положения), до 25 января, осталось 3 дня»."""
    parts = [f"{line.what[:1].lower()}{line.what[1:]} ({line.cite})"]
    if line.count > 1:
        parts.append(ngettext("%(n)d thing", "%(n)d things", line.count) % {"n": line.count})
    if line.due is not None:
        until = term(line.due, today)
        parts.append(f"{until[:1].lower()}{until[1:]}")
    return ", ".join(parts)
