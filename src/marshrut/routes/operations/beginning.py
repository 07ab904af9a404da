"""Deeds that make a route: a case is opened, a route copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.models import Enrolment, Subject
from marshrut.programmes.operations import name_subject, open_case
from marshrut.programmes.queries import guarding
from marshrut.routes import access
from marshrut.routes.models import Route, RouteStage, RouteStep
from marshrut.routes.queries import DAY, planned_dues, stages_of
from marshrut.routes.sheets import sheet_of
from marshrut.routes.writing import needs, open_route, record_route, tell_tutee


@deed
def begin_case(
    *,
    listed: int,
    subject: Subject | None,
    since: date | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """Open the support of a subject together with its route; the first stage begins at once."""
    row = Enrolment.objects.get(pk=listed)
    if not access.may_begin(actor, row.unit_id, row.pk, row.person_id):
        raise Forbidden
    case = open_case(listed=listed, subject=subject, since=since, actor=actor, at=at)
    route = _make(case, case.since)
    record_route("begin_case", route, actor=actor, at=at, after={"enrolment": case.pk})
    tell_tutee("case_opened", route, at)
    return route


@deed
def begin_with_subject(
    *,
    listed: int,
    title: str,
    description: str = "",
    since: date,
    until: date,
    actor: Reach,
    at: datetime,
) -> Route:
    """Name the subject and open its support with a route, all at once."""
    row = Enrolment.objects.select_related("programme", "person").get(pk=listed)
    if not access.may_begin(actor, row.unit_id, row.pk, row.person_id):
        raise Forbidden
    subject = name_subject(
        programme=row.programme,
        person=row.person,
        unit=row.unit_id,
        title=needs(title, "title", "title_needed"),
        description=description,
        since=since,
        until=until,
        actor=actor,
        at=at,
    )
    route = begin_case(listed=listed, subject=subject, actor=actor, at=at)
    after = {"subject": subject.pk}
    record_route("begin_with_subject", route, actor=actor, at=at, after=after)
    return route


@deed
def draft_route(*, enrolment: int, actor: Reach, at: datetime) -> Route:
    """Make the route of a case that is open already and has none; asked of it is what is so today.

    Whoever came with a group has a case at once, and does meanwhile what a route begins with.
    """
    case = Enrolment.objects.select_related("programme__unit", "person").get(pk=enrolment)
    if not access.may_begin(actor, case.unit_id, case.pk, case.person_id):
        raise Forbidden
    if not case.is_case or not case.is_open(actor.on):
        raise Wrong("closed")
    if Route.objects.filter(enrolment=case).exists():
        raise Wrong("twice")
    route = _make(case, actor.on)
    record_route("draft_route", route, actor=actor, at=at, after={"enrolment": case.pk})
    return route


def _make(case: Enrolment, on: date) -> Route:
    """The route and its stages, if the version of the case's opening lets it start on this day."""
    programme = case.programme
    found = guarding(programme, case.since)
    stages = stages_of(found.rules)
    until = min(case.subject.until, programme.until) if case.subject else programme.until
    last = max(until - DAY, case.since)
    route = Route.objects.create(
        programme=programme,
        unit_id=case.unit_id,
        enrolment=case,
        version=found.version,
        stage=stages[0].key if stages else "",
        due=last,
        last_contact_on=case.since,
    )
    dues = planned_dues(route, stages, case.since)
    RouteStage.objects.bulk_create(
        RouteStage(
            route=route,
            key=stage.key,
            position=place,
            entered_on=None if place else case.since,
            due=dues[stage.key],
        )
        for place, stage in enumerate(stages)
    )
    # Asked of the route as it now is: the same sheet that the board will read.
    guard_deed(found, "start_route", sheet_of(route, found, on), on=on)
    return route


@deed
def copy_route(*, route: int, to: Sequence[int], actor: Reach, at: datetime) -> Sequence[Route]:
    """Take a route's plan and steps as drafts for other cases; days move with each case."""
    source = Route.objects.select_related("enrolment").get(pk=route)
    if not (access.may_see_route(actor, source) and access.may_lead(actor, source)):
        raise Forbidden
    made = [_copy(source, key, actor, at) for key in to if key != source.pk]
    if not made:
        raise Wrong("nobody_chosen", field="to")
    return made


def _copy(source: Route, key: int, actor: Reach, at: datetime) -> Route:
    target = open_route(key, None)
    if not access.may_lead(actor, target):
        raise Forbidden
    if target.proposed_on is not None:
        raise Wrong("route_not_draft", field="to")
    day = actor.on.isoformat()
    content = {form: dict(parts) for form, parts in target.content.items()}
    filled = {form: dict(parts) for form, parts in target.filled.items()}
    for form, parts in source.content.items():
        for part, text in parts.items():
            if text.strip() and not content.get(form, {}).get(part, "").strip():
                content.setdefault(form, {})[part] = text
                filled.setdefault(form, {})[part] = day
    target.content, target.filled = content, filled
    target.save()
    _copy_steps(source, target)
    record_route("copy_route", target, actor=actor, at=at, after={"from": source.pk})
    return target


def _copy_steps(source: Route, target: Route) -> None:
    shift = max(target.enrolment.since - source.enrolment.since, timedelta())
    known = set(target.steps.values_list("title", flat=True))
    number = target.steps.count()
    rows = []
    for step in source.steps.exclude(status=RouteStep.Status.DROPPED):
        if step.title in known:
            continue
        number += 1
        rows.append(
            RouteStep(
                route=target,
                number=number,
                stage=step.stage,
                title=step.title,
                form=step.form,
                expected=step.expected,
                words=step.words,
                need=step.need,
                source_id=step.source_id,
                hours=step.hours,
                due=min(step.due + shift, target.due),
            )
        )
    RouteStep.objects.bulk_create(rows)
