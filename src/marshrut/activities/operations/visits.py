"""Deeds about a visit that was agreed: held, its sheet handed over, replied to, received."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.activities import access
from marshrut.activities.models import LessonVisit
from marshrut.activities.sheets import visit_sheet
from marshrut.activities.telling import RELATED, day_of, past, record_it, tell_tutee, tell_tutor
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.queries import guarding

Status = LessonVisit.Status


@deed
def hold_visit(
    *,
    visit: int,
    row_version: int | None,
    held_on: date,
    sheet: str = "",
    linked: frozenset[int] = frozenset(),
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """The visit took place: the regulation lets it only when agreed and within the subject.

    ``linked`` holds keys of visits that a step of a route names; without the tie the visit stays
    and is marked as extra.
    """
    row = lock(LessonVisit.objects.select_related(*RELATED), visit, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.held_on is not None:
        raise Wrong("closed")
    past(held_on, actor, "held_on", since=row.agreed_on or row.proposed_on)
    agreed = row.agreed_on
    before, after = changes(row, held_on=held_on, sheet=sheet)
    rules = guarding(row.programme, actor.on)
    guard_deed(rules, "hold_visit", visit_sheet(row, actor.on, linked=linked), on=actor.on)
    if agreed is None:
        # Neither a waiver nor a day before the programme makes a consent that nobody gave.
        raise Wrong("visit_not_agreed", field="held_on")
    row.status = Status.HELD
    row.save()
    record_it("hold_visit", row, actor, at, before, after)
    tell_tutee(row, "visit_held", at, on=held_on)
    return row


@deed
def share_sheet(
    *, visit: int, row_version: int | None, sheet: str, actor: Reach, at: datetime
) -> LessonVisit:
    """Hand the record of the visit to the teacher; afterwards it is not rewritten."""
    row = lock(LessonVisit.objects.select_related(*RELATED), visit, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.status != Status.HELD:
        raise Wrong("closed")
    if not sheet.strip():
        raise Wrong("sheet_needed", field="sheet")
    before, after = changes(row, sheet=sheet, status=Status.SHARED, shared_on=actor.on)
    row.save()
    record_it("share_sheet", row, actor, at, before, after)
    tell_tutee(row, "sheet_shared", at, on=row.held_on)
    return row


@deed
def reply_to_sheet(
    *,
    visit: int,
    row_version: int | None,
    reply: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """The teacher's own words about the lesson and the record of it, also after it was received."""
    row = lock(LessonVisit.objects.select_related(*RELATED), visit, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.shared_on is None:
        raise Wrong("not_shared")
    if row.reply:
        raise Wrong("closed")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.shared_on)
    status = Status.READ if row.read_on else Status.REPLIED
    before, after = changes(row, reply=reply, replied_on=day, status=status)
    row.save()
    spoken("reply_to_sheet", row, person=row.enrolment.person_id, paper=paper, actor=actor, at=at)
    record_it("reply_to_sheet", row, actor, at, before, after)
    tell_tutor(row, "sheet_replied", actor, at, on=row.held_on)
    return row


@deed
def read_sheet(
    *,
    visit: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> LessonVisit:
    """The sheet is received, which does not mean that its words are agreed with."""
    row = lock(LessonVisit.objects.select_related(*RELATED), visit, row_version)
    if not _may_speak(row, paper, actor):
        raise Forbidden
    if row.shared_on is None:
        raise Wrong("not_shared")
    if row.read_on is not None:
        raise Wrong("closed")
    day = past(day_of(paper, actor), actor, "happened_on", since=row.shared_on)
    before, after = changes(row, read_on=day, status=Status.READ)
    row.save()
    spoken("read_sheet", row, person=row.enrolment.person_id, paper=paper, actor=actor, at=at)
    record_it("read_sheet", row, actor, at, before, after)
    tell_tutor(row, "sheet_read", actor, at, on=row.held_on)
    return row


def _may_speak(row: LessonVisit, paper: Paper | None, actor: Reach) -> bool:
    """The tutee, or from paper somebody who answers for the organisation."""
    on_behalf = paper is not None and access.may_record_for(actor, row)
    return access.may_answer(actor, row) or on_behalf
