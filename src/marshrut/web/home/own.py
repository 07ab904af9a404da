"""What is the reader's own: routes, tutees, organisations; as cards of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marshrut.activities.queries import last_contacts
from marshrut.communities.access import communities
from marshrut.organisations.models import Unit
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes import access
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.models import Programme, SchoolEnrolment
from marshrut.programmes.queries import standing_on, tutors, units_of, without_tutor
from marshrut.routes.access import routes
from marshrut.web.programmes.joining import open_to
from marshrut.web.regulations.links import link_of, named
from marshrut.web.tags.dates import date_long

# After so many days without a contact a tutee is named on the tutor's first page.
SILENT_DAYS = 14
FEW = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A card: what, lines of (title, address, note), and where all of it is."""

    title: str
    lines: list[dict[str, Any]]
    href: str = ""
    more: str = ""


def own_things(reach: Reach, running: Sequence[Programme]) -> list[Card]:
    """Cards in the order of nearness: my route, my tutees, the organisations I answer for."""
    cards = [
        *(_own_routes(reach), _tutees(reach), _linked(reach), _to_join(reach, running)),
        *(_communities(reach), _supported(reach, running), *_overseen(reach, running)),
    ]
    return [card for card in cards if card is not None]


def _own_routes(reach: Reach) -> Card | None:
    rows = routes(reach).filter(enrolment__in=reach.cases, closed_on__isnull=True)
    found = list(rows.select_related("enrolment__subject").order_by("pk"))
    if not found:
        return None
    lines = [
        {
            "title": row.enrolment.subject.title if row.enrolment.subject else str(row),
            "href": named("route", row.pk),
            "thing": "route",
            "status": row.status,
            "programme": row.programme_id,
        }
        for row in found
    ]
    return Card(_("My route"), lines)


def _to_join(reach: Reach, running: Sequence[Programme]) -> Card | None:
    """Programmes into which the reader may come by their own word."""
    found = open_to(reach, running)
    lines = [{"title": row.title, "href": named("tutee_join", row.pk)} for row in found]
    return Card(_("Ask for support"), lines) if lines else None


def _tutees(reach: Reach) -> Card | None:
    """Open routes of my tutees; those without a contact for long come first."""
    rows = routes(reach).filter(enrolment__in=reach.pairs, closed_on__isnull=True)
    found = list(rows.select_related("enrolment__person").order_by("pk"))
    if not found:
        return None
    contacts = last_contacts([row.enrolment_id for row in found], reach.on)
    paused = frozenset(standing_on(reach.on).values_list("enrolment", flat=True))
    last = {row.pk: _later(contacts.get(row.enrolment_id), row.last_contact_on) for row in found}
    lines = []
    for row in sorted(found, key=lambda one: (one.enrolment_id in paused, last[one.pk])):
        days = (reach.on - last[row.pk]).days if last[row.pk] > date.min else None
        stands = row.enrolment_id in paused
        lines.append(
            {
                "title": row.enrolment.person.short_name,
                "href": named("route", row.pk),
                "note": _contact(days),
                "silent": not stands and (days is None or days >= SILENT_DAYS),
                "thing": "enrolment" if stands else "route",
                "status": "paused" if stands else row.status,
                "programme": row.programme_id,
            }
        )
    return Card(_("My tutees"), lines[: FEW * 2], named("routes"), _("The whole table"))


def _linked(reach: Reach) -> Card | None:
    """Whose support the reader sees as a tutor from outside, and where they work."""
    if not reach.linked:
        return None
    rows = routes(reach).filter(enrolment__in=reach.linked, closed_on__isnull=True)
    people = ("enrolment__person__surname", "enrolment__person__given", "pk")
    lines = [
        {
            "title": row.enrolment.person.short_name,
            "href": named("route", row.pk),
            "note": row.unit.short_name,
            "thing": "route",
            "status": row.status,
        }
        for row in rows.select_related("enrolment__person", "unit").order_by(*people)
    ]
    return Card(_("Attached to me"), lines, named("routes"), _("The whole table"))


