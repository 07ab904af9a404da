"""Deeds of whoever answers, and of whoever writes down a filled-in paper."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.diagnostics import access
from marshrut.diagnostics.anonymous import pour
from marshrut.diagnostics.keeping import Filled, known_only
from marshrut.diagnostics.models import Response, Score
from marshrut.diagnostics.queries import is_objected
from marshrut.diagnostics.questionnaires import index_of
from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import notify
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts


@deed
@readers_may
def begin_response(*, response: int, actor: Reach, at: datetime) -> Response:
    """Open one's questionnaire; also anew, when what was written from paper is not so."""
    row = _locked(response, None)
    if not access.may_answer(actor, row):
        raise Forbidden
    anew = row.finished_on is not None and is_objected(row, actor.on)
    if anew:
        _empty(row)
    if not row.is_open(actor.on):
        raise Wrong("closed")
    if row.started_on is None or anew:
        row.started_on = actor.on
        row.save()
        after = {"started_on": actor.on, "anew": anew}
        record("begin_response", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


def _empty(row: Response) -> None:
    row.scores.all().delete()
    row.finished_on, row.from_paper = None, False
    row.answers, row.wishes, row.request = {}, [], ""


@deed
@readers_may
def finish_response(*, response: int, filled: Filled, actor: Reach, at: datetime) -> Response:
    """Finish one's questionnaire: every statement is answered, the scores are counted."""
    row = _locked(response, None)
    if not access.may_answer(actor, row):
        raise Forbidden
    if not row.is_open(actor.on):
        raise Wrong("closed")
    row.started_on = row.started_on or actor.on
    _finish(row, filled, actor.on)
    after = {"finished_on": actor.on, "request": row.request}
    record("finish_response", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


@deed
def record_response(
    *, response: int, filled: Filled, paper: Paper, actor: Reach, at: datetime
) -> Response:
    """Write down a paper that somebody filled in; the person is told and may object."""
    row = _locked(response, None)
    if not access.may_record_for(actor, row):
        raise Forbidden
    if row.campaign.anonymous:
        # A paper with a name on it is not anonymous any more.
        raise Wrong("anonymous")
    if row.campaign.status != "running" or row.finished_on is not None:
        raise Wrong("closed")
    if paper.happened_on < row.campaign.since:
        raise Wrong("too_early_date", field="happened_on")
    row.from_paper = True
    spoken("record_response", row, person=row.person_id, paper=paper, actor=actor, at=at)
    _finish(row, filled, paper.happened_on)
    after = {"finished_on": paper.happened_on, "from_paper": True, "request": row.request}
    record("record_response", row, actor=actor, at=at, after=after, unit=row.unit_id)
    notify(
        users=accounts(row.person),
        code="diagnosis_recorded",
        params={"title": row.campaign.title},
        url="/account/paper/",
        at=at,
    )
    return row


def _finish(row: Response, filled: Filled, on: date) -> None:
    """Answers and scores, all at once; of an anonymous campaign none of them stays here."""
    questionnaire = row.campaign.instrument.questionnaire
    for name, value in known_only(row, filled).items():
        setattr(row, name, value)
    lacking = questionnaire.lacking(row.answers)
    if lacking:
        raise Wrong("answers_lacking", field=f"a-{lacking[0]}", count=len(lacking))
    row.finished_on = on
    points = questionnaire.points(row.answers)
    if row.campaign.anonymous:
        row.answers, row.wishes, row.request = {}, [], ""
        row.save()
        indexes = {group: index_of(got, most) for group, (got, most) in points.items()}
        pour(row.campaign, row.unit_id, indexes)
        return
    row.save()
    Score.objects.bulk_create(
        Score(response=row, group=group, points=got, most=most, index=index_of(got, most))
        for group, (got, most) in points.items()
    )


def _locked(key: int, row_version: int | None) -> Response:
    rows = Response.objects.select_related("campaign__instrument", "campaign__unit", "person")
    return lock(rows, key, row_version)
