"""The worker's part: claiming a job, holding its lease, retrying, giving up.

Two times are told apart: `at` is the installation's (moved in a demonstration) and says what is
due; `real` is never moved and says whether a lease has run out.
"""

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from marshrut.notices.models import Job
from marshrut.notices.outbox import insert_job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
RENEWALS = 3
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_ERROR = 4000

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What a handler gets: the job's payload, the moment, a way to tell how far it has come."""

    payload: dict[str, Any]
    at: datetime
    progress: Callable[[int, int], None]


# A handler must bear being run twice: a killed worker's job is begun again.
Handler = Callable[[Task], Any]

_handlers: dict[str, Handler] = {}
_daily: set[str] = set()


class NoHandler(LookupError):
    """A job of a kind that no code does."""


def handles(kind: str, *, daily: bool = False) -> Callable[[Handler], Handler]:
    """Register the function as the one that does jobs of this kind; daily ones need no deed."""

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(kind, handler) is not handler:
            message = f"two handlers for {kind}"
            raise NoHandler(message)
        if daily:
            _daily.add(kind)
        return handler

    return register


def insert_daily(*, day: date, at: datetime) -> None:
    """Insert each daily job that this day has not seen yet, whether done since or not."""
    keys = {kind: f"day:{day.isoformat()}" for kind in _daily}
    seen = set(
        Job.objects.filter(kind__in=keys, key=f"day:{day.isoformat()}").values_list(
            "kind", flat=True
        )
    )
    for kind in sorted(keys.keys() - seen):
        insert_job(kind=kind, payload={"day": day.isoformat()}, key=keys[kind], run_at=at)


def do_daily(*, day: date, at: datetime) -> None:
    """Do every daily job of this day at once, without waiting for a worker.

    A job that fails is left to the worker, which will meet the same day and try again.
    """
    for kind in sorted(_daily):
        task = Task(payload={"day": day.isoformat()}, at=at, progress=lambda done, of: None)
        try:
            _handlers[kind](task)
        except Exception:
            logger.exception("daily job %s of %s failed", kind, day)


def run_one(*, now: Clock, real_now: Clock) -> bool:
    """Do one due job; tell whether there was one."""
    job = claim(at=now(), real=real_now())
    if job is None:
        return False
    stop = threading.Event()
    renewal = threading.Thread(target=_keep_lease, args=(job, real_now, stop), daemon=True)
    renewal.start()
    try:
        result = _handler(job.kind)(
            Task(payload=job.payload, at=now(), progress=lambda done, of: _show(job, done, of)),
        )
    except Exception:
        logger.exception("job %s failed", job)
        put_off(job, at=now(), error=traceback.format_exc())
    else:
        finish(job, at=now(), result=result)
    finally:
        stop.set()
        renewal.join()
    return True


def claim(*, at: datetime, real: datetime) -> Job | None:
    """Take one due job by a conditional update, so that of several workers one gets it."""
    free = Q(leased_until=None) | Q(leased_until__lt=real)
    due = Job.objects.filter(free, done_at=None, failed_at=None, run_at__lte=at)
    while (job := due.order_by("run_at", "pk").first()) is not None:
        if job.attempts >= MOST_ATTEMPTS:
            # Its worker was killed each time: perhaps by the job itself.
            due.filter(pk=job.pk, attempts=job.attempts).update(failed_at=at, leased_until=None)
            continue
        taken = due.filter(pk=job.pk, attempts=job.attempts).update(
            leased_until=real + LEASE,
            attempts=F("attempts") + 1,
            again=False,
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def finish(job: Job, *, at: datetime, result: Any) -> None:
    """Close the job, or open it anew if it was asked for again meanwhile."""
    done = (
        _held(job)
        .filter(again=False)
        .update(
            done_at=at,
            leased_until=None,
            progress=100,
            result=result,
            error="",
        )
    )
    if not done:
        _held(job).update(leased_until=None, attempts=0, again=False, progress=0)


def put_off(job: Job, *, at: datetime, error: str) -> None:
    """Try again later, each time twice as late; after the last attempt give up."""
    if job.attempts >= MOST_ATTEMPTS:
        _held(job).update(failed_at=at, leased_until=None, error=error[-LONGEST_ERROR:])
        return
    pause = FIRST_PAUSE * 2 ** (job.attempts - 1)
    _held(job).update(run_at=at + pause, leased_until=None, error=error[-LONGEST_ERROR:])


def renew(job: Job, *, real: datetime) -> bool:
    """Hold the job for another term; False if it was lost."""
    return bool(_held(job).update(leased_until=real + LEASE))


def _held(job: Job) -> QuerySet[Job]:
    # The number of attempts tells our holding from a later worker's.
    return Job.objects.filter(
        pk=job.pk,
        attempts=job.attempts,
        leased_until__isnull=False,
        done_at=None,
        failed_at=None,
    )


def _handler(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError:
        raise NoHandler(kind) from None


def _show(job: Job, done: int, of: int) -> None:
    _held(job).update(progress=min(99, done * 100 // max(of, 1)))


def _keep_lease(job: Job, real_now: Clock, stop: threading.Event) -> None:
    try:
        while not stop.wait(LEASE.total_seconds() / RENEWALS):
            renew(job, real=real_now())
    finally:
        connection.close()