def _supported(reach: Reach, running: Sequence[Programme]) -> Card | None:
    """What the reader's school asked for in programmes that take schools in, the last word each."""
    mine = reach.units(*SCHOOL, access.TEAM)
    asking = [row for row in running if row.schools_ask] if mine else []
    if not asking:
        return None
    rows = access.schools(reach).filter(programme__in=asking, unit__in=mine)
    last = {(row.programme_id, row.unit_id): row for row in rows.order_by("asked_on", "pk")}
    known = {row.pk: row.title for row in asking}
    lines = [
        {
            "title": known[row.programme_id],
            "href": named("supported_school", row.pk),
            "note": _said(row),
            "thing": "supported",
            "status": row.status,
        }
        for row in last.values()
    ]
    return Card(_("Request for support of the school"), lines) if lines else None


def _said(row: SchoolEnrolment) -> str:
    """«Заявка от 18 января 2027 г.», or the day of the decision once there is one."""
    if row.decided_on is None:
        return _("asked on %(day)s") % {"day": date_long(row.asked_on)}
    return _("decided on %(day)s") % {"day": date_long(row.decided_on)}


def _communities(reach: Reach) -> Card | None:
    """Communities of which the reader is a member."""
    if not reach.communities:
        return None
    rows = communities(reach).filter(pk__in=reach.communities).order_by("name")
    lines = [{"title": row.name, "href": named("community", row.pk)} for row in rows]
    return Card(_("My communities"), lines)


def _later(*days: date | None) -> date:
    """The last of the days; long ago where there is none."""
    return max((day for day in days if day), default=date.min)


def _contact(days: int | None) -> str:
    if days is None:
        return _("no contact yet")
    if not days:
        return _("last contact today")
    return ngettext("last contact %d day ago", "last contact %d days ago", days) % days


def _overseen(reach: Reach, running: Sequence[Programme]) -> list[Card | None]:
    return [_organisations(reach, running), _programmes(reach, running)]


def _organisations(reach: Reach, running: Sequence[Programme]) -> Card | None:
    """Organisations that the reader heads: who tutors there, and who is left without a tutor."""
    mine = reach.units(*SCHOOL)
    lines = []
    for programme in running if mine else ():
        here = units_of(programme).filter(pk__in=mine, kind__in=Unit.INSTITUTIONS)
        for unit in here.order_by("short_name"):
            names = tutors(programme, reach.on).filter(unit=unit)
            gaps = without_tutor(programme, reach.on).filter(unit=unit).count()
            said = _("Tutor: %s") % ", ".join(row.person.short_name for row in names)
            lines.append(
                {
                    "title": unit.short_name,
                    "href": link_of("unit", unit.pk, programme.pk)
                    if gaps
                    else named("tutors", programme.pk),
                    "note": _gaps(gaps) if gaps else said,
                    "silent": bool(gaps),
                }
            )
            lines += _waivers(reach, programme, unit.pk)
    return Card(_("My organisation"), lines) if lines else None


def _waivers(reach: Reach, programme: Programme, unit: int) -> list[dict[str, Any]]:
    """What is asked for the organisation and not decided yet."""
    asked = access.waivers(reach).filter(programme=programme, unit=unit, status="asked")
    return [
        {
            "title": _("Waiver: %s") % row.label,
            "href": named("waiver", row.pk),
            "thing": "waiver",
            "status": row.status,
        }
        for row in asked.order_by("asked_on", "pk")
    ]


def _gaps(count: int) -> str:
    return ngettext("%d person without a tutor", "%d people without a tutor", count) % count


def _programmes(reach: Reach, running: Sequence[Programme]) -> Card | None:
    """Running programmes that the reader oversees, with people left without a tutor."""
    overseen = reach.units(*OVERSEERS)
    lines = []
    for row in running:
        if row.unit_id not in overseen:
            continue
        gaps = without_tutor(row, reach.on).count()
        lines.append(
            {
                "title": row.title,
                "href": named("programme", row.pk),
                "note": _gaps(gaps) if gaps else "",
                "silent": bool(gaps),
                "thing": "programme",
                "status": row.status,
            }
        )
    if not lines:
        return None
    return Card(_("Programmes"), lines, named("regulations"), _("How the regulation is kept"))
