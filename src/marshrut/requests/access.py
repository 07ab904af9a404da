"""Who sees requests, who reads what they say, and who may do what with them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.access import may_record_for as answers_for
from marshrut.programmes.access import may_see_programme as takes_part
from marshrut.programmes.models import Appointment, Enrolment, Programme
from marshrut.programmes.queries import open_on
from marshrut.requests.models import Request

INFORMATION = Request.Kind.INFORMATION


# --- what may be seen -------------------------------------------------------------------------
def requests(reach: Reach) -> QuerySet[Request]:
    """Requests of the pair, questions between colleagues, and for leaders that they exist."""
    if reach.is_system:
        return Request.objects.all()
    me = reach.person or 0
    of_pair = Q(kind=INFORMATION, enrolment__in=reach.cases | reach.pairs | reach.linked)
    direct = Q(kind__in=Request.DIRECT) & (Q(asked_by=me) | Q(asked_of=me))
    return Request.objects.filter(of_pair | direct | Q(unit__in=reach.units(*OVERSEERS)))


def may_see_request(reach: Reach, row: Request) -> bool:
    if may_read_texts(reach, row) or row.unit_id in reach.units(*OVERSEERS):
        return True
    return row.kind == INFORMATION and row.enrolment_id in reach.linked


def may_read_texts(reach: Reach, row: Request) -> bool:
    """What is asked and answered is read by those two alone; no office gives it."""
    if reach.is_system:
        return True
    if row.kind in Request.DIRECT:
        return reach.person in {row.asked_by_id, row.asked_of_id}
    return row.enrolment_id in reach.cases | reach.pairs | reach.opened


def may_see_case(reach: Reach, row: Request) -> bool:
    """Whose case it is about: never told to an asked colleague."""
    return row.kind != Request.Kind.COLLEAGUE or reach.is_system or row.asked_by_id == reach.person


def tutees(reach: Reach) -> QuerySet[Enrolment]:
    """Open cases of the reader's tutees: of whom something may be asked."""
    rows = Enrolment.objects.filter(open_on(reach.on), subject__isnull=False)
    own = rows if reach.is_system else rows.filter(pk__in=reach.pairs)
    return own.select_related("person").order_by("person__surname", "person__given")


def colleagues(reach: Reach) -> QuerySet[Appointment]:
    """Other tutors of the reader's own programmes on this day: whose advice may be asked."""
    rows = Appointment.objects.filter(open_on(reach.on), since__isnull=False)
    if not reach.is_system:
        own = Appointment.objects.filter(pk__in=reach.tutoring)
        rows = rows.filter(programme__in=own.values("programme")).exclude(person=reach.person)
    return rows.select_related("person", "unit").order_by("person__surname", "person__given")


# --- what may be done -------------------------------------------------------------------------
def may_ask(reach: Reach, enrolment: Enrolment) -> bool:
    """The tutor of this very tutee."""
    return reach.is_system or enrolment.pk in reach.pairs


def may_ask_directly(reach: Reach, programme: Programme) -> bool:
    """A member of a community who takes part in the programme; whom one may ask it says itself."""
    return reach.person is not None and bool(reach.communities) and takes_part(reach, programme)


def may_answer(reach: Reach, row: Request) -> bool:
    return reach.is_system or row.asked_of_id == reach.person


def may_record_for(reach: Reach, row: Request) -> bool:
    """From paper: those who answer for the organisation, and the tutor who was told in person."""
    return row.kind == INFORMATION and (
        row.enrolment_id in reach.pairs or answers_for(reach, row.unit_id)
    )


def may_lead(reach: Reach, row: Request) -> bool:
    """Explain, extend or withdraw: whoever asks, and after a hand-over the new tutor."""
    if row.kind in Request.DIRECT:
        return reach.is_system or row.asked_by_id == reach.person
    return reach.is_system or row.enrolment_id in reach.pairs


def may_escalate(reach: Reach, row: Request) -> bool:
    return reach.coordinates(row.unit_id)
