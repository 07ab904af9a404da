"""Deeds about who leaves, and the daily repair of what came by import."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.norms.admission import leaves_at_will
from marshrut.people import operations as people
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, CasePause, Enrolment, Pairing, Programme
from marshrut.programmes.operations.enrolments import enrol_all
from marshrut.programmes.operations.tutors import release_tutor, withdraw_candidate
from marshrut.programmes.queries import guarding, not_before_since, open_on


@deed
def leave(
    *,
    employment: int,
    row_version: int | None = None,
    until: date,
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> Employment:
    """End an employment; support there ends with it, and a tutor's tutees are handed over."""
    job = Employment.objects.select_related("unit", "person").get(pk=employment)
    if not access.may_enrol(actor, job.unit_id):
        raise Forbidden
    people.dismiss(employment=employment, row_version=row_version, until=until, actor=actor, at=at)
    here = Employment.objects.filter(open_on(until), person=job.person, unit=job.unit)
    if not here.exclude(pk=job.pk).exists():
        open_rows = Enrolment.objects.filter(until__isnull=True, person=job.person, unit=job.unit)
        leave_support(enrolments=open_rows, on=until, reason=reason, actor=actor, at=at)
        tutoring = Appointment.objects.filter(person=job.person, unit=job.unit)
        _stop_tutoring(tutoring, until, reason, actor, at)
    record("leave", job, actor=actor, at=at, after={"until": until}, unit=job.unit_id)
    return job


@deed
def leave_support(
    *, enrolments: QuerySet[Enrolment], on: date, reason: str = "", actor: Reach, at: datetime
) -> int:
    """End the support of people who left: their pairings and pauses end with it."""
    rows = list(enrolments.filter(until__isnull=True).values_list("pk", "unit", "programme"))
    if not all(access.may_enrol(actor, unit) for _, unit, _ in rows):
        raise Forbidden
    keys = [key for key, *_ in rows]
    for table in (Pairing, CasePause):
        stale = table.objects.filter(enrolment__in=keys, until__isnull=True)
        stale.update(until=not_before_since(on))
    Enrolment.objects.filter(pk__in=keys).update(
        until=not_before_since(on), end=Enrolment.End.LEFT, end_reason=reason
    )
    for unit, programme in sorted({(unit, programme) for _, unit, programme in rows}):
        record(
            "leave_support",
            Enrolment,
            keys=[key for key, *where in rows if where == [unit, programme]],
            actor=actor,
            at=at,
            after={"until": on, "reason": reason},
            unit=unit,
            programme=programme,
        )
    return len(keys)


@deed
def leave_programme(*, enrolment: int, reason: str = "", actor: Reach, at: datetime) -> Enrolment:
    """A tutee leaves by their own word, where the regulation lets them do so at any time.

    All that they have open in this organisation of the programme ends today.
    """
    row = Enrolment.objects.select_related("programme").get(pk=enrolment)
    if not access.may_leave(actor, row):
        raise Forbidden
    if not row.is_open(actor.on):
        raise Wrong("closed")
    if not leaves_at_will(guarding(row.programme, actor.on).rules):
        raise Wrong("not_at_will")
    mine = Enrolment.objects.filter(
        programme=row.programme_id, person=row.person_id, unit=row.unit_id
    )
    leave_support(
        enrolments=mine,
        on=actor.on,
        reason=reason.strip() or "own_wish",
        actor=Reach.system("leave_programme", on=actor.on),
        at=at,
    )
    record("leave_programme", row, actor=actor, at=at, unit=row.unit_id, programme=row.programme_id)
    return row


def _stop_tutoring(
    rows: QuerySet[Appointment], on: date, reason: str, actor: Reach, at: datetime
) -> int:
    """Appointments and candidacies of who left this organisation."""
    count = 0
    for row in rows.filter(withdrawn_on__isnull=True, end_reason=""):
        count += 1
        if row.since is None:
            withdraw_candidate(appointment=row.pk, row_version=None, actor=actor, at=at)
        else:
            why = reason or "left"
            release_tutor(appointment=row.pk, on=on, reason=why, actor=actor, at=at)
    return count


@deed
def repair_programme(*, programme: Programme, actor: Reach, at: datetime) -> int:
    """Bring a running programme to its staff list: what an import left undone; idempotent.

    Ends what is over, ends the support of who left, enrols newcomers, pairs who has no tutor
    where the choice is clear. Tells how many rows it touched.
    """
    if not access.may_run(actor, programme.unit_id):
        raise Forbidden
    on = actor.on
    done = _end_terms(programme, actor, at)
    done += _end_those_who_left(programme, on, actor, at)
    done += enrol_all(programme=programme, actor=actor, at=at)
    if done:
        after = {"rows": done, "on": on}
        record(
            "repair_programme",
            programme,
            actor=actor,
            at=at,
            after=after,
            unit=programme.unit_id,
            programme=programme.pk,
        )
    return done


def _end_terms(programme: Programme, actor: Reach, at: datetime) -> int:
    """Appointments whose term has passed: their tutees are handed over or told as a gap."""
    over = Appointment.objects.filter(
        programme=programme, since__isnull=False, until__lte=actor.on, end_reason=""
    )
    for row in list(over):
        day = row.until or actor.on
        release_tutor(appointment=row.pk, on=day, reason="term", actor=actor, at=at)
    return len(over)


def _end_those_who_left(programme: Programme, on: date, actor: Reach, at: datetime) -> int:
    """Who has no employment in the organisation any more, each from the day of leaving."""
    works = Employment.objects.filter(open_on(on), person=OuterRef("person"), unit=OuterRef("unit"))
    gone = Enrolment.objects.filter(
        ~Exists(works), programme=programme, until__isnull=True, since__lte=on
    )
    pairs = list(gone.values_list("pk", "person", "unit"))
    tutoring = Appointment.objects.filter(
        ~Exists(works), programme=programme, candidate_on__lte=on, withdrawn_on=None, end_reason=""
    )
    tutors = list(tutoring.values_list("pk", "person", "unit"))
    days = _days_of_leaving([(person, unit) for _, person, unit in (*pairs, *tutors)])
    for key, person, unit in pairs:
        mine = Enrolment.objects.filter(pk=key)
        day = days.get((person, unit), on)
        leave_support(enrolments=mine, on=day, reason="left", actor=actor, at=at)
    for key, person, unit in tutors:
        mine_too = Appointment.objects.filter(pk=key)
        _stop_tutoring(mine_too, days.get((person, unit), on), "left", actor, at)
    return len(pairs) + len(tutors)


def _days_of_leaving(wanted: list[tuple[int, int]]) -> dict[tuple[int, int], date]:
    """The last day of work of each person in each organisation."""
    jobs = Employment.objects.filter(
        person__in={person for person, _ in wanted}, until__isnull=False
    )
    found: dict[tuple[int, int], date] = {}
    for job in jobs.order_by("until"):
        if job.until is not None:
            found[job.person_id, job.unit_id] = job.until
    return found
