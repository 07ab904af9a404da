"""Columns of the lists of the section, as their spreadsheets have them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from marshrut.web.books import Column
from marshrut.web.names import full
from marshrut.web.settings.lists import UserLine
from marshrut.web.tags.dates import clock_time
from marshrut.web.tags.people import office_name


def users() -> tuple[Column, ...]:
    return (
        Column("name", _("Person"), lambda line: full(line.person)),
        Column("post", _("Post"), lambda line: line.job.post if line.job else None),
        Column(
            "organisation",
            _("Organisation"),
            lambda line: line.job.unit.short_name if line.job else None,
        ),
        Column("offices", _("Offices"), _offices),
        Column(
            "login", _("Login"), lambda line: line.person.user.login if line.person.user else None
        ),
        Column("last_sign_in", _("Last sign-in"), _last),
    )


def _offices(line: UserLine) -> str:
    return "; ".join(f"{office_name(one)}, {one.unit.short_name}" for one in line.offices)


def _last(line: UserLine) -> date | None:
    user = line.person.user
    return _day(user.last_login) if user and user.last_login else None


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def journal() -> tuple[Column, ...]:
    """A spreadsheet keeps a day as a day; the time stands beside it."""
    return (
        Column("day", _("Day"), lambda line: _day(line.at)),
        Column("time", _("Time"), lambda line: clock_time(line.at)),
        Column("what", _("What"), lambda line: line.text),
        Column("count", _("How many"), lambda line: line.count),
        Column("who", _("Who"), lambda line: line.who),
        Column("where", _("Where"), lambda line: line.unit),
    )


def units() -> tuple[Column, ...]:
    """The tree: how deep a unit stands is a column of its own."""
    return (
        Column("name", _("Unit"), lambda branch: branch.unit.short_name),
        Column("full_name", _("Full name"), lambda branch: branch.unit.name),
        Column("kind", _("Kind"), lambda branch: str(branch.unit.get_kind_display())),
        Column("place", _("Place"), lambda branch: branch.unit.place),
        Column("level", _("Level in the tree"), lambda branch: branch.depth + 1),
    )


def calendars() -> tuple[Column, ...]:
    said = {"quarter": _("by quarters"), "trimester": _("by trimesters")}
    above = _("as in the unit above")
    return (
        Column("name", _("Unit"), lambda row: row[0].unit.short_name),
        Column("calendar", _("Own calendar"), lambda row: said.get(row[1], above)),
    )
