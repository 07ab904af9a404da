"""Deeds on results that another system counted: instruments of their own, never mixed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from marshrut.diagnostics import access
from marshrut.diagnostics.models import Campaign, Instrument, Response, Score
from marshrut.diagnostics.questionnaires import HUNDRED
from marshrut.diagnostics.shipped import frameworks
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.regulations.queries import digest_of
from marshrut.requests.queries import accounts
from marshrut.tables.headers import plain

FRAMEWORK = "competences"


def _code(title: str) -> str:
    """The code of an instrument of another system: the same for the same title, however typed."""
    return f"imported-{sha256(plain(title).encode()).hexdigest()[:16]}"


@deed
def open_imported(
    *,
    unit: Unit,
    title: str,
    groups: Collection[str],
    since: date,
    due: date,
    actor: Reach,
    at: datetime,
) -> Campaign:
    """A finished campaign for results from elsewhere, of what was asked there until ``due``.

    Its instrument is a version of its own for each set of groups: what was not measured is not
    compared.
    """
    if not access.may_import(actor, unit.pk):
        raise Forbidden
    published = _published(title, groups, actor)
    levels = published.questionnaire.levels
    row = Campaign.objects.create(
        unit=unit,
        instrument=published,
        title=_free_title(unit, title, due),
        since=since,
        due=due,
        none_from=levels.none,
        middle_from=levels.middle,
        levels_source=levels.source,
        started_on=since,
        finished_on=due,
    )
    after = {"instrument": published.pk, "since": since, "due": due, "title": row.title}
    record("open_imported", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


def _published(title: str, groups: Collection[str], actor: Reach) -> Instrument:
    frame: Mapping[str, Any] = frameworks()[FRAMEWORK]
    code = _code(title)
    document = {
        "instrument": code,
        "kind": "self_diagnosis",
        "title": title,
        "imported": "yes",
        "groups": [group for group in frame["groups"] if group["key"] in groups],
        "levels": frame["levels"],
    }
    digest = digest_of(document)
    known = Instrument.objects.filter(code=code)
    same = known.filter(digest=digest).first()
    if same is not None:
        return same
    return Instrument.objects.create(
        code=code,
        number=known.count() + 1,
        kind=document["kind"],
        title=title,
        document=document,
        digest=digest,
        published_on=actor.on,
    )


def _free_title(unit: Unit, title: str, due: date) -> str:
    """Two imports of one source on one day are told apart by a number."""
    told = f"{title[:230]}, {due:%d.%m.%Y}"
    taken = set(Campaign.objects.filter(unit=unit).values_list("title", flat=True))
    numbered = (f"{told} ({number})" for number in range(2, len(taken) + 3))
    return told if told not in taken else next(one for one in numbered if one not in taken)


@deed
def enter_result(
    *,
    campaign: Campaign,
    unit: int,
    person: Person,
    on: date,
    indexes: Mapping[str, int],
    actor: Reach,
    at: datetime,
) -> Response:
    """Write down what one person came to, in percent by group; they are told and may object."""
    if not access.may_import(actor, campaign.unit_id):
        raise Forbidden
    if not indexes or not all(0 <= index <= HUNDRED for index in indexes.values()):
        raise Wrong("answers_lacking", field="indexes", count=0)
    row = Response.objects.create(
        campaign=campaign,
        unit_id=unit,
        person=person,
        invited_on=on,
        started_on=on,
        finished_on=on,
        from_paper=True,
        imported=True,
    )
    Score.objects.bulk_create(
        Score(response=row, group=group, points=index, most=HUNDRED, index=index)
        for group, index in indexes.items()
    )
    paper = Paper(basis="paper", happened_on=on)
    spoken("enter_result", row, person=person.pk, paper=paper, actor=actor, at=at)
    after = {"finished_on": on, "campaign": campaign.pk}
    record("enter_result", row, actor=actor, at=at, after=after, unit=unit)
    notify(
        users=accounts(person),
        code="result_imported",
        params={"title": campaign.instrument.title},
        url="/diagnostics/results/",
        at=at,
    )
    return row
