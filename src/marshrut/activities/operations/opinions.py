"""Deeds about opinions, and the way to complain of one."""

from __future__ import annotations

from datetime import datetime

from marshrut.activities import access
from marshrut.activities.models import Opinion
from marshrut.activities.telling import RELATED, record_it, tell_tutee, tell_tutor
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.notices.outbox import notify
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import guarding
from marshrut.requests.queries import accounts_above, tutor_of


@deed
def give_opinion(
    *,
    enrolment: Enrolment,
    text: str,
    about: str = Opinion.About.TUTEE,
    actor: Reach,
    at: datetime,
) -> Opinion:
    """The tutor's opinion on how the introduction goes, told to the tutee; or an own note."""
    rules = guarding(enrolment.programme, actor.on)
    if not access.may_write_to(actor, enrolment) or not rules.rules.may("tutor", "give_opinion"):
        raise Forbidden
    if not enrolment.is_case or not enrolment.is_open(actor.on):
        raise Wrong("no_case", field="enrolment")
    row = Opinion.objects.create(
        programme=enrolment.programme,
        unit_id=enrolment.unit_id,
        enrolment=enrolment,
        author_id=_author(enrolment, actor),
        about=about,
        text=text,
        given_on=actor.on,
    )
    record_it("give_opinion", row, actor, at, None, {"about": about})
    if about == Opinion.About.TUTEE:
        tell_tutee(row, "opinion_given", at)
    return row


def _author(enrolment: Enrolment, actor: Reach) -> int:
    """The tutor who writes; a job writes in the name of the tutor of the day."""
    if actor.person is not None:
        return actor.person
    tutor = tutor_of(enrolment, actor.on)
    if tutor is None:
        raise Wrong("no_tutor", field="enrolment")
    return tutor.person_id


@deed
def complain(
    *, opinion: int, row_version: int | None, complaint: str, actor: Reach, at: datetime
) -> Opinion:
    """The tutee finds the opinion unfair: it is opened to the municipal coordinator alone."""
    row = lock(Opinion.objects.select_related(*RELATED), opinion, row_version)
    if not access.may_answer(actor, row) or row.about != Opinion.About.TUTEE:
        raise Forbidden
    if row.complained_on is not None:
        raise Wrong("twice")
    before, after = changes(row, complaint=complaint, complained_on=actor.on)
    row.save()
    record_it("complain", row, actor, at, before, after)
    notify(
        users=accounts_above("municipal_coordinator", row.unit, actor.on),
        code="complaint_made",
        params={"who": row.enrolment.person.short_name},
        url=f"/activities/opinions/{row.pk}/",
        at=at,
    )
    return row


@deed
def settle_complaint(
    *, opinion: int, row_version: int | None, settlement: str, actor: Reach, at: datetime
) -> Opinion:
    """The coordinator says how it was settled; tutee and tutor both read that."""
    row = lock(Opinion.objects.select_related(*RELATED), opinion, row_version)
    if not access.may_settle(actor, row):
        raise Forbidden
    if row.complained_on is None or row.settled_on is not None:
        raise Wrong("closed")
    before, after = changes(row, settlement=settlement, settled_on=actor.on)
    row.save()
    record_it("settle_complaint", row, actor, at, before, after)
    tell_tutee(row, "complaint_settled", at)
    tell_tutor(row, "complaint_settled", actor, at)
    return row
