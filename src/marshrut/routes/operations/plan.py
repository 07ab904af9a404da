"""Deeds on the plan of a route: writing, proposing, agreeing, revising."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes
from marshrut.norms.making import Form
from marshrut.norms.rules import Rules
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.routes import access
from marshrut.routes.kinds import MADE_BY_DEED, deliverables
from marshrut.routes.models import Product, Route, RouteRevision, RouteStage
from marshrut.routes.queries import (
    agreement_of,
    form_of,
    is_plan,
    route_guarding,
)
from marshrut.routes.sheets import sheet_of
from marshrut.routes.writing import (
    day_of,
    needs,
    open_route,
    planner,
    record_route,
    revise_row,
    speaking,
    tell_tutee,
    tell_tutor,
)

AGREED_AS = {"acquainted": Route.Agreement.ACQUAINTED}


@deed
def write_parts(
    *,
    route: int,
    row_version: int | None,
    form: str,
    parts: Mapping[str, str],
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """Write parts of a form of the route; an agreed plan is changed by a revision only.

    What is the tutee's own (goals) the tutor writes only from the tutee's paper.
    """
    row = open_route(route, row_version)
    norm = _form(row, form, actor.on)
    _may_write(row, norm, paper, actor)
    if row.agreed_on is not None and is_plan(norm):
        raise Wrong("revise_instead")
    written = _put(row, norm, parts, actor.on)
    if row.proposed_on is not None:
        _guard_proposal(row, actor.on, row.proposed_on)
    row.save()
    said_by = row.enrolment.person_id
    spoken("write_parts", row, person=said_by, paper=paper, actor=actor, at=at)
    record_route("write_parts", row, actor=actor, at=at, after={"form": form, "parts": written})
    return row


def _may_write(row: Route, norm: Form, paper: Paper | None, actor: Reach) -> None:
    """The author that the regulation names, or the tutor with the author's paper."""
    from_paper = norm.author == "tutee" and paper is not None and access.is_tutor(actor, row)
    if not (access.may_act_as(actor, row, norm.author) or from_paper):
        raise Forbidden


def _form(row: Route, name: str, on: date) -> Form:
    norm = form_of(route_guarding(row, on).rules, name)
    if norm is None:
        raise Wrong("unknown_form", form=name)
    return norm


def _put(row: Route, norm: Form, parts: Mapping[str, str], on: date) -> list[str]:
    """Set the texts and the days of their first filling; returns the parts that changed."""
    unknown = set(parts) - set(norm.parts)
    if unknown:
        raise Wrong("unknown_part", part=min(unknown))
    texts = dict(row.content.get(norm.form, {}))
    days = dict(row.filled.get(norm.form, {}))
    changed = [part for part, text in parts.items() if texts.get(part, "") != text.strip()]
    for part in changed:
        texts[part] = parts[part].strip()
        if not texts[part]:
            days.pop(part, None)
        else:
            days.setdefault(part, on.isoformat())
    row.content = {**row.content, norm.form: texts}
    row.filled = {**row.filled, norm.form: days}
    return changed


def _guard_proposal(row: Route, on: date, day: date) -> None:
    """Nothing of the plan may lack once it is proposed."""
    found = route_guarding(row, on)
    sheet = replace(sheet_of(row, found, on), proposed=True)
    guard_deed(found, "propose_route", sheet, on=day)


