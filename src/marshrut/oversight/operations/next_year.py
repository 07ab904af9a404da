"""«Перейти на новый учебный год»: the next programme made from this one, in one deed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.oversight import next_year
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Pairing,
    Programme,
    SchoolConditions,
)
from marshrut.programmes.queries import open_on
from marshrut.regulations.guards import Refused
from marshrut.regulations.models import RegulationVersion
from marshrut.routes.operations import carry_case

Places = dict[tuple[int, int], Appointment]


@deed
def begin_next_year(
    *,
    programme: int,
    row_version: int | None,
    version: RegulationVersion,
    title: str,
    since: date,
    until: date,
    tutors: Collection[int] = (),
    cases: Collection[int] = (),
    conditions: bool = True,
    start: bool = False,
    close: bool = False,
    actor: Reach,
    at: datetime,
) -> Programme:
    """Prepare the next programme and carry over the chosen tutors and cases with their routes.

    Done again it goes on with the programme that it made. Supports go over on the first day of the
    new year or later, so that none stands still; the old year stays as it was on its days.
    """
    row = lock(Programme.objects.select_related("unit"), programme, row_version)
    if not access.may_run(actor, row.unit_id):
        raise Forbidden
    if row.status != "running":
        raise Wrong("programme_closed" if row.closed_on else "not_started")
    if since < row.until:
        raise Wrong("next_year_overlaps", field="since", day=row.until)
    if (cases or start) and since > actor.on:
        raise Wrong("next_year_not_begun", field="since")
    row.save()
    new = next_year.next_of(row) or _prepare(row, version, title, since, until, actor, at)
    if new.follows_id is None:
        new.follows = row
        new.save(update_fields=["follows"])
    found = next_year.preview(row, version, new.since, new.until, actor.on)
    known = _appoint(new, found, tutors, actor, at)
    moved = _move(row, new, found, cases, actor, at)
    written = _conditions(row, new, actor, at) if conditions else 0
    if start and new.status == "prepared":
        new = programmes.start_programme(programme=new.pk, row_version=None, actor=actor, at=at)
    pairs = _pair_listed(row, new, actor, at) if start else 0
    if close:
        programmes.close_programme(programme=row.pk, row_version=None, actor=actor, at=at)
    counts = {"tutors": known, "cases": moved, "conditions": written, "pairs": pairs}
    record(
        "begin_next_year",
        new,
        actor=actor,
        at=at,
        after=counts | {"from": row.pk, "since": new.since, "closed": close},
        unit=row.unit_id,
        programme=row.pk,
    )
    return new


def _prepare(
    row: Programme,
    version: RegulationVersion,
    title: str,
    since: date,
    until: date,
    actor: Reach,
    at: datetime,
) -> Programme:
    if version.regulation_id != row.regulation_id:
        raise Wrong("version_not_approved", field="version")
    return programmes.prepare_programme(
        unit=row.unit,
        version=version,
        title=title,
        since=since,
        until=until,
        goals=row.goals,
        actor=actor,
        at=at,
    )


def _appoint(
    new: Programme,
    found: next_year.Preview,
    chosen: Collection[int],
    actor: Reach,
    at: datetime,
) -> int:
    """Chosen tutors under the orders and agreements they have; what is refused stops everything."""
    wanted = {row.key: row for row in found.tutors if row.key in chosen}
    for one in wanted.values():
        if one.decision is not None:
            raise Refused(one.decision, found.rules)
        if one.why:
            raise Wrong("cannot_be_carried", person=one.label)
    if len(wanted) != len(set(chosen)):
        raise Wrong("not_appointed", field="tutors")
    rows = Appointment.objects.filter(pk__in=wanted)
    made = [next_year.renewed(row, new, new.since, new.until) for row in rows]
    for row in made:
        row.candidate_on = actor.on
    kept = Appointment.objects.bulk_create(made)
    if kept:
        keys = [row.pk for row in kept]
        record(
            "appoint",
            Appointment,
            keys=keys,
            actor=actor,
            at=at,
            after={"since": new.since, "until": new.until},
            unit=new.unit_id,
            programme=new.pk,
        )
    return len(kept)


def _places(new: Programme) -> Places:
    """Tutors of the new year by organisation and person."""
    rows = Appointment.objects.filter(programme=new, since__isnull=False, end_reason="")
    return {(row.unit_id, row.person_id): row for row in rows}


def _move(
    row: Programme,
    new: Programme,
    found: next_year.Preview,
    chosen: Collection[int],
    actor: Reach,
    at: datetime,
) -> int:
    """Chosen cases, each with its tutor if the tutor goes over too."""
    wanted = [one for one in found.cases if one.key in chosen]
    if len(wanted) != len(set(chosen)):
        raise Wrong("closed", field="cases")
    places, day = _places(new), max(new.since, actor.on)
    tutors = _paired([one.key for one in wanted], min(day, row.until - next_year.DAY))
    for one in wanted:
        if one.why:
            raise Wrong("cannot_be_carried", person=one.label)
        carry_case(
            enrolment=one.key,
            programme=new,
            appointment=places.get(tutors.get(one.key, (0, 0))),
            since=day,
            actor=actor,
            at=at,
        )
    return len(wanted)


def _paired(cases: Collection[int], on: date) -> dict[int, tuple[int, int]]:
    """(organisation, person) of who supported each of these on the old year's last days."""
    rows = Pairing.objects.filter(open_on(on), enrolment__in=cases)
    known = rows.values_list("enrolment", "appointment__unit", "appointment__person")
    return {case: (unit, person) for case, unit, person in known}


def _conditions(row: Programme, new: Programme, actor: Reach, at: datetime) -> int:
    """Conditions of organisations that have none in the new year yet."""
    there = SchoolConditions.objects.filter(programme=new).values("unit")
    known = SchoolConditions.objects.filter(programme=row).exclude(unit__in=there)
    made = SchoolConditions.objects.bulk_create(
        SchoolConditions(programme=new, unit_id=old.unit_id, text=old.text, resources=old.resources)
        for old in known
    )
    if made:
        record(
            "write_conditions",
            SchoolConditions,
            keys=[one.pk for one in made],
            actor=actor,
            at=at,
            unit=new.unit_id,
            programme=new.pk,
        )
    return len(made)


def _pair_listed(row: Programme, new: Programme, actor: Reach, at: datetime) -> int:
    """Who is included without a case keeps the tutor of the old year, where nobody took them."""
    day = max(new.since, actor.on)
    places = _places(new)
    last = min(day, row.until) - next_year.DAY
    before = Pairing.objects.filter(open_on(last), enrolment__programme=row)
    known = {
        (unit, person): places[place]
        for unit, person, *place_ in before.values_list(
            "enrolment__unit",
            "enrolment__person",
            "appointment__unit",
            "appointment__person",
        )
        if (place := (place_[0], place_[1])) in places
    }
    free = Enrolment.objects.filter(
        open_on(day), programme=new, subject__isnull=True, pairings__isnull=True
    )
    made = Pairing.objects.bulk_create(
        Pairing(enrolment=one, appointment=known[one.unit_id, one.person_id], since=day)
        for one in free
        if (one.unit_id, one.person_id) in known
    )
    if made:
        record(
            "pair",
            Pairing,
            keys=[one.pk for one in made],
            actor=actor,
            at=at,
            unit=new.unit_id,
            programme=new.pk,
        )
    return len(made)
