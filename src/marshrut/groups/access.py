"""Who sees topics, demand and groups, and who may form them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.groups.models import (
    Apart,
    Application,
    Formation,
    Group,
    GroupExternal,
    GroupMember,
    GroupSession,
    GroupTutor,
    Topic,
    TopicDemand,
)
from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS, programmes
from marshrut.programmes.models import Appointment, Programme

COORDINATOR = "municipal_coordinator"


# --- what may be seen -------------------------------------------------------------------------
def topics(reach: Reach) -> QuerySet[Topic]:
    """What a programme offers is open to everybody of its territory; who needs it is not."""
    if reach.is_system:
        return Topic.objects.all()
    return Topic.objects.filter(programme__in=programmes(reach))


def may_see_topic(reach: Reach, row: Topic) -> bool:
    unit = row.programme.unit_id
    return reach.is_system or unit in reach.territories | reach.units(*OVERSEERS)


def applications(reach: Reach) -> QuerySet[Application]:
    """Of the organisations that one answers for or oversees, and those given to the tutor.

    What a teacher asks for themselves is their own, the coordinator's and the tutor's: no head
    and no inspector sees it.
    """
    if reach.is_system:
        return Application.objects.all()
    own = Q(submitted_by=reach.person or 0) | Q(unit__in=reach.units(COORDINATOR))
    return Application.objects.filter(
        Q(personal=False, unit__in=reach.units(*OVERSEERS))
        | Q(own, personal=True)
        | Q(appointment__in=reach.appointments)
    )


def may_see_application(reach: Reach, row: Application) -> bool:
    if row.appointment_id is not None and row.appointment_id in reach.appointments:
        return True
    if not row.personal:
        return reach.is_system or row.unit_id in reach.units(*OVERSEERS)
    mine = row.submitted_by_id == reach.person
    return reach.is_system or mine or row.unit_id in reach.units(COORDINATOR)


def demands(reach: Reach) -> QuerySet[TopicDemand]:
    """Who needs what: the person, and who answers for the organisation or oversees it."""
    if reach.is_system:
        return TopicDemand.objects.all()
    return TopicDemand.objects.filter(
        Q(person=reach.person or 0) | Q(unit__in=reach.units(*OVERSEERS))
    )


def may_see_demand(reach: Reach, row: TopicDemand) -> bool:
    mine = row.person_id == reach.person
    return reach.is_system or mine or row.unit_id in reach.units(*OVERSEERS)


def groups(reach: Reach) -> QuerySet[Group]:
    """Groups of one's territory; a member's, a tutor's own; of a head, those with their people.

    A proposal is seen by who forms groups, and by nobody else.
    """
    if reach.is_system:
        return Group.objects.all()
    inside = GroupMember.objects.filter(
        Q(person=reach.person or 0)
        | Q(unit__in=reach.units(*OVERSEERS))
        | Q(enrolment__in=reach.linked)
    )
    near = Q(appointment__in=reach.appointments) | Q(pk__in=inside.values("group"))
    return Group.objects.filter(
        Q(unit__in=reach.units(COORDINATOR))
        | Q(since__isnull=False) & (Q(unit__in=reach.units(*OVERSEERS)) | near)
    )


def may_see_group(reach: Reach, row: Group) -> bool:
    return groups(reach).filter(pk=row.pk).exists()


def memberships(reach: Reach) -> QuerySet[GroupMember]:
    """Who was in the groups that one sees."""
    return GroupMember.objects.filter(group__in=groups(reach))


def sessions(reach: Reach) -> QuerySet[GroupSession]:
    """Route sheets are seen with the groups whose they are."""
    return GroupSession.objects.filter(group__in=groups(reach))


def may_see_session(reach: Reach, row: GroupSession) -> bool:
    return may_see_group(reach, row.group)


def externals(reach: Reach) -> QuerySet[GroupExternal]:
    """Tutors from outside, with the groups that one sees."""
    return GroupExternal.objects.filter(group__in=groups(reach))


def group_tutors(reach: Reach) -> QuerySet[GroupTutor]:
    """What tutors may lead: who forms groups of them, and each tutor their own."""
    if reach.is_system:
        return GroupTutor.objects.all()
    mine = Q(appointment__in=reach.appointments)
    return GroupTutor.objects.filter(mine | Q(unit__in=reach.units(COORDINATOR)))


def formations(reach: Reach) -> QuerySet[Formation]:
    """Formings of groups: who forms them."""
    if reach.is_system:
        return Formation.objects.all()
    return Formation.objects.filter(unit__in=reach.units(COORDINATOR))


def pairs_apart(reach: Reach) -> QuerySet[Apart]:
    """People kept apart: who forms groups in the territory, and not those two themselves."""
    if reach.is_system:
        return Apart.objects.all()
    return Apart.objects.filter(unit__in=reach.units(COORDINATOR))


def may_read_reasons(reach: Reach, row: Group) -> bool:
    """Difficulty or wish, and why just here: who forms the group, and its tutor."""
    tutors = row.appointment_id is not None and row.appointment_id in reach.appointments
    return tutors or reach.is_system or row.unit_id in reach.units(COORDINATOR)


# --- what may be done -------------------------------------------------------------------------
def may_form(reach: Reach, unit: int) -> bool:
    """Form groups, approve them, close them: the coordinator of the territory."""
    return reach.coordinates(unit)


def may_say_what_is_led(reach: Reach, row: Appointment) -> bool:
    """The tutor, on a day of the appointment, and who forms groups."""
    return row.pk in reach.tutoring or may_form(reach, row.programme.unit_id)


def tutors_to_lead(reach: Reach) -> QuerySet[Appointment]:
    """Appointments of which the reader may say what they lead: one's own, those of one's place."""
    if reach.is_system:
        return Appointment.objects.all()
    here = Q(programme__unit__in=reach.deeds_in(COORDINATOR))
    return Appointment.objects.filter(Q(pk__in=reach.tutoring) | here)


def may_add_topic(reach: Reach, unit: int) -> bool:
    """The coordinator, and a head who applies for a topic that is not there yet."""
    return reach.coordinates(unit) or reach.heads(unit)


def may_apply(reach: Reach, unit: int) -> bool:
    """In the name of an organisation: who answers for it, or the coordinator from paper."""
    return reach.heads(unit) or reach.coordinates(unit)


def may_ask_for_oneself(reach: Reach, unit: int) -> bool:
    """A teacher, where they work."""
    return reach.person is not None and unit in reach.workplaces and not reach.read_only


def may_answer(reach: Reach, row: Application) -> bool:
    return reach.coordinates(row.unit_id)


def may_finish(reach: Reach, row: Application) -> bool:
    """Tell what was done: the tutor to whom it is given."""
    given = row.appointment_id is not None and row.appointment_id in reach.tutoring
    return reach.is_system or given


def may_finish_for(reach: Reach, row: Application) -> bool:
    """The tutor's word from paper: the coordinator."""
    return reach.coordinates(row.unit_id)


