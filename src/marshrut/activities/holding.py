"""Consultations as activities that a clause may speak of: on what ground each was held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.models import Activity
from marshrut.groups.models import Application, GroupSession
from marshrut.groups.sheets import HOLD, held_sessions
from marshrut.norms import sheets
from marshrut.norms.serving import unkept
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, guarding


def held_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Held]:
    """Consultations that were held, at a request of an organisation or not; sessions of groups.

    Other forms are kept by nobody yet: where a clause asks about them, it has no data.
    """
    rows = Activity.objects.filter(
        programme=guarding.programme,
        form__in=CONSULTATIONS,
        status=Activity.Status.HELD,
        begins_at__date__lte=on,
    )
    kept = [held_sheet(row) for row in rows.select_related("leader", "application").order_by("pk")]
    known = (*CONSULTATIONS, GroupSession.FORM)
    return [*kept, *held_sessions(guarding, on), *unkept(guarding.rules, known)]


def held_sheet(row: Activity) -> sheets.Held:
    return sheets.Held(
        key=row.pk,
        label=row.leader.short_name,
        unit=row.unit_id,
        person=row.leader_id,
        passed=frozenset({HOLD}),
        form=row.form,
        audience="teachers",
        basis=ground(row.application),
    )


def ground(asked: Application | None) -> str:
    """At the request of an organisation; a teacher who asks for themselves asks directly."""
    return "request" if asked is not None and not asked.personal else "direct"


def guard_holding(programme: Programme, form: str, basis: str, on: date) -> None:
    """Let an activity of this form be held on this ground on that day, or raise Refused."""
    thing = sheets.Held(key=0, unit=programme.unit_id, form=form, audience="teachers", basis=basis)
    guard_deed(guarding(programme, on), HOLD, thing, on=on)
