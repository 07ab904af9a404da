"""Deeds on the plan's steps: adding, drafting from the library, editing, moving, dropping."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from marshrut.activities.models import Activity, LessonVisit
from marshrut.diagnostics.access import named_groups
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes
from marshrut.norms.catalogues import FORMS, NOTHING_CHOSEN, Chosen
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.regulations.guards import guard_words
from marshrut.routes import access
from marshrut.routes.models import LibraryStep, Route, RouteStep
from marshrut.routes.queries import planner_of, route_guarding, stages_of
from marshrut.routes.writing import (
    needs,
    open_route,
    open_step,
    record_route,
    record_step,
    revise_row,
    tell_tutee,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A step of the library, by when it is to be done, and the difficulty that it helps with."""

    step: int
    due: date
    need: str = ""


@deed
def add_step(
    *,
    route: int,
    title: str,
    stage: str = "",
    due: date,
    form: str = "",
    expected: str = "",
    words: Chosen = NOTHING_CHOSEN,
    hours: int | None = None,
    document: str = "",
    need: str = "",
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """Add a step; to an agreed route only with a reason, as a revision."""
    row = open_route(route, None)
    _may_plan(row, actor)
    rules = route_guarding(row, actor.on).rules
    _fits(row, stage, due, rules)
    _called(row, form, words, rules)
    reason = _reason(row, reason)
    _known(actor, [need] if need else [])
    step = RouteStep.objects.create(
        route=row,
        number=_next_number(row),
        need=need,
        stage=stage,
        title=needs(title, "title", "title_needed"),
        form=form,
        expected=expected,
        words=dict(words),
        hours=hours,
        document=document.strip(),
        due=due,
    )
    _revise(row, reason, actor, at)
    after = {"route": row.pk, "title": step.title, "due": due}
    record_step("add_step", step, actor=actor, at=at, after=after)
    return step


@deed
def draft_steps(
    *,
    route: int,
    picks: Sequence[Pick],
    stage: str = "",
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> list[RouteStep]:
    """Take steps of the library into the plan, all or none; each is the route's own from now on."""
    row = open_route(route, None)
    _may_plan(row, actor)
    if not picks:
        raise Wrong("nothing_chosen", field="picks")
    reason = _reason(row, reason)
    kept = access.usable_steps(actor).in_bulk([pick.step for pick in picks])
    if len(kept) != len(picks):
        raise Wrong("unknown_step", field="picks")
    _known(actor, [pick.need for pick in picks if pick.need])
    rules = route_guarding(row, actor.on).rules
    made = [
        _drafted(row, kept[pick.step], pick, number, stage, rules)
        for number, pick in enumerate(picks, _next_number(row))
    ]
    RouteStep.objects.bulk_create(made)
    _revise(row, reason, actor, at)
    after = {"steps": [step.title for step in made]}
    record_route("draft_steps", row, actor=actor, at=at, after=after)
    return made


def _drafted(
    row: Route, kept: LibraryStep, pick: Pick, number: int, stage: str, rules: Rules
) -> RouteStep:
    """A step as the library has it; a form that the regulation does not know is left out."""
    _fits(row, stage, pick.due, rules)
    catalogue = rules.catalogue(FORMS)
    foreign = catalogue is not None and catalogue.closed and kept.form not in catalogue.items
    return RouteStep(
        route=row,
        number=number,
        stage=stage,
        title=kept.title,
        form="" if foreign else kept.form,
        expected=kept.expected,
        hours=kept.hours,
        due=pick.due,
        need=pick.need,
        source=kept,
    )


@deed
def edit_step(
    *,
    step: int,
    row_version: int | None,
    title: str,
    stage: str = "",
    form: str = "",
    expected: str = "",
    words: Chosen = NOTHING_CHOSEN,
    hours: int | None = None,
    document: str = "",
    need: str = "",
    reason: str = "",
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """Say the step better; its day is moved by another deed."""
    row = open_step(step, row_version)
    _may_plan(row.route, actor)
    _still_open(row)
    rules = route_guarding(row.route, actor.on).rules
    _fits(row.route, stage, row.due, rules)
    _called(row.route, form, words, rules)
    reason = _reason(row.route, reason)
    _known(actor, [need] if need else [], [row.need])
    before, after = changes(
        row,
        title=needs(title, "title", "title_needed"),
        stage=stage,
        form=form,
        expected=expected,
        words=dict(words),
        hours=hours,
        document=document.strip(),
        need=need,
    )
    _save(row, reason, actor, at)
    record_step("edit_step", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
def move_step(
    *,
    step: int,
    row_version: int | None,
    due: date,
    reason: str,
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """Give a step another day, always with a reason; the first planned day stays known."""
    row = open_step(step, row_version)
    _may_plan(row.route, actor)
    _still_open(row)
    _fits(row.route, row.stage, due, route_guarding(row.route, actor.on).rules)
    needs(reason, "reason")
    before, after = changes(
        row, due=due, moved_from=row.moved_from or row.due, moved_reason=reason.strip()
    )
    _save(row, reason.strip(), actor, at)
    record_step("move_step", row, actor=actor, at=at, before=before, after=after)
    tell_tutee("step_moved", row.route, at, step=row.title)
    return row


@deed
def drop_step(
    *, step: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> RouteStep:
    """Take a step off the way; it stays on the line with its reason."""
    row = open_step(step, row_version)
    _may_plan(row.route, actor)
    _still_open(row)
    needs(reason, "reason")
    before, after = changes(
        row, status=RouteStep.Status.DROPPED.value, dropped_reason=reason.strip()
    )
    _save(row, reason.strip(), actor, at)
    record_step("drop_step", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
def link_step(
    *,
    step: int,
    visit: LessonVisit | None = None,
    activity: Activity | None = None,
    actor: Reach,
    at: datetime,
) -> RouteStep:
    """Tie a visit or an activity of the same case to the step that it serves."""
    row = open_step(step, None)
    if not access.may_walk(actor, row.route):
        raise Forbidden
    case = row.route.enrolment_id
    if visit is not None and visit.enrolment_id != case:
        raise Wrong("of_another_route", field="visit")
    if activity is not None and not activity.attendances.filter(enrolment=case).exists():
        raise Wrong("of_another_route", field="activity")
    before, after = changes(row, visit=visit or row.visit, activity=activity or row.activity)
    row.save()
    record_step("link_step", row, actor=actor, at=at, before=before, after=after)
    return row


def _next_number(row: Route) -> int:
    return int(row.steps.aggregate(last=Max("number"))["last"] or 0) + 1


def _known(actor: Reach, named: Collection[str], had: Collection[str] = ()) -> None:
    """Refuse a group of competences that the actor does not know."""
    if named_groups(actor, named, had) is None:
        raise Wrong("unknown_need", field="need")


def _may_plan(row: Route, actor: Reach) -> None:
    """The tutor writes the steps of a plan that is theirs, either of the pair those of another."""
    if not access.may_act_as(actor, row, planner_of(route_guarding(row, actor.on).rules)):
        raise Forbidden


def _called(row: Route, form: str, words: Chosen, rules: Rules) -> None:
    """Forms and ways of work are named as the catalogues of the regulation name them."""
    chosen = {**words, **({FORMS: form} if form else {})}
    guard_words(rules, chosen, "route", row.pk)


def _fits(row: Route, stage: str, due: date, rules: Rules) -> None:
    known = {one.key for one in stages_of(rules)}
    if known and stage not in known:
        raise Wrong("unknown_stage", field="stage")
    if due > row.due:
        raise Wrong("after_route", field="due", day=row.due)
    if due < row.enrolment.since:
        raise Wrong("before_route", field="due", day=row.enrolment.since)


def _still_open(step: RouteStep) -> None:
    if step.is_done:
        raise Wrong("step_done")


def _reason(row: Route, reason: str) -> str:
    """A reason is asked once the plan is agreed."""
    return needs(reason, "reason") if row.agreed_on is not None else ""


def _save(step: RouteStep, reason: str, actor: Reach, at: datetime) -> None:
    step.save()
    route: Any = step.route
    _revise(route, reason, actor, at)


def _revise(row: Route, reason: str, actor: Reach, at: datetime) -> None:
    if row.agreed_on is not None:
        revise_row(row, reason, actor, at)
