"""Deeds about waivers («отступления»): asked → granted, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import KINDS
from marshrut.notices.outbox import notify
from marshrut.orders.models import Order
from marshrut.people.reach import Reach
from marshrut.people.roles import holders
from marshrut.programmes import access
from marshrut.programmes.models import Programme, Waiver
from marshrut.programmes.queries import covers, guarding, lineage, not_over
from marshrut.regulations.guards import LAW


@dataclass(frozen=True, slots=True, kw_only=True)
class Waivable:
    """One refusal for one thing, and how people call the thing."""

    clause: str
    code: str
    kind: str
    key: int
    label: str
    unit: int


@deed
def ask_waiver(
    *,
    programme: Programme,
    unit: int,
    clause: str,
    code: str,
    kind: str,
    key: int,
    label: str,
    reason: str,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> Waiver:
    """Ask to waive one refusal for one thing; a requirement of the law has no waiver."""
    if not access.may_ask_waiver(actor, unit):
        raise Forbidden
    rules = guarding(programme, actor.on).rules
    thing = Waivable(clause=clause, code=code, kind=kind, key=key, label=label, unit=unit)
    _refuse_senseless(programme, rules, thing, actor.on)
    if not reason.strip():
        raise Wrong("reason_needed", field="reason")
    if until is not None and until <= actor.on:
        raise Wrong("until_before_since", field="until")
    row = Waiver.objects.create(
        programme=programme,
        unit_id=unit,
        clause=clause,
        code=code,
        kind=kind,
        key=key,
        label=label,
        reason=reason,
        until=until,
        asked_by_id=actor.user_id,
        asked_on=actor.on,
    )
    after = {"clause": clause, "code": code, "thing": f"{kind} {key}", "reason": reason}
    record("ask_waiver", row, actor=actor, at=at, after=after, unit=unit, programme=programme.pk)
    _tell_office(row, rules, actor, at)
    return row


def _refuse_senseless(programme: Programme, rules: Rules, thing: Waivable, on: date) -> None:
    if thing.clause == LAW:
        raise Wrong("law_has_no_waiver")
    known = thing.kind in KINDS and any(one.key == thing.clause for one in rules.clauses)
    if not known:
        raise Wrong("unknown_clause")
    if not covers(programme, thing.unit):
        raise Wrong("not_in_programme")
    same = Waiver.objects.filter(
        programme=programme,
        clause=thing.clause,
        code=thing.code,
        kind=thing.kind,
        key=thing.key,
        status__in=[Waiver.Status.ASKED, Waiver.Status.GRANTED],
    )
    if same.filter(not_over(on)).exists():
        raise Wrong("waiver_exists")


def _tell_office(row: Waiver, rules: Rules, actor: Reach, at: datetime) -> None:
    """Whoever decides learns of it, unless they are the ones who asked."""
    deciding = holders(rules.waivers_by, lineage(row.unit), on=actor.on)
    users = {office.person.user_id for office in deciding} - {None, actor.user_id}
    notify(
        users=sorted(user for user in users if user),
        code="waiver_asked",
        params={"clause": rules.clause(row.clause).cite, "label": row.label},
        url=f"/programmes/waivers/{row.pk}/",
        at=at,
    )


@deed
def decide_waiver(
    *,
    waiver: int,
    row_version: int | None,
    granted: bool,
    note: str = "",
    order: Order | None = None,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> Waiver:
    """Grant or refuse, by the office that the regulation names."""
    row = lock(Waiver.objects.select_related("programme"), waiver, row_version)
    office = guarding(row.programme, actor.on).rules.waivers_by
    if not access.may_decide_waiver(actor, row, office=office):
        raise Forbidden
    if row.status != Waiver.Status.ASKED:
        raise Wrong("decided_already")
    if not granted and not note.strip():
        raise Wrong("reason_needed", field="note")
    last = until or row.until
    if granted and last is not None and last <= actor.on:
        raise Wrong("until_before_since", field="until")
    status = Waiver.Status.GRANTED if granted else Waiver.Status.REFUSED
    before, after = changes(row, status=status, decision_note=note, order=order, until=last)
    row.decided_by_id, row.decided_on = actor.user_id, actor.on
    row.save()
    _record("decide_waiver", row, actor, at, before, after)
    if row.asked_by_id and row.asked_by_id != actor.user_id:
        notify(
            users=[row.asked_by_id],
            code="waiver_granted" if granted else "waiver_refused",
            params={"label": row.label},
            url=f"/programmes/waivers/{row.pk}/",
            at=at,
        )
    return row


@deed
def withdraw_waiver(*, waiver: int, row_version: int | None, actor: Reach, at: datetime) -> Waiver:
    """Take back what was asked; a granted waiver ends today by who may decide.

    Days on which it was good stay as they were.
    """
    row = lock(Waiver.objects.select_related("programme"), waiver, row_version)
    office = guarding(row.programme, actor.on).rules.waivers_by
    decides = access.may_decide_waiver(actor, row, office=office)
    asked_it = row.asked_by_id is not None and row.asked_by_id == actor.user_id
    if not (decides or (row.status == Waiver.Status.ASKED and asked_it)):
        raise Forbidden
    match row.status_on(actor.on):
        case Waiver.Status.ASKED:
            before, after = changes(row, status=Waiver.Status.WITHDRAWN)
        case Waiver.Status.GRANTED:
            before, after = changes(row, until=actor.on)
        case _:
            raise Wrong("decided_already")
    row.save()
    _record("withdraw_waiver", row, actor, at, before, after)
    return row


@deed
def waive_many(
    *,
    programme: Programme,
    things: Sequence[Waivable],
    reason: str,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> int:
    """The same reason for chosen things, asked and granted at once by who may decide."""
    office = guarding(programme, actor.on).rules.waivers_by
    if not all(access.may_waive(actor, thing.unit, office=office) for thing in things):
        raise Forbidden
    if not things:
        raise Wrong("nobody_chosen", field="things")
    keys = [_ask(programme, thing, reason, until, actor, at).pk for thing in things]
    for key in keys:
        decide_waiver(waiver=key, row_version=None, granted=True, actor=actor, at=at)
    _record_bulk("waive_many", programme, keys, actor, at)
    return len(things)


@deed
def ask_many(
    *,
    programme: Programme,
    things: Sequence[Waivable],
    reason: str,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> int:
    """The same reason for chosen things: each is asked for by itself and decided by itself."""
    if not all(access.may_ask_waiver(actor, thing.unit) for thing in things):
        raise Forbidden
    if not things:
        raise Wrong("nobody_chosen", field="things")
    keys = [_ask(programme, thing, reason, until, actor, at).pk for thing in things]
    _record_bulk("ask_many", programme, keys, actor, at)
    return len(keys)


def _ask(
    programme: Programme,
    thing: Waivable,
    reason: str,
    until: date | None,
    actor: Reach,
    at: datetime,
) -> Waiver:
    return ask_waiver(
        programme=programme, reason=reason, until=until, actor=actor, at=at, **asdict(thing)
    )


def _record_bulk(
    verb: str, programme: Programme, keys: Sequence[int], actor: Reach, at: datetime
) -> None:
    record(
        verb,
        Waiver,
        keys=keys,
        actor=actor,
        at=at,
        unit=programme.unit_id,
        programme=programme.pk,
    )


@deed
def decide_many(
    *,
    programme: Programme,
    waivers: Sequence[int],
    granted: bool,
    note: str = "",
    actor: Reach,
    at: datetime,
) -> int:
    """The same decision on chosen waivers that wait for it."""
    asked = Waiver.objects.filter(programme=programme, status=Waiver.Status.ASKED)
    rows = list(asked.filter(pk__in=waivers))
    office = guarding(programme, actor.on).rules.waivers_by
    if not rows:
        raise Wrong("nobody_chosen", field="waivers")
    if not all(access.may_decide_waiver(actor, row, office=office) for row in rows):
        raise Forbidden
    for row in rows:
        decide_waiver(
            waiver=row.pk, row_version=None, granted=granted, note=note, actor=actor, at=at
        )
    _record_bulk("decide_waivers", programme, [row.pk for row in rows], actor, at)
    return len(rows)


def _record(
    verb: str,
    row: Waiver,
    actor: Reach,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )
