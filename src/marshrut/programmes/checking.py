"""What the regulation says of appointing a candidate, condition by condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marshrut.norms.conditions import Condition
from marshrut.norms.findings import Finding, Force
from marshrut.norms.rules import Clause, Objection
from marshrut.norms.sheets import Tutor
from marshrut.programmes.models import Appointment
from marshrut.programmes.queries import Guarding
from marshrut.programmes.sheets import tutor_sheet

DEED = "appoint"
# What the appointment itself brings: lacking before it, it is not yet a fault.
BROUGHT = frozenset({"order_of"})


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition of a clause on one candidate."""

    clause: Clause
    finding: Finding
    objection: Objection | None
    waived: bool = False
    later: bool = False

    @property
    def state(self) -> str:
        """The mark: met, breached, at risk, not yet, or the flag of a waiver."""
        if self.objection is None:
            return "met"
        if self.waived:
            return "flag"
        if self.later:
            return "not_yet"
        # What only warns refuses nothing, here as on the board.
        return "at_risk" if self.objection.force is Force.SOFT else "breached"


def check(row: Appointment, guarding: Guarding, on: date) -> Sequence[Checked]:
    """Every condition that would guard the appointment, met or not."""
    sheet = tutor_sheet(row, guarding, on)
    return [
        _checked(clause, norm, finding, sheet, row, guarding)
        for clause, norm in guarding.rules.norms()
        if isinstance(norm, Condition) and norm.guard == DEED
        for finding in _findings(norm, sheet, on)
    ]


def _findings(norm: Condition, sheet: Tutor, on: date) -> Sequence[Finding]:
    """Each of several conditions by itself; of alternatives the one that holds, or all of them."""
    if norm.any:
        found = [kind.holds(sheet, on) for kind in norm.any]
        return [part for part in found if not part.stops][:1] or found
    return [kind.holds(sheet, on) for kind in norm.all]


def _checked(
    clause: Clause,
    norm: Condition,
    finding: Finding,
    sheet: Tutor,
    row: Appointment,
    guarding: Guarding,
) -> Checked:
    if not finding.stops:
        return Checked(clause, finding, None)
    objection = Objection(clause.key, finding, norm.force, sheet.kind, sheet.key)
    waived = (clause.key, finding.code, sheet.kind, sheet.key) in guarding.waived
    later = finding.code in BROUGHT and row.order_id is None
    return Checked(clause, finding, objection, waived, later)


def passes(checks: Sequence[Checked]) -> bool:
    """Would the appointment pass, given an order of the right body?"""
    return all(one.state != "breached" for one in checks)
