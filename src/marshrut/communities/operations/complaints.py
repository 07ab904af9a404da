"""Deeds of the route to complain about conduct in a community."""

from __future__ import annotations

from datetime import datetime

from marshrut.communities import access
from marshrut.communities.models import Community, ConductComplaint
from marshrut.communities.telling import accounts_of_heads, record_it, tell
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.people.reach import Reach
from marshrut.requests.queries import accounts, accounts_above

RELATED = ("community__unit", "community__programme", "author")


@deed
def complain_of_conduct(
    *, community: int, to: str, text: str, actor: Reach, at: datetime
) -> ConductComplaint:
    """Turn to the head, or past the head to the coordinator; no other member sees it."""
    row = Community.objects.select_related("unit", "programme").get(pk=community)
    if actor.person is None or not access.may_complain(actor, row):
        raise Forbidden
    complaint = ConductComplaint.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        community=row,
        author_id=actor.person,
        to=to,
        text=text,
        made_on=actor.on,
    )
    record_it("complain_of_conduct", complaint, row, actor, at, None, {"to": to})
    users = set(accounts_above(access.COORDINATOR, row.unit, actor.on))
    if to == ConductComplaint.To.HEAD:
        users |= set(accounts_of_heads(row, actor.on))
    users -= {actor.user_id or 0}
    tell(sorted(users), "conduct_complaint", row, at, _page(complaint))
    return complaint


@deed
def settle_conduct(
    *, complaint: int, row_version: int | None, settlement: str, actor: Reach, at: datetime
) -> ConductComplaint:
    """Say how it was settled; the author reads it."""
    row = lock(ConductComplaint.objects.select_related(*RELATED), complaint, row_version)
    if not access.may_settle(actor, row):
        raise Forbidden
    if row.settled_on is not None:
        raise Wrong("closed")
    before, after = changes(row, settled_on=actor.on, settlement=settlement)
    row.save()
    record_it("settle_conduct", row, row.community, actor, at, before, after)
    tell(accounts(row.author), "conduct_settled", row.community, at, _page(row))
    return row


def _page(row: ConductComplaint) -> str:
    return f"/communities/complaints/{row.pk}/"
