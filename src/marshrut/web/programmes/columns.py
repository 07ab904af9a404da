"""Columns of the lists of a programme, as their spreadsheets have them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marshrut.web.books import Column, last_day, status
from marshrut.web.names import full
from marshrut.web.programme_words import say
from marshrut.web.request import Request

Columns = tuple[Column, ...]


def tutors(request: Request) -> Columns:
    said = status(request, "tutor")
    return (
        Column("name", _("Name"), lambda line: full(line["row"].person)),
        Column("post", _("Post"), lambda line: line["post"]),
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit)),
        Column("state", _("State"), lambda line: said(line["status"])),
        Column("check", _("Check"), lambda line: said(line["checked"])),
        Column("since", _("Since"), lambda line: line["row"].since),
        Column("last_day", _("Last day"), lambda line: last_day(line["row"].until)),
        Column(
            "tutees", say(request, "tutee", plural=True, capital=True), lambda line: line["load"][0]
        ),
        Column(
            "supports",
            say(request, "support", plural=True, capital=True),
            lambda line: line["load"][1],
        ),
    )


def tutees(request: Request) -> Columns:
    said = status(request, "enrolment")
    return (
        Column("name", _("Name"), lambda line: full(line["row"].person)),
        Column("post", _("Post"), lambda line: line["post"]),
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit)),
        Column(
            "tutor",
            say(request, "tutor", capital=True),
            lambda line: full(line["tutor"]) if line["tutor"] else None,
        ),
        Column("subject", say(request, "subject", capital=True), _subject),
        Column("state", _("State"), lambda line: said(line["status"])),
        Column("since", _("Since"), lambda line: line["row"].since),
    )


def _subject(line: dict[str, Any]) -> str | None:
    return str(line["row"].subject) if line["row"].subject else None


def projects(request: Request) -> Columns:
    said = status(request, "project")
    return (
        Column("title", _("Title"), lambda line: line["row"].title),
        Column("goals", _("Goals"), lambda line: line["row"].goals),
        Column("leader", _("Leader"), lambda line: full(line["row"].leader)),
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit)),
        Column("begun", _("Begun"), lambda line: line["row"].begun_on),
        Column("state", _("State"), lambda line: said(line["row"].status)),
        Column("developed", _("Developed on"), lambda line: line["row"].developed_on),
    )


def waivers(request: Request) -> Columns:
    said = status(request, "waiver")
    return (
        Column("whom", _("For whom"), lambda line: line["row"].label),
        Column("clause", _("Clause"), lambda line: line["clause"].cite),
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit or "")),
        Column("reason", _("Reason"), lambda line: line["row"].reason),
        Column("asked", _("Asked"), lambda line: line["row"].asked_on),
        Column("state", _("State"), lambda line: said(line["status"])),
        Column("last_day", _("Last day"), lambda line: last_day(line["row"].until)),
    )


def programmes(request: Request) -> Columns:
    said = status(request, "programme")
    return (
        Column("title", _("Title"), lambda row: row.title),
        Column("organisation", _("Territory"), lambda row: str(row.unit)),
        Column("state", _("State"), lambda row: said(row.status)),
        Column("since", _("Since"), lambda row: row.since),
        Column("last_day", _("Last day"), lambda row: last_day(row.until)),
    )


def schools(request: Request) -> Columns:
    """Schools that asked for support."""
    said = status(request, "supported")
    return (
        Column("organisation", _("Organisation"), lambda line: str(line["row"].unit)),
        Column("state", _("State"), lambda line: said(line["row"].status)),
        Column("flagged", _("Low results or difficult conditions"), lambda line: line["flagged"]),
        Column("asked", _("Asked"), lambda line: line["row"].asked_on),
        Column("reason", _("Reason"), _refusal),
        Column("since", _("Since"), lambda line: line["row"].since),
        Column("last_day", _("Last day"), lambda line: last_day(line["row"].until)),
    )


def criteria() -> Columns:
    """By what schools are chosen."""
    return (
        Column("title", _("Criterion"), lambda row: row.title),
        Column("judged", _("How it is judged"), _judged),
    )


def _judged(row: Any) -> str:
    if row.kind == "flag":
        return _("from the status of the organisation")
    return _("the coordinator judges")


def _refusal(line: dict[str, Any]) -> str | None:
    return line["row"].reason if line["row"].status == "refused" else None
