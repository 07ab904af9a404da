"""Writing a staff list inside its deed: newcomers, changes, moves, those who left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.journal.deeds import Wrong
from marshrut.people import operations as people
from marshrut.people.hiring import Hire
from marshrut.people.models import Employment, Office, Person
from marshrut.people.reach import Reach
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment, CasePause, Enrolment, Pairing
from marshrut.programmes.queries import not_over

DAY = timedelta(days=1)
Change = ImportRow.Change
Written = dict[str, Any]


def take_on(batch: ImportBatch, rows: Sequence[ImportRow], actor: Reach, at: datetime) -> Written:
    """Write the rows by deeds of people and programmes; keys of all that was made, for undoing."""
    written: Written = {}
    coming = [row for row in rows if row.change in {Change.NEW, Change.ADDED, Change.MOVED}]
    new = {row.pk for row in coming if row.person_id is None}
    _hire(batch, coming, written, actor, at)
    left = _leaving(batch, coming)
    _note_leaving(left, written, actor)
    for job, day in left:
        programmes.leave(employment=job.pk, until=day, reason="left", actor=actor, at=at)
    for row in rows:
        if row.change == Change.CHANGED:
            _change(row, written, actor, at)
    made = [row.person_id for row in coming if row.pk in new and not row.values.get("twin")]
    written["persons"] = made
    return written


def _hire(
    batch: ImportBatch,
    coming: Sequence[ImportRow],
    written: Written,
    actor: Reach,
    at: datetime,
) -> None:
    if not coming:
        return
    before = _last(Enrolment), _last(Pairing)
    places = {row.pk: place for place, row in enumerate(coming)}
    hires = [_hire_of(batch, row, places) for row in coming]
    jobs = programmes.hire_many(hires=hires, actor=actor, at=at)
    for row, job in zip(coming, jobs, strict=True):
        row.person_id, row.job_id = job.person_id, row.job_id or job.pk
    ImportRow.objects.bulk_update(coming, ["person", "job"], batch_size=500)
    written["jobs"] = [job.pk for job in jobs]
    persons = {job.person_id for job in jobs}
    enrolments = Enrolment.objects.filter(pk__gt=before[0]).values_list("pk", "person")
    written["enrolments"] = [key for key, person in enrolments if person in persons]
    pairings = Pairing.objects.filter(pk__gt=before[1]).values_list("pk", "enrolment__person")
    written["pairings"] = [key for key, person in pairings if person in persons]


def _last(table: type[Enrolment | Pairing]) -> int:
    newest = table._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _hire_of(batch: ImportBatch, row: ImportRow, places: dict[int, int]) -> Hire:
    values, unit = row.values, row.unit
    if unit is None:
        raise Wrong("stale")
    since = values.get("since")
    return Hire(
        unit=unit,
        post=values["post"],
        post_class=values["post_class"],
        pedagogical=values["pedagogical"],
        since=date.fromisoformat(since) if since else batch.on,
        on=date.fromisoformat(values["on"]),
        person=row.person_id,
        beside=None if row.person_id else _beside(values.get("twin"), places),
        months=values.get("months", 0),
        education=(values["level"], values["field"]) if values.get("level") else None,
        **values["name"],
        **{name: values.get(name, "") for name in ("gender", "email", "phone")},
        **{name: values.get(name, "") for name in ("subject", "category")},
    )


def _beside(twin: int | None, places: dict[int, int]) -> int | None:
    """The place of the row about the same new person, if that row is written too."""
    if twin is None:
        return None
    if twin not in places:
        raise Wrong("twin_not_written")
    return places[twin]


def _leaving(batch: ImportBatch, coming: Sequence[ImportRow]) -> list[tuple[Employment, date]]:
    """Jobs to be ended: of those who moved, and of those marked as having left."""
    moved = [
        (row.job, max(row.job.since, _began(batch, row)))
        for row in coming
        if row.change == Change.MOVED and row.job is not None
    ]
    days = {int(key): date.fromisoformat(day) + DAY for key, day in batch.leaving.items()}
    gone = Employment.objects.filter(pk__in=days, until=None).select_related("unit")
    return [*moved, *((job, days[job.pk]) for job in gone.order_by("pk"))]


def _began(batch: ImportBatch, row: ImportRow) -> date:
    since = row.values.get("since")
    return date.fromisoformat(since) if since else batch.on


def _note_leaving(left: Sequence[tuple[Employment, date]], written: Written, actor: Reach) -> None:
    """Keys of everything that ends with these jobs, as it stands before."""
    if not left:
        return
    here = Q()
    for job, _ in left:
        here |= Q(person=job.person_id, unit=job.unit_id)
    enrolments = Enrolment.objects.filter(here, until=None)
    keys = list(enrolments.values_list("pk", flat=True))
    ended = Appointment.objects.filter(here, withdrawn_on=None, end_reason="")
    written["left"] = {
        "jobs": [job.pk for job, _ in left],
        "enrolments": keys,
        "pairings": _open(Pairing, keys),
        "pauses": _open(CasePause, keys),
        "offices": list(Office.objects.filter(here, not_over(actor.on)).values_list("pk", "until")),
        "tutors": ended.count(),
    }


def _open(table: type[Pairing | CasePause], enrolments: Sequence[int]) -> list[int]:
    rows = table._default_manager.filter(enrolment__in=enrolments, until=None)
    return list(rows.values_list("pk", flat=True))


def _change(row: ImportRow, written: Written, actor: Reach, at: datetime) -> None:
    """Correct what the list tells otherwise, each thing by its own deed."""
    person, job, values = row.person, row.job, row.values
    if person is None or job is None:
        raise Wrong("stale")
    told = row.before.keys()
    if told & {"subject", "since", "category"}:
        people.correct_job(
            employment=job.pk,
            row_version=None,
            post=job.post,
            post_class=job.post_class,
            subject=values.get("subject") or job.subject,
            category=values.get("category") or job.category,
            since=date.fromisoformat(values["since"]) if "since" in told else job.since,
            actor=actor,
            at=at,
        )
    if told & {"email", "phone", "gender"}:
        _correct_person(person, values, actor, at)
    if "education" in told:
        made = people.add_education(
            person=person, level=values["level"], field=values["field"], actor=actor, at=at
        )
        written.setdefault("educations", []).append(made.pk)
    if "experience" in told:
        told_on = people.add_experience(
            person=person,
            kind="teaching",
            months=values["months"],
            on=date.fromisoformat(values["on"]),
            actor=actor,
            at=at,
        )
        written.setdefault("experiences", []).append(told_on.pk)


def _correct_person(person: Person, values: dict[str, Any], actor: Reach, at: datetime) -> None:
    told = ("gender",) if person.contacts_withheld else ("gender", "email", "phone")
    people.edit_person(
        person=person.pk,
        row_version=None,
        surname=person.surname,
        given=person.given,
        patronymic=person.patronymic,
        **{name: values.get(name) or getattr(person, name) for name in told},
        actor=actor,
        at=at,
    )
