"""Deeds of membership: applying, accepting, leaving at will; what members may ask of tutors."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.communities import access
from marshrut.communities.models import Community, CommunityRules, Incentive, Membership
from marshrut.communities.queries import last_rules, tutors_of
from marshrut.communities.sheets import member_sheet
from marshrut.communities.telling import accounts_of_heads, record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.orders.models import Order
from marshrut.people.models import Person, Training
from marshrut.people.operations import add_training
from marshrut.people.paper import Paper, spoken
from marshrut.people.queries import main_jobs
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.queries import guarding
from marshrut.requests.models import Request
from marshrut.requests.operations import ask_consultation
from marshrut.requests.queries import accounts

RELATED = ("community__unit", "community__programme", "person", "unit")


@deed
def apply_to_community(
    *,
    community: int,
    motive: str = "",
    rules: int | None = None,
    person: Person | None = None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Membership:
    """Apply of one's own wish, accepting the rules as they stand (``rules`` is their number).

    With ``paper`` whoever leads records the application of ``person``.
    """
    row = Community.objects.select_related("unit", "programme").get(pk=community)
    who = person.pk if person is not None else actor.person
    on_behalf = paper is not None and access.may_record_for(actor, row)
    if who is None or not (on_behalf or (person is None and access.may_apply(actor, row))):
        raise Forbidden
    day = paper.happened_on if paper else actor.on
    if not row.is_open(day) or row.is_team:
        raise Wrong("community_closed")
    accepted = _accepted(row, rules)
    known = Membership.objects.filter(community=row, person=who, refused_on=None)
    if known.filter(until=None).exists() or known.filter(until__gt=day).exists():
        raise Wrong("applied_already")
    job = main_jobs([who], day).get(who)
    member = Membership.objects.create(
        programme_id=row.programme_id,
        unit_id=job.unit_id if job else row.unit_id,
        community=row,
        person_id=who,
        rules=accepted,
        motive=motive,
        applied_on=day,
    )
    _guarded(member, day)
    spoken("apply_to_community", member, person=who, paper=paper, actor=actor, at=at)
    after = {"person": who, "rules": accepted.number if accepted else None, "applied_on": day}
    record_it("apply_to_community", member, row, actor, at, None, after)
    name = member.person.short_name
    page = f"/communities/members/{member.pk}/"
    tell(accounts_of_heads(row, actor.on), "membership_applied", row, at, page, who=name)
    return member


def _accepted(community: Community, number: int | None) -> CommunityRules | None:
    """The rules that are accepted: the last version, or none where there are none yet."""
    rules = last_rules(community)
    if rules is not None and number != rules.number:
        raise Wrong("rules_changed" if number else "rules_needed", field="rules")
    return rules


@deed
def accept_member(
    *, membership: int, row_version: int | None, actor: Reach, at: datetime
) -> Membership:
    """Accept an application from today."""
    row = _locked(membership, row_version)
    if not access.may_lead(actor, row.community):
        raise Forbidden
    if row.status(actor.on) != "applied":
        raise Wrong("closed")
    before, after = changes(row, since=actor.on)
    _guarded(row, actor.on)
    row.save()
    record_it("accept_member", row, row.community, actor, at, before, after)
    tell(accounts(row.person), "membership_accepted", row.community, at)
    return row


def _guarded(row: Membership, on: date) -> None:
    """What the regulation of the programme asks of who joins."""
    rules = guarding(row.community.programme, on)
    guard_deed(rules, "join_community", member_sheet(row, on), on=on)


@deed
def refuse_member(
    *, membership: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> Membership:
    """Refuse an application; the reason is read by the applicant."""
    row = _locked(membership, row_version)
    if not access.may_lead(actor, row.community):
        raise Forbidden
    if row.status(actor.on) != "applied":
        raise Wrong("closed")
    before, after = changes(row, refused_on=actor.on, reason=reason)
    row.save()
    record_it("refuse_member", row, row.community, actor, at, before, after)
    page = f"/communities/members/{row.pk}/"
    tell(accounts(row.person), "membership_refused", row.community, at, page)
    return row


@deed
def leave_community(
    *,
    membership: int,
    row_version: int | None,
    reason: str = "",
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Membership:
    """Leave of own will on any day; nobody's word is needed and no reason is asked."""
    row = _locked(membership, row_version)
    on_behalf = paper is not None and access.may_record_for(actor, row.community)
    if not (access.may_leave(actor, row) or on_behalf):
        raise Forbidden
    day = paper.happened_on if paper else actor.on
    state = row.status(actor.on)
    if state not in {"applied", "accepted"} or row.basis != Membership.Basis.WISH:
        raise Wrong("closed")
    if day < (row.since or row.applied_on):
        raise Wrong("too_early_date", field="happened_on")
    before, after = changes(row, until=day, end=Membership.End.LEFT, reason=reason)
    row.save()
    spoken("leave_community", row, person=row.person_id, paper=paper, actor=actor, at=at)
    record_it("leave_community", row, row.community, actor, at, before, after)
    who = row.person.short_name
    tell(accounts_of_heads(row.community, actor.on), "member_left", row.community, at, who=who)
    return row


