"""What the overview of a programme shows, from rows that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marshrut.orders.access import order_units
from marshrut.organisations.calendars import periods_of
from marshrut.oversight.access import may_remind
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.coverage import Coverage, coverage
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding
from marshrut.schoolyear.cycles import CYCLES
from marshrut.web.list_uploads import units_for
from marshrut.web.programme_words import passing, say
from marshrut.web.programmes.pages import has_projects, link
from marshrut.web.programmes.timeline import timeline
from marshrut.web.request import Request

ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter on the time line: done, now or ahead."""

    name: str
    since: date
    until: date
    state: str


def overview(request: Request, guarding: Guarding) -> dict[str, Any]:
    """Everything of the page but its frame."""
    reach, programme = request.reach, guarding.programme
    schools = access.units(reach, programme)
    rows = coverage(
        schools,
        access.enrolments(reach).filter(programme=programme),
        access.appointments(reach).filter(programme=programme, withdrawn_on=None),
        reach.on,
    )
    waiting = access.waivers(reach).filter(programme=programme, status="asked")
    projects = access.projects(reach).filter(programme=programme)
    version = guarding.version
    day = min(max(reach.on, programme.since), programme.until)
    return {
        "version": version,
        "order": version.order,
        "regulation_url": link("regulation", version.pk),
        "quarters": quarters(programme, reach.on),
        "timeline": timeline(guarding, day),
        "rows": rows,
        "totals": totals(rows),
        "gaps": [gap for row in rows if (gap := gap_line(request, row))],
        "waiting": waiting.select_related("unit").order_by("asked_on"),
        "has_projects": has_projects(request),
        "projects": projects.select_related("leader", "unit").order_by("-begun_on")[:5],
        "may_start": programme.status == "prepared" and access.may_run(reach, programme.unit_id),
        "may_prepare": bool(reach.deeds_in("municipal_coordinator")),
        # Before the programme was kept here there may be something to enter.
        "may_look_back": programme.entered_on > programme.since
        and bool(units_for(reach).filter(path__startswith=programme.unit.path)[:1]),
        "may_remind": may_remind(reach, programme),
        "passing": passing(guarding.rules),
        "may_pass": programme.status == "running" and access.may_run(reach, programme.unit_id),
        "table_url": link("orders_table") if _enters_orders(reach, programme) else "",
        "own_schools": own_schools(request, programme),
    }


def _enters_orders(reach: Reach, programme: Programme) -> bool:
    """Whether the table of orders has a row of the reader's in this programme."""
    return programme.closed_on is None and access.reached(programme, order_units(reach)).exists()


def own_schools(request: Request, programme: Programme) -> Any:
    """Where the reader works: their conditions are open to them too."""
    return access.reached(programme, request.reach.workplaces)


def quarters(programme: Programme, on: date) -> Sequence[Quarter]:
    """The quarters of the programme by the calendar of its territory."""
    found = periods_of(programme.unit, "quarter", programme.since, programme.until)
    return [
        Quarter(
            ROMAN[period.number] if period.number < len(ROMAN) else str(period.number),
            period.since,
            period.until,
            "now" if on in period else "done" if period.until <= on else "ahead",
        )
        for period in found
    ]


def totals(rows: Sequence[Coverage]) -> dict[str, int]:
    """The last line of the table."""
    return {
        "people": sum(len(row.people) for row in rows),
        "cases": sum(row.cases for row in rows),
        "alone": sum(len(row.alone) for row in rows),
        "tutors": sum(len(row.tutors) for row in rows),
    }


def gap_line(request: Request, row: Coverage) -> dict[str, Any] | None:
    """«7 человек без тьютора 11 дней»."""
    if not row.alone or row.since is None:
        return None
    count, days = len(row.alone), (request.reach.on - row.since).days
    people = ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
    tutor = say(request, "tutor", "gen")
    if days <= 0:
        text = _("%(people)s without a %(tutor)s since today")
    else:
        text = _("%(people)s without a %(tutor)s for %(days)s")
    length = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return {"row": row, "text": text % {"people": people, "tutor": tutor, "days": length}}


def periods(form: Any) -> list[dict[str, Any]]:
    """Usual terms to choose from; the dates that one fills in can be changed."""
    titles = {
        "school_year": _("School year"),
        "calendar_year": _("Calendar year"),
        "june_june": _("June to June"),
    }
    found = []
    for code, cycle in CYCLES.items():
        since, until = cycle.near(form.on)
        found.append(
            {
                "title": titles[code],
                "href": f"?version={form.chosen.pk if form.chosen else ''}&period={code}",
                "since": since,
                "until": until,
                "gathered": cycle.gathered(since),
                "current": cycle == form.cycle,
            }
        )
    return found


def versions(form: Any) -> list[dict[str, Any]]:
    """Versions to begin with, where there are several: each has a usual term of its own."""
    field = form.fields["version"]
    return [
        {
            "title": field.label_from_instance(one),
            "href": f"?version={one.pk}",
            "current": one == form.chosen,
        }
        for one in form.versions
        if len(form.versions) > 1
    ]
