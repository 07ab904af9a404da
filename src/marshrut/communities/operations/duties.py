"""Deeds on duties: what a clause lays on the community, named people do."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.communities import access
from marshrut.communities.models import Community, CommunityDuty, Membership
from marshrut.communities.queries import members_of
from marshrut.communities.telling import accounts_of_heads, record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.people.reach import Reach
from marshrut.programmes.queries import guarding
from marshrut.requests.queries import accounts

RELATED = ("community__unit", "community__programme", "person")


@deed
def give_duty(
    *,
    community: int,
    member: Membership,
    clause: str,
    what: str,
    due: date,
    actor: Reach,
    at: datetime,
) -> CommunityDuty:
    """Give a member a duty of the community under a clause, until a day."""
    row = Community.objects.select_related("unit", "programme").get(pk=community)
    if not access.may_lead(actor, row):
        raise Forbidden
    if not members_of(row, actor.on).filter(pk=member.pk).exists():
        raise Wrong("not_a_member", field="member")
    rules = guarding(row.programme, actor.on).rules
    if clause not in {one.key for one in rules.clauses}:
        raise Wrong("unknown_clause", field="clause")
    if due < actor.on:
        raise Wrong("past_date", field="due")
    duty = CommunityDuty.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        community=row,
        person_id=member.person_id,
        clause=clause,
        what=what,
        given_on=actor.on,
        due=due,
    )
    after = {"person": member.person_id, "clause": clause, "due": due}
    record_it("give_duty", duty, row, actor, at, None, after)
    tell(accounts(member.person), "duty_given", row, at, _page(duty), due=due)
    return duty


@deed
def finish_duty(
    *, duty: int, row_version: int | None, result: str = "", actor: Reach, at: datetime
) -> CommunityDuty:
    """Say that it is done, and what came of it."""
    row = _locked(duty, row_version)
    if not access.may_finish(actor, row):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    before, after = changes(row, done_on=actor.on, result=result)
    row.save()
    record_it("finish_duty", row, row.community, actor, at, before, after)
    who = row.person.short_name
    heads = accounts_of_heads(row.community, actor.on)
    tell(heads, "duty_done", row.community, at, _page(row), who=who)
    return row


@deed
def take_back_duty(
    *, duty: int, row_version: int | None, actor: Reach, at: datetime
) -> CommunityDuty:
    """Take a duty back, to keep it or to give it to somebody else."""
    row = _locked(duty, row_version)
    if not access.may_lead(actor, row.community):
        raise Forbidden
    if not row.is_open:
        raise Wrong("closed")
    before, after = changes(row, taken_back_on=actor.on)
    row.save()
    record_it("take_back_duty", row, row.community, actor, at, before, after)
    tell(accounts(row.person), "duty_taken_back", row.community, at, _page(row))
    return row


def _page(row: CommunityDuty) -> str:
    return f"/communities/duties/{row.pk}/"


def _locked(key: int, row_version: int | None) -> CommunityDuty:
    return lock(CommunityDuty.objects.select_related(*RELATED), key, row_version)
