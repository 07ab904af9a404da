"""How long each kind of data is kept, on what ground, and what happens then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from marshrut.privacy.models import RetentionTerm
from marshrut.schoolyear import add_months

DAYS, YEARS = "days", "years"
# What happens when a term is over: by itself, or the officer is asked.
THROWN, OVERWRITTEN = "thrown", "overwritten"
MOST = {DAYS: 3650, YEARS: 100}


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the table of terms, as it holds here."""

    kind: str
    amount: int
    measure: str
    then: str
    ground: str = ""
    row_version: int = 0

    def before(self, on: date) -> date:
        """What is older than this day has been kept long enough on the day ``on``."""
        if self.measure == DAYS:
            return on - timedelta(days=self.amount)
        return add_months(on, -12 * self.amount)

    def ends(self, since: date) -> date:
        """The first day on which what ended on this day need not be kept."""
        if self.measure == DAYS:
            return since + timedelta(days=self.amount)
        return add_months(since, 12 * self.amount)


DEFAULTS = (
    Kept("drafts", 30, DAYS, THROWN),
    Kept("slips", 30, DAYS, THROWN),
    Kept("notices", 365, DAYS, THROWN),
    Kept("looks", 365, DAYS, THROWN),
    Kept("lists", 90, DAYS, THROWN),
    Kept("exports", 14, DAYS, THROWN),
    Kept("staff", 5, YEARS, OVERWRITTEN),
    Kept("orders", 5, YEARS, OVERWRITTEN),
    Kept("consents", 3, YEARS, THROWN),
)


def terms() -> dict[str, Kept]:
    """The whole table: defaults, and what was set here in their place."""
    own = {row.kind: row for row in RetentionTerm.objects.all()}
    found = {}
    for known in DEFAULTS:
        row = own.get(known.kind)
        found[known.kind] = (
            known
            if row is None
            else Kept(
                known.kind, row.amount, known.measure, known.then, row.ground, row.row_version
            )
        )
    return found
