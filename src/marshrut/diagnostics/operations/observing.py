"""Deeds on what somebody saw of another: by a card of observation or in a talk."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from marshrut.diagnostics import access
from marshrut.diagnostics.keeping import Seen
from marshrut.diagnostics.models import Instrument, Observation
from marshrut.diagnostics.observed import record_of
from marshrut.diagnostics.questionnaires import OBSERVED
from marshrut.diagnostics.shipped import shipped
from marshrut.diagnostics.versions import frozen
from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.outbox import notify
from marshrut.people.models import Employment, Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import open_on
from marshrut.requests.queries import accounts

PAGE = "/diagnostics/observations/{}/"


@deed
def begin_observation(
    *, person: Person, card: str, observed_on: date, actor: Reach, at: datetime
) -> Observation:
    """Open a card or a protocol about somebody; until it is recorded the observer alone sees it."""
    if not access.may_observe(actor, person.pk) or actor.person is None:
        raise Forbidden
    if observed_on > actor.on:
        raise Wrong("future_date", field="observed_on", day=observed_on)
    case, unit = _place(person, observed_on, actor)
    row = Observation.objects.create(
        instrument=_card(card, actor, at, unit),
        unit_id=unit,
        person=person,
        observer_id=actor.person,
        enrolment=case,
        observed_on=observed_on,
        begun_on=actor.on,
    )
    after = {"person": person.pk, "card": card, "observed_on": observed_on}
    record("begin_observation", row, actor=actor, at=at, after=after, unit=unit)
    return row


def _place(person: Person, on: date, actor: Reach) -> tuple[Enrolment | None, int]:
    """The case in which a tutor saw it, on a day of the pairing; else where a coordinator may."""
    cases = Enrolment.objects.filter(pk__in=actor.pairs, person=person).order_by("pk")
    paired = open_on(on, "pairings__")
    case = cases.filter(paired, pairings__appointment__person=actor.person).first()
    if case is not None:
        return case, case.unit_id
    here = actor.deeds_in(access.COORDINATOR)
    job = Employment.objects.filter(open_jobs(actor.on), person=person, unit__in=here).first()
    if job is None:
        raise Wrong("not_paired_then", field="observed_on")
    return None, job.unit_id


def _card(code: str, actor: Reach, at: datetime, unit: int) -> Instrument:
    """The newest version of a card: of one's own the published one."""
    own = access.cards(actor).filter(code=code).first()
    if own is not None and own.published is not None:
        return own.published
    document = shipped().get(code)
    if document is None or document["kind"] not in OBSERVED:
        raise Wrong("unknown_instrument", field="card")
    row, new = frozen(code, document, actor.on)
    if new:
        after = {"number": row.number}
        record("publish_instrument", row, actor=actor, at=at, after=after, unit=unit)
    return row


@deed
def record_observation(*, observation: int, seen: Seen, actor: Reach, at: datetime) -> Observation:
    """Record what was seen: the person is told, reads it at once and may object."""
    row = _locked(observation)
    if not access.may_record(actor, row):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    asked = row.instrument.questionnaire
    lacking = asked.lacking(seen.answers)
    if lacking:
        raise Wrong("answers_lacking", field=f"a-{lacking[0]}", count=len(lacking))
    row.answers = asked.fitting(seen.answers)
    row.circumstances, row.conclusion = seen.circumstances, seen.conclusion
    row.recorded_on = actor.on
    row.save()
    paper = Paper(basis="meeting", happened_on=row.observed_on)
    spoken("record_observation", row, person=row.person_id, paper=paper, actor=actor, at=at)
    after = {"recorded_on": actor.on, "conclusion": row.conclusion}
    record("record_observation", row, actor=actor, at=at, after=after, unit=row.unit_id)
    _tell(row, "observation_recorded", at)
    return row


@deed
def withdraw_observation(
    *, observation: int, row_version: int | None, actor: Reach, at: datetime
) -> Observation:
    """Take back what was recorded; it stays to be read and counts for nothing.

    One that was begun and not recorded goes as if it had never been.
    """
    row = lock(_rows(), observation, row_version)
    if not access.may_record(actor, row):
        raise Forbidden
    if row.status == "withdrawn":
        raise Wrong("closed")
    if row.is_open:
        after = {"begun_on": row.begun_on}
        record("drop_observation", row, actor=actor, at=at, before=after, unit=row.unit_id)
        row.delete()
        return row
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    unit = row.unit_id
    record("withdraw_observation", row, actor=actor, at=at, before=before, after=after, unit=unit)
    _settle(row, at)
    _tell(row, "observation_withdrawn", at)
    return row


def _settle(row: Observation, at: datetime) -> None:
    """What is taken back needs no other answer to an objection."""
    kept = record_of(row)
    if kept is not None and kept.objected_at is not None and kept.settled_at is None:
        kept.settled_at = at
        kept.save(update_fields=["settled_at"])


@deed
@readers_may
def reply_to_observation(
    *, observation: int, row_version: int | None, reply: str, actor: Reach, at: datetime
) -> Observation:
    """The person's own word beside what somebody saw; the observer is told."""
    row = lock(_rows(), observation, row_version)
    if not access.may_reply(actor, row):
        raise Forbidden
    if not reply.strip():
        raise Wrong("word_needed", field="reply")
    before, after = changes(row, reply=reply.strip(), replied_on=actor.on)
    row.save()
    unit = row.unit_id
    record("reply_to_observation", row, actor=actor, at=at, before=before, after=after, unit=unit)
    params = {"who": row.person.short_name}
    notify(
        users=accounts(row.observer),
        code="observation_replied",
        params=params,
        url=PAGE.format(row.pk),
        at=at,
    )
    return row


def _tell(row: Observation, code: str, at: datetime) -> None:
    params = {"title": row.instrument.title, "who": row.observer.short_name}
    users, url = accounts(row.person), PAGE.format(row.pk)
    notify(users=users, code=code, params=params, url=url, at=at)


def _rows() -> QuerySet[Observation]:
    return Observation.objects.select_related("instrument", "person", "observer")


def _locked(key: int) -> Observation:
    return lock(_rows(), key, None)
