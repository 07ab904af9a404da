"""Deeds of walking the route: evidence, results, acceptance, notes, reflection."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.files.keeping import Received
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.routes import access
from marshrut.routes.models import Reflection, Route, RouteStep, StepEvidence, StepNote
from marshrut.routes.queries import route_guarding
from marshrut.routes.writing import (
    day_of,
    doer,
    kept_file,
    needs,
    open_route,
    open_step,
    record_route,
    record_step,
    tell_tutee,
    tell_tutor,
)

OPEN = frozenset(
    {RouteStep.Status.NOT_STARTED, RouteStep.Status.IN_WORK, RouteStep.Status.TO_CORRECT}
)


@deed
def add_evidence(
    *,
    step: int,
    text: str = "",
    received: Received | None = None,
    actor: Reach,
    at: datetime,
) -> StepEvidence:
    """Put a text, a file or a photo to a step; work on it has begun."""
    row = open_step(step, None)
    if not access.may_walk(actor, row.route):
        raise Forbidden
    if row.status == RouteStep.Status.DROPPED:
        raise Wrong("step_done")
    if not text.strip() and received is None:
        raise Wrong("nothing_given", field="text")
    if row.status == RouteStep.Status.NOT_STARTED:
        row.status = RouteStep.Status.IN_WORK
    row.save()
    made = StepEvidence.objects.create(
        step=row,
        text=text.strip(),
        file=kept_file(received, actor, at),
        author_id=doer(actor, row.route, role="tutee"),
        at=at,
    )
    record_step("add_evidence", row, actor=actor, at=at, after={"file": made.file_id})
    return made


@deed
def submit_step(
    *,
    step: int,
    row_version: int | None,
    result: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """Say what came of the step and give it to the tutor for checking."""
    row = open_step(step, row_version)
    on_behalf = paper is not None and access.may_record_for(actor, row.route)
    if not (access.may_walk(actor, row.route) or on_behalf):
        raise Forbidden
    if row.status not in OPEN:
        raise Wrong("step_done")
    needs(result, "result", "result_needed")
    before, after = changes(row, status=RouteStep.Status.ON_CHECK.value, result=result.strip())
    row.save()
    spoken(
        "submit_step",
        row,
        person=row.route.enrolment.person_id,
        paper=paper,
        actor=actor,
        at=at,
    )
    record_step("submit_step", row, actor=actor, at=at, before=_told(before), after=_told(after))
    tell_tutor("step_submitted", row.route, at, on=actor.on, step=row.title)
    return row


@deed
def accept_step(
    *,
    step: int,
    row_version: int | None,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """The step is walked."""
    row = open_step(step, row_version)
    if not access.may_lead(actor, row.route):
        raise Forbidden
    if row.is_done:
        raise Wrong("step_done")
    day = day_of(actor, happened_on, of=row.route)
    before, after = changes(row, status=RouteStep.Status.ACCEPTED.value, accepted_on=day, remark="")
    row.save()
    record_step("accept_step", row, actor=actor, at=at, before=_told(before), after=_told(after))
    tell_tutee("step_accepted", row.route, at, step=row.title)
    return row


@deed
def return_step(
    *, step: int, row_version: int | None, remark: str, actor: Reach, at: datetime
) -> RouteStep:
    """Give a step back with what should be corrected."""
    row = open_step(step, row_version)
    if not access.may_lead(actor, row.route):
        raise Forbidden
    if row.status != RouteStep.Status.ON_CHECK:
        raise Wrong("step_not_on_check")
    needs(remark, "remark", "remark_needed")
    before, after = changes(row, status=RouteStep.Status.TO_CORRECT.value, remark=remark.strip())
    row.save()
    record_step("return_step", row, actor=actor, at=at, before=_told(before), after=_told(after))
    tell_tutee("step_returned", row.route, at, step=row.title)
    return row


def _told(values: dict[str, object]) -> dict[str, object]:
    """The journal keeps states and days; the pair's texts stay with the pair."""
    return {name: value for name, value in values.items() if name not in {"result", "remark"}}


@deed
def add_note(
    *,
    route: int,
    step: int | None = None,
    text: str,
    received: Received | None = None,
    actor: Reach,
    at: datetime,
) -> StepNote:
    """The tutor's note or material at a step or the route, by the right the regulation gives."""
    row = open_route(route, None)
    granted = route_guarding(row, actor.on).rules.may("tutor", "add_note")
    if not (access.may_lead(actor, row) and granted):
        raise Forbidden
    if step is not None and not row.steps.filter(pk=step).exists():
        raise Wrong("of_another_route")
    row.last_contact_on = actor.on
    row.save()
    note = StepNote.objects.create(
        route=row,
        step_id=step,
        text=needs(text, "text", "nothing_given"),
        file=kept_file(received, actor, at),
        author_id=doer(actor, row, role="tutor"),
        at=at,
    )
    record_route("add_note", row, actor=actor, at=at, after={"note": note.pk, "step": step})
    tell_tutee("note_added", row, at)
    return note


@deed
def reflect(
    *,
    route: int,
    worked: str = "",
    hard: str = "",
    ahead: str = "",
    actor: Reach,
    at: datetime,
) -> Reflection:
    """The tutee's own look back; any of the three may stay empty, but not all."""
    row: Route = open_route(route, None)
    if not access.may_reflect(actor, row):
        raise Forbidden
    if not (worked.strip() or hard.strip() or ahead.strip()):
        raise Wrong("nothing_given", field="worked")
    row.save()
    made = Reflection.objects.create(
        route=row,
        author_id=doer(actor, row, role="tutee"),
        at=at,
        worked=worked.strip(),
        hard=hard.strip(),
        next=ahead.strip(),
    )
    record_route("reflect", row, actor=actor, at=at, after={"reflection": made.pk})
    return made
