"""Every day: applications of organisations that nobody answered in time."""

from __future__ import annotations

from datetime import date

from marshrut.groups.operations import escalate_application
from marshrut.groups.waiting import overdue_applications
from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach


@handles("escalate_applications", daily=True)
def escalate_overdue(task: Task) -> int:
    """Each in a deed of its own: a second run finds nothing left."""
    on = date.fromisoformat(task.payload["day"])
    actor = Reach.system("overdue applications", on)
    keys = list(overdue_applications(on).values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        escalate_application(application=key, actor=actor, at=task.at)
        task.progress(number, len(keys))
    return len(keys)
