"""Writing results of a diagnosis inside the deed of a list, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from marshrut.diagnostics.models import Campaign, Response
from marshrut.diagnostics.operations import enter_result, open_imported
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.journal.deeds import Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import PaperRecord
from marshrut.people.reach import Reach
from marshrut.routes.models import Route
from marshrut.tables.headers import plain

Written = dict[str, Any]
# Deeds after which a route stands, perhaps on these results.
BEGUN = ("begin_case", "begin_with_subject", "draft_route")
# By which diagnosis, and the how-manieth time of the same person in one list.
Wave = tuple[str, int]


def enter_results(
    batch: ImportBatch, rows: Sequence[ImportRow], actor: Reach, at: datetime
) -> Written:
    """Every diagnosis of the list is a campaign of its own; keys of all that was made."""
    written: Written = {"campaigns": [], "responses": []}
    for some in _waves(rows).values():
        days = [date.fromisoformat(row.values["day"]) for row in some]
        measured = {group for row in some for group in row.values["indexes"]}
        campaign = open_imported(
            unit=batch.unit,
            title=some[0].values["source"],
            groups=measured,
            since=min(days),
            due=max(days),
            actor=actor,
            at=at,
        )
        written["campaigns"].append(campaign.pk)
        for row, day in zip(some, days, strict=True):
            made = _enter(campaign, row, day, actor, at)
            written["responses"].append(made.pk)
    return written


def _waves(rows: Sequence[ImportRow]) -> dict[Wave, list[ImportRow]]:
    """Rows by diagnosis; who stands in the list twice, on two days, has two of them."""
    found: dict[Wave, list[ImportRow]] = {}
    met: dict[tuple[str, int | None], int] = {}
    for row in sorted(rows, key=lambda one: (one.values["day"], one.pk)):
        source = plain(row.values["source"])
        number = met.get((source, row.person_id), 0)
        met[source, row.person_id] = number + 1
        found.setdefault((source, number), []).append(row)
    return found


def _enter(campaign: Campaign, row: ImportRow, day: date, actor: Reach, at: datetime) -> Response:
    if row.person is None or row.unit_id is None:
        raise Wrong("stale")
    return enter_result(
        campaign=campaign,
        unit=row.unit_id,
        person=row.person,
        on=day,
        indexes=row.values["indexes"],
        actor=actor,
        at=at,
    )


def take_back_results(batch: ImportBatch) -> None:
    """Results of a list go with it, unless the route of somebody in it has begun meanwhile."""
    written = batch.written
    rows = Response.objects.filter(pk__in=written.get("responses", []))
    routes = Route.objects.filter(enrolment__person__in=rows.values("person")).values("pk")
    begun = JournalEntry.objects.filter(verb__in=BEGUN, key__in=routes, at__gte=batch.written_at)
    if begun.exists():
        raise Wrong("list_in_use")
    PaperRecord.objects.filter(kind="response", key__in=rows.values("pk")).delete()
    rows.delete()
    Campaign.objects.filter(pk__in=written.get("campaigns", [])).delete()
