"""What the pages of a route sheet show."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.groups import access
from marshrut.groups.models import Group, GroupSession
from marshrut.web.activities.acts import offers
from marshrut.web.books import Column, status
from marshrut.web.groups import kinds
from marshrut.web.groups.words import group_title
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request
from marshrut.web.routes.texts import step_form

OF_SHEET = ("session", "extra")


def lines_of(request: Request, row: Group) -> list[dict[str, Any]]:
    """Sessions by day; those of the sheet have their numbers."""
    found, number = [], 0
    for one in access.sessions(request.reach).filter(group=row):
        number += not one.extra
        found.append(
            {
                "row": one,
                "number": "" if one.extra else number,
                "status": one.status(request.reach.on),
                "audience": audience(one),
                "form": step_form(one.form, None),
            }
        )
    return found


def audience(row: GroupSession) -> str:
    """«педагоги группы», «обучающиеся, 7 «Б»»."""
    named = [str(row.get_audience_display()), row.pupils]
    return ", ".join(part for part in named if part)


def sheet(request: Request, row: Group) -> dict[str, Any]:
    """The whole sheet."""
    speaking_of(request, row.programme)
    made = offers(kinds.GROUP, row, request.reach)
    return {
        "title": _("Route sheet of the group"),
        "row": row,
        "lines": lines_of(request, row),
        "offers": [offer for offer in made if offer.act.slug in OF_SHEET],
        "crumbs": _above(row)[:2],
    }


def _above(row: Group) -> list[dict[str, str]]:
    return [
        {"href": reverse("groups"), "title": _("Groups")},
        {"href": reverse("group", args=[row.pk]), "title": group_title(row)},
        {"href": reverse("group_sheet", args=[row.pk]), "title": _("Route sheet of the group")},
    ]


def session(request: Request, row: GroupSession) -> dict[str, Any]:
    """One session of a group."""
    speaking_of(request, row.programme)
    return {
        "title": row.topic,
        "row": row,
        "status": row.status(request.reach.on),
        "audience": audience(row),
        "form_name": step_form(row.form, None),
        "offers": offers(kinds.SESSION, row, request.reach),
        "crumbs": _above(row.group),
    }


def columns(request: Request) -> tuple[Column | None, ...]:
    said = status(request, "session")
    return (
        Column("number", _("Number"), lambda line: line["number"] or None),
        Column("day", _("Day"), lambda line: line["row"].on),
        Column("place", _("Place"), lambda line: line["row"].place),
        Column("audience", _("For whom"), lambda line: line["audience"]),
        Column("topic", _("Topic"), lambda line: line["row"].topic),
        Column("form", _("Form"), lambda line: line["form"]),
        Column("materials", _("Materials"), lambda line: line["row"].materials),
        Column("expected", _("Expected result"), lambda line: line["row"].expected),
        Column("state", _("State"), lambda line: said(line["status"])),
        Column("held", _("Held on"), lambda line: line["row"].held_on),
        Column("count", _("How many took part"), lambda line: line["row"].count),
        Column("result", _("What came of it"), lambda line: line["row"].result),
    )
