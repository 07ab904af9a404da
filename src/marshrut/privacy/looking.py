"""Writing down who looked at whom: outside the request's work, one row a day."""

from __future__ import annotations

import logging
from datetime import date

from django.db import DatabaseError, transaction

from marshrut.privacy.models import Look

logger = logging.getLogger(__name__)


def write_looks(*, reader: int, people: frozenset[int], day: date) -> None:
    """Called when the page has gone out; the same look of the day is not written twice.

    A page is never worse for the log: what cannot be written is told to the operator and dropped.
    """
    try:
        known = Look.objects.filter(reader=reader, person__in=people, day=day)
        new = people - set(known.values_list("person", flat=True)) - {reader}
        if new:
            rows = [Look(reader_id=reader, person_id=one, day=day) for one in sorted(new)]
            with transaction.atomic():
                Look.objects.bulk_create(rows, ignore_conflicts=True)
    except DatabaseError:
        logger.exception("a look was not written down")
