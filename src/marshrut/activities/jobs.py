"""Every day: proposals of visits without an answer lapse."""

from __future__ import annotations

from datetime import date

from marshrut.activities.operations import expire_visit
from marshrut.activities.queries import unanswered_visits
from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach


@handles("expire_visits", daily=True)
def expire_visits(task: Task) -> int:
    """Let each lapse in its own deed, so a second run finds nothing left."""
    on = date.fromisoformat(task.payload["day"])
    actor = Reach.system("unanswered visits", on)
    keys = list(unanswered_visits(on).values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        expire_visit(visit=key, actor=actor, at=task.at)
        task.progress(number, len(keys))
    return len(keys)
