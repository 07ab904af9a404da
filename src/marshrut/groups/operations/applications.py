"""Deeds on applications of organisations: submitted, accepted, refused with a reason, withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from marshrut.groups import access
from marshrut.groups.answering import (
    RELATED,
    asker,
    page_of,
    tell_coordinators,
    waiting_for_answer,
)
from marshrut.groups.models import Application, GroupMember, Topic, TopicDemand
from marshrut.groups.operations.topics import add_topic
from marshrut.groups.queries import answer_days, open_demands, require_staff, standing
from marshrut.groups.telling import tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.organisations.calendars import due_after
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import require_open
from marshrut.requests.queries import accounts


@deed
def apply_for_topic(
    *,
    programme: Programme,
    unit: Unit,
    topic: Topic | None = None,
    title: str = "",
    people: Collection[Person],
    why: str = "",
    actor: Reach,
    at: datetime,
) -> Application:
    """An organisation applies for a group, naming its people; a topic not there yet is added.

    Who needs the topic already keeps their own basis.
    """
    if not access.may_apply(actor, unit.pk):
        raise Forbidden
    require_open(programme)
    if not people:
        raise Wrong("nobody_chosen", field="people")
    require_staff(programme, people, unit.pk, actor.on)
    chosen = (
        Topic.objects.get(pk=topic.pk)
        if topic
        else add_topic(
            programme=programme, unit=unit, title=title, source="request", actor=actor, at=at
        )
    )
    if chosen.programme_id != programme.pk or chosen.closed_on is not None:
        raise Wrong("topic_closed", field="topic")
    if standing(chosen.applications.filter(unit=unit)).exists():
        raise Wrong("application_exists", field="topic")
    row = Application.objects.create(
        programme=programme,
        unit=unit,
        topic=chosen,
        submitted_by_id=actor.person,
        why=why,
        submitted_on=actor.on,
        due=due_after(unit, actor.on, answer_days(programme)),
    )
    _demand(row, chosen, people, actor)
    after = {"topic": chosen.pk, "people": sorted(person.pk for person in people), "due": row.due}
    record_it("apply_for_topic", row, actor, at, None, after)
    tell_coordinators(row, "application_submitted", actor, at)
    return row


def _demand(row: Application, topic: Topic, people: Collection[Person], actor: Reach) -> None:
    known = set(open_demands([topic.pk]).values_list("person", flat=True))
    TopicDemand.objects.bulk_create(
        TopicDemand(
            programme_id=row.programme_id,
            unit_id=row.unit_id,
            topic=topic,
            person=person,
            application=row,
            basis="request",
            asked_on=actor.on,
        )
        for person in people
        if person.pk not in known
    )


@deed
def accept_application(
    *, application: int, row_version: int | None, answer: str = "", actor: Reach, at: datetime
) -> Application:
    """Take the application on: its people are placed when groups are formed."""
    row = waiting_for_answer(application, row_version, actor)
    if row.kind != Application.TOPIC:
        raise Wrong("application_needs_tutor")
    before, after = changes(row, accepted_on=actor.on, answer=answer)
    row.save()
    record_it("accept_application", row, actor, at, before, after)
    tell(accounts(row.submitted_by), "application_accepted", row.what, page_of(row), at)
    return row


@deed
def refuse_application(
    *, application: int, row_version: int | None, answer: str, actor: Reach, at: datetime
) -> Application:
    """Refuse with a reason that the organisation reads; its people no longer wait by it."""
    row = waiting_for_answer(application, row_version, actor)
    if not answer.strip():
        raise Wrong("reason_needed", field="answer")
    before, after = changes(row, refused_on=actor.on, answer=answer)
    row.save()
    _release(row, actor)
    record_it("refuse_application", row, actor, at, before, after)
    tell(accounts(row.submitted_by), "application_refused", row.what, page_of(row), at)
    return row


@deed
def withdraw_application(
    *, application: int, row_version: int | None, actor: Reach, at: datetime
) -> Application:
    """Take the application back; who is in a group by it stays there."""
    row = lock(Application.objects.select_related(*RELATED), application, row_version)
    if not access.may_withdraw_application(actor, row):
        raise Forbidden
    if row.status not in {"submitted", "accepted"}:
        raise Wrong("closed")
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    _release(row, actor)
    record_it("withdraw_application", row, actor, at, before, after)
    tell_coordinators(row, "application_withdrawn", actor, at)
    if row.appointment is not None:
        given = accounts(row.appointment.person)
        tell(given, "service_withdrawn", row.what, page_of(row), at, unit=asker(row))
    return row


def _release(row: Application, actor: Reach) -> None:
    """Its people are not waiting for a group any more, and stand in no proposal."""
    held = GroupMember.objects.filter(demand__application=row, until=None)
    held.filter(since=None).delete()
    inside = held.values("demand")
    TopicDemand.objects.filter(application=row, withdrawn_on=None).exclude(pk__in=inside).update(
        withdrawn_on=actor.on
    )
