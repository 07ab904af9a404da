"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marshrut.web.books import Column, status
from marshrut.web.diagnosis_words import KINDS
from marshrut.web.names import full
from marshrut.web.request import Request


def progress() -> tuple[Column, ...]:
    return (
        Column("organisation", _("Organisation"), lambda line: line.name),
        Column("invited", _("Invited"), lambda line: line.invited),
        Column("started", _("Have begun"), lambda line: line.started),
        Column("finished", _("Have finished"), lambda line: line.finished),
        Column("paper", _("Of them from paper"), lambda line: line.paper),
    )


def people(request: Request) -> tuple[Column, ...]:
    said = status(request, "response")
    return (
        Column("name", _("Name"), lambda line: full(line["row"].person)),
        Column("post", _("Post"), lambda line: line["post"]),
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit)),
        Column("state", _("State"), lambda line: said(line["row"].status)),
        Column("finished_on", _("Finished on"), lambda line: line["row"].finished_on),
    )


def instruments(request: Request) -> tuple[Column, ...]:
    said = status(request, "instrument")
    return (
        Column("title", _("Title"), lambda row: row.title),
        Column("unit", _("Whose"), lambda row: row.unit.short_name),
        Column("kind", _("What it is"), lambda row: str(KINDS[row.document["kind"]])),
        Column("statements", _("Statements"), lambda row: row.statements or None),
        Column(
            "version", _("Version"), lambda row: row.published.number if row.published else None
        ),
        Column("state", _("State"), lambda row: said(row.status)),
    )


def observations(request: Request) -> tuple[Column, ...]:
    said = status(request, "observation")
    return (
        Column("name", _("About whom"), lambda line: full(line["row"].person)),
        Column("card", _("Card or protocol"), lambda line: line["title"]),
        Column("observed_on", _("When it was"), lambda line: line["row"].observed_on),
        Column("state", _("State"), lambda line: said(line["status"])),
    )
