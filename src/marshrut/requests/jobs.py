"""Every day: what was not answered in time goes to whom the clause names."""

from __future__ import annotations

from datetime import date

from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach
from marshrut.requests.operations import escalate
from marshrut.requests.queries import overdue


@handles("escalate_requests", daily=True)
def escalate_overdue(task: Task) -> int:
    """Escalate each overdue request in a deed of its own: a second run finds nothing left."""
    on = date.fromisoformat(task.payload["day"])
    actor = Reach.system("overdue requests", on)
    keys = list(overdue(on).values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        escalate(request=key, actor=actor, at=task.at)
        task.progress(number, len(keys))
    return len(keys)
