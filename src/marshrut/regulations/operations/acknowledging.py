"""Deeds about acknowledging a version («Ознакомление отмечено»)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.models import Acknowledgement, RegulationVersion


@deed
def acknowledge(
    *,
    version: RegulationVersion,
    person: int,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Acknowledgement:
    """A person has read a version: by their own word, or by a signed sheet recorded for them."""
    by_paper = paper is not None and access.may_record_for(actor, [person])
    if not (by_paper or access.may_acknowledge(actor, person)):
        raise Forbidden
    _require_readable(version, paper, actor)
    if Acknowledgement.objects.filter(version=version, person=person).exists():
        raise Wrong("twice")
    return _record_one(version, person, paper, actor, at)


@deed
def acknowledge_many(
    *,
    version: RegulationVersion,
    people: Sequence[int],
    paper: Paper,
    actor: Reach,
    at: datetime,
) -> int:
    """Record a signed sheet of many people; who has acknowledged already stays as they are."""
    if not access.may_record_for(actor, people):
        raise Forbidden
    _require_readable(version, paper, actor)
    known = Acknowledgement.objects.filter(version=version, person__in=people)
    done = set(known.values_list("person", flat=True))
    left = [person for person in dict.fromkeys(people) if person not in done]
    if not left:
        raise Wrong("nobody_left", field="people")
    rows = [_keep(version, person, paper, actor, at) for person in left]
    record(
        "acknowledge_many",
        Acknowledgement,
        keys=[row.pk for row in rows],
        actor=actor,
        at=at,
        after={"version": version.pk, "on": paper.happened_on},
        unit=version.regulation.unit_id,
    )
    return len(rows)


def _require_readable(version: RegulationVersion, paper: Paper | None, actor: Reach) -> None:
    if version.status != RegulationVersion.Status.APPROVED:
        raise Wrong("version_not_approved")
    if paper is not None and paper.happened_on > actor.on:
        raise Wrong("future_date", field="happened_on")


def _keep(
    version: RegulationVersion, person: int, paper: Paper | None, actor: Reach, at: datetime
) -> Acknowledgement:
    on = paper.happened_on if paper else actor.on
    row = Acknowledgement.objects.create(version=version, person_id=person, on=on, entered_at=at)
    spoken("acknowledge", row, person=person, paper=paper, actor=actor, at=at)
    return row


def _record_one(
    version: RegulationVersion, person: int, paper: Paper | None, actor: Reach, at: datetime
) -> Acknowledgement:
    row = _keep(version, person, paper, actor, at)
    after = {"version": version.pk, "person": person, "on": row.on}
    unit = version.regulation.unit_id
    record("acknowledge", row, actor=actor, at=at, after=after, unit=unit)
    return row
