"""Sheets of units, staff, projects, tutors and cases: the same for board, person and guard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from marshrut.norms import sheets
from marshrut.norms.kinds import Education, Experience, Made, Plain
from marshrut.people.experience import current, education_of, months_by_kind
from marshrut.people.roles import heads_of
from marshrut.programmes.facts import Facts, asks_of_tutors, pairings_of, with_records
from marshrut.programmes.models import Appointment, Enrolment, Pairing, Programme, Project
from marshrut.programmes.queries import Guarding
from marshrut.programmes.supported import holders_by_unit

DAY = timedelta(days=1)
NO_EDUCATION: frozenset[tuple[str, str]] = frozenset()


def unit_sheets(guarding: Guarding, on: date, facts: Facts | None = None) -> Sequence[sheets.Unit]:
    """Organisations with pedagogical staff, and how many tutors and offices each has."""
    facts = facts or Facts(guarding, on)
    tutoring = Counter(row.unit_id for row in facts.tutors)
    held = holders_by_unit(facts.offices)
    staffed = {job.unit_id: job.unit for job in facts.jobs if job.pedagogical}
    return [
        sheets.Unit(
            key=unit.pk,
            label=unit.short_name,
            unit=unit.pk,
            since=guarding.programme.since,
            kind_of_unit=unit.kind,
            counts={"tutor": tutoring[unit.pk], **held[unit.pk]},
        )
        for unit in sorted(staffed.values(), key=lambda one: one.name)
    ]


def staff_sheets(
    guarding: Guarding, on: date, facts: Facts | None = None
) -> Sequence[sheets.Staff]:
    """Everyone employed in the programme's organisations, once: enrolled, acquainted."""
    facts = facts or Facts(guarding, on)
    programme = guarding.programme
    tutoring = {row.person_id for row in facts.tutors}
    seen: dict[int, sheets.Staff] = {}
    for job in facts.jobs:
        if job.person_id in seen or not (job.pedagogical or job.person_id in tutoring):
            continue
        seen[job.person_id] = sheets.Staff(
            key=job.person_id,
            label=job.person.short_name,
            unit=job.unit_id,
            person=job.person_id,
            since=programme.since,
            ends=programme.until - DAY,
            pedagogical=job.pedagogical and job.person_id not in tutoring,
            enrolled=job.enrolled,
            products={"acknowledgement": (job.read_on,)} if job.read_on else {},
        )
    return list(seen.values())


def project_sheets(
    guarding: Guarding, on: date, facts: Facts | None = None
) -> Sequence[sheets.Project]:
    """Projects begun by this day, and whether the leader is among the candidates."""
    facts = facts or Facts(guarding, on)
    pool = {row.person_id for row in facts.appointments}
    rows = Project.objects.filter(
        facts.within("leader"), programme=guarding.programme, begun_on__lte=on
    ).select_related("leader")
    return [
        sheets.Project(
            key=row.pk,
            label=f"{row.leader.short_name}: {row.title}",
            unit=row.unit_id,
            person=row.leader_id,
            developed=row.developed_on is not None and row.developed_on <= on,
            leader_in_pool=row.leader_id in pool,
        )
        for row in rows
    ]


def tutor_sheets(
    guarding: Guarding,
    on: date,
    appointments: QuerySet[Appointment] | None = None,
    facts: Facts | None = None,
) -> Sequence[sheets.Tutor]:
    """Candidates and tutors with everything a condition may ask of them."""
    if appointments is not None:
        rows = with_records(appointments, guarding.rules)
    else:
        known = (facts or Facts(guarding, on)).appointments
        rows = [row for row in known if row.withdrawn_on is None]
    return [tutor_sheet(row, guarding, on) for row in rows]


