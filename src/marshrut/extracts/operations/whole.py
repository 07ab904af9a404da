"""Deeds on full exports: asked, written in the background, taken by their owner, thrown away."""

from __future__ import annotations

from datetime import datetime

from marshrut.extracts import access
from marshrut.extracts.keeping import forget_archive
from marshrut.extracts.models import WholeExport
from marshrut.extracts.queries import JOB, job_key, lain
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.outbox import enqueue, notify
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach


@deed
def ask_whole_export(*, unit: Unit, actor: Reach, at: datetime) -> WholeExport:
    """Ask for everything of a unit and all under it; one at a time of each unit."""
    if actor.person is None or not access.may_export(actor, unit.pk):
        raise Forbidden
    if WholeExport.objects.filter(person=actor.person, unit=unit, gone_at=None).exists():
        raise Wrong("exported_already", field="unit")
    row = WholeExport.objects.create(person_id=actor.person, unit=unit, asked_at=at)
    enqueue(kind=JOB, payload={"export": row.pk}, key=job_key(row.pk), at=at)
    record("ask_whole_export", row, actor=actor, at=at, unit=unit.pk)
    return row


@deed
def finish_whole_export(*, export: int, size: int, actor: Reach, at: datetime) -> bool:
    """The archive is written: its owner is told. False if nobody wants it any more."""
    if not access.may_run(actor):
        raise Forbidden
    rows = WholeExport.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=export).first()
    if row is None or row.gone_at is not None:
        forget_archive(export)
        return False
    if row.ready_at is not None:
        return False
    row.ready_at, row.size = at, size
    row.save(update_fields=["ready_at", "size"])
    record("finish_whole_export", row, actor=actor, at=at, unit=row.unit_id)
    if row.person.user_id:
        url, params = "/settings/whole/", {"unit": row.unit.short_name}
        notify(users=[row.person.user_id], code="whole_export", params=params, url=url, at=at)
    return True


@deed
def take_whole_export(*, export: int, actor: Reach, at: datetime) -> WholeExport:
    """Hand the archive to its owner; each time stands in the journal."""
    row = WholeExport.objects.select_for_update(of=("self",)).get(pk=export)
    if not access.may_take(actor, row):
        raise Forbidden
    if row.ready_at is None or row.gone_at is not None:
        raise Wrong("export_not_ready")
    record("take_whole_export", row, actor=actor, at=at, unit=row.unit_id)
    return row


@deed
def drop_whole_export(*, export: int, actor: Reach, at: datetime) -> WholeExport:
    """Throw the archive away, or ask for it no more."""
    row = WholeExport.objects.select_for_update(of=("self",)).get(pk=export)
    if not access.may_drop(actor, row):
        raise Forbidden
    return _thrown(row, actor, at)


@deed
def throw_old_exports(*, actor: Reach, at: datetime) -> int:
    """Archives that have lain their term; how many there were."""
    if not access.may_run(actor):
        raise Forbidden
    rows = list(lain(at).select_for_update(of=("self",)))
    for row in rows:
        _thrown(row, actor, at)
    return len(rows)


def _thrown(row: WholeExport, actor: Reach, at: datetime) -> WholeExport:
    if row.gone_at is None:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        forget_archive(row.pk)
        record("drop_whole_export", row, actor=actor, at=at, unit=row.unit_id)
    return row
