"""Deeds about supported schools: the head's request, criteria, the decision, the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.outbox import notify
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.people.roles import heads_of, holders
from marshrut.programmes import access
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import (
    CriterionValue,
    Programme,
    SchoolCriterion,
    SchoolEnrolment,
)
from marshrut.programmes.operations.enrolments import enrol_all
from marshrut.programmes.queries import guarding, institutions_of, lineage, require_open
from marshrut.programmes.supported import school_sheet

Status = SchoolEnrolment.Status
# Whether a criterion is met (None: not known), and on what ground.
Valued = tuple[bool | None, str]


@deed
def add_criterion(
    *, programme: Programme, title: str, kind: str, actor: Reach, at: datetime
) -> SchoolCriterion:
    """Add a criterion by which schools are chosen in this programme."""
    if not access.may_run(actor, programme.unit_id):
        raise Forbidden
    require_open(programme)
    if programme.criteria.filter(title=title, dropped_on=None).exists():
        raise Wrong("twice", field="title")
    row = SchoolCriterion.objects.create(programme=programme, title=title, kind=kind)
    _record_criterion("add_criterion", row, actor, at, {"title": title, "kind": kind})
    return row


@deed
def drop_criterion(*, criterion: int, actor: Reach, at: datetime) -> SchoolCriterion:
    """Take a criterion off the list; what was said by it of schools stays."""
    row = SchoolCriterion.objects.select_for_update(of=("self",)).get(pk=criterion)
    if not access.may_run(actor, row.programme.unit_id):
        raise Forbidden
    if row.dropped_on is not None:
        raise Wrong("closed")
    row.dropped_on = actor.on
    row.save(update_fields=["dropped_on"])
    _record_criterion("drop_criterion", row, actor, at, {"dropped_on": actor.on})
    return row


@deed
def ask_support(
    *,
    programme: Programme,
    unit: int,
    wish: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> SchoolEnrolment:
    """The head asks that the school be supported; the coordinator may enter it from paper."""
    if not (access.may_ask_support(actor, unit) or (paper and access.may_run(actor, unit))):
        raise Forbidden
    require_open(programme)
    if not (programme.schools_ask and institutions_of(programme).filter(pk=unit).exists()):
        raise Wrong("not_in_programme", field="unit")
    known = SchoolEnrolment.objects.filter(programme=programme, unit=unit)
    if known.filter(status__in=[Status.REQUESTED, Status.INCLUDED]).exists():
        raise Wrong("twice", field="unit")
    head = min((person for _, person in heads_of([unit], on=actor.on)), default=None)
    if paper is not None and head is None:
        raise Wrong("no_head", field="unit")
    row = SchoolEnrolment.objects.create(
        programme=programme,
        unit_id=unit,
        wish=wish,
        asked_on=paper.happened_on if paper else actor.on,
        asked_by_id=actor.user_id,
    )
    if head is not None:
        spoken("ask_support", row, person=head, paper=paper, actor=actor, at=at)
    _record("ask_support", row, actor, at, after={"asked_on": row.asked_on})
    _tell("municipal_coordinator", "support_asked", row, actor, at)
    return row


@deed
def assess_school(
    *,
    school: int,
    row_version: int | None,
    values: Mapping[int, Valued],
    actor: Reach,
    at: datetime,
) -> SchoolEnrolment:
    """Say by each criterion whether the school meets it and on what ground; the head reads it."""
    row = _locked(school, row_version)
    if not access.may_decide_school(actor, row):
        raise Forbidden
    _require(row, Status.REQUESTED)
    known = {one.pk for one in row.programme.criteria.filter(dropped_on=None)}
    if not values or not values.keys() <= known:
        raise Wrong("nothing_said")
    for criterion, (met, ground) in values.items():
        CriterionValue.objects.update_or_create(
            school=row, criterion_id=criterion, defaults={"met": met, "ground": ground}
        )
    before, after = changes(row, assessed_on=actor.on)
    row.save()
    _record("assess_school", row, actor, at, before, after | {"criteria": sorted(values)})
    return row


@deed
def admit_school(
    *, school: int, row_version: int | None, since: date, actor: Reach, at: datetime
) -> SchoolEnrolment:
    """Include the school; whom the regulation enrols by itself is enrolled with it."""
    row = _locked(school, row_version)
    if not access.may_decide_school(actor, row):
        raise Forbidden
    require_open(row.programme)
    _require(row, Status.REQUESTED)
    if not max(row.asked_on, row.programme.since) <= since < row.programme.until:
        raise Wrong("outside_programme", field="since")
    before, after = changes(
        row, status=Status.INCLUDED, decided_on=actor.on, since=since, reason=""
    )
    guard_deed(
        guarding(row.programme, actor.on),
        "admit_school",
        school_sheet(row, actor.on),
        on=actor.on,
    )
    row.decided_by_id = actor.user_id
    row.save()
    _record("admit_school", row, actor, at, before, after)
    _tell("head", "school_included", row, actor, at)
    if row.programme.status == "running":
        system = Reach.system(f"school {row.pk} is included", actor.on)
        enrol_all(programme=row.programme, actor=system, at=at)
    return row


@deed
def refuse_school(
    *, school: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> SchoolEnrolment:
    """Refuse with a reason, which the head reads beside what is known of the school."""
    row = _locked(school, row_version)
    if not access.may_decide_school(actor, row):
        raise Forbidden
    _require(row, Status.REQUESTED)
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    before, after = changes(row, status=Status.REFUSED, decided_on=actor.on, reason=reason)
    row.decided_by_id = actor.user_id
    row.save()
    _record("refuse_school", row, actor, at, before, after)
    _tell("head", "school_refused", row, actor, at)
    return row


@deed
def withdraw_school(
    *, school: int, row_version: int | None, actor: Reach, at: datetime
) -> SchoolEnrolment:
    """The head takes the request back while it waits."""
    row = _locked(school, row_version)
    if not access.may_ask_support(actor, row.unit_id):
        raise Forbidden
    _require(row, Status.REQUESTED)
    before, after = changes(row, status=Status.WITHDRAWN, decided_on=actor.on)
    row.save()
    _record("withdraw_school", row, actor, at, before, after)
    return row


@deed
def finish_school(
    *,
    school: int,
    row_version: int | None,
    until: date,
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> SchoolEnrolment:
    """End the support of a school; ``until`` is the first day without it."""
    row = _locked(school, row_version)
    if not access.may_decide_school(actor, row):
        raise Forbidden
    _require(row, Status.INCLUDED)
    if row.since is None or not row.since <= until <= row.programme.until:
        raise Wrong("dates", field="until")
    if until > actor.on:
        raise Wrong("future_date", field="until")
    before, after = changes(row, status=Status.FINISHED, until=until, reason=reason)
    row.save()
    _record("finish_school", row, actor, at, before, after)
    _tell("head", "school_finished", row, actor, at)
    return row


def _locked(school: int, row_version: int | None) -> SchoolEnrolment:
    rows = SchoolEnrolment.objects.select_related("programme__unit", "unit")
    return lock(rows, school, row_version)


def _require(row: SchoolEnrolment, status: str) -> None:
    if row.status != status:
        raise Wrong("decided_already")


def _tell(role: str, code: str, row: SchoolEnrolment, actor: Reach, at: datetime) -> None:
    """Whoever holds the office over the school learns of it, unless they did it themselves."""
    offices = holders(role, lineage(row.unit), on=actor.on)
    users = {office.person.user_id for office in offices} - {None, actor.user_id}
    notify(
        users=sorted(user for user in users if user),
        code=code,
        params={"unit": row.unit.short_name},
        url=f"/programmes/supported/{row.pk}/",
        at=at,
    )


def _record(
    verb: str,
    row: SchoolEnrolment,
    actor: Reach,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )


def _record_criterion(
    verb: str, row: SchoolCriterion, actor: Reach, at: datetime, after: dict[str, Any]
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        after=after,
        unit=row.programme.unit_id,
        programme=row.programme_id,
    )