def tutor_sheet(row: Appointment, guarding: Guarding, on: date) -> sheets.Tutor:
    jobs = current(row.person.employments.all(), on)
    here = [job for job in jobs if job.unit_id == row.unit_id]
    known = frozenset(job.post_class for job in here if job.post_class)
    unknown = next((job.post for job in here if not job.post_class), "")
    status, rules = row.status(on), guarding.rules
    return sheets.Tutor(
        key=row.pk,
        label=row.person.short_name,
        unit=row.unit_id,
        person=row.person_id,
        since=row.since,
        ends=row.until - DAY if row.until else None,
        open=status != "ended",
        passed=_passed(row, status),
        posts=known,
        post_unrecognised="" if known else unknown,
        education=education_of(row.person) if asks_of_tutors(rules, Education) else NO_EDUCATION,
        months=months_by_kind(row.person, on) if asks_of_tutors(rules, Experience) else {},
        employed_in=frozenset(str(job.unit.kind) for job in jobs),
        order_of=order_bodies(row, guarding.programme),
        in_territory=any(job.unit.path.startswith(guarding.programme.unit.path) for job in jobs),
        consented=row.agreed_on is not None,
        products=_dossier(row, on) if asks_of_tutors(rules, Made) else {},
    )


def _dossier(row: Appointment, on: date) -> dict[str, tuple[date, ...]]:
    """Days of what the dossier holds, by kind; what was entered later is not counted."""
    found: dict[str, tuple[date, ...]] = {}
    for one in row.evidence.all():
        gone = one.withdrawn_on is not None and one.withdrawn_on <= on
        if one.on <= on and not gone:
            found[one.kind] = (*found.get(one.kind, ()), one.on)
    return found


def _passed(row: Appointment, status: str) -> frozenset[str]:
    """Appointed; and brought to its term, unless it was broken off for a reason."""
    if status not in {"appointed", "ended"}:
        return frozenset()
    at_term = status == "ended" and not row.end_reason
    return frozenset({"appoint", "end_appointment"} if at_term else {"appoint"})


def order_bodies(row: Appointment, programme: Programme) -> frozenset[str]:
    """Whose order appoints: the tutor's own school, the department, the regulation's issuer."""
    order = row.order
    if order is None or order.since is None:
        return frozenset()
    bodies = {"school"} if order.unit_id == row.unit_id else set()
    if order.unit.kind == "department":
        bodies.add("department")
    if order.unit_id == programme.regulation.unit_id:
        bodies.add("issuer")
    return frozenset(bodies)


def case_sheets(
    guarding: Guarding, on: date, enrolments: QuerySet[Enrolment] | None = None
) -> Sequence[sheets.Case]:
    """Cases (enrolments with a subject), with their subject and their pairing of this day."""
    rows = (
        enrolments
        if enrolments is not None
        else Enrolment.objects.filter(
            programme=guarding.programme, subject__isnull=False, since__lte=on
        )
    )
    cases = list(rows.select_related("person", "subject", "unit"))
    pairings = pairings_of([row.pk for row in cases], on)
    heads = _heads(guarding, cases, on)
    return [case_sheet(row, pairings.get(row.pk, []), heads, on) for row in cases]


def _heads(guarding: Guarding, cases: Sequence[Enrolment], on: date) -> frozenset[tuple[int, int]]:
    """(unit, head), read only where a clause asks who heads the organisation."""
    asked = guarding.rules.asks(Plain("not_head_of"))
    return heads_of({row.unit_id for row in cases}, on=on) if asked else frozenset()


def _last_day(row: Enrolment) -> date | None:
    """The last day of support: that of the row, or that of its subject while it is open."""
    until = row.until or (row.subject.until if row.subject else None)
    return until - DAY if until else None


def case_sheet(
    row: Enrolment, pairings: Sequence[Pairing], heads: frozenset[tuple[int, int]], on: date
) -> sheets.Case:
    tutor = pairings[0].appointment if pairings else None
    is_open = row.is_open(on)
    return sheets.Case(
        key=row.pk,
        label=row.person.short_name,
        unit=row.unit_id,
        person=row.person_id,
        since=row.since,
        ends=_last_day(row),
        open=is_open,
        passed=frozenset({"open_case", *(["pair"] if tutor else [])}),
        counts={"subject": int(row.subject_id is not None), "pairing": len(pairings)},
        basis=row.basis,
        subject=row.subject.sort if row.subject else "",
        tutor_person=tutor.person_id if tutor else 0,
        tutor_is_head=tutor is not None and (row.unit_id, tutor.person_id) in heads,
        same_unit=tutor is None or tutor.unit_id == row.unit_id,
    )
