"""Parts of deeds on routes: the day, the doer, the entry in the journal, the notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshrut.files.keeping import Received
from marshrut.files.models import StoredFile
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.operations import lock, record
from marshrut.notices.outbox import notify
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.routes import access
from marshrut.routes.models import Product, Route, RouteRevision, RouteStage, RouteStep
from marshrut.routes.queries import inherited_by, last_tutor, with_parties


def open_route(key: int, row_version: int | None) -> Route:
    """The route locked for a deed; a closed one is never changed."""
    row = lock(with_parties(Route.objects.all()), key, row_version)
    if not row.is_open:
        raise Wrong("closed")
    return row


def open_step(key: int, row_version: int | None) -> RouteStep:
    rows = RouteStep.objects.select_related(
        "route__enrolment__person", "route__programme__unit", "route__version", "route__unit"
    )
    step = lock(rows, key, row_version)
    if not step.route.is_open:
        raise Wrong("closed")
    return step


def day_of(
    actor: Reach,
    happened_on: date | None,
    *,
    field: str = "happened_on",
    of: Route | None = None,
) -> date:
    """The real day of a fact: today unless the form says an earlier one, within the case."""
    if happened_on is not None and happened_on > actor.on:
        raise Wrong("future_date", field=field)
    if of is not None and happened_on is not None and happened_on < of.enrolment.since:
        raise Wrong("before_route", field=field)
    return happened_on or actor.on


def speaking(actor: Reach, row: Route, *, paper: Paper | None) -> date:
    """The day of the tutee's own word or of the paper it stands on; Forbidden for anyone else."""
    if paper is None and access.may_acknowledge(actor, row):
        return actor.on
    if paper is None or not access.may_record_for(actor, row):
        raise Forbidden
    return day_of(actor, paper.happened_on)


def doer(actor: Reach, row: Route, *, role: str) -> int:
    """The person behind a deed; a job acts for the tutor or the tutee of the case."""
    if actor.person is not None:
        return actor.person
    tutor = last_tutor(row, on=actor.on) if role == "tutor" else None
    return tutor.person_id if tutor else row.enrolment.person_id


def kept_file(received: Received | None, actor: Reach, at: datetime) -> StoredFile | None:
    return None if received is None else keep_file(received=received, actor=actor, at=at)


def needs(text: str, field: str, code: str = "reason_needed") -> str:
    """A text that must not be empty."""
    if not text.strip():
        raise Wrong(code, field=field)
    return text.strip()


# --- revisions -------------------------------------------------------------------------------
def planner(actor: Reach, row: Route) -> int:
    """Who the plan is by: its tutor, also when the tutee's word makes it a revision.

    A change of an agreed plan is by whoever of the pair makes it.
    """
    writes = access.is_tutor(actor, row) or (row.revisions.exists() and access.is_tutee(actor, row))
    if writes and actor.person is not None:
        return actor.person
    tutor = last_tutor(row, on=actor.on)
    return tutor.person_id if tutor else doer(actor, row, role="tutor")


def revise_row(row: Route, reason: str, actor: Reach, at: datetime) -> RouteRevision:
    """Keep what the route says from now on; what it said before stays as it was."""
    last = row.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return RouteRevision.objects.create(
        route=row,
        number=last + 1,
        reason=reason,
        author_id=planner(actor, row),
        at=at,
        content=snapshot(row),
    )


def snapshot(row: Route) -> dict[str, Any]:
    """The plan as it stands: texts with the organisation's own, steps and last days of stages."""
    inherited = inherited_by(row)
    texts = {form: dict(parts) for form, parts in row.content.items()}
    steps = RouteStep.objects.filter(route=row).order_by("due", "number")
    dues = RouteStage.objects.filter(route=row, due__isnull=False)
    return {
        "texts": texts,
        "inherited": dict(inherited),
        "steps": [
            {
                "number": step.number,
                "stage": step.stage,
                "title": step.title,
                "form": step.form,
                "need": step.need,
                "expected": step.expected,
                "hours": step.hours,
                "due": step.due.isoformat(),
                "dropped": step.status == RouteStep.Status.DROPPED,
            }
            for step in steps
        ],
        "dues": {stage.key: stage.due.isoformat() for stage in dues if stage.due},
    }


# --- telling and writing down ----------------------------------------------------------------
def record_route(
    verb: str,
    row: Route,
    *,
    actor: Reach,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
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


def record_step(
    verb: str,
    step: RouteStep,
    *,
    actor: Reach,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        step,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=step.route.unit_id,
        programme=step.route.programme_id,
    )


def record_product(
    verb: str,
    row: Product,
    *,
    actor: Reach,
    at: datetime,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Texts of a product stay out of the journal: only its kind and state go there."""
    facts = {"kind": row.kind, "status": str(row.status), **(after or {})}
    record(
        verb,
        row,
        actor=actor,
        at=at,
        after=facts,
        unit=row.unit_id,
        programme=row.programme_id,
    )


def tell_tutee(code: str, row: Route, at: datetime, **params: Any) -> None:
    _tell([row.enrolment.person.user_id], code, row, at, params)


def tell_tutor(code: str, row: Route, at: datetime, *, on: date, **params: Any) -> None:
    tutor = last_tutor(row, on=on)
    _tell([tutor.person.user_id] if tutor else [], code, row, at, params)


def _tell(
    users: list[int | None], code: str, row: Route, at: datetime, params: Mapping[str, Any]
) -> None:
    known = [user for user in users if user is not None]
    if known:
        named = {"who": row.enrolment.person.short_name, **params}
        notify(users=known, code=code, params=named, url=f"/routes/{row.pk}/", at=at)
