"""Every day a copy at the set hour, read through when it is made; the oldest ones go."""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from marshrut.notices.outbox import insert_job
from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach
from marshrut.upkeep.checking import check_copy
from marshrut.upkeep.copying import make_copy
from marshrut.upkeep.operations import tell_copy_failed
from marshrut.upkeep.queries import COPY, terms
from marshrut.upkeep.rotation import drop_old, mark_checked, place
from marshrut.upkeep.unfit import Unfit

logger = logging.getLogger(__name__)

# A full disk may be freed, a lost one put back: try again, but not without end before morning.
AGAIN = timedelta(hours=1)


@handles("plan_copy", daily=True)
def plan_copy(task: Task) -> None:
    """Put the day's copy on the timetable; one whose hour has passed is made at once."""
    day = date.fromisoformat(task.payload["day"])
    zone = timezone.get_default_timezone()
    run_at = datetime.combine(day, time(terms().hour), zone)
    insert_job(kind=COPY, payload={}, key="daily", run_at=run_at)


@handles(COPY)
def keep_copy(task: Task) -> dict[str, Any]:
    """Make a copy, read it through, remove the old; a failure is told and tried again later."""
    path = place(task.at)
    try:
        made = _make(path, task)
    except Unfit as error:
        logger.exception("the copy %s failed", path.name)
        actor = Reach.system("scheduled copy", timezone.localdate(task.at))
        tell_copy_failed(name=path.name, actor=actor, at=task.at)
        again = task.at + AGAIN
        insert_job(kind=COPY, payload={}, key=f"again:{again:%H:%M}", run_at=again)
        return {"failed": error.code, "params": error.params}
    return made


def _make(path: Path, task: Task) -> dict[str, Any]:
    manifest = make_copy(path, at=task.at, progress=lambda done, of: task.progress(done, 2 * of))
    try:
        check_copy(path, progress=lambda done, of: task.progress(of + done, 2 * of))
    except Unfit:
        path.unlink(missing_ok=True)
        raise
    mark_checked(path, task.at)
    drop_old(terms())
    return {"name": path.name, "rows": manifest.rows, "lacking": len(manifest.lacking)}
