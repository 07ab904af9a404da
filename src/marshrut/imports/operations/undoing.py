"""Taking a written list back, while nothing refers to what it made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, ProtectedError

from marshrut.imports import access
from marshrut.imports.kinds import UNDONE
from marshrut.imports.measuring import take_back_results
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.people.models import Education, Employment, Experience, Office, Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import CasePause, Enrolment, Pairing

# In the order in which they may go; what is kept of a person goes with the person.
MADE: tuple[tuple[str, type[Model]], ...] = (
    ("pairings", Pairing),
    ("enrolments", Enrolment),
    ("educations", Education),
    ("experiences", Experience),
    ("jobs", Employment),
)
JOB = ("subject", "category", "since")
PERSON = ("email", "phone", "gender")


@deed
def undo_batch(*, batch: int, row_version: int | None, actor: Reach, at: datetime) -> ImportBatch:
    """Put everything back as it was before a list was written, or change nothing."""
    row = lock(ImportBatch, batch, row_version)
    if not access.may_work_on(actor, row):
        raise Forbidden
    if row.status != ImportBatch.Status.DONE or row.kind not in UNDONE:
        raise Wrong("closed")
    left: Mapping[str, Any] = row.written.get("left", {})
    if left.get("tutors"):
        raise Wrong("list_ended_tutors")
    try:
        if row.kind == ImportBatch.Kind.RESULTS:
            take_back_results(row)
        _take_away(row)
        _bring_back(left)
        _restore(row)
    except (ProtectedError, IntegrityError) as error:
        raise Wrong("list_in_use") from error
    row.status, row.undone_at = ImportBatch.Status.UNDONE, at
    row.save()
    after = {"people": len(row.written.get("persons", ())), "left": len(left.get("jobs", ()))}
    record("undo_list", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


def _take_away(batch: ImportBatch) -> None:
    """Rows that the list made; a person with an account or with anything new stays."""
    written = batch.written
    people = written.get("persons", [])
    if _grown(batch, people):
        raise Wrong("list_in_use")
    for name, table in MADE:
        table._default_manager.filter(pk__in=written.get(name, [])).delete()
    Person.objects.filter(pk__in=people).delete()


def _grown(batch: ImportBatch, people: Collection[int]) -> bool:
    """Has anything been added since to those whom the list wrote down?"""
    written = batch.written
    accounts = Person.objects.filter(pk__in=people, user__isnull=False)
    jobs = Employment.objects.filter(person__in=people).exclude(pk__in=written.get("jobs", []))
    enrolments = Enrolment.objects.filter(person__in=people)
    newer = enrolments.exclude(pk__in=written.get("enrolments", []))
    told = [
        table._default_manager.filter(person__in=people).count()
        for table in (Education, Experience)
    ]
    hired = batch.rows.filter(person__in=people, change=ImportRow.Change.NEW)
    with_record = [
        sum(bool(values.get(name)) for values in hired.values_list("values", flat=True))
        for name in ("level", "months")
    ]
    return accounts.exists() or jobs.exists() or newer.exists() or told != with_record


def _bring_back(left: Mapping[str, Any]) -> None:
    """Open again what ended with the jobs that the list ended."""
    Employment.objects.filter(pk__in=left.get("jobs", [])).update(until=None)
    ended = Enrolment.objects.filter(pk__in=left.get("enrolments", []), end=Enrolment.End.LEFT)
    ended.update(until=None, end="", end_reason="")
    for name, table in (("pairings", Pairing), ("pauses", CasePause)):
        table._default_manager.filter(pk__in=left.get(name, [])).update(until=None)
    for key, until in left.get("offices", []):
        Office.objects.filter(pk=key).update(until=until)


def _restore(batch: ImportBatch) -> None:
    """What was corrected is again as it was, unless somebody has corrected it since."""
    rows = batch.rows.filter(change=ImportRow.Change.CHANGED, accepted=True)
    for row in rows.select_related("job", "person"):
        for thing, names in ((row.job, JOB), (row.person, PERSON)):
            if thing is None:
                continue
            told = [name for name in names if name in row.before]
            for name in told:
                if str(getattr(thing, name)) != str(row.values[name]):
                    raise Wrong("list_in_use")
                setattr(thing, name, row.before[name])
            if told:
                thing.row_version += 1
                thing.save()
