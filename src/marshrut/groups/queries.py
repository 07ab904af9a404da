"""Reading groups: who waits for which topic, who is in which group, how many may be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from marshrut.groups.models import Application, Formation, Group, GroupMember, Topic, TopicDemand
from marshrut.journal.deeds import Wrong
from marshrut.norms.admission import bases_of
from marshrut.norms.counting import Size
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import Group as GroupSheet
from marshrut.notices.models import Job
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.queries import (
    Unguarded,
    covers,
    employed_in,
    guarding,
    local_days,
    open_on,
)

# No document says how soon an application is answered: a local setting changes it.
ANSWER, USUAL_DAYS = "application", 5
MEMBERS = "members"
# The job that forms groups.
FORM = "form_groups"
# On what basis a person may need a topic; whose word each is, the access says.
DIAGNOSIS = "diagnosis"
BASES = ("wish", "difficulty", DIAGNOSIS, "request")


def standing(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications that are neither refused nor withdrawn."""
    return rows.filter(refused_on=None, withdrawn_on=None)


def open_demands(topics: Collection[int] | None = None) -> QuerySet[TopicDemand]:
    """Demand that still stands, whether a group has the person or not."""
    rows = TopicDemand.objects.filter(withdrawn_on=None)
    return rows if topics is None else rows.filter(topic__in=topics)


def waiting(rows: QuerySet[TopicDemand]) -> QuerySet[TopicDemand]:
    """Those of the demands that no group has a place for, a proposal neither."""
    placed = GroupMember.objects.filter(demand=OuterRef("pk"), until=None)
    return rows.filter(~Exists(placed), withdrawn_on=None)


def unsettled(rows: QuerySet[TopicDemand]) -> QuerySet[TopicDemand]:
    """Those of the demands that no order has given a place: waiting, or in a proposal."""
    settled = GroupMember.objects.filter(demand=OuterRef("pk"), since__isnull=False, until=None)
    return rows.filter(~Exists(settled), withdrawn_on=None)


def members_on(on: date) -> QuerySet[GroupMember]:
    """Members of approved groups on a day."""
    works = Q(group__since__lte=on, group__until__gt=on)
    return GroupMember.objects.filter(open_on(on) & works)


def places(group: Group, on: date) -> QuerySet[GroupMember]:
    """Who is in the group on a day, or would be in a proposal, by name."""
    rows = GroupMember.objects.filter(group=group)
    rows = rows.filter(until=None) if group.is_proposal else rows.filter(open_on(on))
    return rows.select_related("person", "unit", "demand", "enrolment", "group").order_by(
        "person__surname", "person__given", "pk"
    )


def members_like(condition: Q) -> QuerySet[GroupMember, int]:
    """Keys of the groups in which somebody fits the condition, or was."""
    return GroupMember.objects.filter(condition).values_list("group", flat=True)


def everybody(row: Group, on: date) -> list[int]:
    """People of a group and its tutor, by their keys."""
    tutor = [row.appointment.person_id] if row.appointment else []
    return [*tutor, *places(row, on).values_list("person", flat=True)]


def approved(programme: Programme) -> QuerySet[Group]:
    """Groups that an order has formed, those that ended too."""
    return Group.objects.filter(programme=programme, since__isnull=False)


def next_number(programme: Programme) -> int:
    """Groups of a programme are numbered in the order of being proposed; no number comes twice.

    Asked inside a deed: two that propose at once take their numbers one after the other.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    last = Group.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def answer_days(programme: Programme) -> int:
    """Working days in which an application is answered of which no clause speaks."""
    return local_days(programme, ANSWER, stated=USUAL_DAYS)


def limits(rules: Rules) -> tuple[int, int | None]:
    """The least and the most people in a group; (0, None) where no clause says."""
    sizes = [
        norm
        for _, norm in rules.norms()
        if isinstance(norm, Size) and norm.size == MEMBERS and norm.about is GroupSheet
    ]
    most = [norm.most for norm in sizes if norm.most is not None]
    return max((norm.least for norm in sizes), default=0), min(most, default=None)


def basis_of(rules: Rules, demand: TopicDemand) -> str:
    """The basis of the case: that of the demand, or what the regulation lets people in by."""
    known = bases_of(rules)
    return demand.basis if not known or demand.basis in known else known[0]


def enrolment_here(programme: Programme, person: Person, unit: int, on: date) -> Enrolment | None:
    """An open enrolment of the person in this organisation, one without a subject first."""
    rows = Enrolment.objects.filter(open_on(on), programme=programme, person=person, unit=unit)
    return min(rows, key=lambda row: (row.is_case, row.pk), default=None)


def topics_of(programme: Programme) -> QuerySet[Topic]:
    """Topics on which demand is still taken."""
    return Topic.objects.filter(programme=programme, closed_on=None).order_by("title")


def require_staff(programme: Programme, people: Collection[Person], unit: int, on: date) -> None:
    """Everybody works in the organisation on the day, and the programme reaches it."""
    if not covers(programme, unit):
        raise Wrong("not_in_programme", field="unit")
    here = set(employed_in(unit, on).values_list("person", flat=True))
    for person in people:
        if person.pk not in here:
            raise Wrong("not_employed_here", field="person", person=str(person))


def last_formation(programme: Programme) -> Formation | None:
    """What came out when groups were formed last."""
    rows = Formation.objects.filter(programme=programme, formed_on__isnull=False)
    return rows.order_by("pk").last()


def last_asked(programme: Programme) -> int:
    """The key of the forming that was asked for last."""
    rows = Formation.objects.filter(programme=programme).order_by("-pk")
    return rows.values_list("pk", flat=True)[0]


def work_on(row: Formation) -> Job | None:
    """The job that forms these groups."""
    jobs = Job.objects.filter(kind=FORM, key=f"formation:{row.pk}")
    return jobs.order_by("-pk").first()


def known_outside(programme: Programme, on: date) -> bool:
    """Does the regulation let a tutor from outside see the support of people here?"""
    try:
        return guarding(programme, on).rules.may("external_tutor", "see_case")
    except Unguarded:
        return False
