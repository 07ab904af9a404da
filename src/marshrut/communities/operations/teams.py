"""Deeds on municipal teams: composed by an order, changed by another order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from marshrut.communities import access
from marshrut.communities.models import Community, Composition, Membership
from marshrut.communities.queries import heads_of_community, members_of
from marshrut.communities.telling import record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock
from marshrut.orders.models import Order
from marshrut.people.models import Person
from marshrut.people.operations import end_office, grant_office
from marshrut.people.queries import main_jobs
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts


@deed
def compose_team(
    *,
    community: int,
    row_version: int | None,
    order: Order,
    people: Collection[Person],
    coordinator: Person | None = None,
    actor: Reach,
    at: datetime,
) -> Composition:
    """File who is in the team by an order in force; those whom it does not name are out from then.

    The coordinator whom the order names gets the office from its day.
    """
    row = lock(Community.objects.select_related("unit", "programme"), community, row_version)
    if not access.may_found(actor, row.unit_id):
        raise Forbidden
    day = _day_of(row, order)
    if not people:
        raise Wrong("nobody_chosen", field="people")
    row.save()
    keys = {person.pk for person in people}
    own = Membership.objects.filter(community=row, until=None, refused_on=None)
    staying = set(own.filter(person__in=keys).values_list("person", flat=True))
    gone = own.exclude(person__in=keys)
    left = list(gone.values_list("person", flat=True))
    gone.update(until=day, end=Membership.End.ORDER, order=order)
    jobs = main_jobs(keys, day)
    Membership.objects.bulk_create(
        Membership(
            programme_id=row.programme_id,
            unit_id=jobs[key].unit_id if key in jobs else row.unit_id,
            community=row,
            person_id=key,
            basis=Membership.Basis.ORDER,
            order=order,
            applied_on=day,
            since=day,
        )
        for key in sorted(keys - staying)
    )
    composition = Composition.objects.create(community=row, order=order, on=day, members=len(keys))
    after = {"order": order.pk, "on": day, "people": sorted(keys), "left": sorted(left)}
    record_it("compose_team", composition, row, actor, at, None, after)
    if coordinator is not None:
        _name_coordinator(row, coordinator, day, actor, at)
    joined = [one.person for one in members_of(row, day) if one.person_id not in staying]
    tell(accounts(*joined), "team_composed", row, at)
    return composition


def _day_of(community: Community, order: Order) -> date:
    """The day of the order, which must be in force, of the territory, and of this team alone."""
    if not community.is_team:
        raise Wrong("not_a_team")
    day = order.since
    if day is None:
        raise Wrong("order_not_in_force", field="order")
    if not order.unit.path.startswith(community.unit.path):
        raise Wrong("order_of_another", field="order")
    if Composition.objects.filter(Q(order=order) | Q(community=community, on__gt=day)).exists():
        raise Wrong("composed_already", field="order")
    return day


def _name_coordinator(
    community: Community, person: Person, day: date, actor: Reach, at: datetime
) -> None:
    held = [
        office
        for office in heads_of_community(community, day)
        if office.unit_id == community.unit_id
    ]
    for office in held:
        if office.person_id != person.pk:
            end_office(office=office.pk, until=max(day, office.since), actor=actor, at=at)
    if all(office.person_id != person.pk for office in held):
        grant_office(
            person=person,
            role=community.head,
            unit=community.unit,
            since=day,
            actor=actor,
            at=at,
        )