@deed
def propose(
    *,
    route: int,
    row_version: int | None,
    happened_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """Put the plan before the tutee."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.agreed_on is not None or row.proposed_on is not None:
        raise Wrong("twice")
    day = day_of(actor, happened_on, of=row)
    _guard_proposal(row, actor.on, day)
    before, after = changes(row, proposed_on=day)
    row.save()
    record_route("propose_route", row, actor=actor, at=at, before=before, after=after)
    tell_tutee("route_proposed", row, at)
    return row


@deed
def withdraw_proposal(*, route: int, row_version: int | None, actor: Reach, at: datetime) -> Route:
    """Take the plan back to work on it before the tutee has answered."""
    row = open_route(route, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if row.proposed_on is None or row.agreed_on is not None:
        raise Wrong("route_not_proposed")
    before, after = changes(row, proposed_on=None)
    row.save()
    record_route("withdraw_proposal", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
def acknowledge_route(
    *,
    route: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Route:
    """The tutee's word on the plan, acquainted or agreed as the regulation asks: revision 1."""
    row = open_route(route, row_version)
    day = speaking(actor, row, paper=paper)
    if not (access.may_acknowledge(actor, row) or access.may_record_for(actor, row)):
        raise Forbidden
    if row.agreed_on is not None:
        raise Wrong("twice")
    if row.proposed_on is None:
        raise Wrong("route_not_proposed")
    if day < row.proposed_on:
        raise Wrong("dates", field="happened_on")
    norm = agreement_of(route_guarding(row, actor.on).rules)
    said = AGREED_AS.get(norm.agreement if norm else "both", Route.Agreement.AGREED)
    before, after = changes(row, agreed_on=day, agreed_as=said.value, last_contact_on=day)
    if not row.stage:
        # Without stages nothing else says when the walk begins.
        row.running_on = day
    row.save()
    revision = revise_row(row, "", actor, at)
    if norm is not None:
        _keep_agreed(
            row, _agreed_kind(route_guarding(row, actor.on).rules, norm), revision, day, actor
        )
    spoken(
        "acknowledge_route",
        row,
        person=row.enrolment.person_id,
        paper=paper,
        actor=actor,
        at=at,
    )
    record_route("acknowledge_route", row, actor=actor, at=at, before=before, after=after)
    tell_tutor("route_acknowledged", row, at, on=actor.on)
    return row


def _agreed_kind(rules: Rules, norm: Form) -> str:
    """What a clause that asks for the agreed plan calls it, else the name of the form."""
    asked = (kind for one in deliverables(rules) for kind in one.deliverable)
    return next((kind for kind in asked if kind in MADE_BY_DEED), norm.form)


def _keep_agreed(row: Route, kind: str, revision: RouteRevision, day: date, actor: Reach) -> None:
    """The agreed plan is a product of its own: the clause that asks for it finds it here."""
    Product.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        route=row,
        kind=kind,
        happened_on=day,
        content={"revision": revision.number},
        author_id=planner(actor, row),
        status=Product.Status.ACCEPTED,
        submitted_on=row.proposed_on,
        accepted_on=day,
    )


@deed
def revise(
    *,
    route: int,
    row_version: int | None,
    reason: str,
    form: str = "",
    parts: Mapping[str, str] | None = None,
    dues: Mapping[str, date] | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> RouteRevision:
    """Change an agreed plan: its parts or the last days of its stages, always with a reason.

    Parts are changed by whoever may write them, days by the tutor; the other one is told.
    """
    row = open_route(route, row_version)
    norm = _form(row, form, actor.on) if form else None
    if norm is not None:
        _may_write(row, norm, paper, actor)
    if (norm is None or dues) and not access.may_lead(actor, row):
        raise Forbidden
    needs(reason, "reason")
    if row.agreed_on is None:
        raise Wrong("write_instead")
    if norm is not None:
        _put(row, norm, parts or {}, actor.on)
        _guard_proposal(row, actor.on, actor.on)
    for key, day in (dues or {}).items():
        _move_stage(row, key, day)
    row.save()
    revision = revise_row(row, reason.strip(), actor, at)
    after = {"number": revision.number, "form": form, "dues": dues and dict(dues)}
    said_by = row.enrolment.person_id
    spoken("revise_route", row, person=said_by, paper=paper, actor=actor, at=at)
    record_route("revise_route", row, actor=actor, at=at, after=after)
    if access.is_tutor(actor, row):
        tell_tutee("route_revised", row, at, number=revision.number)
    else:
        tell_tutor("route_revised", row, at, on=actor.on, number=revision.number)
    return revision


def _move_stage(row: Route, key: str, day: date) -> None:
    stage = RouteStage.objects.filter(route=row, key=key, left_on__isnull=True).first()
    if stage is None:
        raise Wrong("stage_passed", field="dues")
    if day > row.due or (stage.entered_on and day < stage.entered_on):
        raise Wrong("dates", field="dues")
    stage.due = day
    stage.save()
