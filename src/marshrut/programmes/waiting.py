"""What of programmes waits for the reader."""

from __future__ import annotations

from django.db.models import QuerySet

from marshrut.people.models import Office
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Waiver
from marshrut.programmes.queries import Unguarded, version_on
from marshrut.regulations.queries import rules_of


def waivers_to_decide(reach: Reach) -> list[Waiver]:
    """Waivers asked where the reader holds the office that the regulation names."""
    units = reach.units(*Office.Role.values)
    if not units:
        return []
    asked = Waiver.objects.filter(unit__in=units, status=Waiver.Status.ASKED)
    rows = asked.select_related("programme").order_by("asked_on", "pk")
    offices: dict[int, str] = {}
    found = []
    for row in rows:
        if row.programme_id not in offices:
            try:
                rules = rules_of(version_on(row.programme, reach.on))
                offices[row.programme_id] = rules.waivers_by
            except Unguarded:
                offices[row.programme_id] = ""
        if access.may_decide_waiver(reach, row, office=offices[row.programme_id]):
            found.append(row)
    return found


def agreements_to_give(reach: Reach) -> QuerySet[Appointment]:
    """Lists of potential tutors where the reader stands and has not agreed yet."""
    return Appointment.objects.filter(
        pk__in=reach.appointments,
        person=reach.person or 0,
        agreed_on__isnull=True,
        withdrawn_on__isnull=True,
        programme__closed_on__isnull=True,
    ).order_by("pk")
