"""A route and the version that guards its programme today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from marshrut.programmes.queries import Unguarded, version_on
from marshrut.regulations.models import RegulationVersion
from marshrut.routes.models import VersionChoice
from marshrut.web.routes.pages import Open
from marshrut.web.routes.stations import DONE, Station
from marshrut.web.tags.dates import date_long


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page says of the version: a newer one, and whether it was thought over."""

    number: int
    newer: int
    since: date | None
    kept: VersionChoice | None


def newer_of(page: Open) -> RegulationVersion | None:
    """The version of today, where the route follows another one and is still open."""
    if not page.is_open:
        return None
    try:
        today = version_on(page.route.programme, page.on)
    except Unguarded:
        return None
    return today if today.pk != page.route.version_id else None


def standing(page: Open) -> Standing | None:
    """Nothing where the route follows the version of today."""
    newer = newer_of(page)
    if newer is None:
        return None
    kept = page.route.version_choices.filter(version=newer, adopted=False).last()
    return Standing(page.route.version.number, newer.number, newer.since, kept)


def note_of(page: Open) -> str:
    """«Редакция 2 действует с 1 января 2027 г.; маршрут идёт по редакции 1»."""
    found = standing(page)
    if found is None:
        return ""
    return _(
        "Version %(newer)s is in force since %(day)s; here version %(own)s is followed. Stages,"
        " forms and materials are those of the version that is followed."
    ) % {"newer": found.newer, "day": date_long(found.since), "own": found.number}


def stations(page: Open) -> list[Station]:
    """What was decided about versions, on the line."""
    titles = {
        True: _("Version %(number)s of the regulation adopted"),
        False: _("Goes on under its own version, not under version %(number)s"),
    }
    return [
        Station(
            title=titles[row.adopted] % {"number": row.version.number},
            state=DONE,
            day=row.on,
            text=row.reason if page.reads_plan else "",
        )
        for row in page.route.version_choices.select_related("version")
    ]
