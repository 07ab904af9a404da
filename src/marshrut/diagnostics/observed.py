"""Reading observations: what counts, and what somebody objects to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from marshrut.diagnostics.models import Instrument, Observation
from marshrut.diagnostics.queries import objected
from marshrut.people.models import PaperRecord
from marshrut.people.reach import Reach

THING = "observation"  # under which name records for another keep an observation
OBSERVATION: str = Instrument.Kind.OBSERVATION.value


def counting(rows: QuerySet[Observation], on: date) -> QuerySet[Observation]:
    """Those recorded by this day, neither withdrawn nor objected to."""
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    found = rows.filter(standing, recorded_on__lte=on)
    return found.exclude(pk__in=objected(on, THING).values("key"))


def newest_first(rows: QuerySet[Observation]) -> list[Observation]:
    """With everything that a page says of them."""
    found = rows.select_related("instrument", "person", "observer", "unit")
    return list(found.order_by("-observed_on", "-pk"))


def objected_of(rows: QuerySet[Observation], on: date) -> frozenset[int]:
    """Keys of those to which the person objects."""
    found = objected(on, THING).filter(key__in=rows.values("pk"))
    return frozenset(found.values_list("key", flat=True))


def seen_of(rows: QuerySet[Observation], reach: Reach) -> QuerySet[Observation]:
    """What others recorded of the reader, the newest first."""
    found = rows.filter(person=reach.person or 0, recorded_on__isnull=False)
    return found.select_related("instrument", "observer").order_by("-observed_on", "-pk")


def record_of(row: Observation) -> PaperRecord | None:
    """The record by which the person may object; none before it is recorded."""
    return PaperRecord.objects.filter(kind=THING, key=row.pk).order_by("pk").first()
