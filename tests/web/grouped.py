"""Topics, demand and groups of a furnished world."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Model

from marshrut.groups.models import (
    Apart,
    Application,
    Formation,
    Group,
    GroupExternal,
    GroupMember,
    GroupSession,
    Topic,
    TopicDemand,
)
from marshrut.groups.queries import next_number
from marshrut.groups.wanted import Wanted
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.routes.models import Route
from tests.world import SEPTEMBER, TODAY, World


@transaction.atomic
def grouped(world: World, unit: Unit, teacher: str, tutor: str, route: Route) -> dict[str, Model]:
    """A group on a topic that works, with the pair in it, and what came before it."""
    programme, person = world.programme, world.people[teacher]
    topic = Topic.objects.create(
        programme=programme, unit=unit, title=f"Topic of {unit}", source="need", added_on=SEPTEMBER
    )
    application = Application.objects.create(
        programme=programme, unit=unit, topic=topic, submitted_on=SEPTEMBER, due=TODAY
    )
    demand = TopicDemand.objects.create(
        programme=programme,
        unit=unit,
        topic=topic,
        person=person,
        application=application,
        basis="difficulty",
        asked_on=SEPTEMBER,
    )
    group = Group.objects.create(
        programme=programme,
        unit=programme.unit,
        topic=topic,
        number=next_number(programme),
        appointment=world.appointments[tutor],
        proposed_on=SEPTEMBER,
        order=world.order(programme.unit, f"г-{unit.pk}", SEPTEMBER, "other"),
        since=SEPTEMBER,
        until=date(2027, 6, 1),
    )
    place = GroupMember.objects.create(
        programme=programme,
        unit=unit,
        group=group,
        demand=demand,
        person=person,
        enrolment=route.enrolment,
        since=SEPTEMBER,
    )
    external = GroupExternal.objects.create(
        programme=programme,
        unit=programme.unit,
        group=group,
        person=Person.objects.create(surname=f"Invited-to-{teacher}", given="Имя"),
        works_at="Institute",
        ground=f"Agreement {unit.pk}",
        since=SEPTEMBER,
        until=date(2027, 6, 1),
    )
    apart = sorted((person.pk, world.people[tutor].pk))
    return {
        "apart": Apart.objects.create(
            unit=programme.unit, person_id=apart[0], other_id=apart[1], said_on=TODAY
        ),
        "formations": Formation.objects.create(
            programme=programme,
            unit=programme.unit,
            formed_on=TODAY,
            objective="best_fit",
            asked={"wanted": Wanted().kept(), "leaders": {topic.pk: []}, "by": None},
        ),
        "leaders": world.appointments[tutor],
        "roads": unit,
        "topics": topic,
        "applications": application,
        "demands": demand,
        "groups": group,
        "places": place,
        "linked": external,
        "sessions": GroupSession.objects.create(
            programme=programme,
            unit=programme.unit,
            group=group,
            on=TODAY,
            topic=f"Session of {unit}",
        ),
    }
