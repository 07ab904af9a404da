"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marshrut.web.books import Column, last_day, status
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.states import state_word
from marshrut.web.tags.dates import date_figures

Columns = tuple[Column | None, ...]


def schools(request: Request) -> Columns:
    """«По школам»: what a cell tells as «3 of 5» is two columns of figures here."""
    tutor = say(request, "tutor", capital=True)
    supports = say(request, "support", plural=True, capital=True)
    return (
        Column("organisation", _("Organisation"), lambda row: row.label),
        Column("tutors", tutor, lambda row: ", ".join(row.tutors)),
        Column("covered", _("Covered"), lambda row: row.covered),
        Column("to_cover", _("To be covered"), lambda row: row.enrolled),
        Column("supports", supports, lambda row: row.cases),
        Column("routes_agreed", _("Routes agreed"), lambda row: row.agreed),
        Column("routes_all", _("Routes in all"), lambda row: row.routes),
        Column("consultations", _("Consultations this month"), lambda row: row.consulted),
        Column("late", _("Late"), lambda row: row.late),
        Column("risky", _("Soon due"), lambda row: row.risky),
        Column("last_contact", _("Last contact"), lambda row: row.contact),
    )


def readers(_request: Request) -> Columns:
    """Who has acknowledged a version."""
    return (
        Column("name", _("Name"), lambda row: row["label"]),
        Column("organisation", _("Organisation"), lambda row: row["unit"]),
        Column("acknowledged", _("Acknowledged"), lambda row: row["on"]),
        Column("source", _("Source"), lambda row: _("from paper") if row["papered"] else ""),
    )


def things(_request: Request) -> Columns:
    """The list behind a figure of the board."""
    return (
        Column("thing", _("Who or what"), lambda thing: thing.label),
        Column("organisation", _("Organisation"), lambda thing: thing.unit),
        Column("state", _("State"), lambda thing: state_word(thing.state)),
        Column("said", _("How it stands"), lambda thing: thing.said),
        Column("exception", _("Exception"), lambda thing: thing.waived),
        Column("source", _("Source"), lambda thing: thing.source),
    )


def versions(request: Request) -> Columns:
    """Versions with the regulation of each."""
    said = status(request, "version")
    return (
        Column("regulation", _("Regulation"), lambda row: row["version"].regulation.title),
        Column("organisation", _("Territory"), lambda row: str(row["version"].regulation.unit)),
        Column("number", _("Version"), lambda row: row["version"].number),
        Column("state", _("Status"), lambda row: said(row["status"])),
        Column("since", _("Since"), lambda row: row["version"].since),
        Column("last_day", _("Last day"), lambda row: last_day(row["version"].until)),
        Column("order", _("Order"), _order),
        Column("acknowledged", _("Acknowledged"), _acknowledged),
    )


def _order(row: dict[str, Any]) -> str | None:
    order = row["version"].order
    if order is None:
        return None
    given = {"day": date_figures(order.registered_on), "number": order.number}
    return _("%(day)s No. %(number)s") % given


def _acknowledged(row: dict[str, Any]) -> int | None:
    return row["acknowledged"] if row["status"] != "draft" else None


def acts(request: Request) -> Columns:
    """The catalogue of normative acts."""
    said = status(request, "act")
    return (
        Column("act", _("Act"), lambda row: row["name"]),
        Column("title", _("Title"), lambda row: row["act"].title),
        Column("level", _("Level"), lambda row: str(row["act"].get_level_display())),
        Column("organisation", _("Territory"), lambda row: str(row["act"].unit)),
        Column("state", _("Status"), lambda row: said(row["status"])),
        Column("changed", _("Changed"), lambda row: row["act"].changed_on),
        Column("since", _("Since"), lambda row: row["act"].since),
        Column("last_day", _("Last day"), lambda row: last_day(row["act"].until)),
        Column("checked", _("Checked with the source"), lambda row: row["act"].checked_on),
        Column("link", _("The text"), lambda row: row["act"].link),
    )
