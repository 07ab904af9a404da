"""What versions ask of those who keep them: to be published, to have their basis looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.norms.findings import Finding, State
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Clause
from marshrut.people.reach import Reach
from marshrut.people.roles import holders
from marshrut.regulations.access import PUBLISHER, WRITERS, may_acknowledge
from marshrut.regulations.basis import Doubt, doubts
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import has_acknowledged, rules_of, version_sheet

MADE = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublished:
    """An approved version that a clause wants on the official site, and by when."""

    version: RegulationVersion
    clause: Clause
    norm: Deliverable
    finding: Finding


def to_acknowledge(reach: Reach, version: RegulationVersion) -> bool:
    """Has the reader still to say that they have read this version?"""
    person = reach.person
    if person is None or not may_acknowledge(reach, person):
        return False
    return version.status == "approved" and not has_acknowledged(version, person)


def to_publish(reach: Reach) -> list[Unpublished]:
    """Versions that the reader has to publish; without a publisher it falls to who writes them."""
    held, written = reach.units(PUBLISHER), reach.units(*WRITERS)
    if not held | written:
        return []
    rows = (
        _standing(reach.on)
        .filter(regulation__unit__in=held | written, publication=None)
        .select_related("regulation__unit", "order", "publication")
    )
    found = [one for row in rows for one in unpublished(row, reach.on)]
    units = {one.version.regulation.unit_id for one in found} - held
    taken = set(holders(PUBLISHER, units, on=reach.on).values_list("unit", flat=True))
    return [one for one in found if one.version.regulation.unit_id not in taken]


def unpublished(version: RegulationVersion, on: date) -> Iterator[Unpublished]:
    """What the version's own clauses still want of its publication."""
    sheet = version_sheet(version)
    for clause, norm in rules_of(version).norms():
        if not isinstance(norm, Deliverable) or MADE not in norm.deliverable:
            continue
        finding = norm.judge(sheet, on)
        if finding is not None and finding.state is not State.MET:
            yield Unpublished(version=version, clause=clause, norm=norm, finding=finding)


def doubts_of(reach: Reach) -> list[Doubt]:
    """Versions in force that the reader writes and whose basis must be looked at."""
    written = reach.units(*WRITERS)
    if not written:
        return []
    rows = _standing(reach.on).filter(regulation__unit__in=written, since__lte=reach.on)
    return doubts(rows.select_related("regulation__unit"), reach.on)


def _standing(on: date) -> QuerySet[RegulationVersion]:
    """Approved and not replaced yet, in force or soon to be."""
    return RegulationVersion.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), status=RegulationVersion.Status.APPROVED
    )
