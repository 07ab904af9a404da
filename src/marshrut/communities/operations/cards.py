"""Deeds on the card of a community and on its rules."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.communities import access
from marshrut.communities.models import Community, CommunityRules, Membership
from marshrut.communities.queries import last_rules, members_of
from marshrut.communities.telling import record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import not_over, require_open
from marshrut.requests.queries import accounts


@deed
def found_community(
    *,
    programme: Programme,
    unit: Unit,
    kind: str,
    name: str,
    direction: str = "",
    purpose: str = "",
    since: date,
    actor: Reach,
    at: datetime,
) -> Community:
    """Found a community at a unit that the programme reaches."""
    if not access.may_found(actor, unit.pk):
        raise Forbidden
    require_open(programme)
    if not unit.path.startswith(programme.unit.path):
        raise Wrong("not_in_programme", field="unit")
    if not programme.since <= since < programme.until:
        raise Wrong("outside_programme", field="since")
    _free(programme.pk, name)
    row = Community.objects.create(
        programme=programme,
        unit=unit,
        kind=kind,
        name=name,
        direction=direction,
        purpose=purpose,
        since=since,
    )
    after = {"kind": kind, "name": name, "since": since}
    record_it("found_community", row, row, actor, at, None, after)
    return row


@deed
def edit_community(
    *,
    community: int,
    row_version: int | None,
    name: str,
    direction: str = "",
    purpose: str = "",
    actor: Reach,
    at: datetime,
) -> Community:
    """Change the card; whoever leads writes it."""
    row = lock(Community.objects.select_related("unit", "programme"), community, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    if name != row.name:
        _free(row.programme_id, name)
    before, after = changes(row, name=name, direction=direction, purpose=purpose)
    row.save()
    record_it("edit_community", row, row, actor, at, before, after)
    return row


@deed
def adopt_rules(
    *, community: int, row_version: int | None, text: str, actor: Reach, at: datetime
) -> CommunityRules:
    """Adopt a new version of the rules; members keep the version that they accepted."""
    row = lock(Community.objects.select_related("unit", "programme"), community, row_version)
    if not access.may_lead(actor, row):
        raise Forbidden
    known = last_rules(row)
    if known is not None and known.text == text:
        raise Wrong("rules_same", field="text")
    row.save()
    rules = CommunityRules.objects.create(
        community=row, number=known.number + 1 if known else 1, text=text, since=actor.on
    )
    record_it("adopt_rules", rules, row, actor, at, None, {"number": rules.number})
    people = [one.person for one in members_of(row, actor.on)]
    tell(accounts(*people), "rules_adopted", row, at, number=rules.number)
    return rules


@deed
def close_community(
    *, community: int, row_version: int | None, until: date, actor: Reach, at: datetime
) -> Community:
    """Close it from a day on: memberships end, applications that wait are withdrawn."""
    row = lock(Community.objects.select_related("unit", "programme"), community, row_version)
    if not access.may_found(actor, row.unit_id):
        raise Forbidden
    if row.until is not None:
        raise Wrong("closed")
    if until < actor.on:
        raise Wrong("past_date", field="until")
    before, after = changes(row, until=until)
    row.save()
    own = Membership.objects.filter(not_over(until), community=row, refused_on=None)
    own.filter(since=None).update(refused_on=actor.on)
    own.filter(since__isnull=False).update(until=until, end=Membership.End.CLOSED)
    record_it("close_community", row, row, actor, at, before, after)
    return row


def _free(programme: int, name: str) -> None:
    if Community.objects.filter(programme=programme, name=name).exists():
        raise Wrong("community_exists", field="name")
