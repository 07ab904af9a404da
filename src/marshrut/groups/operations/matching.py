"""Deeds on what groups are formed by: what tutors lead, roads, whom to keep apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from marshrut.groups import access
from marshrut.groups.matching import roads_of
from marshrut.groups.models import Apart, GroupTutor, LedTopic, Road, Topic
from marshrut.groups.queries import topics_of
from marshrut.groups.wanted import LONGEST
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record, record_it
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import require_open, units_of


@deed
def lead_topics(
    *,
    appointment: int,
    topics: Collection[Topic],
    most_groups: int,
    most_people: int | None = None,
    actor: Reach,
    at: datetime,
) -> GroupTutor:
    """Say which topics a tutor may lead and how much they take on; by the tutor, too."""
    # The row of the tutor is locked, for two may say it for the first time at once.
    whose = lock(Appointment.objects.select_related("programme"), appointment, None)
    if not access.may_say_what_is_led(actor, whose):
        raise Forbidden
    require_open(whose.programme)
    if whose.status(actor.on) != "appointed":
        raise Wrong("not_appointed")
    led = {one.pk for one in topics}
    if topics_of(whose.programme).filter(pk__in=led).count() != len(led):
        raise Wrong("topic_closed", field="topics")
    row, _made = GroupTutor.objects.get_or_create(
        appointment=whose, defaults={"programme": whose.programme, "unit_id": whose.unit_id}
    )
    before, after = changes(row, most_groups=most_groups, most_people=most_people)
    was = set(row.led.values_list("topic", flat=True))
    row.row_version += 1
    row.save()
    row.led.exclude(topic__in=led).delete()
    LedTopic.objects.bulk_create(LedTopic(tutor=row, topic_id=key) for key in sorted(led - was))
    before, after = before | {"topics": sorted(was)}, after | {"topics": sorted(led)}
    record_it("lead_topics", row, actor, at, before, after)
    return row


@deed
def measure_roads(
    *,
    programme: Programme,
    unit: Unit,
    minutes: Mapping[int, int | None],
    actor: Reach,
    at: datetime,
) -> None:
    """Write down the roads of one organisation to others, by their keys; None forgets a road."""
    if not access.may_form(actor, programme.unit_id):
        raise Forbidden
    here = set(units_of(programme).values_list("pk", flat=True))
    if not {unit.pk, *minutes} <= here or unit.pk in minutes:
        raise Wrong("not_in_programme")
    if any(one is not None and not 0 < one <= LONGEST for one in minutes.values()):
        raise Wrong("road_too_long")
    # Two who measure at once take turns.
    Unit.objects.select_for_update().get(pk=programme.unit_id)
    known = roads_of(unit.pk)
    was = {key: known[key].minutes if key in known else None for key in minutes}
    changed = {key: told for key, told in minutes.items() if was[key] != told}
    for key, told in changed.items():
        _measure(unit.pk, key, told, known.get(key))
    record(
        "measure_roads",
        unit,
        actor=actor,
        at=at,
        before={str(key): was[key] for key in changed},
        after={str(key): told for key, told in changed.items()},
        unit=unit.pk,
        programme=programme.pk,
    )


def _measure(one: int, other: int, minutes: int | None, known: Road | None) -> None:
    if minutes is None:
        if known is not None:
            known.delete()
    elif known is None:
        Road.objects.create(unit_id=min(one, other), other_id=max(one, other), minutes=minutes)
    else:
        known.minutes = minutes
        known.row_version += 1
        known.save()


@deed
def keep_apart(
    *, programme: Programme, person: Person, other: Person, actor: Reach, at: datetime
) -> Apart:
    """Have these two in no group together; nobody is asked why, and nobody is told."""
    if not access.may_form(actor, programme.unit_id):
        raise Forbidden
    if person.pk == other.pk:
        raise Wrong("same_person", field="other")
    one, two = sorted((person, other), key=lambda who: who.pk)
    Unit.objects.select_for_update().get(pk=programme.unit_id)
    if Apart.objects.filter(
        unit=programme.unit_id, person=one, other=two, withdrawn_on=None
    ).exists():
        raise Wrong("twice", field="other")
    row = Apart.objects.create(unit_id=programme.unit_id, person=one, other=two, said_on=actor.on)
    # Who they are is read on the page of such pairs and nowhere else.
    record("keep_apart", row, actor=actor, at=at, after={"said_on": actor.on}, unit=row.unit_id)
    return row


@deed
def let_together(*, apart: int, row_version: int | None, actor: Reach, at: datetime) -> Apart:
    """They may be in one group again."""
    row = lock(Apart, apart, row_version)
    if not access.may_form(actor, row.unit_id):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("closed")
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    unit = row.unit_id
    record("let_together", row, actor=actor, at=at, before=before, after=after, unit=unit)
    return row
