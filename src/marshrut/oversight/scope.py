"""Which rows of a programme a reader may see counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q

from marshrut.norms.sheets import Sheet
from marshrut.people.reach import LEADERS, NOWHERE, Reach
from marshrut.programmes.models import Programme

S = TypeVar("S", bound=Sheet)
OVERSEERS = (*LEADERS, "inspector")
TOGETHER = ("community_head", "mtk_coordinator", "regional_curator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Everything, or these units and one's own few things."""

    everything: bool = False
    units: frozenset[int] = NOWHERE
    person: int = 0
    cases: frozenset[int] = NOWHERE
    appointments: frozenset[int] = NOWHERE
    together: frozenset[int] = NOWHERE  # where the reader leads a community or a team

    @property
    def oversees(self) -> bool:
        """Does the reader answer for anybody but themselves?"""
        return self.everything or bool(self.units)

    def rows(self, own: Q) -> Q:
        """Rows of a table: those of the units, and those that are the reader's own."""
        return Q() if self.everything else Q(unit__in=self.units) | own

    def keeps(self, sheet: Sheet) -> bool:
        mine = bool(self.person) and sheet.person == self.person
        return self.everything or sheet.unit in self.units or mine

    def only(self, sheets: Iterable[S]) -> list[S]:
        return [sheet for sheet in sheets if self.keeps(sheet)]

    def only_together(self, sheets: Iterable[S]) -> list[S]:
        """Of what communities and teams do, also that of those which the reader leads."""
        return [sheet for sheet in sheets if self.keeps(sheet) or sheet.unit in self.together]


EVERYTHING = Scope(everything=True)


def scope_of(reach: Reach, programme: Programme) -> Scope:
    """All for who oversees the programme's territory, own units for heads, else own things."""
    led = reach.units(*OVERSEERS)
    if reach.is_system or programme.unit_id in led:
        return EVERYTHING
    return Scope(
        units=led,
        person=reach.person or 0,
        cases=reach.cases | reach.pairs,
        appointments=reach.appointments,
        together=reach.units(*TOGETHER),
    )
