"""Reading requests: what waits for whom, who the tutor is, how long an answer may take."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.people.roles import holders
from marshrut.programmes.models import Appointment, Enrolment, Pairing
from marshrut.programmes.queries import Guarding, local_days, open_on
from marshrut.requests.models import Request

# For what no clause gives a time; a local setting changes it.
USUAL_DAYS = 5


def open_for(reach: Reach) -> QuerySet[Request]:
    """Requests that wait for the reader: to answer, or to explain to who asks back."""
    me = reach.person or 0
    answering = Q(status=Request.Status.OPEN, asked_of=me)
    asking = Q(kind=Request.Kind.INFORMATION, enrolment__in=reach.pairs) | Q(
        kind__in=Request.DIRECT, asked_by=me
    )
    explaining = Q(status=Request.Status.CLARIFY) & asking
    rows = Request.objects.filter(answering | explaining, asked_on__lte=reach.on)
    return rows.select_related("asked_by", "asked_of", "enrolment__person").order_by("due", "pk")


def overdue(on: date) -> QuerySet[Request]:
    """Open requests past their day that nobody above has been told of."""
    return Request.objects.filter(
        status=Request.Status.OPEN,
        kind__in=Request.CLOCKED,
        due__lt=on,
        escalated_on__isnull=True,
    ).order_by("pk")


def days_to_answer(guarding: Guarding, to: str) -> int:
    """Working days for an answer of this kind: the local setting, the clause, or what is usual."""
    norm = guarding.rules.answer(to)
    return local_days(guarding.programme, to, stated=norm.days if norm else USUAL_DAYS)


def tutor_of(enrolment: Enrolment | int, on: date) -> Appointment | None:
    """The appointment that supports this tutee on the day."""
    rows = Pairing.objects.filter(open_on(on) & open_on(on, "appointment__"), enrolment=enrolment)
    pairing = rows.select_related("appointment__person").first()
    return pairing.appointment if pairing else None


def accounts(*people: Person | None) -> list[int]:
    """Users of those among the people who have an account."""
    return [person.user_id for person in people if person and person.user_id]


def accounts_above(role: str, unit: Unit, on: date) -> list[int]:
    """Users who hold the role over this unit: at it or anywhere above."""
    keys = [int(key) for key in unit.path.strip("/").split("/") if key]
    return accounts(*(office.person for office in holders(role, keys, on=on)))


def sorted_for_list(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Open ones first, soonest due first, then the latest of the rest."""
    return rows.order_by(F("answered_on").asc(nulls_first=True), "due", "-pk")
