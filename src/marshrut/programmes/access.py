"""Who sees programmes, tutors and cases, and who may do what with them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.reach import LEADERS, NOWHERE, SCHOOL, Reach
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Programme,
    Project,
    SchoolConditions,
    SchoolEnrolment,
    Subject,
    TutorEvidence,
    Waiver,
)
from marshrut.programmes.queries import units_of
from marshrut.regulations.models import RegulationVersion

OVERSEERS = (*LEADERS, "inspector")
TEAM = "management_team"


# --- what may be seen: the truth as a query, and the same as a question ----------------------
def programmes(reach: Reach) -> QuerySet[Programme]:
    """Programmes of the territories where one works or holds an office, and below the offices."""
    if reach.is_system:
        return Programme.objects.all()
    return Programme.objects.filter(unit__in=reach.territories | reach.units(*OVERSEERS))


def may_see_programme(reach: Reach, programme: Programme) -> bool:
    return reach.is_system or programme.unit_id in reach.territories | reach.units(*OVERSEERS)


def appointments(reach: Reach) -> QuerySet[Appointment]:
    if reach.is_system:
        return Appointment.objects.all()
    return Appointment.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS)) | Q(pk__in=reach.appointments)
    )


def may_see_appointment(reach: Reach, row: Appointment) -> bool:
    return reach.is_system or row.unit_id in reach.units(*OVERSEERS) or row.pk in reach.appointments


def evidence(reach: Reach) -> QuerySet[TutorEvidence]:
    """Lines of dossiers are seen with the tutor whose they are."""
    return TutorEvidence.objects.filter(appointment__in=appointments(reach))


def enrolments(reach: Reach) -> QuerySet[Enrolment]:
    if reach.is_system:
        return Enrolment.objects.all()
    own = reach.cases | reach.pairs | reach.past_pairs | reach.linked
    return Enrolment.objects.filter(Q(unit__in=reach.units(*OVERSEERS)) | Q(pk__in=own))


def may_see_enrolment(reach: Reach, row: Enrolment) -> bool:
    own = reach.cases | reach.pairs | reach.past_pairs | reach.linked
    return reach.is_system or row.unit_id in reach.units(*OVERSEERS) or row.pk in own


def projects(reach: Reach) -> QuerySet[Project]:
    if reach.is_system:
        return Project.objects.all()
    return Project.objects.filter(Q(unit__in=reach.units(*OVERSEERS)) | Q(leader=reach.person or 0))


def may_see_project(reach: Reach, row: Project) -> bool:
    mine = row.leader_id == reach.person
    return reach.is_system or mine or row.unit_id in reach.units(*OVERSEERS)


def subjects(reach: Reach) -> QuerySet[Subject]:
    """Of the organisations one answers for, one's own, and those of one's tutees."""
    if reach.is_system:
        return Subject.objects.all()
    tutored = Enrolment.objects.filter(pk__in=reach.pairs, subject__isnull=False)
    return Subject.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS))
        | Q(person=reach.person or 0)
        | Q(pk__in=tutored.values("subject"))
    )


def may_see_subject(reach: Reach, row: Subject) -> bool:
    if reach.is_system or row.person_id == reach.person:
        return True
    return row.unit_id in reach.units(*OVERSEERS) or _tutors(reach, row)


def _tutors(reach: Reach, row: Subject) -> bool:
    return Enrolment.objects.filter(pk__in=reach.pairs, subject=row).exists()


def waivers(reach: Reach) -> QuerySet[Waiver]:
    if reach.is_system:
        return Waiver.objects.all()
    return Waiver.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS)) | Q(asked_by=reach.user_id or 0)
    )


def may_see_waiver(reach: Reach, row: Waiver) -> bool:
    mine = row.asked_by_id is not None and row.asked_by_id == reach.user_id
    return reach.is_system or mine or row.unit_id in reach.units(*OVERSEERS)


def conditions(reach: Reach) -> QuerySet[SchoolConditions]:
    """What is written of the organisation is read by who works in it and who answers for it."""
    if reach.is_system:
        return SchoolConditions.objects.all()
    return SchoolConditions.objects.filter(unit__in=reach.workplaces | reach.units(*OVERSEERS))


def may_see_conditions(reach: Reach, row: SchoolConditions) -> bool:
    return reach.is_system or row.unit_id in reach.workplaces | reach.units(*OVERSEERS)


def schools(reach: Reach) -> QuerySet[SchoolEnrolment]:
    """Requests of schools and what came of them: who oversees, and the school's own team."""
    if reach.is_system:
        return SchoolEnrolment.objects.all()
    return SchoolEnrolment.objects.filter(unit__in=reach.units(*OVERSEERS, TEAM))


def may_see_school(reach: Reach, row: SchoolEnrolment) -> bool:
    return reach.is_system or row.unit_id in reach.units(*OVERSEERS, TEAM)


def units(reach: Reach, programme: Programme) -> QuerySet[Unit]:
    """Organisations of the programme whose coverage one sees."""
    found = units_of(programme)
    return found if reach.is_system else found.filter(pk__in=reach.units(*OVERSEERS))


def reached(programme: Programme, units: Collection[int]) -> QuerySet[Unit]:
    """Those of the units to which the programme applies."""
    return units_of(programme).filter(pk__in=units)


def may_see_coverage(reach: Reach, unit: int) -> bool:
    return reach.is_system or unit in reach.units(*OVERSEERS)


# --- what may be done ------------------------------------------------------------------------
def may_run(reach: Reach, unit: int) -> bool:
    """Prepare, start and close a programme, and write its goals."""
    return reach.coordinates(unit)


