"""Deeds on a tutor's dossier: lines are added with a file or without, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.files.keeping import Received
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.norms.admission import evidence_of_tutors
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, TutorEvidence
from marshrut.programmes.queries import guarding


@deed
def add_evidence_of_tutor(
    *,
    appointment: int,
    kind: str,
    title: str,
    on: date,
    received: Received | None = None,
    actor: Reach,
    at: datetime,
) -> TutorEvidence:
    """Put a line into the dossier, of a kind that the regulation asks for."""
    tutor = lock(Appointment.objects.select_related("programme"), appointment, None)
    if not access.may_keep_dossier(actor, tutor):
        raise Forbidden
    if kind not in evidence_of_tutors(guarding(tutor.programme, actor.on).rules):
        raise Wrong("unknown_evidence", field="kind")
    if not title.strip():
        raise Wrong("title_needed", field="title")
    if on > actor.on:
        raise Wrong("future_date", field="on")
    row = TutorEvidence.objects.create(
        appointment=tutor,
        kind=kind,
        title=title.strip(),
        on=on,
        file=keep_file(received=received, actor=actor, at=at) if received else None,
        entered_at=at,
    )
    _record("add_evidence_of_tutor", row, actor, at, {"kind": kind, "on": on})
    return row


@deed
def withdraw_evidence_of_tutor(
    *, evidence: int, row_version: int | None, actor: Reach, at: datetime
) -> TutorEvidence:
    """Take a line back: it stays in the dossier, struck out, and counts no more."""
    row = lock(
        TutorEvidence.objects.select_related("appointment__programme"), evidence, row_version
    )
    if not access.may_keep_dossier(actor, row.appointment):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("twice")
    _before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    _record("withdraw_evidence_of_tutor", row, actor, at, after)
    return row


def _record(
    verb: str, row: TutorEvidence, actor: Reach, at: datetime, after: dict[str, object]
) -> None:
    tutor = row.appointment
    record(
        verb, row, actor=actor, at=at, after=after, unit=tutor.unit_id,
        programme=tutor.programme_id,
    )  # fmt: skip
