"""Deeds of whoever runs a campaign: preparing, inviting, starting, reminding, finishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from marshrut.diagnostics import access
from marshrut.diagnostics.models import Campaign, Instrument, Response
from marshrut.diagnostics.operations.instruments import publish_instrument
from marshrut.diagnostics.queries import staff_to_invite
from marshrut.diagnostics.questionnaires import HUNDRED, OBSERVED
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.models import Notice
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach

PAGE = "/diagnostics/responses/{}/"


@deed
def prepare_campaign(
    *,
    unit: Unit,
    instrument: str,
    title: str,
    since: date,
    due: date,
    none_from: int | None = None,
    middle_from: int | None = None,
    levels_source: str = "",
    anonymous: bool = False,
    actor: Reach,
    at: datetime,
) -> Campaign:
    """Put down what is asked, of which territory and when.

    Thresholds are the instrument's own unless others are given with their source.
    """
    if not access.may_prepare(actor, unit.pk):
        raise Forbidden
    if due < since:
        raise Wrong("dates", field="due")
    if Campaign.objects.filter(unit=unit, title=title).exists():
        raise Wrong("campaign_title_taken", field="title")
    published = _to_ask(unit, instrument, actor, at)
    if published.kind in OBSERVED:
        raise Wrong("unknown_instrument", field="instrument")
    usual = published.questionnaire.levels
    none, middle = none_from or usual.none, middle_from or usual.middle
    if not 0 < middle <= none <= HUNDRED:
        raise Wrong("levels_out_of_order", field="middle_from")
    own = (none, middle) != (usual.none, usual.middle)
    if own and not levels_source.strip():
        raise Wrong("levels_need_source", field="levels_source")
    row = Campaign.objects.create(
        unit=unit,
        instrument=published,
        title=title,
        since=since,
        due=due,
        none_from=none,
        middle_from=middle,
        levels_source=levels_source if own else usual.source,
        anonymous=anonymous,
    )
    after = {"instrument": published.pk, "since": since, "due": due, "title": title}
    after |= {"anonymous": anonymous}
    record("prepare_campaign", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


def _to_ask(unit: Unit, code: str, actor: Reach, at: datetime) -> Instrument:
    """The newest version of a questionnaire: of one's own the published one."""
    own = access.instruments_to_ask(actor).filter(code=code).first()
    if own is None or own.published is None:
        return publish_instrument(unit=unit.pk, code=code, actor=actor, at=at)
    return own.published


@deed
def invite(*, campaign: int, units: Sequence[int], actor: Reach, at: datetime) -> int:
    """Invite the pedagogical staff that these organisations have today and not yet invited."""
    row = Campaign.objects.select_related("unit").get(pk=campaign)
    if not access.may_invite(actor, row, units):
        raise Forbidden
    if row.status == "finished":
        raise Wrong("closed")
    if not units:
        raise Wrong("nobody_chosen", field="units")
    jobs = staff_to_invite(row, units, actor.on)
    if not jobs:
        raise Wrong("all_invited", field="units")
    made = Response.objects.bulk_create(
        Response(campaign=row, unit_id=job.unit_id, person_id=job.person_id, invited_on=actor.on)
        for job in jobs
    )
    keys = [one.pk for one in made]
    record("invite", Response, keys=keys, actor=actor, at=at, unit=row.unit_id)
    if row.status == "running":
        _tell_invited(row, at)
    return len(made)


@deed
def start_campaign(
    *, campaign: int, row_version: int | None, actor: Reach, at: datetime
) -> Campaign:
    """Open the questionnaire to everybody invited; each with an account is told."""
    row = _locked(campaign, row_version)
    if not access.may_run(actor, row):
        raise Forbidden
    if row.status != "draft":
        raise Wrong("closed")
    if not row.responses.exists():
        raise Wrong("nobody_invited")
    before, after = changes(row, started_on=actor.on)
    row.save()
    record("start_campaign", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    _tell_invited(row, at)
    return row


@deed
def finish_campaign(
    *, campaign: int, row_version: int | None, actor: Reach, at: datetime
) -> Campaign:
    """Close the questionnaire; what was begun and not finished stays with its person alone.

    Of an anonymous one it goes.
    """
    row = _locked(campaign, row_version)
    if not access.may_run(actor, row):
        raise Forbidden
    if row.status != "running":
        raise Wrong("closed")
    before, after = changes(row, finished_on=actor.on)
    row.save()
    if row.anonymous:
        row.responses.filter(finished_on=None).update(answers={})
    record("finish_campaign", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def remind_of_campaign(*, campaign: int, actor: Reach, at: datetime) -> int:
    """Remind those of one's people who have not finished, once a day; how many were told."""
    row = Campaign.objects.select_related("unit").get(pk=campaign)
    if not access.may_remind(actor, row):
        raise Forbidden
    if row.status != "running":
        raise Wrong("closed")
    rows = access.to_remind(actor, row).filter(person__user__isnull=False)
    waiting = {one.person.user_id or 0: one.pk for one in rows.select_related("person")}
    key = f"diagnosis:{row.pk}:{actor.on.isoformat()}"
    known = Notice.objects.filter(key=key, user__in=waiting)
    told = sorted(set(waiting) - set(known.values_list("user", flat=True)))
    if not told:
        raise Wrong("reminded_today" if waiting else "nobody_waits")
    for user in told:
        _tell("diagnosis_reminder", row, user, waiting[user], at, key=key)
    keys = [waiting[user] for user in told]
    record("remind_of_campaign", Response, keys=keys, actor=actor, at=at, unit=row.unit_id)
    return len(told)


def _tell_invited(row: Campaign, at: datetime) -> None:
    """Everybody not told yet, once."""
    rows = row.responses.filter(finished_on=None, person__user__isnull=False)
    key = f"diagnosis:{row.pk}:invited"
    told = set(Notice.objects.filter(key=key).values_list("user", flat=True))
    for one in rows.select_related("person"):
        user = one.person.user_id or 0
        if user not in told:
            _tell("diagnosis_invited", row, user, one.pk, at, key=key)


def _tell(code: str, row: Campaign, user: int, response: int, at: datetime, *, key: str) -> None:
    params = {"title": row.title, "due": row.due}
    notify(users=[user], code=code, params=params, url=PAGE.format(response), key=key, at=at)


def _locked(key: int, row_version: int | None) -> Campaign:
    return lock(Campaign.objects.select_related("unit", "instrument"), key, row_version)