def to_adopt(reach: Reach, version: RegulationVersion) -> QuerySet[Programme]:
    """Programmes not closed that this reader runs and that an approved version could guard next."""
    rows = adoptable(reach, version)
    over = version.until is not None and version.until <= reach.on
    return rows.none() if over or version.status != RegulationVersion.Status.APPROVED else rows


def adoptable(reach: Reach, version: RegulationVersion) -> QuerySet[Programme]:
    """The same of a draft: programmes that it could guard once it is approved."""
    rows = Programme.objects.filter(
        regulation=version.regulation_id, closed_on__isnull=True, until__gt=reach.on
    ).exclude(versions__version=version)
    run = reach.deeds_in("municipal_coordinator")
    return rows if reach.is_system else rows.filter(unit__in=run)


def may_write_project(reach: Reach, unit: int, leader: int) -> bool:
    return reach.coordinates(unit) or reach.heads(unit) or leader == reach.person


def project_units(reach: Reach, programme: Programme) -> QuerySet[Unit]:
    """Where one may begin a project: at one's own work as a leader, or where one answers for it."""
    work = NOWHERE if reach.read_only else reach.workplaces
    return reached(programme, work | reach.deeds_in("municipal_coordinator", *SCHOOL))


def may_begin_project(reach: Reach, programme: Programme) -> bool:
    """Somewhere in a programme that is not closed."""
    return programme.closed_on is None and project_units(reach, programme).exists()


def may_name_candidate(reach: Reach, unit: int) -> bool:
    return reach.coordinates(unit) or reach.heads(unit)


def may_agree(reach: Reach, row: Appointment) -> bool:
    """Only the person can agree to be a tutor."""
    return reach.is_system or row.person_id == reach.person


def may_keep_dossier(reach: Reach, row: Appointment) -> bool:
    """The tutor or candidate, and who answers for the organisation."""
    return may_agree(reach, row) or may_record_for(reach, row.unit_id)


def may_appoint(reach: Reach, row: Appointment, body: str) -> bool:
    """Who answers for the ``body`` whose order appoints; others only from paper.

    Where the regulation names none, the head of the organisation or the coordinator.
    """
    if body == "school":
        return reach.heads(row.unit_id)
    return reach.coordinates(row.unit_id) or (not body and reach.heads(row.unit_id))


def may_record_for(reach: Reach, unit: int) -> bool:
    """Record another's word («Внести с бумаги»): those who answer for the organisation."""
    return reach.coordinates(unit) or reach.heads(unit)


def may_enrol(reach: Reach, unit: int) -> bool:
    return reach.coordinates(unit) or reach.heads(unit)


def may_join(reach: Reach, person: int, unit: int) -> bool:
    """Ask for support oneself, where one works."""
    mine = person == reach.person and not reach.read_only
    return reach.is_system or (mine and unit in reach.workplaces)


def may_leave(reach: Reach, row: Enrolment) -> bool:
    """Leave at one's own will; nobody does it for another."""
    return reach.is_system or row.person_id == reach.person


def may_pair(reach: Reach, unit: int) -> bool:
    return reach.coordinates(unit) or reach.heads(unit)


def may_introduce(reach: Reach, row: Enrolment) -> bool:
    """Write down a subject: the teacher, the tutor, those who answer for the organisation."""
    return row.person_id == reach.person or row.pk in reach.pairs or may_enrol(reach, row.unit_id)


def may_give_up(reach: Reach, row: Subject) -> bool:
    mine = row.person_id == reach.person
    return mine or may_enrol(reach, row.unit_id) or _tutors(reach, row)


def may_open_case(reach: Reach, row: Enrolment) -> bool:
    """The tutor, those who answer for the organisation, or the teacher whose subject it is."""
    mine = row.pk in reach.pairs or row.person_id == reach.person
    return mine or may_enrol(reach, row.unit_id)


def may_finish_case(reach: Reach, row: Enrolment) -> bool:
    """Not the teacher alone, unless the work itself is given up: support is not ended by one."""
    given_up = row.subject is not None and row.subject.given_up_on is not None
    mine = given_up and row.person_id == reach.person
    return mine or row.pk in reach.pairs or may_enrol(reach, row.unit_id)


def may_pause(reach: Reach, row: Enrolment) -> bool:
    return row.pk in reach.pairs or may_enrol(reach, row.unit_id)


def may_ask_waiver(reach: Reach, unit: int) -> bool:
    """Whoever was refused may ask: those who answer for the unit, and the tutors who work in it."""
    tutors_here = unit in reach.workplaces and bool(reach.pairs)
    return reach.coordinates(unit) or reach.heads(unit) or tutors_here


def may_decide_waiver(reach: Reach, row: Waiver, *, office: str) -> bool:
    """The office that the regulation names."""
    return reach.is_system or reach.holds(office, row.unit_id)


def may_waive(reach: Reach, unit: int, *, office: str) -> bool:
    """Waive without asking anybody: the same office."""
    return reach.is_system or reach.holds(office, unit)


def may_write_conditions(reach: Reach, unit: int) -> bool:
    works_here = unit in reach.workplaces and bool(reach.tutoring)
    return works_here or reach.heads(unit) or reach.coordinates(unit)


def may_ask_support(reach: Reach, unit: int) -> bool:
    """The head asks, and takes the request back."""
    return reach.heads(unit)


def may_decide_school(reach: Reach, row: SchoolEnrolment) -> bool:
    return reach.coordinates(row.unit_id)
