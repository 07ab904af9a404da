"""Reading communities: who is in them, who is active, whose duties a clause is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from marshrut.activities.forms import CONSULTATION
from marshrut.activities.models import Activity, Attendance, LessonVisit
from marshrut.activities.queries import ATTENDED, local_day
from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    CommunityRules,
    Membership,
)
from marshrut.norms.counting import Size
from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Office, Person
from marshrut.people.roles import holders
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import lineage, local_number, open_on, tutors
from marshrut.requests.models import Request

# After so many days without anything done a member is inactive; a local setting changes it.
IDLE, INACTIVE = "idle_days", "size.idle_days.most"
USUAL_DAYS = 60


def members_on(on: date) -> QuerySet[Membership]:
    """Accepted members of a day."""
    return Membership.objects.filter(open_on(on))


def members_of(community: Community, on: date) -> QuerySet[Membership]:
    """Members of a community on a day, by name."""
    rows = members_on(on).filter(community=community)
    return rows.select_related("person", "unit").order_by("person__surname", "person__given", "pk")


def tutors_of(community: Community, on: date) -> QuerySet[Membership]:
    """Members whom one may ask as tutors: in a network those appointed, elsewhere everybody."""
    rows = members_of(community, on)
    if community.kind != Community.Kind.NETWORK:
        return rows
    return rows.filter(person__in=tutors(community.programme, on).values("person"))


def people_named(unit: Unit, names: Collection[str], on: date) -> dict[str, list[Person]]:
    """People of the territory by full name as it is written in an order; namesakes together."""
    wanted = {" ".join(name.split()) for name in names}
    surnames = {name.split(" ")[0] for name in wanted if name}
    jobs = Employment.objects.filter(open_on(on), unit__path__startswith=unit.path)
    rows = Person.objects.filter(surname__in=surnames, pk__in=jobs.values("person"))
    found: dict[str, list[Person]] = {name: [] for name in wanted}
    for person in rows.order_by("pk"):
        if str(person) in found:
            found[str(person)].append(person)
    return found


def is_free(community: Community, person: int | None) -> bool:
    """Has this person neither a membership nor an application here?"""
    rows = Membership.objects.filter(community=community, person=person or 0)
    return not rows.filter(refused_on=None, until=None).exists()


def last_rules(community: Community | int) -> CommunityRules | None:
    """The version of the rules that stands now."""
    return CommunityRules.objects.filter(community=community).order_by("-number").first()


def heads_of_community(community: Community, on: date) -> QuerySet[Office]:
    """Who leads the community on the day: the office is held at its unit or above."""
    return holders(community.head, lineage(community.unit), on=on)


def curators_of(community: Community, on: date) -> QuerySet[Office]:
    """Regional curators above the community."""
    return holders(Office.Role.REGIONAL_CURATOR, lineage(community.unit), on=on)


def inactive_days(programme: Programme, rules: Rules) -> int:
    """The nearest local setting upwards, what the clause says, or what is usual."""
    said = (n.most for _, n in rules.norms() if isinstance(n, Size) and n.size == IDLE)
    stated = next((most for most in said if most is not None), USUAL_DAYS)
    return local_number(programme, INACTIVE, stated=stated)


# --- activity ---------------------------------------------------------------------------------
def last_activities(programme: Programme, people: Collection[int], on: date) -> dict[int, date]:
    """The last day on which each did something: led, attended, answered, asked, added.

    A record to which somebody objects does not count. Those without any are not in the answer.
    """
    found: dict[int, date] = {}
    held = Q(status=Activity.Status.HELD, begins_at__date__lte=on, programme=programme)
    led = Activity.objects.filter(held, leader__in=people)
    _moments(found, led.values_list("leader", "unit__zone").annotate(at=Max("begins_at")))
    there = Attendance.objects.filter(
        person__in=people,
        status=ATTENDED,
        objected_on__isnull=True,
        activity__status=Activity.Status.HELD,
        activity__programme=programme,
        activity__begins_at__date__lte=on,
    )
    attended = there.values_list("person", "activity__unit__zone")
    _moments(found, attended.annotate(at=Max("activity__begins_at")))
    asked = Request.objects.filter(programme=programme)
    answered = asked.filter(asked_of__in=people, answered_on__lte=on)
    _days(found, answered.values_list("asked_of").annotate(day=Max("answered_on")))
    asking = asked.filter(asked_by__in=people, asked_on__lte=on)
    _days(found, asking.values_list("asked_by").annotate(day=Max("asked_on")))
    added = CommunityDocument.objects.filter(
        programme=programme, added_by__in=people, added_on__lte=on
    )
    _days(found, added.values_list("added_by").annotate(day=Max("added_on")))
    return found


def _moments(found: dict[int, date], rows: Iterable[tuple[int, str, datetime]]) -> None:
    _days(found, ((person, local_day(at, zone)) for person, zone, at in rows))


def _days(found: dict[int, date], rows: Iterable[tuple[int, date]]) -> None:
    for person, day in rows:
        found[person] = max(found.get(person, day), day)


def is_inactive(row: Membership, last: date | None, on: date, days: int) -> bool:
    """So long without anything done, counted from joining at the earliest."""
    begun = row.since or row.applied_on
    return on - max(last or begun, begun) > timedelta(days=days)


# --- duties -----------------------------------------------------------------------------------
def duties_by_clause(programme: Programme, on: date) -> Mapping[str, list[CommunityDuty]]:
    """Open duties of a day, by the clause that lays them on the community."""
    rows = CommunityDuty.objects.filter(programme=programme, given_on__lte=on).exclude(
        Q(done_on__lte=on) | Q(taken_back_on__lte=on)
    )
    found: dict[str, list[CommunityDuty]] = defaultdict(list)
    for row in rows.order_by("due", "pk"):
        found[row.clause].append(row)
    return found


def duties_for(person: int | None, on: date) -> QuerySet[CommunityDuty]:
    """Open duties of a person, soonest first."""
    rows = CommunityDuty.objects.filter(
        person=person or 0, given_on__lte=on, done_on=None, taken_back_on=None
    )
    return rows.select_related("community", "programme").order_by("due", "pk")


# --- a certificate of activity ----------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a tutor did in [since, last], counted from facts."""

    consultations: int
    people: int
    visits: int
    meetings: int
    led: int
    answers: int
    duties: int


def work_of(row: Membership, since: date, last: date) -> Work:
    """Counts of one member of a programme over a period; both days inclusive."""
    days = {"begins_at__date__gte": since, "begins_at__date__lte": last}
    held = Activity.objects.filter(programme=row.programme_id, status=Activity.Status.HELD, **days)
    consulted = held.filter(form=CONSULTATION, leader=row.person_id)
    there = Attendance.objects.filter(person=row.person_id, status=ATTENDED, activity__in=held)
    period = (since, last)
    return Work(
        consultations=consulted.count(),
        people=Attendance.objects.filter(activity__in=consulted)
        .values("person")
        .distinct()
        .count(),
        visits=LessonVisit.objects.filter(
            programme=row.programme_id,
            appointment__person=row.person_id,
            held_on__range=period,
        ).count(),
        meetings=there.exclude(activity__form=CONSULTATION).count(),
        led=held.exclude(form=CONSULTATION).filter(leader=row.person_id).count(),
        answers=Request.objects.filter(
            programme=row.programme_id, asked_of=row.person_id, answered_on__range=period
        ).count(),
        duties=CommunityDuty.objects.filter(
            community=row.community_id, person=row.person_id, done_on__range=period
        ).count(),
    )
