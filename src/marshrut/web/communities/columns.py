"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marshrut.web.books import Column, last_day, status
from marshrut.web.communities.lists import Line
from marshrut.web.names import full
from marshrut.web.request import Request

Columns = tuple[Column | None, ...]


def communities(request: Request) -> Columns:
    """How many are in one is told to whom it is open, here too."""
    kind, mine = status(request, "community_kind"), status(request, "membership")
    return (
        Column("title", _("Title"), lambda line: line.row.name),
        Column("kind", _("Kind"), lambda line: kind(line.row.kind)),
        Column("organisation", _("Territory"), lambda line: str(line.row.unit)),
        Column("direction", _("Direction"), lambda line: line.row.direction),
        Column("members", _("Members"), lambda line: line.members),
        Column("waiting", _("Applications"), lambda line: line.waiting or None),
        Column("mine", _("My membership"), lambda line: mine(line.mine)),
        Column("since", _("Since"), lambda line: line.row.since),
        Column("last_day", _("Last day"), _closed),
    )


def _closed(line: Line) -> Any:
    return last_day(line.row.until)


def members(*, leads: bool) -> Columns:
    return (
        Column("name", _("Name"), lambda line: full(line.row.person)),
        Column("organisation", _("Organisation"), lambda line: str(line.row.unit)),
        Column("since", _("Member since"), lambda line: line.row.since),
        Column("last_activity", _("Last activity"), lambda line: line.last) if leads else None,
    )


def plan(request: Request) -> Columns:
    said = status(request, "activity")
    return (
        Column("topic", _("Topic"), lambda line: line["row"].activity.title),
        Column("form", _("Form"), lambda line: line["form"]),
        Column("day", _("Day"), lambda line: line["on"]),
        Column("leader", _("Who leads it"), lambda line: full(line["row"].activity.leader)),
        Column("state", _("State"), lambda line: said(line["status"])),
        Column("result", _("Result"), lambda line: line["row"].result),
    )


def documents(request: Request) -> Columns:
    said, kind = status(request, "document"), status(request, "document_kind")
    return (
        Column("title", _("Title"), lambda row: row.title),
        Column("about", _("About"), lambda row: row.about),
        Column("kind", _("Kind"), lambda row: kind(row.kind)),
        Column("author", _("Author"), lambda row: full(row.author) if row.author else None),
        Column("terms", _("Terms of use"), lambda row: row.terms),
        Column("state", _("State"), lambda row: said(row.status)),
    )


def duties(request: Request) -> Columns:
    said = status(request, "duty")
    return (
        Column("what", _("What to do"), lambda line: line["row"].what),
        Column("clause", _("Clause"), lambda line: line["cite"]),
        Column("who", _("Who"), lambda line: full(line["row"].person)),
        Column("due", _("Until"), lambda line: line["row"].due),
        Column("state", _("State"), lambda line: said(line["status"])),
    )
