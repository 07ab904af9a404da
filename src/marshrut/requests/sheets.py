"""Sheets of requests: the same for board, person and guard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from marshrut.norms import sheets
from marshrut.programmes.queries import Guarding
from marshrut.requests.models import Request


def request_sheets(
    guarding: Guarding, on: date, rows: QuerySet[Request] | None = None
) -> Sequence[sheets.Request]:
    """What tutors have asked of tutees, as it stood on the day; the withdrawn is left out."""
    wanted = (
        rows
        if rows is not None
        else Request.objects.filter(programme=guarding.programme, kind=Request.Kind.INFORMATION)
    )
    asked = wanted.filter(asked_on__lte=on).exclude(withdrawn_on__lte=on)
    ended = Q(enrolment__until__lte=on, answered_on__isnull=True)
    return [request_sheet(row, on) for row in asked.exclude(ended).select_related("asked_of")]


def request_sheet(row: Request, on: date) -> sheets.Request:
    answered = row.answered_on if row.answered_on and row.answered_on <= on else None
    stands = row.clarify_on is not None and row.clarify_on <= on and answered is None
    return sheets.Request(
        key=row.pk,
        label=row.asked_of.short_name,
        unit=row.unit_id,
        person=row.asked_of_id,
        since=row.asked_on,
        # While the tutor owes an explanation, the clock of the answer stands.
        ends=None if stands else row.due,
        open=answered is None,
        to=row.kind,
        answered=answered,
    )
