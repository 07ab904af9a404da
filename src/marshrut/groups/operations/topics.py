"""Deeds on topics and on who needs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.diagnostics.access import named_groups
from marshrut.groups import access
from marshrut.groups.models import GroupMember, Topic, TopicDemand
from marshrut.groups.offering import fitting, who_could_ask
from marshrut.groups.queries import BASES, DIAGNOSIS, require_staff
from marshrut.groups.sheets import topic_sheet
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import covers, guarding, require_open


@deed
def add_topic(
    *,
    programme: Programme,
    unit: Unit,
    title: str,
    about: str = "",
    direction: str = "",
    source: str = "",
    competences: Collection[str] = (),
    actor: Reach,
    at: datetime,
) -> Topic:
    """Add a topic with its source; the regulation may say where topics come from."""
    if not access.may_add_topic(actor, unit.pk):
        raise Forbidden
    require_open(programme)
    name = " ".join(title.split())
    if not name:
        raise Wrong("title_needed", field="title")
    if not covers(programme, unit.pk):
        raise Wrong("not_in_programme", field="unit")
    if Topic.objects.filter(programme=programme, title=name).exists():
        raise Wrong("topic_exists", field="title")
    row = Topic(
        programme=programme,
        unit=unit,
        title=name,
        about=about,
        direction=direction,
        source=source,
        competences=_known(actor, competences),
        added_on=actor.on,
    )
    guard_deed(guarding(programme, actor.on), "add_topic", topic_sheet(row), on=actor.on)
    row.save()
    record_it("add_topic", row, actor, at, None, {"title": name, "source": source})
    return row


@deed
def edit_topic(
    *,
    topic: int,
    row_version: int | None,
    about: str,
    direction: str = "",
    competences: Collection[str] = (),
    actor: Reach,
    at: datetime,
) -> Topic:
    """Change what is said of a topic; its title and source stay as they were decided."""
    row = lock(Topic.objects.select_related("programme"), topic, row_version)
    if not access.may_form(actor, row.programme.unit_id):
        raise Forbidden
    known = _known(actor, competences, row.competences)
    before, after = changes(row, about=about, direction=direction, competences=known)
    row.save()
    record_it("edit_topic", row, actor, at, before, after)
    return row


def _known(actor: Reach, chosen: Collection[str], had: Collection[str] = ()) -> list[str]:
    """Groups of competences in their order."""
    known = named_groups(actor, chosen, had)
    if known is None:
        raise Wrong("unknown_need", field="competences")
    return known


@deed
def offer_topic(*, topic: int, row_version: int | None, actor: Reach, at: datetime) -> Topic:
    """Offer the topic to everybody whose diagnosis it answers and who has not asked for it.

    Each is told in person, once; nobody else learns who they are or, of a few, how many.
    """
    row = lock(Topic.objects.select_related("programme"), topic, row_version)
    if not access.may_form(actor, row.programme.unit_id):
        raise Forbidden
    if row.closed_on is not None:
        raise Wrong("topic_closed")
    people = Person.objects.filter(pk__in=who_could_ask(row, actor.on), user__isnull=False)
    before, after = changes(row, offered_on=actor.on)
    row.save()
    record_it("offer_topic", row, actor, at, before, after)
    notify(
        users=people.values_list("user", flat=True),
        code="topic_offered",
        params={"topic": row.title},
        url=f"/groups/topics/{row.pk}/",
        key=f"topic offered:{row.pk}",
        at=at,
    )
    return row


@deed
def close_topic(*, topic: int, row_version: int | None, actor: Reach, at: datetime) -> Topic:
    """Take no more demand on a topic; its groups go on."""
    row = lock(Topic.objects.select_related("programme"), topic, row_version)
    if not access.may_form(actor, row.programme.unit_id):
        raise Forbidden
    if row.closed_on is not None:
        raise Wrong("closed")
    before, after = changes(row, closed_on=actor.on)
    row.save()
    record_it("close_topic", row, actor, at, before, after)
    return row


@deed
def need_topic(
    *,
    topic: int,
    person: Person,
    unit: int,
    basis: str,
    why: str = "",
    actor: Reach,
    at: datetime,
) -> TopicDemand:
    """A teacher needs a topic: by their own word, or by that of who answers for the organisation.

    A wish or a difficulty; a result of diagnosis by their own word alone, for nobody else may know
    it. What an organisation applies for comes with its application.
    """
    row = Topic.objects.select_related("programme").get(pk=topic)
    if not access.may_need(actor, person.pk, unit):
        raise Forbidden
    require_open(row.programme)
    if row.closed_on is not None:
        raise Wrong("topic_closed")
    if basis not in BASES or basis == "request":
        raise Wrong("unknown_basis", field="basis")
    if basis == DIAGNOSIS:
        if person.pk != actor.person:
            raise Forbidden
        if not fitting(person.pk, [row], actor.on):
            raise Wrong("no_such_difficulty", field="ground")
    require_staff(row.programme, [person], unit, actor.on)
    if TopicDemand.objects.filter(topic=row, person=person, withdrawn_on=None).exists():
        raise Wrong("twice")
    demand = TopicDemand.objects.create(
        programme_id=row.programme_id,
        unit_id=unit,
        topic=row,
        person=person,
        basis=basis,
        why=why,
        asked_on=actor.on,
    )
    record_it("need_topic", demand, actor, at, None, {"topic": row.pk, "basis": basis})
    return demand


@deed
def withdraw_demand(
    *, demand: int, row_version: int | None, actor: Reach, at: datetime
) -> TopicDemand:
    """The topic is not needed any more; who is in a group leaves the group instead."""
    row = lock(TopicDemand.objects.select_related("programme"), demand, row_version)
    if not access.may_withdraw_demand(actor, row):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("closed")
    held = GroupMember.objects.filter(demand=row, until=None)
    if held.filter(since__isnull=False).exists():
        raise Wrong("in_a_group")
    held.delete()
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    record_it("withdraw_demand", row, actor, at, before, after)
    return row
