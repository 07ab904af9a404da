"""Deeds about cases: opening, pausing, finishing, giving up."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.norms import sheets
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import CasePause, Enrolment, Pairing, Programme, Subject
from marshrut.programmes.operations.enrolments import enrol
from marshrut.programmes.queries import guarding, not_before_since, open_on, require_open
from marshrut.programmes.sheets import DAY


@deed
def name_subject(
    *,
    programme: Programme,
    person: Person,
    unit: int,
    title: str,
    description: str = "",
    since: date,
    until: date,
    actor: Reach,
    at: datetime,
) -> Subject:
    """Write down what an enrolled teacher works on, on [since, until).

    Its sort is the one that the regulation names.
    """
    enrolled = Enrolment.objects.filter(
        open_on(actor.on), programme=programme, person=person, unit=unit
    ).order_by("pk")
    if not any(access.may_introduce(actor, row) for row in enrolled):
        raise Forbidden
    require_open(programme)
    if not title.strip():
        raise Wrong("title_needed", field="title")
    if until <= since:
        raise Wrong("until_before_since", field="until")
    row = Subject.objects.create(
        programme=programme,
        person=person,
        unit_id=unit,
        sort=guarding(programme, actor.on).rules.sort_of_subject,
        title=title,
        description=description,
        since=since,
        until=until,
    )
    after = {"person": person.pk, "title": title, "since": since, "until": until}
    record("name_subject", row, actor=actor, at=at, after=after, unit=unit, programme=programme.pk)
    return row


@deed
def open_case(
    *,
    listed: int,
    subject: Subject | None,
    since: date | None = None,
    actor: Reach,
    at: datetime,
) -> Enrolment:
    """Open the support of a subject for somebody already enrolled; their tutor stays with them.

    A listed enrolment is closed by its first case; beside an open case a second one is opened.
    """
    row = lock(Enrolment.objects.select_related("programme"), listed, None)
    if not access.may_open_case(actor, row):
        raise Forbidden
    day = since or actor.on
    if day > actor.on:
        raise Wrong("future_date", field="since")
    if not row.is_open(day):
        raise Wrong("closed")
    if subject is not None and _is_of_another(subject, row):
        raise Wrong("subject_of_another", field="subject")
    _guard_opening(row, subject, day)
    if (
        subject is not None
        and Enrolment.objects.filter(subject=subject, until__isnull=True).exists()
    ):
        raise Wrong("case_exists", field="subject")
    case = Enrolment.objects.create(
        programme=row.programme,
        unit_id=row.unit_id,
        person_id=row.person_id,
        basis=row.basis,
        subject=subject,
        since=day,
    )
    _move_pairing(row, case, day)
    if not row.is_case:
        changes(row, until=day, end=Enrolment.End.OPENED)
        row.save()
    _record("open_case", case, actor, at, {"subject": subject and subject.pk})
    return case


def _is_of_another(subject: Subject, row: Enrolment) -> bool:
    return (subject.person_id, subject.programme_id) != (row.person_id, row.programme_id)


def _guard_opening(row: Enrolment, subject: Subject | None, day: date) -> None:
    """The case as it would be: with the subject, if it is still being worked on."""
    sort = subject.sort if subject is not None and subject.is_open(day) else ""
    sheet = sheets.Case(
        key=row.pk,
        label=str(row.person),
        unit=row.unit_id,
        person=row.person_id,
        since=day,
        ends=subject.until - DAY if subject is not None else None,
        basis=row.basis,
        subject=sort,
        counts={"subject": int(bool(sort)), "pairing": 1},
    )
    found = guarding(row.programme, day)
    guard_deed(found, "open_case", sheet, on=day)
    # The tutor of the list goes over to the case: what a clause asks of a pair is asked here too.
    if Pairing.objects.filter(open_on(day), enrolment=row).exists():
        guard_deed(found, "pair", sheet, on=day)


def _move_pairing(row: Enrolment, case: Enrolment, day: date) -> None:
    tutor = Pairing.objects.filter(open_on(day), enrolment=row).first()
    if tutor is None:
        return
    Pairing.objects.create(enrolment=case, appointment=tutor.appointment, since=day)
    if not row.is_case:
        Pairing.objects.filter(pk=tutor.pk).update(until=day)


@deed
def pause_case(
    *,
    enrolment: int,
    row_version: int | None,
    reason: str,
    since: date | None = None,
    actor: Reach,
    at: datetime,
) -> CasePause:
    """Let support stand still from a day on: nothing is owed meanwhile."""
    row = lock(Enrolment, enrolment, row_version)
    if not access.may_pause(actor, row):
        raise Forbidden
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    day = since or actor.on
    if day > actor.on:
        raise Wrong("future_date", field="since")
    if not row.is_open(actor.on) or row.pauses.filter(until__isnull=True).exists():
        raise Wrong("closed")
    if day < row.since or row.pauses.filter(until__gt=day).exists():
        raise Wrong("dates", field="since")
    row.save()
    pause = CasePause.objects.create(enrolment=row, since=day, reason=reason)
    _record("pause_case", row, actor, at, {"since": pause.since})
    return pause


@deed
def resume_case(
    *, enrolment: int, row_version: int | None, actor: Reach, at: datetime
) -> Enrolment:
    """Support goes on from today."""
    row = lock(Enrolment, enrolment, row_version)
    if not access.may_pause(actor, row):
        raise Forbidden
    pause = row.pauses.filter(until__isnull=True).first()
    if pause is None:
        raise Wrong("not_paused")
    pause.until = actor.on
    pause.save()
    row.save()
    _record("resume_case", row, actor, at, {"until": actor.on})
    return row


@deed
def finish_case(
    *, enrolment: int, on: date, reason: str = "", actor: Reach, at: datetime
) -> Enrolment:
    """End a case whose route is closed; who has no other case stays enrolled without one."""
    row = lock(Enrolment.objects.select_related("programme", "person"), enrolment, None)
    if not access.may_finish_case(actor, row):
        raise Forbidden
    if on > actor.on:
        raise Wrong("future_date", field="on")
    if not row.is_case or not row.is_open(on):
        raise Wrong("closed")
    changes(row, until=on, end=Enrolment.End.FINISHED, end_reason=reason)
    row.save()
    tutor = Pairing.objects.filter(open_on(on), enrolment=row).first()
    Pairing.objects.filter(enrolment=row, until__isnull=True).update(until=not_before_since(on))
    CasePause.objects.filter(enrolment=row, until__isnull=True).update(until=not_before_since(on))
    _record("finish_case", row, actor, at, {"until": on})
    _stay_enrolled(row, tutor, on, actor, at)
    return row


def _stay_enrolled(
    row: Enrolment, tutor: Pairing | None, on: date, actor: Reach, at: datetime
) -> None:
    """Back to the list, with the same tutor: who works here and has no other case."""
    here = Employment.objects.filter(open_on(on), person=row.person, unit=row.unit_id)
    others = Enrolment.objects.filter(
        programme=row.programme, person=row.person, until__isnull=True
    )
    if here.exists() and not others.exists():
        listed = enrol(
            programme=row.programme,
            person=row.person,
            unit=row.unit_id,
            basis=row.basis,
            since=on,
            actor=actor,
            at=at,
        )
        if tutor is not None and listed is not None:
            Pairing.objects.get_or_create(
                enrolment=listed,
                until=None,
                defaults={"appointment": tutor.appointment, "since": on},
            )


@deed
def give_up_subject(
    *, subject: int, row_version: int | None, on: date, reason: str, actor: Reach, at: datetime
) -> Subject:
    """The teacher gives the subject up: the right to support ends with a reason and a date."""
    row = lock(Subject, subject, row_version)
    if not access.may_give_up(actor, row):
        raise Forbidden
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    if row.given_up_on is not None:
        raise Wrong("twice")
    if on > actor.on:
        raise Wrong("future_date", field="on")
    if on < row.since:
        raise Wrong("dates", field="on")
    before, after = changes(row, given_up_on=on, given_up_reason=reason)
    row.save()
    record(
        "give_up_subject",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )
    return row


def _record(
    verb: str, row: Enrolment, actor: Reach, at: datetime, after: dict[str, object]
) -> None:
    record(verb, row, actor=actor, at=at, after=after, unit=row.unit_id, programme=row.programme_id)
