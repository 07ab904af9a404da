"""How far the work on full exports is, and which of them have lain long enough."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from marshrut.extracts.keeping import KEPT
from marshrut.extracts.models import WholeExport
from marshrut.notices.models import Job

JOB = "whole_export"


def job_key(export: int) -> str:
    return f"whole:{export}"


def work_on(row: WholeExport) -> Job | None:
    """The background work on the export."""
    return Job.objects.filter(kind=JOB, key=job_key(row.pk)).order_by("-pk").first()


def to_write(export: int) -> WholeExport | None:
    """The export, while its archive is still to be written."""
    rows = WholeExport.objects.select_related("person__user", "unit")
    return rows.filter(pk=export, ready_at=None, gone_at=None).first()


def lain(at: datetime) -> QuerySet[WholeExport]:
    """Exports that are kept no longer, ready or not."""
    return WholeExport.objects.filter(gone_at=None, asked_at__lte=at - KEPT)
