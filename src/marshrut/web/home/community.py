"""What communities ask of the reader: applications, consents, duties, records, complaints."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marshrut.communities import access
from marshrut.communities.queries import duties_for
from marshrut.communities.waiting import (
    applications_to_decide,
    complaints_to_settle,
    consents_to_give,
    meetings_to_record,
)
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Unguarded, guarding
from marshrut.web.communities.words import cite_of
from marshrut.web.home.wait import Wait, wait


def community_waits(reach: Reach) -> Iterator[Wait]:
    """Nothing is asked of the database for who has no community and leads none."""
    if reach.deeds_in(access.COORDINATOR, *access.HEADS):
        yield from _led(reach)
    if reach.communities:
        yield from _own(reach)


def _led(reach: Reach) -> Iterator[Wait]:
    for row in applications_to_decide(reach):
        yield wait(_("Answer the application: %s") % row.person.short_name, "member", row.pk)
    for complaint in complaints_to_settle(reach):
        who = complaint.author.short_name
        yield wait(_("Settle a complaint about conduct: %s") % who, "conduct", complaint.pk)


def _own(reach: Reach) -> Iterator[Wait]:
    for document in consents_to_give(reach):
        title = _("Agree to the publication, or say no: %s") % document.title
        yield wait(title, "community_document", document.pk)
    for meeting in meetings_to_record(reach):
        title = _("Record how it went: %s") % meeting.activity.title
        yield wait(title, "meeting", meeting.pk)
    yield from _duties(reach)


def _duties(reach: Reach) -> Iterator[Wait]:
    """Own duties with the clause that lays them on the community."""
    known: dict[int, Rules | None] = {}
    for row in duties_for(reach.person, reach.on):
        if row.programme_id not in known:
            known[row.programme_id] = _rules(row.programme, reach)
        rules = known[row.programme_id]
        cite = cite_of(rules, row.clause) if rules else ""
        yield wait(row.what, "duty", row.pk, row.due, clause=cite, text=row.community.name)


def _rules(programme: Programme, reach: Reach) -> Rules | None:
    try:
        return guarding(programme, reach.on).rules
    except Unguarded:
        return None
