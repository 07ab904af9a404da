"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marshrut.web.books import Column, last_day, status
from marshrut.web.groups.lists import GroupLine, TopicLine
from marshrut.web.groups.words import kind_title, source_title
from marshrut.web.names import full
from marshrut.web.programme_words import say
from marshrut.web.request import Request

Columns = tuple[Column | None, ...]


def groups(request: Request) -> Columns:
    said = status(request, "group")
    return (
        Column("number", _("Number"), lambda line: line.row.number),
        Column("topic", _("Topic"), lambda line: line.row.topic.title),
        Column("tutor", say(request, "tutor", capital=True), _tutor),
        Column("people", _("People"), lambda line: line.count),
        Column("state", _("State"), lambda line: said(line.status)),
        Column("since", _("Works since"), lambda line: line.row.since),
        Column("last_day", _("Last day"), lambda line: last_day(line.row.until)),
    )


def _tutor(line: GroupLine) -> str | None:
    return full(line.row.appointment.person) if line.row.appointment else None


def topics(request: Request) -> Columns:
    said, basis = status(request, "topic"), status(request, "basis")
    rules = getattr(request, "rules", None)

    def asked(line: TopicLine) -> str:
        return "; ".join(f"{basis(code)}: {n}" for code, n in line.bases)

    return (
        Column("topic", _("Topic"), lambda line: line.row.title),
        Column(
            "source",
            _("Where it comes from"),
            lambda line: source_title(rules, line.row.source) if rules else line.row.source,
        ),
        Column("demand", _("Demand"), lambda line: line.total),
        Column("bases", _("On what basis"), asked),
        Column("waiting", _("Wait for a group"), lambda line: line.waits),
        Column("state", _("State"), lambda line: said(line.row.status)),
    )


def applications(request: Request) -> Columns:
    said = status(request, "application")
    return (
        Column("organisation", _("Organisation"), lambda line: str(line.row.unit)),
        Column("asker", pgettext("application", "Who asks"), lambda line: line.asker),
        Column("kind", _("What is asked for"), lambda line: kind_title(line.row)),
        Column("topic", _("Topic"), lambda line: line.row.what),
        Column("submitted", _("Submitted"), lambda line: line.row.submitted_on),
        Column("due", _("Answer until"), lambda line: line.row.due),
        Column("since", _("Wished from"), lambda line: line.row.wanted_since),
        Column("last_day", _("Wished until"), lambda line: last_day(line.row.wanted_until)),
        Column("people", _("People"), lambda line: line.people),
        Column("tutor", _("Given to"), lambda line: line.given),
        Column("waiting", _("Wait for a group"), lambda line: line.waits),
        Column("state", _("State"), lambda line: said(line.status)),
    )
