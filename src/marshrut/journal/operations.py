"""The parts of a deed: locking what it changes, comparing, writing it down."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from marshrut.journal.actor import Actor
from marshrut.journal.deeds import Stale, claim_key, require_deed, touch
from marshrut.journal.models import JournalEntry, Versioned

V = TypeVar("V", bound=Versioned)
Values = Mapping[str, Any]

# Instead of a personal value the journal keeps only whether there was one.
HIDDEN = "…"


def record(
    verb: str,
    thing: models.Model | type[models.Model],
    *,
    actor: Actor,
    at: datetime,
    before: Values | None = None,
    after: Values | None = None,
    unit: int | None = None,
    programme: int | None = None,
    keys: Iterable[int] | None = None,
) -> JournalEntry:
    """Write one entry inside the deed's transaction.

    A bulk deed gives the class of its things and their keys.
    """
    require_deed()
    if programme is not None:
        touch(programme)
    things = None if keys is None else list(keys)
    return JournalEntry.objects.create(
        verb=verb,
        kind=thing._meta.model_name or "",
        key=thing.pk if isinstance(thing, models.Model) else None,
        keys=things,
        count=1 if things is None else len(things),
        actor_id=actor.user_id,
        reason="" if actor.user_id is not None else actor.reason,
        at=at,
        before=_without_personal(thing, before),
        after=_without_personal(thing, after),
        unit=unit,
        programme=programme,
        deed_key=claim_key(),
    )


def record_it(
    verb: str,
    row: models.Model,
    actor: Actor,
    at: datetime,
    before: Values | None,
    after: Values,
    *,
    of: models.Model | None = None,
) -> None:
    """Write the entry of a row that knows its unit and programme, or is a part ``of`` one."""
    place: Any = of or row
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=place.unit_id,
        programme=place.programme_id,
    )


def changes(thing: models.Model, **new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the attributes and return what really changed, as it was and as it is.

    Saving is the deed's own affair; values are made fit for the journal.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in new.items():
        old = getattr(thing, name)
        if old == value:
            continue
        before[name] = _kept(old)
        after[name] = _kept(value)
        setattr(thing, name, value)
    return before, after


def lock(rows: models.QuerySet[V] | type[V], key: int, row_version: int | None) -> V:
    """Fetch the row for changing, refuse if it is not the version the form showed, move it on.

    None as a version is for jobs and inner deeds, which show nothing to anybody.
    """
    queryset = rows if isinstance(rows, models.QuerySet) else rows._default_manager.all()
    # Only the row itself: PostgreSQL cannot lock the empty side of an outer join.
    row: V = queryset.select_for_update(of=("self",)).get(pk=key)
    if row_version is not None and row.row_version != row_version:
        raise Stale(row)
    row.row_version += 1
    return row


def _kept(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _without_personal(
    thing: models.Model | type[models.Model],
    values: Values | None,
) -> dict[str, Any] | None:
    if values is None:
        return None
    personal: frozenset[str] = getattr(thing, "PERSONAL", frozenset())
    return {
        name: (HIDDEN if value not in (None, "") else value) if name in personal else value
        for name, value in values.items()
    }
