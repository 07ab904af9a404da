"""Deeds on terms of keeping: setting them, and throwing away what is old."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from marshrut.files.keeping import forget_bytes
from marshrut.files.models import StoredFile
from marshrut.imports.models import ImportBatch, ImportFile
from marshrut.journal.deeds import Forbidden, Stale, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.models import Notice
from marshrut.people.models import Draft, SignInSlip
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.models import Consent, Look, PersonalExport, RetentionTerm
from marshrut.privacy.terms import MOST, terms


@deed
def set_term(
    *, kind: str, row_version: int, amount: int, ground: str, actor: Reach, at: datetime
) -> RetentionTerm:
    """How long a kind of data is kept here, and why; version 0 is the default."""
    if not access.may_keep_terms(actor):
        raise Forbidden
    known = terms().get(kind)
    if known is None:
        raise Wrong("unknown_answer")
    if not 1 <= amount <= MOST[known.measure]:
        raise Wrong("term_length", field="amount", most=MOST[known.measure])
    row = RetentionTerm.objects.select_for_update().filter(kind=kind).first()
    if known.row_version != row_version:
        raise Stale(row)
    row = row or RetentionTerm(kind=kind, row_version=0)
    row.amount, row.ground = amount, ground
    row.row_version += 1
    row.save()
    before = {"amount": known.amount, "ground": known.ground}
    after = {"amount": amount, "ground": ground}
    record("set_term", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
def throw_away(*, actor: Reach, at: datetime) -> dict[str, int]:
    """Delete what is past its term and is nobody's record; the journal keeps only how much."""
    if not access.may_run(actor):
        raise Forbidden
    limit = {kind: kept.before(actor.on) for kind, kept in terms().items()}
    later = Consent.objects.filter(
        person=OuterRef("person"), text__purpose=OuterRef("text__purpose"), pk__gt=OuterRef("pk")
    )
    used = Q(used_at__date__lt=limit["slips"]) | Q(expires_at__date__lt=limit["slips"])
    old = {
        "drafts": Draft.objects.filter(saved_at__date__lt=limit["drafts"]),
        "slips": SignInSlip.objects.filter(used),
        "notices": Notice.objects.filter(read_at__date__lt=limit["notices"]),
        "looks": Look.objects.filter(day__lt=limit["looks"]),
        "exports": PersonalExport.objects.filter(asked_at__date__lt=limit["exports"]),
        "consents": Consent.objects.filter(Exists(later), on__lt=limit["consents"]),
    }
    gone = {kind: rows.delete()[0] for kind, rows in old.items()}
    gone["lists"] = _throw_lists(limit["lists"])
    if any(gone.values()):
        record("throw_away", RetentionTerm, keys=[], actor=actor, at=at, after=gone)
    return gone


def _throw_lists(before: date) -> int:
    """Files and rows of uploaded lists; that there was a list, and what came of it, stays."""
    status = ImportBatch.Status
    batches = ImportBatch.objects.filter(created_at__date__lt=before)
    batches = batches.exclude(status__in=(status.READING, status.WRITING))
    files = list(ImportFile.objects.filter(batch__in=batches).values_list("pk", "file"))
    unfinished = batches.filter(status__in=(status.COLUMNS, status.READY), files__in=dict(files))
    ImportBatch.objects.filter(pk__in=unfinished.values("pk")).update(status=status.DROPPED)
    ImportFile.objects.filter(pk__in=dict(files)).delete()
    for stored in StoredFile.objects.filter(pk__in=[stored for _, stored in files]):
        forget_bytes(stored)
    return len(files)
