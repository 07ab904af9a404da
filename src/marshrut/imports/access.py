"""Who uploads lists, and who sees what was uploaded: names of many schools stand in it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.organisations.models import Unit
from marshrut.people.reach import SCHOOL, Reach

COORDINATOR = "municipal_coordinator"


def kept(reach: Reach) -> frozenset[int]:
    """Units whose staff one keeps today: all of a territory, or the own school."""
    return reach.deeds_in(COORDINATOR, *SCHOOL)


def batches(reach: Reach) -> QuerySet[ImportBatch]:
    """What one uploaded oneself, while one keeps that unit; a coordinator sees all of it.

    A list is only worked on, so who is away today sees none.
    """
    if reach.is_system:
        return ImportBatch.objects.all()
    mine = Q(created_by=reach.user_id or 0, unit__in=kept(reach))
    return ImportBatch.objects.filter(mine | Q(unit__in=reach.deeds_in(COORDINATOR)))


def may_see_batch(reach: Reach, batch: ImportBatch) -> bool:
    mine = batch.created_by_id == reach.user_id and batch.unit_id in kept(reach)
    return reach.is_system or mine or reach.holds(COORDINATOR, batch.unit_id)


def rows(reach: Reach) -> QuerySet[ImportRow]:
    """Rows of the batches that one sees."""
    return ImportRow.objects.filter(batch__in=batches(reach))


def may_upload(reach: Reach, unit: int) -> bool:
    """The coordinator for the territory, the head or the responsible for their own school."""
    return reach.is_system or unit in kept(reach)


def may_work_on(reach: Reach, batch: ImportBatch) -> bool:
    """Answer, correct, write and take back: who sees the batch."""
    return may_see_batch(reach, batch)


def owners(reach: Reach) -> QuerySet[Unit]:
    """Units that a list may belong to, the territory before its organisations."""
    return Unit.objects.filter(pk__in=kept(reach)).order_by("path")


def targets(reach: Reach) -> QuerySet[Unit]:
    """Organisations that rows may belong to: rows of any other are refused."""
    return Unit.objects.filter(kind__in=Unit.EMPLOYERS, pk__in=kept(reach)).order_by("name")
