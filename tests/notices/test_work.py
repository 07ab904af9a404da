"""The worker: one holder, leases, retries, giving up."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from marshrut.notices import work
from marshrut.notices.models import Job
from marshrut.notices.outbox import insert_job
from marshrut.notices.work import NoHandler, Task, claim, finish, handles, insert_daily, run_one

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_handlers", {})
    monkeypatch.setattr(work, "_daily", set())


def insert(at: datetime, kind: str = "count", key: str = "", **payload: Any) -> Job:
    insert_job(kind=kind, payload=payload, key=key, run_at=at)
    return Job.objects.latest("pk")


def run(at: datetime) -> bool:
    return run_one(now=lambda: at, real_now=lambda: at)


def test_a_job_is_done_and_its_result_kept(at: datetime) -> None:
    @handles("count")
    def count(task: Task) -> dict[str, int]:
        task.progress(1, 2)
        assert Job.objects.get().progress == 50
        return {"sum": task.payload["a"] + 1}

    job = insert(at, a=1)

    assert run(at)
    assert not run(at)

    job.refresh_from_db()
    assert (job.done_at, job.result, job.progress, job.attempts) == (at, {"sum": 2}, 100, 1)


def test_a_job_waits_for_its_time(at: datetime) -> None:
    insert(at + HOUR)

    assert claim(at=at, real=at) is None


def test_one_worker_holds_a_job_until_its_lease_runs_out(at: datetime) -> None:
    insert(at)
    first = claim(at=at, real=at)
    assert first is not None
    assert claim(at=at, real=at) is None
    assert work.renew(first, real=at + HOUR)
    assert claim(at=at, real=at + HOUR) is None

    second = claim(at=at, real=at + 2 * HOUR)

    assert second is not None
    assert second.attempts == 2
    assert not work.renew(first, real=at)
    # The first worker wakes up and must not close what the second holds.
    finish(first, at=at, result="late")
    assert Job.objects.get().done_at is None
    finish(second, at=at, result="right")
    assert Job.objects.get().result == "right"


def test_a_moved_day_does_not_break_a_lease(at: datetime) -> None:
    insert(at)
    claim(at=at, real=at)

    assert claim(at=at + 30 * 24 * HOUR, real=at) is None


def test_a_job_asked_for_while_it_runs_is_done_again(at: datetime) -> None:
    seen: list[int] = []

    @handles("count")
    def count(task: Task) -> None:
        seen.append(task.payload["n"])
        if len(seen) == 1:
            insert(at, key="7", n=2)

    insert(at, key="7", n=1)

    assert run(at)
    assert run(at)
    assert not run(at)
    assert seen == [1, 2]
    assert Job.objects.count() == 1


def test_a_failed_job_is_tried_later_and_later_then_given_up(at: datetime) -> None:
    @handles("count")
    def count(task: Task) -> None:
        raise ValueError(task.payload["a"])

    job = insert(at, a="broken")
    pauses = []
    for _ in range(work.MOST_ATTEMPTS):
        began = Job.objects.get().run_at
        assert run(began)
        pauses.append((Job.objects.get().run_at - began).total_seconds())

    job.refresh_from_db()
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 0]
    assert job.failed_at is not None
    assert "ValueError: broken" in job.error
    assert not run(at + 1000 * HOUR)


def test_a_job_that_kills_its_worker_is_given_up(at: datetime) -> None:
    job = insert(at)
    for hour in range(work.MOST_ATTEMPTS):
        assert claim(at=at, real=at + hour * HOUR) is not None

    assert claim(at=at, real=at + 100 * HOUR) is None

    job.refresh_from_db()
    assert job.failed_at == at


def test_another_worker_may_be_quicker(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    insert(at)
    queryset = type(Job.objects.all())
    first = queryset.first
    beaten: list[bool] = []

    def slow_first(self: Any) -> Job | None:
        found: Job | None = first(self)
        if found is not None and not beaten:
            beaten.append(True)
            Job.objects.update(attempts=1, leased_until=at + HOUR)
        return found

    monkeypatch.setattr(queryset, "first", slow_first)

    assert claim(at=at, real=at) is None


def test_a_job_nobody_knows_is_an_error_not_a_loss(at: datetime) -> None:
    insert(at, kind="unknown")

    assert run(at)

    assert "NoHandler" in Job.objects.get().error


def test_a_kind_has_one_handler() -> None:
    handles("count")(lambda task: None)

    with pytest.raises(NoHandler):
        handles("count")(lambda task: None)


def test_daily_jobs_come_once_a_day(at: datetime) -> None:
    @handles("remind", daily=True)
    def remind(task: Task) -> str:
        return str(task.payload["day"])

    for _ in range(2):
        insert_daily(day=at.date(), at=at)
        assert run(at) == (_ == 0)
    insert_daily(day=at.date() + timedelta(days=1), at=at)

    assert sorted(Job.objects.values_list("key", flat=True)) == ["day:2027-01-22", "day:2027-01-23"]


def test_the_lease_is_renewed_while_the_job_runs(
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    renewed = threading.Event()
    monkeypatch.setattr(work, "LEASE", timedelta(milliseconds=30))
    monkeypatch.setattr(work, "renew", lambda job, *, real: renewed.set())

    @handles("count")
    def count(task: Task) -> bool:
        return renewed.wait(5)

    insert(at)
    run(at)

    assert Job.objects.get().result is True
