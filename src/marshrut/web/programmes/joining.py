"""Who may come in by their own word, and how."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from marshrut.norms.admission import OWN_BASES, bases_of, entry_clause
from marshrut.organisations.models import Unit
from marshrut.people.access import jobs
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, Unguarded, guarding, open_on, units_of
from marshrut.web.programmes.waiver_pages import quoted


def ways_in(reach: Reach, found: Guarding) -> tuple[QuerySet[Unit], tuple[str, ...]]:
    """Organisations where the reader teaches and is not enrolled yet, and bases of their own."""
    programme = found.programme
    bases = tuple(basis for basis in bases_of(found.rules) if basis in OWN_BASES)
    inside = access.enrolments(reach).filter(
        open_on(reach.on), programme=programme, person=reach.person or 0, unit=OuterRef("pk")
    )
    tutoring = access.appointments(reach).filter(
        open_on(reach.on), programme=programme, person=reach.person or 0, unit=OuterRef("pk")
    )
    works = jobs(reach).filter(
        open_on(reach.on), person=reach.person or 0, pedagogical=True, unit=OuterRef("pk")
    )
    units = units_of(programme).filter(Exists(works), ~Exists(inside), ~Exists(tutoring))
    running = programme.status == "running" and reach.on < programme.until
    return (units if running else units.none()), bases


def open_to(reach: Reach, running: Iterable[Programme]) -> list[Programme]:
    """Those of the programmes into which the reader may come by their own word."""
    teaches = jobs(reach).filter(open_on(reach.on), person=reach.person or 0, pedagogical=True)
    if not teaches.exists():
        return []
    found = []
    for row in running:
        try:
            units, bases = ways_in(reach, guarding(row, reach.on))
        except Unguarded:
            continue
        if bases and units.exists():
            found.append(row)
    return found


def lead(found: Guarding) -> str:
    """What the clause says of coming in."""
    key = entry_clause(found.rules)
    if not key:
        return _("The regulation does not say on what basis people come in: any will do.")
    clause = quoted(found, key)
    return f"{clause.cite}. {clause.text}"