@deed
def exclude_member(
    *, membership: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> Membership:
    """Exclude a member with a reason, which the member reads."""
    row = _locked(membership, row_version)
    if not access.may_lead(actor, row.community):
        raise Forbidden
    if row.status(actor.on) != "accepted" or row.basis != Membership.Basis.WISH:
        raise Wrong("closed")
    before, after = changes(row, until=actor.on, end=Membership.End.EXCLUDED, reason=reason)
    row.save()
    record_it("exclude_member", row, row.community, actor, at, before, after)
    page = f"/communities/members/{row.pk}/"
    tell(accounts(row.person), "member_excluded", row.community, at, page)
    return row


@deed
def ask_tutor(*, membership: int, what: str, why: str = "", actor: Reach, at: datetime) -> Request:
    """Ask a tutor of one's community for a consultation: any of them, not only the assigned one."""
    row = Membership.objects.select_related(*RELATED).get(pk=membership)
    if not access.may_write_to(actor, row):
        raise Forbidden
    if not tutors_of(row.community, actor.on).filter(pk=row.pk).exists():
        raise Wrong("not_appointed", field="what")
    request = ask_consultation(
        programme=row.community.programme,
        unit=row.community.unit,
        tutor=row.person,
        what=what,
        why=why,
        actor=actor,
        at=at,
    )
    record_it("ask_tutor", row, row.community, actor, at, None, {"request": request.pk})
    return request


@deed
def train_member(
    *,
    membership: int,
    title: str,
    on: date,
    place: str = "",
    hours: int | None = None,
    certificate: str = "",
    actor: Reach,
    at: datetime,
) -> Training:
    """Write down what a member was taught: the training is the person's, wherever it counts."""
    row = Membership.objects.select_related(*RELATED).get(pk=membership)
    if not access.may_train(actor, row):
        raise Forbidden
    training = add_training(
        person=row.person,
        title=title,
        on=on,
        place=place,
        hours=hours,
        certificate=certificate,
        actor=actor,
        at=at,
    )
    after = {"training": training.pk, "on": on}
    record_it("train_member", row, row.community, actor, at, None, after)
    return training


@deed
def encourage(
    *,
    membership: int,
    person: Person,
    kind: str,
    on: date,
    order: Order | None = None,
    note: str = "",
    actor: Reach,
    at: datetime,
) -> Incentive:
    """Record how the tutor, or the head of the school that lets the tutor go, was encouraged."""
    row = Membership.objects.select_related(*RELATED).get(pk=membership)
    if not access.may_encourage(actor, row):
        raise Forbidden
    if on > actor.on:
        raise Wrong("future_date", field="on")
    if order is not None and order.since is None:
        raise Wrong("order_not_in_force", field="order")
    made = Incentive.objects.create(
        membership=row, person=person, kind=kind, order=order, on=on, note=note
    )
    after = {"person": person.pk, "kind": kind, "on": on, "order": order.pk if order else None}
    record_it("encourage", made, row.community, actor, at, None, after)
    page = f"/communities/members/{row.pk}/" if person.pk == row.person_id else "/communities/"
    tell(accounts(person), "encouraged", row.community, at, page)
    return made


def _locked(key: int, row_version: int | None) -> Membership:
    return lock(Membership.objects.select_related(*RELATED), key, row_version)
