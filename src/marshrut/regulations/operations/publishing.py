"""Deeds about making a version known: its address on the official site, the signed document."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.files.keeping import Received
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Forbidden, Stale, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.addresses import whole_address
from marshrut.regulations.models import Publication, RegulationVersion

VERSIONS = RegulationVersion.objects.select_related("regulation", "order")
DOCUMENTS = ("pdf", "wordprocessingml", "opendocument.text")


@deed
def publish_version(
    *,
    version: int,
    row_version: int | None,
    address: str,
    published_on: date,
    actor: Reach,
    at: datetime,
) -> Publication:
    """Record the address on the authority's official site and the day, or correct the record.

    ``row_version`` is that of the record that the form showed; None where there was none yet.
    """
    row = VERSIONS.get(pk=version)
    if not access.may_publish(actor, row.regulation.unit_id):
        raise Forbidden
    if row.status != RegulationVersion.Status.APPROVED:
        raise Wrong("version_not_approved")
    address = whole_address(address, "address")
    approved = row.order.since if row.order else None
    if published_on > actor.on:
        raise Wrong("future_date", field="published_on")
    if approved is not None and published_on < approved:
        raise Wrong("before_approval", field="published_on")
    known = Publication.objects.filter(version=row).first()
    if known is not None and row_version is None and not actor.is_system:
        # The form was opened when there was no record, and somebody wrote one meanwhile.
        raise Stale(known)
    made = Publication(version=row, entered_at=at)
    kept = lock(Publication, known.pk, row_version) if known else made
    before, after = changes(kept, address=address, published_on=published_on)
    kept.save()
    record(
        "publish_version",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.regulation.unit_id,
    )
    return kept


@deed
def keep_signed(
    *, version: int, row_version: int | None, received: Received, actor: Reach, at: datetime
) -> RegulationVersion:
    """Keep the signed document beside an approved version; a better copy may replace it."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_publish(actor, row.regulation.unit_id):
        raise Forbidden
    if row.status != RegulationVersion.Status.APPROVED:
        raise Wrong("version_not_approved")
    if not any(kind in received.media_type for kind in DOCUMENTS):
        raise Wrong("file_not_document", field="file")
    before, after = changes(row, signed=keep_file(received=received, actor=actor, at=at))
    row.save(update_fields=["signed", "row_version"])
    unit = row.regulation.unit_id
    record("keep_signed", row, actor=actor, at=at, before=before, after=after, unit=unit)
    return row
