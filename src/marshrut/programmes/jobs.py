"""Every day: programmes are brought to their staff lists."""

from __future__ import annotations

from django.utils import timezone

from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach
from marshrut.programmes.operations import repair_programme
from marshrut.programmes.queries import running_on


@handles("repair_programmes", daily=True)
def repair_programmes(task: Task) -> int:
    """Repair every running programme, each in its own deed; a second run finds nothing left."""
    on = timezone.localdate(task.at)
    actor = Reach.system("daily repair of programmes", on)
    found = list(running_on(on))
    done = 0
    for number, programme in enumerate(found, 1):
        done += repair_programme(programme=programme, actor=actor, at=task.at)
        task.progress(number, len(found))
    return done
