"""Parts of other nouns' deeds: telling somebody, asking for background work."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from marshrut.journal.deeds import require_deed
from marshrut.notices.models import Job, Notice

# Two deeds may take turns with a worker that finishes the job between our look and our insert.
TRIES = 5


class OutboxBusy(RuntimeError):
    """The job could be neither found nor inserted several times running."""


def notify(
    *,
    users: Iterable[int],
    code: str,
    at: datetime,
    params: Mapping[str, Any] | None = None,
    url: str = "",
    key: str = "",
) -> None:
    """Put one notice for each user into the outbox; with a key, once and no more."""
    require_deed()
    Notice.objects.bulk_create(
        (
            Notice(user_id=user, code=code, params=params or {}, url=url, key=key, created_at=at)
            for user in dict.fromkeys(users)
        ),
        ignore_conflicts=bool(key),
    )


def enqueue(
    *,
    kind: str,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
    key: str = "",
    run_at: datetime | None = None,
) -> None:
    """Ask for work; an open job with the same key takes the new payload instead of a twin."""
    require_deed()
    insert_job(kind=kind, payload=payload or {}, key=key, run_at=run_at or at)


def insert_job(*, kind: str, payload: Mapping[str, Any], key: str, run_at: datetime) -> None:
    """Insert the job or renew the open one with its key; for deeds and the worker's timetable."""
    for _ in range(TRIES):
        if key and _renew_open(kind=kind, payload=payload, key=key, run_at=run_at):
            return
        try:
            with transaction.atomic():
                Job.objects.create(kind=kind, payload=payload, key=key, run_at=run_at)
        except IntegrityError:
            continue
        return
    message = f"{kind} {key}"
    raise OutboxBusy(message)


def _renew_open(*, kind: str, payload: Mapping[str, Any], key: str, run_at: datetime) -> bool:
    still_open = Job.objects.filter(kind=kind, key=key, done_at=None, failed_at=None)
    waiting = still_open.filter(leased_until=None).update(
        payload=payload, run_at=run_at, attempts=0
    )
    return bool(waiting or still_open.update(payload=payload, run_at=run_at, again=True))
