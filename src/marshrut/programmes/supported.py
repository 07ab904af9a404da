"""The schools that a programme supports and who holds offices, as norms see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from marshrut.norms import sheets
from marshrut.organisations.models import UnitFlag
from marshrut.people.models import Office
from marshrut.people.roles import offices_on
from marshrut.programmes.facts import Facts
from marshrut.programmes.models import SchoolEnrolment
from marshrut.programmes.queries import Guarding, open_on

DAY = timedelta(days=1)
# What schools show; the rest of what norms ask of them nothing keeps yet.
CRITERIA = "selection_criteria"


def holder_sheets(
    guarding: Guarding, on: date, facts: Facts | None = None
) -> Sequence[sheets.Holder]:
    """Whoever holds an office in the programme's territory or above it."""
    facts = facts or Facts(guarding, on)
    return [
        sheets.Holder(
            key=row.pk,
            label=row.person.short_name,
            unit=row.unit_id,
            person=row.person_id,
            since=row.since,
            ends=row.until - DAY if row.until else None,
            role=row.role,
        )
        for row in facts.offices
    ]


def holders_by_unit(offices: Iterable[Office]) -> dict[int, dict[str, int]]:
    """How many hold each office of an organisation, at each unit."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Office.OF_A_SCHOOL, 0))
    for row in offices:
        if row.role in Office.OF_A_SCHOOL:
            found[row.unit_id][row.role] += 1
    return found


def school_sheets(
    guarding: Guarding, on: date, facts: Facts | None = None
) -> Sequence[sheets.School]:
    """Schools supported on this day."""
    facts = facts or Facts(guarding, on)
    rows = SchoolEnrolment.objects.filter(open_on(on), programme=guarding.programme)
    if facts.units is not None:
        rows = rows.filter(unit__in=facts.units)
    schools = list(rows.select_related("unit", "programme").order_by("unit__name"))
    flagged = flagged_on([row.unit_id for row in schools], on)
    held = holders_by_unit(facts.offices)
    tutors = Counter(row.unit_id for row in facts.tutors)
    return [
        _sheet(
            row,
            flagged=row.unit_id in flagged,
            counts={"tutor": tutors[row.unit_id], **held[row.unit_id]},
        )
        for row in schools
    ]


def school_sheet(row: SchoolEnrolment, on: date) -> sheets.School:
    """One school about to be included."""
    held = holders_by_unit(offices_on(on).filter(unit=row.unit_id))
    flagged = row.unit_id in flagged_on([row.unit_id], on)
    return _sheet(row, flagged=flagged, counts=held[row.unit_id])


def _sheet(
    row: SchoolEnrolment,
    *,
    flagged: bool,
    counts: Mapping[str, int],
) -> sheets.School:
    return sheets.School(
        key=row.pk,
        label=row.unit.short_name,
        unit=row.unit_id,
        since=row.since,
        ends=(row.until or row.programme.until) - DAY,
        passed=frozenset({"admit_school"} if row.since else ()),
        basis=row.basis,
        low_results=flagged,
        counts=counts,
        products={CRITERIA: (row.assessed_on,)} if row.assessed_on else {},
        moments={"request": row.asked_on},
        collected=frozenset({CRITERIA}),
    )


def flagged_on(units: Collection[int], on: date) -> frozenset[int]:
    """Those of the units that have a status of low results or difficult conditions on this day."""
    rows = UnitFlag.objects.filter(unit__in=units, since__lte=on, until__gt=on)
    return frozenset(rows.values_list("unit", flat=True))