def may_reopen(reach: Reach, row: Application) -> bool:
    """Whoever did it takes it back, though they may have ended as a tutor since."""
    did = row.appointment_id is not None and row.appointment_id in reach.appointments
    return did or reach.coordinates(row.unit_id)


def may_withdraw_application(reach: Reach, row: Application) -> bool:
    """Who speaks for the organisation; what a teacher asked for themselves, the teacher alone."""
    if row.personal:
        return reach.is_system or row.submitted_by_id == reach.person
    return may_apply(reach, row.unit_id)


def may_need(reach: Reach, person: int, unit: int) -> bool:
    """Say that one needs a topic, where one works; for others, who answers for the organisation."""
    mine = person == reach.person and unit in reach.workplaces and not reach.read_only
    return mine or may_apply(reach, unit)


def may_withdraw_demand(reach: Reach, row: TopicDemand) -> bool:
    mine = row.person_id == reach.person and not reach.read_only
    return mine or may_apply(reach, row.unit_id)


def may_plan(reach: Reach, row: Group) -> bool:
    """The tutor of the group, on a day of the appointment, or the coordinator."""
    tutors = row.appointment_id is not None and row.appointment_id in reach.tutoring
    return tutors or may_form(reach, row.unit_id)


def programmes_to_form(reach: Reach) -> QuerySet[Programme]:
    """Open programmes in which the reader forms groups."""
    rows = programmes(reach).filter(closed_on=None, until__gt=reach.on)
    if reach.is_system:
        return rows
    return rows.filter(unit__in=reach.deeds_in(COORDINATOR))
