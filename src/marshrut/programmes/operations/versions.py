"""Deeds about which version of its regulation guards a programme, and from which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.orders.models import Order
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Programme, ProgrammeVersion
from marshrut.programmes.queries import require_open, schools_ask
from marshrut.regulations import operations as regulations
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of


@deed
def adopt_version(
    *,
    programme: int,
    row_version: int | None,
    version: RegulationVersion,
    since: date,
    actor: Reach,
    at: datetime,
) -> Programme:
    """Let a new version guard the programme from a day on.

    Routes made earlier keep theirs until they adopt it.
    """
    row = lock(Programme, programme, row_version)
    if not access.may_run(actor, row.unit_id):
        raise Forbidden
    require_open(row)
    if version.regulation_id != row.regulation_id or version.status != "approved":
        raise Wrong("version_not_approved", field="version")
    if version.since is None or since < max(version.since, row.since):
        raise Wrong("until_before_since", field="since")
    if since >= row.until:
        raise Wrong("outside_programme", field="since")
    if row.versions.filter(since__gte=since).exists():
        raise Wrong("later_version", field="since")
    row.versions.filter(Q(until__isnull=True) | Q(until__gt=since)).update(until=since)
    row.schools_ask = schools_ask(rules_of(version))
    row.save()
    ProgrammeVersion.objects.create(programme=row, version=version, since=since)
    record(
        "adopt_version",
        row,
        actor=actor,
        at=at,
        after={"version": version.pk, "since": since},
        unit=row.unit_id,
        programme=row.pk,
    )
    return row


@deed
def put_in_force(
    *,
    version: int,
    row_version: int | None,
    order: Order,
    since: date,
    adopting: Sequence[Programme] = (),
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """Approve a draft by an order, and let it guard these programmes from its first day.

    A programme that begins later takes it from its own first day.
    """
    if not all(access.may_run(actor, one.unit_id) for one in adopting):
        raise Forbidden
    row = regulations.approve(
        version=version, row_version=row_version, order=order, since=since, actor=actor, at=at
    )
    for one in adopting:
        first = max(since, one.since)
        adopt_version(
            programme=one.pk, row_version=None, version=row, since=first, actor=actor, at=at
        )
    after = {"since": since, "adopting": [one.pk for one in adopting]}
    record("put_in_force", row, actor=actor, at=at, after=after, unit=row.regulation.unit_id)
    return row
